"""A plan in the kernel: what it is worth, what can be put in, and what comes out."""

import numpy as np

from tests.joinery import Wish, joinery
from unisono.engines.planning.insertions import Insertion
from unisono.engines.planning.problem import Warehouse
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Take

DOOR, SHELF, GATE = range(3)


def sequence(*orders: int) -> np.ndarray:
    """Return the sequence of a bench."""
    return np.array(orders, np.int64)


def test_an_empty_plan_is_worth_nothing_and_a_firm_order_is_missed() -> None:
    """Without firm orders doing nothing costs nothing; a firm order left out is dear and is named."""
    idle = Session(joinery(Wish(id="door", revenue=300)))
    assert idle.value == 0
    assert idle.solution().unmade == ()
    owed = Session(joinery(Wish(id="door", revenue=300, firm=True)))
    assert owed.value < -300
    assert owed.solution().unmade == (DOOR,)


def test_a_plan_is_worth_its_contribution() -> None:
    """Oak then pine: 300 and 200 less a changeover of 10, and the pine is 20 minutes late at half a unit a minute."""
    session = Session(
        joinery(Wish(id="door", revenue=300), Wish(id="shelf", wood="pine", revenue=200, due=130, late_cost=0.5))
    )
    session.load(sequences=[sequence(DOOR, SHELF)])
    assert session.value == 300 + 200 - 10 - 20 * 0.5
    assert session.best_value == session.value
    assert session.ends() == {DOOR: 60, SHELF: 150}


def test_who_passes_the_latest_date_loses_the_place_and_the_stock() -> None:
    """The shelf would end at 120, after its latest date; the stock it drew on is free again."""
    problem = joinery(
        Wish(id="door", revenue=300),
        Wish(id="shelf", revenue=200, deadline=100),
        stock=[(10, ("shelf",))],
    )
    session = Session(problem)
    session.load(sequences=[sequence(DOOR, SHELF)], takes=[Take(order=SHELF, pool=0, quantity=10)])
    assert session.is_out(SHELF)
    assert not session.is_out(DOOR)
    assert session.solution().takes == ()
    assert session.value == 300


def test_the_frozen_zone_keeps_what_starts_in_it() -> None:
    """With a frozen hour the work that starts in it is before the first gap, with more it is all of the bench."""
    wishes = (Wish(id="door"), Wish(id="shelf"), Wish(id="gate"))
    gaps = []
    for frozen in (0, 30, 60, 61, 500):
        session = Session(joinery(*wishes, frozen_until=frozen))
        session.load(sequences=[sequence(DOOR, SHELF, GATE)])
        gaps.append(int(session.first_gaps()[0]))
    assert gaps == [0, 1, 1, 2, 3]


def test_an_order_is_let_in_where_it_earns_most() -> None:
    """The pine goes behind the other pine: nobody is later for it, and there is no changeover."""
    problem = joinery(
        Wish(id="door", revenue=300, due=60, late_cost=1),
        Wish(id="shelf", wood="pine", revenue=200, due=150, late_cost=1),
        Wish(id="gate", wood="pine", revenue=100),
    )
    session = Session(problem)
    session.load(sequences=[sequence(DOOR, SHELF)])
    found = session.try_insertion(GATE, session.first_gaps())
    assert found is not None
    assert found.change == 100
    assert found.displaces == ()
    assert found.is_yes
    session.make(found)
    assert session.ends() == {DOOR: 60, SHELF: 150, GATE: 210}


def test_a_better_order_takes_the_place_of_an_inquiry_but_not_of_a_firm_order() -> None:
    """Before its latest date there is time for one of the two: the dearer one, unless the other is firm."""
    for firm in (False, True):
        problem = joinery(
            Wish(id="door", revenue=300, deadline=60, due=60, firm=firm), Wish(id="shelf", revenue=500, deadline=60)
        )
        session = Session(problem)
        session.load(sequences=[sequence(DOOR)])
        found = session.try_insertion(SHELF, session.first_gaps())
        assert (found is None) == firm
        if found is not None:
            assert found.change == 200
            assert found.displaces == (DOOR,)


def test_stock_serves_an_order_wholly_or_in_part() -> None:
    """Stock for all of it needs no bench; stock for a part shortens the work, so that it is in time."""
    whole = Session(joinery(Wish(id="door", revenue=300, benches=(), stock_cost=2), stock=[(60, ("door",))]))
    found = whole.try_insertion(DOOR, whole.first_gaps())
    assert found is not None
    assert found.change == 300 - 60 * 2
    whole.make(found)
    assert whole.ends() == {DOOR: 1000}
    assert whole.solution().takes == (Take(order=DOOR, pool=0, quantity=60),)
    part = Session(joinery(Wish(id="door", revenue=300, deadline=45), stock=[(20, ("door",))]))
    assert part.ends() == {}
    found = part.try_insertion(DOOR, part.first_gaps())
    assert found is not None
    assert part.ends_after(found) == {DOOR: 40}
    assert part.is_out(DOOR)


def test_a_firm_order_that_can_only_be_late_is_late_rather_than_never() -> None:
    """Nobody owes it to a firm order without a place to be in time, but those with a place are not made later."""
    problem = joinery(
        Wish(id="door", firm=True, due=60),
        Wish(id="shelf", firm=True, due=30, late_cost=1),
    )
    session = Session(problem)
    session.load(sequences=[sequence(DOOR)])
    found = session.try_insertion(SHELF, session.first_gaps())
    assert found is not None
    assert session.ends_after(found) == {DOOR: 60, SHELF: 120}


def test_among_equals_nobody_is_displaced() -> None:
    """Who brings just what it costs takes an empty place, not the first place that somebody has."""
    problem = joinery(Wish(id="door", revenue=60, unit_cost=1), Wish(id="shelf", revenue=60, unit_cost=1))
    session = Session(problem)
    session.load(sequences=[sequence(DOOR)])
    found = session.try_insertion(SHELF, session.first_gaps())
    assert found is not None
    assert (found.change, found.displaces) == (0, ())
    assert found.is_yes


def test_a_yes_gains_or_costs_nobody_anything() -> None:
    """Who brings nothing is welcome as long as nobody loses the place for it."""

    def insertion(change: float, *displaces: int) -> Insertion:
        return Insertion(order=0, found=np.zeros(4, np.int64), end=60, change=change, displaces=displaces)

    assert insertion(0.01).is_yes
    assert insertion(0.01, 3).is_yes
    assert insertion(0).is_yes
    assert not insertion(0, 3).is_yes
    assert not insertion(-0.01).is_yes


def test_room_in_the_past_is_not_counted() -> None:
    """Goods that are overdue leave as soon as they are made; they take no room at night."""
    house = Warehouse(limit=10, price=1, nights=np.array([100, 200]))
    problem = joinery(Wish(id="door", revenue=300, due=-40, room=1), warehouse=house)
    session = Session(problem)
    session.load(sequences=[sequence(DOOR)])
    assert session.value == 300
