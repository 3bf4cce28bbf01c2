"""Laws of insertions: the kernel's best one is the best of all, tried one by one through the plain-Python twin."""

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.brute_force import insertions, value_of
from tests.problems import Shape, problems, shapes
from tests.worlds import assert_same, assert_sound, copies, plan_in_work, with_an_end
from unisono.engines.planning.checking import check
from unisono.engines.planning.kernel.handle import handle_of
from unisono.engines.planning.kernel.insertion import GRAIN, weigh_insertion
from unisono.engines.planning.kernel.records import FROM_STOCK
from unisono.engines.planning.kernel.trial import IMPOSSIBLE
from unisono.engines.planning.problem import Orders, Pools, Problem
from unisono.engines.planning.session import Session
from unisono.engines.planning.solving import complete

MONEY = 1e-6
"""Money that two ways of adding up may differ by, relative and absolute."""


@st.composite
def plans_in_force(draw: st.DrawFn, shape: st.SearchStrategy[Shape] | None = None) -> Session:
    """Draw a plan that a search has found, of a problem that may have a frozen zone."""
    problem = with_an_end(draw(problems(shapes(max_orders=9) if shape is None else shape)))
    assume(problem.n)
    problem = replace(problem, frozen_until=draw(st.sampled_from((0, 0, 40, 120))))
    session = Session(problem, seed=draw(st.integers(0, 2**32)))
    session.search(freedom=7, steps=draw(st.sampled_from((3, 30, 400))), hot=300.0, cold=10.0, share=1.0, total=0)
    session.return_to_best()
    return session


def left_out(session: Session) -> list[int]:
    """Return the orders without a place."""
    return [order for order in range(session.problem.n) if session.is_out(order)]


@settings(max_examples=200)
@given(plans_in_force())
def test_the_best_insertion_is_the_best_of_all(session: Session) -> None:
    """No other gap, exchange or use of free stock is better; of equal ones it is one that displaces nobody."""
    problem, plan, gaps = session.problem, session.solution(), session.first_gaps()
    for order in left_out(session):
        ways = insertions(problem, plan, order, gaps)
        found = session.try_insertion(order, gaps)
        assert (found is None) == (not ways)
        if found is not None:
            best = max(way.change for way in ways)
            assert np.isclose(found.change, best, rtol=MONEY, atol=MONEY)
            same = {way.displaces for way in ways if np.isclose(way.change, best, rtol=MONEY, atol=MONEY)}
            assert frozenset(found.displaces) in same
            if any(way.change > best - GRAIN / 2 and not way.displaces for way in ways):
                assert found.displaces == ()


def long_lines() -> st.SearchStrategy[Shape]:
    """Return shapes with so many orders on a line that walks along it use what earlier walks found."""
    parts = ("calendars", "slots", "room", "campaigns", "firm", "dedicated", "kept", "changeover_before_release")
    return st.builds(
        Shape,
        orders=st.integers(50, 120),
        lines=st.integers(1, 2),
        families=st.integers(1, 5),
        pools=st.integers(0, 2),
        **{part: st.booleans() for part in parts},
    )


@settings(max_examples=60)
@given(plans_in_force(long_lines()))
def test_nothing_is_overlooked_on_long_lines(session: Session) -> None:
    """However many have asked before, the best insertion is the best of all, each weighed by itself."""
    gaps, handle = session.first_gaps(), handle_of(session.world)
    for order in left_out(session):
        found = session.try_insertion(order, gaps)
        with session.asked(order):
            weighed = [_weigh(session, handle, order, way) for way in _ways(session, order, gaps)]
        best = max((change for change in weighed if change is not None), default=None)
        assert (found is None) == (best is None)
        if found is not None and best is not None:
            assert np.isclose(found.change, best, rtol=MONEY, atol=MONEY)


