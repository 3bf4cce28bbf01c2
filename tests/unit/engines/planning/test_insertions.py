"""The list of all insertions of an order: what is remembered of a line, and for how long."""

from dataclasses import replace

import numpy as np

from tests.joinery import Wish, joinery
from unisono.engines.planning.insertions import Touched
from unisono.engines.planning.kernel.rests import STRIDE
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.session import Session

BOOKED = 4 * STRIDE
GATE = BOOKED


def long_bench() -> Problem:
    """Return a bench with sixty-four hours of work, of which every third is late if anything comes before it.

    A gate of an hour and a half is asked for besides.
    """
    doors = [
        Wish(id=f"door {hour}", revenue=100, late_cost=0.5, due=60 * (hour + 1) if hour % 3 == 0 else 9000)
        for hour in range(BOOKED)
    ]
    return joinery(*doors, Wish(id="gate", quantity=90, revenue=70, due=9000))


def busy_session() -> Session:
    """Return the plan in which the doors are made one after the other."""
    session = Session(long_bench())
    session.load(sequences=[np.arange(BOOKED)])
    return session


def test_every_gap_and_every_exchange_is_listed() -> None:
    """A gate can go before each door and behind the last, or in the place of each door."""
    session = busy_session()
    ways = session.insertions_of(GATE, session.first_gaps(), until=10_000)
    found = {tuple(map(int, row["found"])) for row in ways.rows}
    assert found == {(0, gap, 0, 0) for gap in range(BOOKED + 1)} | {(0, gap, 1, 0) for gap in range(BOOKED)}
    early = session.insertions_of(GATE, session.first_gaps(), until=600)
    assert {int(row["end"]) for row in early.rows} == {60 * gap + 90 for gap in range(9)}


def test_what_a_gap_costs_is_the_lateness_behind_it() -> None:
    """Ninety minutes at half a unit of money a minute for each late door behind the gap."""
    session = busy_session()
    ways = session.insertions_of(GATE, session.first_gaps(), until=10_000)
    worth = {int(row["found"][1]): float(row["worth"]) for row in ways.rows if row["found"][2] == 0}
    for gap in range(BOOKED + 1):
        late = sum(1 for hour in range(gap, BOOKED) if hour % 3 == 0)
        assert worth[gap] == -0.5 * 90 * late


def test_a_line_that_has_changed_is_looked_at_again() -> None:
    """After the gate is made, a second one finds the bench as it is then, and no better than somebody new."""
    problem = long_bench()
    second = Wish(id="second gate", quantity=90, revenue=70, due=9000)
    doors = [
        Wish(id=name, revenue=100, late_cost=0.5, due=int(due))
        for name, due in zip(problem.orders.ids[:BOOKED], problem.orders.due, strict=False)
    ]
    both = joinery(*doors, Wish(id="gate", quantity=90, revenue=500, due=90), second)
    session = Session(both)
    session.load(sequences=[np.arange(BOOKED)])
    session.try_insertion(GATE + 1, session.first_gaps())
    gate = session.try_insertion(GATE, session.first_gaps())
    assert gate is not None
    session.make(gate)
    fresh = Session(both)
    plan = session.solution()
    fresh.load(sequences=plan.sequences, waits=plan.waits)
    answers = [item.try_insertion(GATE + 1, item.first_gaps()) for item in (session, fresh)]
    assert answers[0] is not None
    assert answers[1] is not None
    assert answers[0].change == answers[1].change


def test_a_full_memory_is_emptied_and_answers_stay() -> None:
    """When too much is known it is all forgotten, and found out again."""
    session = busy_session()
    survey = session._insertions._survey
    first = session.try_insertion(GATE, session.first_gaps())
    assert survey.counts[1] > 0
    survey.counts[1] = len(survey.known)
    again = session.try_insertion(GATE, session.first_gaps())
    assert 0 < survey.counts[1] < len(survey.known) // 2
    assert first is not None
    assert again is not None
    assert (again.change, tuple(again.found)) == (first.change, tuple(first.found))


def test_whom_an_insertion_touches_is_listed_in_turn() -> None:
    """A gate between two doors moves the second by its time; one that goes has no new end."""
    problem = joinery(
        Wish(id="door", revenue=100),
        Wish(id="shelf", revenue=80, deadline=150),
        Wish(id="chair", revenue=90),
        Wish(id="gate", quantity=90, revenue=500, due=0, late_cost=5),
    )
    session = Session(problem)
    session.load(sequences=[np.arange(3)])
    gate = session.try_insertion(3, session.first_gaps())
    assert gate is not None
    assert session.touched(gate) == (
        Touched(order=0, end=60, end_after=150),
        Touched(order=1, end=120, end_after=None),
        Touched(order=2, end=180, end_after=210),
    )
    unharmed = replace(gate, found=np.array([0, 3, 0, 0]))
    assert session.touched(unharmed) == ()
