"""What happens in a week of the Thorn Bakery, and what it does to the plan; small enough to be worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from tests.companies import local
from tests.weeks import MONDAY, TUESDAY, firm, planned, rye, week
from unisono.domain.changes import Change, LineDown, OrderAltered, OrderCancelled, OrderReceived
from unisono.domain.company import Order, OrderStatus, Snapshot
from unisono.domain.plans import Contribution
from unisono.domain.policy import PromiseClass, Repromising, Rule, Verdict
from unisono.domain.replans import Move, MoveKind, Place, Replan
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.replan_checking import Compared, check_replan
from unisono.engines.planning.stopping import Iterations
from unisono.services.replanning import Answered, replan_company
from unisono.services.repromising import repromise_company

SCHOOL = rye("SCHOOL-1", 320, by=TUESDAY)
HOTEL = rye("HOTEL-1", 320, by=MONDAY, customer="HOTEL", price="3.00")
TUESDAY_OFF = LineDown(line="stone-oven", start=local("2026-03-03T06:00"), end=local("2026-03-04T06:00"))
COLD_MORNING = LineDown(line="stone-oven", start=local("2026-03-02T06:00"), end=local("2026-03-02T08:00"))


def of_week(*orders: Order, frozen: int = 0, classes: Repromising | None = None) -> Snapshot:
    """Return a week with a frozen zone of so many hours."""
    snapshot = week(*orders)
    policy = replace(snapshot.policy, frozen_hours=Decimal(frozen), repromising=classes or Repromising())
    return replace(snapshot, policy=policy)


def after(snapshot: Snapshot, *changes: Change, at: datetime | None = None) -> Answered:
    """Return a week's replan after some changes."""
    ground, plan = planned(snapshot)
    return replan_company(
        ground=ground, plan=plan, changes=changes, now=at or plan.now, stop=Iterations(count=300), seed=1
    )


def moves(answered: Answered) -> dict[str, Move]:
    """Return the moves by order."""
    return {move.order: move for move in answered.replan.moves}


def test_an_oven_that_is_cold_on_tuesday_loses_the_school() -> None:
    """Its loaves are of no use on Wednesday; the hotel notices nothing."""
    answered = after(of_week(SCHOOL, HOTEL), TUESDAY_OFF)
    assert answered.replan.moves == (
        Move(
            order="SCHOOL-1",
            customer="SCHOOL",
            tier="silver",
            status=OrderStatus.INQUIRY,
            kind=MoveKind.LOST,
            before=Place(
                line="stone-oven",
                start=local("2026-03-03T06:00"),
                end=local("2026-03-03T14:00"),
                delivery=TUESDAY,
            ),
        ),
    )
    assert answered.replan.to_tell == answered.replan.moves
    assert answered.replan.before.revenue - answered.replan.after.revenue == 320 * SCHOOL.net_price


def test_a_firm_order_comes_later_and_the_move_has_its_price() -> None:
    """Six hours on Wednesday and two on Thursday: a day and eight hours late, 25 for being moved, which is no money."""
    answered = after(of_week(firm(SCHOOL), HOTEL), TUESDAY_OFF)
    (move,) = answered.replan.moves
    assert move.kind is MoveKind.LATER
    assert move.after is not None
    assert (move.after.end, move.after.days_late) == (local("2026-03-05T08:00"), Decimal("1.3333"))
    assert move.before is not None
    assert move.later_by == local("2026-03-05T08:00") - move.before.delivery
    assert answered.replan.price_of_moving == 25
    assert answered.replan.before.revenue == answered.replan.after.revenue


def test_work_that_is_about_to_start_is_pushed_only_by_the_change() -> None:
    """Two cold hours on Monday push the hotel's loaves into Tuesday, where the school's had their time."""
    answered = after(of_week(firm(SCHOOL), firm(HOTEL), frozen=6), COLD_MORNING)
    hotel, school = moves(answered)["HOTEL-1"], moves(answered)["SCHOOL-1"]
    assert (hotel.is_pushed, school.is_pushed) == (True, False)
    assert hotel.after is not None
    assert hotel.after.end == local("2026-03-03T08:00")


def test_the_zone_lies_still_when_an_order_in_it_is_cancelled() -> None:
    """The school's loaves do not move into the hotel's Monday."""
    answered = after(of_week(SCHOOL, HOTEL, frozen=30), OrderCancelled(order="HOTEL-1"))
    assert [(move.order, move.kind) for move in answered.replan.moves] == [("HOTEL-1", MoveKind.GONE)]
    assert answered.replan.to_tell == ()


def test_the_zone_counts_from_when_it_is_asked() -> None:
    """On Monday at ten the next 24 hours are frozen: Tuesday's loaves among them."""
    snapshot = of_week(SCHOOL, HOTEL, frozen=24)
    early, late = (
        after(snapshot, OrderCancelled(order="HOTEL-1"), at=at)
        for at in (local("2026-03-02T06:00"), local("2026-03-02T10:00"))
    )
    assert "SCHOOL-1" not in moves(late)
    assert late.replan.frozen_until == local("2026-03-03T10:00")
    assert early.replan.frozen_until == local("2026-03-03T06:00")


def test_rules_of_no_judge_what_is_new() -> None:
    """A new inquiry under 50 kg is kept out, the same order firm is made."""
    snapshot = of_week(HOTEL)
    rule = Rule(number=1, when="quantity < 50.0", verdict=Verdict.DECLINE, says="Not worth the oven.")
    snapshot = replace(snapshot, policy=replace(snapshot.policy, rules=(rule,)))
    small = rye("SCHOOL-2", 40, by=TUESDAY)
    assert "SCHOOL-2" not in moves(after(snapshot, OrderReceived(order=small)))
    assert moves(after(snapshot, OrderReceived(order=firm(small))))["SCHOOL-2"].kind is MoveKind.TAKEN_IN


