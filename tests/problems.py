"""Planning problems of every shape, and plans for them, made up at random.

`made_up_problem` and `made_up_plan` take a seeded `random.Random`. `problems` and `problems_with_plans` are the
Hypothesis strategies: they vary the shape and the seed, so what fails shrinks to few orders, lines and parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from random import Random

import numpy as np
from hypothesis import strategies as st

from unisono.engines.planning.problem import (
    ENDLESS,
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

RANDOMS = st.builds(Random, st.integers(0, 2**32 - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a made-up problem has: sizes, and which parts of a company."""

    orders: int = 8
    lines: int = 2
    families: int = 3
    pools: int = 0
    own_families: bool = False
    calendars: bool = False
    slots: bool = False
    room: bool = False
    campaigns: bool = False
    firm: bool = False
    deadlines: bool = True
    holding: bool = True
    dedicated: bool = False
    kept: bool = False
    overtime: bool = False
    changeover_before_release: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpPlan:
    """Sequences, waits and stock that a planner could have thought of."""

    sequences: tuple[Ints, ...]
    waits: Ints
    takes: tuple[Take, ...]


def made_up_problem(random: Random, shape: Shape) -> Problem:
    """Return a problem of the shape, about as much work as time."""
    families = max(shape.orders, 1) if shape.own_families else shape.families
    family = list(range(shape.orders)) if shape.own_families else _ints(random, shape.orders, 0, families - 1)
    horizon = max(120, shape.orders * 60 // max(1, shape.lines))
    return Problem(
        orders=_orders(random, shape, family, horizon),
        lines=_lines(random, shape, families, horizon),
        families=tuple(f"family-{index}" for index in range(families)),
        pools=_pools(random, shape),
        warehouse=Warehouse(
            limit=random.randint(0, 30) / 2, price=random.randint(1, 8) / 4, nights=np.arange(50, horizon, 70)
        )
        if shape.room
        else Warehouse(),
        reservations=_reservations(random, shape, horizon) if shape.slots else (),
        horizon=2 * horizon if shape.deadlines else ENDLESS,
        changeover_before_release=shape.changeover_before_release,
        short_campaign_charge=random.randint(1, 60) / 2 if shape.campaigns else 0.0,
        overtime_cost=random.randint(1, 100) / 4 if shape.overtime else 0.0,
    )


def made_up_plan(random: Random, problem: Problem) -> MadeUpPlan:
    """Return a plan for some of the orders, in no clever sequence; it may break deadlines (see `without_passed`)."""
    takes = _made_up_takes(random, problem)
    left = _left_to_make(problem, takes)
    sequences: list[list[int]] = [[] for _ in problem.lines.ids]
    for order in random.sample(range(problem.n), problem.n):
        able = [line for line in range(len(sequences)) if np.isfinite(problem.lines.minutes_per_unit[order, line])]
        if left[order] <= 0 or not able or random.random() < 0.2:
            takes = [take for take in takes if take.order != order or left[order] <= 0]
        else:
            sequences[random.choice(able)].append(order)
    extra = [random.choice((0, 0, 0, 13, 80)) for _ in range(problem.n)]
    return MadeUpPlan(
        sequences=tuple(np.array(sequence, np.int64) for sequence in sequences),
        waits=problem.orders.release + np.array(extra, np.int64),
        takes=tuple(takes),
    )


def without_passed(problem: Problem, plan: MadeUpPlan) -> Solution:
    """Return the plan as a timed solution, less the orders that pass their deadline, taken out from the front."""
    sequences, takes = [list(map(int, sequence)) for sequence in plan.sequences], plan.takes
    while True:
        timed = time_plan(problem, sequences=sequences, waits=plan.waits, takes=takes)
        if not timed.passed:
            break
        sequences = [[order for order in sequence if order != timed.passed[0]] for sequence in sequences]
        takes = tuple(take for take in takes if take.order != timed.passed[0])
    planned = {job.order for job in timed.jobs} | {take.order for take in takes}
    return Solution(
        sequences=tuple(np.array(sequence, np.int64) for sequence in sequences),
        waits=plan.waits,
        takes=takes,
        jobs=timed.jobs,
        worth=timed.worth,
        unmade=tuple(order for order in range(problem.n) if problem.orders.firm[order] and order not in planned),
    )


def shapes(*, max_orders: int = 8, max_lines: int = 3) -> st.SearchStrategy[Shape]:
    """Return a strategy for shapes, the empty order book and the single order among them."""
    return st.builds(
        Shape,
        orders=st.integers(0, max_orders),
        lines=st.integers(1, max_lines),
        families=st.integers(1, 4),
        pools=st.integers(0, 3),
        **{item.name: st.booleans() for item in fields(Shape) if isinstance(item.default, bool)},
    )


@st.composite
def problems(draw: st.DrawFn, shape: st.SearchStrategy[Shape] | None = None) -> Problem:
    """Draw a problem of any shape, or of the shapes given."""
    return made_up_problem(draw(RANDOMS), draw(shapes() if shape is None else shape))


@st.composite
def problems_with_plans(draw: st.DrawFn, shape: st.SearchStrategy[Shape] | None = None) -> tuple[Problem, MadeUpPlan]:
    """Draw a problem of any shape, or of the shapes given, with a plan that may break deadlines and nothing else."""
    problem = draw(problems(shape))
    return problem, made_up_plan(draw(RANDOMS), problem)


def _ints(random: Random, count: int, low: int, high: int) -> list[int]:
    return [random.randint(low, high) for _ in range(count)]


def _quarters(random: Random, shape: Sequence[int], high: int) -> Floats:
    """Return numbers that floats hold exactly, from 0 to `high` / 4."""
    count = int(np.prod(shape))
    return np.array(_ints(random, count, 0, high), np.float64).reshape(shape) / 4


def _orders(random: Random, shape: Shape, family: list[int], horizon: int) -> Orders:
    n = shape.orders
    release = np.array([random.choice((0, 0, random.randint(0, horizon // 2))) for _ in range(n)], np.int64)
    due = np.array(_ints(random, n, -40, 3 * horizon // 2), np.int64)
    slack = np.array([random.choice((0, horizon, 2 * horizon)) for _ in range(n)], np.int64)
    return Orders(
        ids=tuple(f"order-{index}" for index in range(n)),
        family=np.array(family, np.int64),
        firm=np.array([shape.firm and random.random() < 0.5 for _ in range(n)], np.bool_),
        quantity=np.array(_ints(random, n, 1, 100), np.float64) / random.choice((1, 4, 10)),
        release=release,
        due=due,
        deadline=np.minimum(due + slack, 2 * horizon) if shape.deadlines else np.full(n, ENDLESS, np.int64),
        revenue=_quarters(random, (n,), 4000),
        service_cost=_quarters(random, (n,), 100),
        late_cost=_quarters(random, (n,), 20),
        holding_cost=_quarters(random, (n,), 4) / 64 if shape.holding else np.zeros(n),
        room=_quarters(random, (n,), 8) if shape.room else np.zeros(n),
        scrap_cost=_quarters(random, (n,), 40),
        stock_cost=_quarters(random, (n,), 40),
        keep_by=np.array([random.choice((ENDLESS, random.randint(0, horizon))) for _ in range(n)], np.int64)
        if shape.kept
        else np.full(n, ENDLESS, np.int64),
        moving_cost=_quarters(random, (n,), 80) if shape.kept else np.zeros(n),
    )


def _lines(random: Random, shape: Shape, families: int, horizon: int) -> Lines:
    n, lines = shape.orders, shape.lines
    minutes_per_unit = np.array([60 / random.randint(10, 200) for _ in range(n * lines)]).reshape(n, lines)
    unit_cost = _quarters(random, (n, lines), 40)
    if shape.dedicated:
        unable = np.array([random.random() < 0.5 for _ in range(n * lines)], np.bool_).reshape(n, lines)
        minutes_per_unit[unable] = unit_cost[unable] = np.inf
    changeovers = (lines, families + 1, families)
    minutes = np.array(_ints(random, int(np.prod(changeovers)), 0, 20), np.int64).reshape(changeovers)
    cost, scrap = _quarters(random, changeovers, 60), _quarters(random, changeovers, 4)
    for same in range(families):
        minutes[:, same, same] = cost[:, same, same] = scrap[:, same, same] = 0
    return Lines(
        ids=tuple(f"line-{index}" for index in range(lines)),
        minutes_per_unit=minutes_per_unit,
        unit_cost=unit_cost,
        initial=np.array(_ints(random, lines, 0, families), np.int64),
        changeover_minutes=minutes,
        changeover_cost=cost,
        changeover_scrap=scrap,
        min_campaign=np.array(_ints(random, lines * families, 0, 80 * shape.campaigns), np.int64).reshape(
            lines, families
        ),
        windows=tuple(_windows(random, horizon) if shape.calendars else None for _ in range(lines)),
    )


def _windows(random: Random, horizon: int) -> Ints | None:
    """Return the working time of one line until a little after the horizon: long shifts, short ones, or always open."""
    if random.random() < 0.2:
        return None
    windows, minute = [], random.randint(0, 30)
    while minute < horizon:
        end = minute + random.randint(1, 100)
        windows.append((minute, end))
        minute = end + random.randint(1, 60)
    return np.array(windows, np.int64).reshape(-1, 2)


def _reservations(random: Random, shape: Shape, horizon: int) -> tuple[Reservation, ...]:
    """Return reserved slots; they may overlap each other and closed time."""
    starts = _ints(random, random.randint(0, 3), 0, horizon)
    return tuple(
        Reservation(
            line=random.randrange(shape.lines),
            start=start,
            end=start + random.randint(1, 90),
            may_use=np.array([random.random() < 0.3 for _ in range(shape.orders)], np.bool_),
        )
        for start in starts
    )


def _pools(random: Random, shape: Shape) -> Pools:
    flags = [random.random() < 0.5 for _ in range(shape.pools * shape.orders)]
    return Pools(
        quantity=_quarters(random, (shape.pools,), 200),
        may_use=np.array(flags, np.bool_).reshape(shape.pools, shape.orders),
    )


def _made_up_takes(random: Random, problem: Problem) -> list[Take]:
    left = list(map(float, problem.orders.quantity))
    takes = []
    for pool, there in enumerate(map(float, problem.pools.quantity)):
        rest = there
        for order in random.sample(range(problem.n), problem.n):
            share = random.choice((0, 0.5, 1)) if problem.pools.may_use[pool, order] else 0
            quantity = min(rest, left[order]) * share
            if quantity > 0:
                takes.append(Take(order=order, pool=pool, quantity=quantity))
                rest -= quantity
                left[order] -= quantity
    return takes


def _left_to_make(problem: Problem, takes: Sequence[Take]) -> list[float]:
    """Return what is not served from stock, an exact 0 where all is."""
    left = list(map(float, problem.orders.quantity))
    for take in takes:
        left[take.order] -= take.quantity
    return [0.0 if rest <= 1e-9 else rest for rest in left]
