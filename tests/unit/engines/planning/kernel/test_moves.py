"""Every kind of move, one at a time: what it may change, and that the books are right after each one that is taken."""

from collections import Counter
from random import Random

import numpy as np
import pytest

from tests.problems import Shape, made_up_plan, made_up_problem
from tests.worlds import assert_same, assert_sound, copies, plan_in_work, with_an_end
from unisono.engines.planning.kernel.compiling import entry
from unisono.engines.planning.kernel.moves import block, cross, drop, insert, relocate, replace, swap, wait
from unisono.engines.planning.kernel.pooling import draw_on, renounce, shift_stock
from unisono.engines.planning.kernel.proposal import settle, weigh
from unisono.engines.planning.kernel.records import FROM_STOCK, NOWHERE
from unisono.engines.planning.kernel.trial import IMPOSSIBLE, begin
from unisono.engines.planning.session import Session

INSERT, REPLACE, DROP, RELOCATE, SWAP, BLOCK, CROSS, WAIT, STOCK, RENOUNCE = range(10)
NAMES = ("insert", "replace", "drop", "relocate", "swap", "block", "cross", "wait", "stock", "renounce")
NOT_PROPOSED, REFUSED, TAKEN = range(3)
ANYTHING = -1e290


@entry
def try_move(w, kind, j, least):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201, C901, PLR0912 - compiled
    """Propose one kind of move for order `j`, take it when it changes at least `least`; return what came of it."""
    begin(w)
    state = w.state[0]
    found = False
    if kind == INSERT:
        found = insert(w, j)
    elif kind == REPLACE:
        found = replace(w, j)
    elif kind == DROP:
        found = drop(w, j)
    elif kind == RELOCATE:
        found = relocate(w, j)
    elif kind == SWAP:
        found = swap(w, j)
    elif kind == BLOCK:
        found = block(w, j)
    elif kind == CROSS:
        found = cross(w, j)
    elif kind == WAIT:
        found = wait(w, j)
    elif kind == RENOUNCE:
        found = renounce(w, j)
    else:
        found = shift_stock(w)
    if not found:
        return NOT_PROPOSED
    delta = weigh(w, least)
    if delta != IMPOSSIBLE:
        settle(w)
        if kind == STOCK and w.orders[state.undo_order].need == 0.0:
            w.orders[state.undo_order].line = FROM_STOCK
        return TAKEN
    if kind == WAIT:
        w.orders[state.undo_order].wait = state.undo_wait
    elif kind == STOCK:
        draw_on(w, state.undo_claim, -state.undo_quantity)
        if state.undo_rival >= 0:
            draw_on(w, state.undo_rival, state.undo_given)
    return REFUSED


FULL = Shape(
    orders=14,
    lines=3,
    pools=3,
    calendars=True,
    slots=True,
    room=True,
    campaigns=True,
    firm=True,
    dedicated=True,
    kept=True,
)
PLAIN = Shape(orders=10, lines=1, families=2, pools=2, holding=False, deadlines=False)
WITHOUT_CHOICE = (RELOCATE, SWAP, BLOCK, CROSS, WAIT)


def sessions(count: int) -> list[Session]:
    """Return sessions with made-up plans of full and of plain problems."""
    made = []
    for seed in range(count):
        random = Random(seed)  # noqa: S311 - problems are made up, no secrets
        problem = with_an_end(made_up_problem(random, FULL if seed % 3 else PLAIN))
        plan = made_up_plan(random, problem)
        session = Session(problem, seed=seed)
        session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
        made.append(session)
    return made


def suits(session: Session, kind: int, order: int) -> bool:
    """Return whether the search proposes this kind of move for an order that stands where it does."""
    line = session.world.orders["line"][order]
    if kind in (INSERT, REPLACE):
        return bool(line == NOWHERE)
    if kind == DROP:
        return bool(line >= 0 and not session.problem.orders.firm[order])
    if kind == RENOUNCE:
        return bool(line == FROM_STOCK and not session.problem.orders.firm[order])
    return bool(line >= 0) if kind != STOCK else len(session.world.claims) > 0


@pytest.mark.parametrize("kind", range(10), ids=NAMES)
def test_a_move_that_is_taken_keeps_the_books(kind: int) -> None:
    """Whatever it loses, after each move the world is sound and its money is the twin's."""
    outcomes: Counter[int] = Counter()
    for session in sessions(12):
        for turn in range(60):
            order = turn % session.problem.n
            if suits(session, kind, order):
                outcome = try_move(session._handle, kind, order, ANYTHING)
                outcomes[outcome] += 1
                if outcome == TAKEN:
                    assert_sound(session)
    assert outcomes[TAKEN] >= 10


@pytest.mark.parametrize("kind", range(10), ids=NAMES)
def test_a_move_that_is_refused_leaves_everything_as_it_was(kind: int) -> None:
    """A move that gains too little is taken back wholly; only the wait of an order without a place may differ."""
    outcomes: Counter[int] = Counter()
    for session in sessions(12):
        before = copies(session)
        for turn in range(30):
            order = turn % session.problem.n
            if suits(session, kind, order):
                wait_before = int(session.world.orders["wait"][order])
                outcomes[try_move(session._handle, kind, order, 1e9)] += 1
                if session.is_out(order):
                    session.world.orders["wait"][order] = wait_before
                assert_same(before, copies(session))
        assert_sound(session)
    assert outcomes[REFUSED] >= 10
    assert not outcomes[TAKEN]


@pytest.mark.parametrize("kind", WITHOUT_CHOICE, ids=[NAMES[kind] for kind in WITHOUT_CHOICE])
def test_who_is_moved_stays_in_the_plan(kind: int) -> None:
    """Moves of the sequence lose nobody but who would pass the latest date, and bring in nobody."""
    for session in sessions(9):
        for turn in range(30):
            order = turn % session.problem.n
            before = set(np.flatnonzero(session.world.orders["line"] >= 0))
            if suits(session, kind, order) and try_move(session._handle, kind, order, ANYTHING) == TAKEN:
                after = set(np.flatnonzero(session.world.orders["line"] >= 0))
                assert after <= before
                if (session.problem.orders.deadline > session.problem.horizon).all() and kind != CROSS:
                    assert after == before


def test_an_inserted_order_is_in_the_plan_and_a_dropped_one_is_not() -> None:
    """Insertion and dropping do just that to the order they are about."""
    for session in sessions(9):
        for order in range(session.problem.n):
            kind = INSERT if session.is_out(order) else DROP
            if suits(session, kind, order) and try_move(session._handle, kind, order, ANYTHING) == TAKEN:
                assert session.is_out(order) == (kind == DROP) or order in _ejected(session)


def _ejected(session: Session) -> set[int]:
    return {int(order) for order in session.world.scratch[2, : int(session.world.state["ejected"][0])]}


def test_stock_can_go_from_one_order_to_another() -> None:
    """Over some hundred moves stock changes hands, serves orders wholly, and none of it is lost."""
    wholly, rivals = 0, 0
    for session in sessions(12):
        for _ in range(60):
            if len(session.world.claims) and try_move(session._handle, STOCK, 0, ANYTHING) == TAKEN:
                rivals += int(session.world.state["undo_rival"][0]) >= 0
                wholly += int((session.world.orders["line"] == FROM_STOCK).sum())
                taken = sum(take.quantity for take in plan_in_work(session).takes)
                assert np.isclose(session.world.pools["free"].sum() + taken, session.problem.pools.quantity.sum())
    assert wholly > 0
    assert rivals > 0