def _weigh(session: Session, handle: object, order: int, way: tuple[int, int, int, int]) -> float | None:
    """Return what one insertion changes, or None where a firm order is in its way or the order itself is too late."""
    change = float(weigh_insertion(handle, order, np.array(way), False))
    is_too_late = session.world.orders["stamp"][order] == session.world.state["stamp"][0]
    return None if is_too_late or change == IMPOSSIBLE else change


def _ways(session: Session, order: int, gaps: np.ndarray) -> Iterator[tuple[int, int, int, int]]:
    """Yield line, gap, whether somebody is replaced and whether stock is used, for all that there is."""
    world = session.world
    claims = slice(*(world.orders[name][order] for name in ("first_claim", "after_claims")))
    free = world.pools["free"][world.claims["pool"][claims]].sum()
    if free >= world.orders["need"][order]:
        yield FROM_STOCK, 0, 0, 1
    for with_stock in range(2 if 0 < free < world.orders["need"][order] else 1):
        for line in np.flatnonzero(world.fits["minutes"][order] >= 0):
            count = int(world.lines["count"][line])
            for gap in range(int(gaps[line]), count + 1):
                yield int(line), gap, 0, with_stock
                if gap < count and not world.orders["firm"][world.places["order"][line, gap]]:
                    yield int(line), gap, 1, with_stock


@given(plans_in_force())
def test_an_insertion_does_what_it_says(session: Session) -> None:
    """Made so, it changes the money by what was said, and nobody loses the place but those that were named."""
    problem, gaps = session.problem, session.first_gaps()
    for order in left_out(session):
        before = session.solution()
        found = session.try_insertion(order, gaps)
        if found is None:
            continue
        after = session.solution_after(found)
        assert check(problem, after) == ()
        change = value_of(problem, after) - value_of(problem, before)
        assert np.isclose(change, found.change, rtol=MONEY, atol=MONEY)
        planned = [{job.order for job in plan.jobs} | {take.order for take in plan.takes} for plan in (before, after)]
        assert planned[1] - planned[0] == {order}
        assert planned[0] - planned[1] == set(found.displaces)
        assert not problem.orders.firm[list(found.displaces)].any()


@given(plans_in_force())
def test_making_an_insertion_keeps_the_books(session: Session) -> None:
    """After each insertion that is made the world is sound, and it is the best plan."""
    for order in left_out(session):
        found = session.try_insertion(order, session.first_gaps())
        if found is not None and session.is_out(order):
            value = session.value
            session.make(found)
            assert np.isclose(session.value, value + found.change, rtol=MONEY, atol=MONEY)
            assert session.best_value == session.value
            assert_sound(session)


@given(plans_in_force())
def test_no_firm_order_becomes_later_than_it_should_be(session: Session) -> None:
    """A firm order that has its place ends as before, or earlier, or still in time."""
    orders, gaps = session.problem.orders, session.first_gaps()
    before = {job.order: job.end for job in session.solution().jobs}
    for order in left_out(session):
        found = session.try_insertion(order, gaps)
        if found is not None:
            ends = session.ends_after(found)
            for firm in np.flatnonzero(orders.firm):
                if firm in before:
                    assert ends[int(firm)] <= max(int(orders.due[firm]), before[int(firm)])


@given(plans_in_force())
def test_the_frozen_zone_is_not_touched(session: Session) -> None:
    """Work that starts in the frozen zone stays as it is, and the newcomer does not start there."""
    problem, gaps = session.problem, session.first_gaps()
    before = session.solution()
    frozen = [job for job in before.jobs if job.changeover_start < problem.frozen_until]
    for order in left_out(session):
        found = session.try_insertion(order, gaps)
        if found is not None:
            jobs = {job.order: job for job in session.solution_after(found).jobs}
            assert all(jobs[job.order] == job for job in frozen)
            assert order not in jobs or jobs[order].start >= problem.frozen_until


@given(plans_in_force())
def test_trying_leaves_everything_as_it_was(session: Session) -> None:
    """Who only asks changes nothing: neither the plan, nor the stock, nor the money."""
    gaps, before = session.first_gaps(), copies(session)
    for order in left_out(session):
        session.try_insertion(order, gaps)
        assert_same(before, copies(session))
    assert_sound(session)


