"""Several beginnings of a plan searched for a short while, the best of them for longer."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.replanning import WARM
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Solution, Take
from unisono.engines.planning.solving import anneal
from unisono.engines.planning.stopping import Iterations

HEATS = 4
"""Beginnings that are searched."""

HEAT_SHARE = 0.4
"""Share of all moves that the heats get together; the best goes on with the rest."""


class Runner(NamedTuple):
    """A session with its problem, and where a plan of it begins."""

    session: Session
    start: Decisions


class Won(NamedTuple):
    """Which of the runners won, and its plan."""

    runner: int
    solution: Solution


def race(runners: Sequence[Runner], *, iterations: int) -> Won:
    """Return the best plan found from some beginnings: `HEATS` short searches, then a longer one from the best.

    With fewer beginnings some are searched twice or more, with other random numbers, so that two races of equally many
    moves are equally long. The problems may differ: one has overtime on Saturday, one on Friday.

    Args:
        runners: at least one beginning; of more than `HEATS` the first ones run. Several may share a session.
        iterations: moves in all.
    """
    short = max(1, round(iterations * HEAT_SHARE / HEATS))
    heats: list[tuple[float, int, Decisions]] = []
    for heat in range(HEATS):
        number = heat % len(runners)
        session, start = runners[number]
        value = _search(session, start, short)
        heats.append((value, number, _decisions_in(session)))
    _, number, start = max(heats, key=lambda heat: heat[0])
    session = runners[number].session
    _search(session, start, max(1, iterations - HEATS * short))
    return Won(runner=number, solution=session.solution(iterations=iterations))


def _search(session: Session, start: Decisions, moves: int) -> float:
    """Search from a start, leave the best plan met as the plan in work, and return what it is worth."""
    session.load(sequences=start.sequences, waits=start.waits, takes=start.takes)
    session.world.state["steps"] = 0  # the temperature falls with the steps of each search
    anneal(session, params=WARM, stop=Iterations(count=moves))
    session.return_to_best()
    return session.best_value - session.problem.overtime_cost


def _decisions_in(session: Session) -> Decisions:
    """Return the plan in work."""
    world = session.world
    counts = world.lines["count"]
    claims = world.claims
    return Decisions(
        sequences=tuple(world.places["order"][line, : counts[line]].copy() for line in range(len(counts))),
        waits=world.orders["wait"].copy(),
        takes=tuple(
            Take(order=int(claims["order"][c]), pool=int(claims["pool"][c]), quantity=float(claims["take"][c]))
            for c in np.flatnonzero(claims["take"] > 0.0)
        ),
    )