def test_an_order_that_has_grown_is_made_for_longer() -> None:
    """Two hours more, until Wednesday at eight; the customer wants it on Tuesday, and it is firm."""
    answered = after(of_week(firm(SCHOOL), HOTEL), OrderAltered(order="SCHOOL-1", quantity=Decimal(400)))
    (move,) = answered.replan.moves
    assert move.after is not None
    assert move.after.end == local("2026-03-04T08:00")


def repromised(snapshot: Snapshot, *changes: Change) -> Replan:
    """Return a week's replan with new dates for all."""
    ground, plan = planned(snapshot)
    return repromise_company(
        ground=ground, plan=plan, changes=changes, now=plan.now, stop=Iterations(count=300), seed=1
    ).replan


def classes(hotel: PromiseClass, school: PromiseClass) -> Repromising:
    """Return classes of the hotel, which is gold, and the school, which is silver, firm or not."""
    return Repromising(firm_gold=hotel, firm_silver=school, inquiry_gold=hotel, inquiry_silver=school)


def test_a_protected_order_takes_the_time_of_one_that_may_give() -> None:
    """Monday is cold: the hotel's loaves have Tuesday, and the school waits until there is time."""
    monday_off = LineDown(line="stone-oven", start=local("2026-03-02T06:00"), end=local("2026-03-03T06:00"))
    snapshot = of_week(
        firm(SCHOOL),
        firm(replace(HOTEL, requested=TUESDAY)),
        classes=classes(PromiseClass.PROTECT, PromiseClass.MAY_GIVE),
    )
    dates = {date.order: date for date in repromised(snapshot, monday_off).dates}
    assert (dates["HOTEL-1"].after, dates["HOTEL-1"].is_news) == (TUESDAY, False)
    assert dates["SCHOOL-1"].after == local("2026-03-05T08:00")
    assert dates["SCHOOL-1"].promise_class is PromiseClass.MAY_GIVE


def test_a_promise_that_nothing_keeps_is_a_finding_with_its_price() -> None:
    """Monday's loaves cannot be there on Monday when the oven is cold: a day and a half late at its cost a day."""
    monday_off = LineDown(line="stone-oven", start=local("2026-03-02T06:00"), end=local("2026-03-03T06:00"))
    hotel = replace(firm(HOTEL), late_cost_per_day=Decimal(48))
    replan = repromised(of_week(hotel), monday_off)
    (date,) = replan.dates
    assert (date.is_kept, date.after) == (False, local("2026-03-03T14:00"))
    assert date.price == 28  # 14 of 24 hours at 48 a day
    (finding,) = replan.findings
    assert finding.code == "promise-cannot-be-kept"
    assert "28.00" in finding.remedy


def test_what_is_given_up_leaves_its_time_to_others() -> None:
    """The hotel is given up; what it had is free, and nobody calls it a firm order that cannot be made."""
    replan = repromised(
        of_week(SCHOOL, firm(HOTEL), classes=classes(PromiseClass.GIVE_UP, PromiseClass.POOL)), TUESDAY_OFF
    )
    dates = {date.order: date for date in replan.dates}
    assert dates["HOTEL-1"].after is None
    assert replan.unmade_firm == ()
    assert dates["SCHOOL-1"].after == TUESDAY  # made in the hotel's Monday


def compared(answered: Answered) -> Compared:
    """Return the two plans of a replan beside each other."""
    changed = answered.changed
    snapshot = changed.book.snapshot
    return Compared(
        before=changed.plan,
        after=plan_of(changed.frozen.real, answered.solution, snapshot, now=changed.plan.now, parameters={}),
        orders_before=changed.before,
        orders_after={order.id: order for order in snapshot.orders},
        price_of_moving=snapshot.policy.price_of_moving,
    )


def codes(answered: Answered, replan: Replan) -> Sequence[str]:
    """Return what the checker finds in what a replan says."""
    return [finding.code for finding in check_replan(compared(answered), replan)]


def test_the_checker_finds_what_is_not_so() -> None:
    """A move that is left out, told twice or told wrongly, a push without a cause, and other money."""
    answered = after(of_week(firm(SCHOOL), HOTEL), TUESDAY_OFF)
    replan = answered.replan
    (move,) = replan.moves
    assert codes(answered, replan) == []
    assert codes(answered, replace(replan, moves=())) == ["move-not-listed"]
    assert set(codes(answered, replace(replan, moves=(move, move)))) == {"move-listed-wrongly"}
    assert codes(answered, replace(replan, moves=(replace(move, kind=MoveKind.EARLIER),))) == ["wrong-move"]
    assert codes(answered, replace(replan, moves=(replace(move, is_pushed=True),))) == ["pushed-without-cause"]
    assert codes(answered, replace(replan, after=Contribution())) == ["wrong-money"]
    assert codes(answered, replace(replan, price_of_moving=Decimal(0))) == ["wrong-price-of-moving"]


def test_the_checker_finds_what_moved_in_the_frozen_zone() -> None:
    """Told that the zone ends on Friday, it finds the school's loaves gone from it, and come into it."""
    answered = after(of_week(firm(SCHOOL), HOTEL), TUESDAY_OFF)
    friday = replace(answered.replan, frozen_until=local("2026-03-06T00:00"))
    assert codes(answered, friday) == ["frozen-work-moved", "work-put-into-frozen-zone"]


def test_where_nothing_happens_nothing_moves() -> None:
    """The plan in force is told as it is."""
    replan = after(of_week(firm(SCHOOL), HOTEL)).replan
    assert not replan.moves
    assert replan.after == replan.before
    assert replan.price_of_moving == 0