@given(plans_in_force())
def test_looking_at_what_would_be_leaves_the_plan(session: Session) -> None:
    """The plan after an insertion can be looked at, and then the plan in work is the one before again."""
    gaps, plan = session.first_gaps(), plan_in_work(session)
    for order in left_out(session):
        found = session.try_insertion(order, gaps)
        if found is not None:
            session.solution_after(found)
            assert plan_in_work(session).jobs == plan.jobs
            assert plan_in_work(session).takes == plan.takes
            assert np.isclose(session.value, value_of(session.problem, plan), rtol=MONEY, atol=MONEY)
            assert_sound(session)


@given(plans_in_force(), st.integers(0, 900), st.integers(0, 600), st.sampled_from((0.0, 0.5, 7.25)))
def test_other_terms_are_as_if_the_order_had_them(session: Session, gain: int, due: int, late: float) -> None:
    """An order asked for at another price and date is answered as if it stood so in the book, and then forgotten."""
    problem, plan = session.problem, session.solution()
    for order in left_out(session):
        first = session.try_insertion(order, session.first_gaps())
        other_terms = _with_terms(problem, order, revenue=gain, late_cost=late, due=due, deadline=due + 100)
        session.replace_order(order, _alone(other_terms, order))
        asked = session.try_insertion(order, session.first_gaps())
        other = Session(other_terms)
        other.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
        expected = other.try_insertion(order, other.first_gaps())
        assert (asked is None) == (expected is None)
        if asked is not None and expected is not None:
            penalties = [float(item.world.orders["penalty"][order]) for item in (session, other)]
            assert np.isclose(asked.change - penalties[0], expected.change - penalties[1], rtol=MONEY, atol=MONEY)
        session.replace_order(order, _alone(problem, order))
        again = session.try_insertion(order, session.first_gaps())
        assert (None if again is None else again.change) == (None if first is None else first.change)
    assert plan_in_work(session).jobs == plan.jobs


def _alone(problem: Problem, order: int) -> Problem:
    """Return the problem of one order."""
    columns = {item.name: getattr(problem.orders, item.name)[[order]] for item in fields(Orders) if item.name != "ids"}
    speeds = {name: getattr(problem.lines, name)[[order]] for name in ("minutes_per_unit", "unit_cost")}
    return replace(
        problem,
        orders=Orders(ids=("alone",), **columns),
        lines=replace(problem.lines, **speeds),
        pools=Pools(quantity=np.empty(0), may_use=np.empty((0, 1), np.bool_)),
        reservations=(),
    )


def _with_terms(problem: Problem, order: int, **terms: float) -> Problem:
    """Return the problem in which an order is asked for on other terms."""
    changed = {name: getattr(problem.orders, name).copy() for name in terms}
    for name, value in terms.items():
        changed[name][order] = value
    return replace(problem, orders=replace(problem.orders, **changed))


@settings(max_examples=60)
@given(plans_in_force())
def test_a_completed_plan_leaves_no_yes_behind(session: Session) -> None:
    """Afterwards no order that is left out has an insertion that gains, and the plan is not worse than before."""
    problem, start = session.problem, session.solution()
    plan = complete(problem, start)
    assert check(problem, plan) == ()
    assert value_of(problem, plan) >= value_of(problem, start) - 1e-3
    planned = {job.order for job in plan.jobs} | {take.order for take in plan.takes}
    gaps = _first_gaps(problem, {job.order: job.changeover_start for job in plan.jobs}, plan.sequences)
    for order in set(range(problem.n)) - planned:
        for way in insertions(problem, plan, order, gaps):
            assert way.change <= GRAIN + MONEY * abs(value_of(problem, plan))


def _first_gaps(problem: Problem, starts: dict[int, int], sequences: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return for each line the first gap after the work that has started when the frozen zone ends."""
    return np.array(
        [sum(starts[int(order)] < problem.frozen_until for order in sequence) for sequence in sequences], np.int64
    )
