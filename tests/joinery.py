"""A joinery with one bench, for situations small enough to be worked out by hand.

The bench is set up for oak. Another wood needs a changeover of 30 minutes, which costs 10 and scraps 2 units of what is
made next. Everything else of an order or of the joinery is nothing, unless a test asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from unisono.engines.planning.problem import (
    ENDLESS,
    Flags,
    Floats,
    Ints,
    Lines,
    Orders,
    Pools,
    Problem,
    Reservation,
    Warehouse,
)
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.timing import time_plan

WOODS = ("oak", "pine", "beech")
Windows = Sequence[tuple[int, int]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody ordered; it takes a minute a unit on every bench that can make it."""

    id: str
    wood: str = "oak"
    quantity: float = 60
    firm: bool = False
    release: int = 0
    due: int = 1000
    deadline: int = ENDLESS
    revenue: float = 0
    service_cost: float = 0
    late_cost: float = 0
    holding_cost: float = 0
    room: float = 0
    scrap_cost: float = 0
    stock_cost: float = 0
    keep_by: int = ENDLESS
    moving_cost: float = 0
    benches: Sequence[int] = (0,)
    unit_cost: float = 0


def joinery(
    *wishes: Wish,
    windows: Sequence[Windows] = (None,),
    slots: Sequence[tuple[int, int, int, Sequence[str]]] = (),
    stock: Sequence[tuple[float, Sequence[str]]] = (),
    warehouse: Warehouse | None = None,
    min_campaign: int = 0,
    **parts: float,
) -> Problem:
    """Return the joinery's problem.

    Args:
        wishes: the orders.
        windows: the working time of each bench, None for always.
        slots: bench, start, end, and the orders that may use it.
        stock: quantity, and the orders that may take it.
        warehouse: room, its price and the nights.
        min_campaign: minutes of work in a campaign of any wood.
        parts: other numbers of the problem.
    """
    return Problem(
        orders=_orders(wishes),
        lines=_lines(wishes, windows, min_campaign),
        families=WOODS,
        pools=Pools(
            quantity=np.array([quantity for quantity, _ in stock], np.float64),
            may_use=np.array([_named(wishes, names) for _, names in stock], np.bool_).reshape(len(stock), len(wishes)),
        ),
        warehouse=warehouse or Warehouse(),
        reservations=tuple(
            Reservation(line=bench, start=start, end=end, may_use=_named(wishes, names))
            for bench, start, end, names in slots
        ),
        **cast("dict[str, Any]", parts),
    )


def made(
    problem: Problem,
    *sequences: Sequence[int],
    waits: Sequence[int] | None = None,
    takes: Sequence[Take] = (),
    unmade: Sequence[int] = (),
) -> Solution:
    """Return a timed plan in which each bench makes its sequence."""
    wait = problem.orders.release if waits is None else np.array(waits, np.int64)
    timed = time_plan(problem, sequences=sequences, waits=wait, takes=takes)
    return Solution(
        sequences=tuple(np.array(sequence, np.int64) for sequence in sequences),
        waits=wait,
        takes=tuple(takes),
        jobs=timed.jobs,
        worth=timed.worth,
        unmade=tuple(unmade),
    )


def with_job(solution: Solution, number: int, **changes: float) -> Solution:
    """Return the solution with other claims about one of its jobs."""
    jobs = list(solution.jobs)
    jobs[number] = replace(jobs[number], **cast("dict[str, Any]", changes))
    return replace(solution, jobs=tuple(jobs))


def _named(wishes: Sequence[Wish], names: Sequence[str]) -> Flags:
    return np.array([wish.id in names for wish in wishes], np.bool_)


def _orders(wishes: Sequence[Wish]) -> Orders:
    def whole(name: str) -> Ints:
        return np.array([getattr(wish, name) for wish in wishes], np.int64)

    def number(name: str) -> Floats:
        return np.array([getattr(wish, name) for wish in wishes], np.float64)

    return Orders(
        ids=tuple(wish.id for wish in wishes),
        family=np.array([WOODS.index(wish.wood) for wish in wishes], np.int64),
        firm=np.array([wish.firm for wish in wishes], np.bool_),
        quantity=number("quantity"),
        release=whole("release"),
        due=whole("due"),
        deadline=whole("deadline"),
        revenue=number("revenue"),
        service_cost=number("service_cost"),
        late_cost=number("late_cost"),
        holding_cost=number("holding_cost"),
        room=number("room"),
        scrap_cost=number("scrap_cost"),
        stock_cost=number("stock_cost"),
        keep_by=whole("keep_by"),
        moving_cost=number("moving_cost"),
    )


def _lines(wishes: Sequence[Wish], windows: Sequence[Windows], min_campaign: int) -> Lines:
    benches, woods = len(windows), len(WOODS)
    able = np.array([[bench in wish.benches for bench in range(benches)] for wish in wishes], np.bool_)
    able = able.reshape(len(wishes), benches)
    costs = np.array([wish.unit_cost for wish in wishes], np.float64).reshape(-1, 1)
    other = np.ones((benches, woods + 1, woods), np.int64)
    other[:, range(woods), range(woods)] = 0
    return Lines(
        ids=tuple(f"bench-{bench}" for bench in range(benches)),
        minutes_per_unit=np.where(able, 1.0, np.inf),
        unit_cost=np.where(able, costs, np.inf),
        initial=np.zeros(benches, np.int64),
        changeover_minutes=30 * other,
        changeover_cost=np.float64(10) * other,
        changeover_scrap=np.float64(2) * other,
        min_campaign=np.full((benches, woods), min_campaign, np.int64),
        windows=tuple(None if hours is None else np.array(hours, np.int64).reshape(-1, 2) for hours in windows),
    )
