"""Long lines: what is known of places that shift together is true, and leaping over them gives what walking gives."""

from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.problems import Shape, made_up_plan, made_up_problem
from tests.worlds import assert_sound, with_an_end
from unisono.engines.planning.kernel.compiling import entry
from unisono.engines.planning.kernel.moves import block, relocate, swap
from unisono.engines.planning.kernel.proposal import settle, weigh
from unisono.engines.planning.kernel.records import WIDTHS
from unisono.engines.planning.kernel.trial import IMPOSSIBLE, begin, revalue
from unisono.engines.planning.session import Session

NOTED = ("order", "family", "end", "row", "at", "low", "high", "rate", "value", "late", "hold", "room")
ALWAYS_OPEN = Shape(orders=150, lines=1, families=4, holding=True, deadlines=False, kept=True)
DEALS = {
    "one line that always works": ALWAYS_OPEN,
    "campaigns": Shape(orders=150, lines=1, families=3, campaigns=True, deadlines=False),
    "two lines with shifts and slots": Shape(orders=240, lines=2, families=4, calendars=True, slots=True, firm=True),
    "shifts and a full warehouse": Shape(orders=150, lines=1, families=4, calendars=True, room=True, campaigns=True),
}


@entry
def try_and_settle(w, kind, j):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - compiled
    """Make a move of order `j` so, whatever it loses; return what was foreseen and what it changed."""
    begin(w)
    if w.orders[j].line < 0:
        return 0.0, 0.0
    found = relocate(w, j) if kind == 0 else (swap(w, j) if kind == 1 else block(w, j))
    if not found:
        return 0.0, 0.0
    foreseen, before = weigh(w, -1e290), w.state[0].value
    if foreseen == IMPOSSIBLE:
        return 0.0, 0.0
    settle(w)
    return foreseen, w.state[0].value - before


def long_session(shape: Shape, seed: int) -> Session:
    """Return a session with a made-up plan on long lines."""
    random = Random(seed)  # noqa: S311 - problems are made up, no secrets
    problem = with_an_end(made_up_problem(random, shape))
    plan = made_up_plan(random, problem)
    session = Session(problem, seed=seed)
    session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
    return session


def noted(session: Session) -> list[NDArray[np.float64]]:
    """Return all that is noted of the places and the spans of the lines."""
    world = session.world
    tables = []
    for line, count in enumerate(world.lines["count"]):
        places = world.places[line, :count]
        names = (*NOTED, "run") if session.problem.short_campaign_charge > 0 else NOTED
        tables.append(np.column_stack([places[name].astype(np.float64) for name in names]))
        for level, width in enumerate(WIDTHS):
            spans = world.spans[line, level, : count // width]
            tables.append(np.column_stack([spans[name].astype(np.float64) for name in ("row", "low", "high", "rate")]))
    return tables


@pytest.mark.parametrize("shape", DEALS.values(), ids=DEALS)
def test_what_is_noted_of_a_long_line_is_true_after_any_search(shape: Shape) -> None:
    """After thousands of moves, ends, money and margins of places and spans are those of laying the lines afresh."""
    for seed in range(4):
        session = long_session(shape, seed)
        session.search(freedom=7, steps=3000, hot=40.0, cold=4.0, share=0.5, total=0)
        before = noted(session)
        revalue(session._handle)
        assert session.world.lines["count"].max() >= WIDTHS[1]
        for kept, fresh in zip(before, noted(session), strict=True):
            assert np.allclose(kept, fresh, rtol=1e-9, atol=1e-6)
        assert_sound(session)


@pytest.mark.parametrize("kind", range(3), ids=("relocate", "swap", "block"))
def test_a_leap_foresees_what_walking_would_find(kind: int) -> None:
    """On a line that always works, what a move is weighed at is exactly what it changes."""
    moved = 0
    for seed in range(4):
        session = long_session(ALWAYS_OPEN, seed)
        for turn in range(200):
            foreseen, changed = try_and_settle(session._handle, kind, turn % session.problem.n)
            assert foreseen == pytest.approx(changed, rel=1e-9, abs=1e-6)
            moved += changed != 0.0
    assert moved > 200
