"""What must be true of the kernel's world whatever was done to it."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.brute_force import value_of
from unisono.engines.planning.kernel.records import FROM_STOCK, NOWHERE
from unisono.engines.planning.kernel.trial import revalue
from unisono.engines.planning.problem import ENDLESS, Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.timing import time_plan

PASSING = {
    "state": None,
    "segments": None,
    "scratch": None,
    "orders": "stamp",
    "nights": "change",
}
"""What a trial may leave behind: whole arrays, or one field of their records."""

END = 3000
"""The end of the planned time where a problem has calendars and names none: the kernel keeps a table of its minutes."""


def with_an_end(problem: Problem) -> Problem:
    """Return the problem with an end of the planned time where it has closed time, as those of companies do."""
    has_closed_time = problem.reservations or any(windows is not None for windows in problem.lines.windows)
    return replace(problem, horizon=END) if has_closed_time and problem.horizon >= ENDLESS else problem


def plan_in_work(session: Session) -> Solution:
    """Return the plan that stands in the world, read without the session's own words and timed by the twin."""
    world, problem = session.world, session.problem
    sequences = tuple(
        world.places["order"][line, : world.lines["count"][line]].copy() for line in range(len(problem.lines.ids))
    )
    waits = world.orders["wait"].copy()
    takes = tuple(
        Take(order=int(claim["order"]), pool=int(claim["pool"]), quantity=float(claim["take"]))
        for claim in world.claims
        if claim["take"] > 0
    )
    timed = time_plan(problem, sequences=sequences, waits=waits, takes=takes)
    planned = {job.order for job in timed.jobs} | {take.order for take in takes}
    unmade = tuple(int(order) for order in np.flatnonzero(problem.orders.firm) if order not in planned)
    return Solution(sequences=sequences, waits=waits, takes=takes, jobs=timed.jobs, worth=timed.worth, unmade=unmade)


def assert_sound(session: Session) -> None:
    """Look whether every order is once where it says, stock adds up, and the money agrees with the twin's."""
    world, problem = session.world, session.problem
    orders, claims = world.orders, world.claims
    on_lines = [
        (int(order), line, place)
        for line in range(len(world.lines))
        for place, order in enumerate(world.places["order"][line, : world.lines["count"][line]])
    ]
    assert len({order for order, _, _ in on_lines}) == len(on_lines)
    assert {order for order, _, _ in on_lines} == set(np.flatnonzero(orders["line"] >= 0))
    assert all((orders["line"][order], orders["place"][order]) == (line, place) for order, line, place in on_lines)
    served, taken = np.zeros(problem.n), np.zeros(len(world.pools))
    np.add.at(served, claims["order"], claims["take"])
    np.add.at(taken, claims["pool"], claims["take"])
    assert (claims["take"] >= 0).all()
    assert (world.pools["free"] >= 0).all()
    assert np.allclose(world.pools["free"] + taken, problem.pools.quantity)
    assert np.allclose(orders["need"] + served, problem.orders.quantity)
    assert (served[orders["line"] == NOWHERE] == 0).all()
    assert (orders["need"][orders["line"] == FROM_STOCK] == 0).all()
    assert (orders["need"][orders["line"] >= 0] > 0).all()
    assert np.isclose(session.value, value_of(problem, plan_in_work(session)), rtol=1e-6, atol=1e-6)
    assert_counted(session)


def assert_counted(session: Session) -> None:
    """Look whether the value and the nights' room, kept move by move, are what counting them afresh gives."""
    world = session.world
    value, used = session.value, world.nights["used"].copy()
    revalue(session._handle)
    assert np.isclose(session.value, value, rtol=1e-6, atol=1e-6)
    assert np.allclose(world.nights["used"], used)


def copies(session: Session) -> dict[str, NDArray[np.generic]]:
    """Return copies of all that a trial must leave as it is; of the places those that are taken."""
    kept: dict[str, NDArray[np.generic]] = {}
    counts = session.world.lines["count"]
    taken = [session.world.places[line, :count] for line, count in enumerate(counts)]
    for name, array in (session.world._asdict() | {"places": np.concatenate(taken)}).items():
        if PASSING.get(name, "") is None:
            continue
        for field in array.dtype.names or ("",):
            if field == "" or field != PASSING.get(name):
                kept[f"{name}.{field}"] = (array[field] if field else array).copy()
    return kept


def assert_same(before: dict[str, NDArray[np.generic]], after: dict[str, NDArray[np.generic]]) -> None:
    """Look whether nothing has changed; quantities may differ in the last digits of a float."""
    for name, array in before.items():
        assert np.allclose(array.astype(np.float64), after[name].astype(np.float64), rtol=1e-12, atol=1e-12), name
