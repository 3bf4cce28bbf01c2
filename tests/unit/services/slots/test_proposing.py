"""Which slots pay for the bakery, where they lie, and how full those in force are."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from tests.rye_past import AS_OF, SOON, expected, rye_past
from unisono.domain.company import OrderStatus, Slot, Snapshot, Tier
from unisono.domain.plans import Contribution, Operation, Plan
from unisono.domain.policy import Protection, ProtectionMethod
from unisono.services.segmenting import segment_customers
from unisono.services.slots import review_slots
from unisono.services.slots.review import LineWeek, SlotReview

RYE_ORDER = bakery().orders[0]


def review_of(snapshot: Snapshot, plan: Plan | None = None, *, now: datetime = AS_OF) -> SlotReview:
    """Return the review of a bakery's slots on the morning of Monday, 2 March."""
    return review_slots(
        snapshot=snapshot, now=now, segmentation=segment_customers(snapshot=snapshot, now=now), plan=plan
    )


def stone_oven(review: SlotReview) -> list[LineWeek]:
    """Return the weeks of the stone oven, which alone makes rye."""
    return [week for week in review.weeks if week.line == "stone-oven"]


def hours_of(slots: tuple[Slot, ...]) -> float:
    """Return how many hours slots hold."""
    return sum((slot.end - slot.start) / timedelta(hours=1) for slot in slots)


def planned(*operations: tuple[str, str, str], work_minutes: int | None = None) -> Plan:
    """Return a plan of orders on the stone oven without changeovers: each order with its start and its end.

    Without `work_minutes` an order works all the time between the two.
    """
    return Plan(
        snapshot_hash="bakery",
        now=AS_OF,
        parameters={},
        operations=tuple(
            Operation(
                order=order,
                line="stone-oven",
                family="rye",
                quantity=Decimal(1),
                changeover_start=local(start),
                changeover_minutes=0,
                start=local(start),
                end=local(end),
                work_minutes=work_minutes or int((local(end) - local(start)) / timedelta(minutes=1)),
            )
            for order, start, end in operations
        ),
        stock_uses=(),
        campaigns=(),
        contribution=Contribution(),
    )


def test_a_full_oven_keeps_hours_for_the_hotel() -> None:
    """The hotel pays far more an hour than the corner shops, and both want more than there is: slots for gold pay."""
    review = review_of(rye_past())
    assert review.proposals
    assert {(slot.line, slot.tier) for slot in review.proposals} == {("stone-oven", Tier.GOLD)}
    assert review.gain == sum(week.gain for week in review.weeks) > 0
    week = stone_oven(review)[2]
    gold, standard = week.tiers
    assert gold.contribution_per_hour > 2 * standard.contribution_per_hour
    assert gold.expected == pytest.approx(Decimal("16.25"), abs=Decimal("1.5"))
    assert week.load > 1
    assert week.says.startswith("Protection pays: it brought +")
    assert hours_of(review.proposals) == float(sum(week.proposed_hours for week in review.weeks))


def test_slots_lie_where_the_oven_works_and_can_still_open() -> None:
    """Every slot lies within a shift, opens three days before it starts, and has a day before that."""
    for slot in review_of(rye_past()).proposals:
        start, end = slot.start.astimezone(AS_OF.tzinfo), slot.end
        assert slot.opens_at == slot.start - timedelta(hours=72)
        assert slot.opens_at >= AS_OF + timedelta(days=1)
        assert timedelta(hours=1) <= end - start <= timedelta(hours=8)
        assert slot.end <= rye_past().company.horizon_end


@pytest.mark.parametrize(
    ("snapshot", "why"),
    [
        (rye_past(hotel=(100, 160), shops=(300, 400)), "the hours suffice"),
        (rye_past(prices=("3.00", "2.99")), "No protection pays here"),
    ],
    ids=["low load", "tiers alike"],
)
def test_no_protection_pays_where_there_is_room_or_all_pay_alike(snapshot: Snapshot, why: str) -> None:
    """With hours enough, or with tiers that earn the same an hour, nothing is proposed and the reason is told."""
    review = review_of(snapshot)
    assert review.proposals == ()
    assert review.gain == 0
    (verdict,) = (verdict for verdict in review.verdicts if verdict.line == "stone-oven")
    assert why in verdict.says


def test_what_is_accepted_is_neither_free_nor_wanted_again() -> None:
    """A firm order of the hotel takes its hours of the week, and the hotel is expected to want so much less."""
    thorn = rye_past()
    firm = replace(
        RYE_ORDER, quantity=Decimal(400), requested=local("2026-03-13T00:00"), promised=local("2026-03-13T00:00")
    )
    booked = stone_oven(review_of(replace(thorn, orders=(firm,))))[1]
    before = stone_oven(review_of(thorn))[1]
    assert booked.taken_hours == 10
    assert booked.tiers[0].accepted == 10
    assert booked.tiers[0].to_come == pytest.approx(before.tiers[0].to_come - 10)
    assert booked.tiers[0].sd < before.tiers[0].sd


def test_an_inquiry_counts_only_when_a_plan_has_accepted_it() -> None:
    """Without a plan an inquiry reserves nothing; the plan that makes it takes its time and says where."""
    inquiry = replace(
        RYE_ORDER, status=OrderStatus.INQUIRY, promised=None, requested=local("2026-03-13T00:00"), id="B-9"
    )
    thorn = replace(rye_past(), orders=(inquiry,))
    assert stone_oven(review_of(thorn))[1].taken_hours == 0
    plan = planned(("B-9", "2026-03-09T06:00", "2026-03-09T14:00"))
    review = review_of(thorn, plan)
    assert stone_oven(review)[1].taken_hours == 8
    assert review.is_planned
    monday = (local("2026-03-09T00:00"), local("2026-03-10T00:00"))
    assert not [slot for slot in review.proposals if monday[0] <= slot.start < monday[1]]


def test_a_slot_in_force_is_told_with_who_fills_it() -> None:
    """Of a morning kept for gold a plan fills two hours for the hotel: a quarter is full."""
    slot = Slot(line="stone-oven", start=local("2026-03-10T06:00"), end=local("2026-03-10T14:00"), tier=Tier.GOLD)
    thorn = replace(rye_past(), slots=(slot,), orders=(RYE_ORDER,))
    unknown = review_of(thorn).in_force[0]
    assert unknown.used is None
    assert unknown.filled is None
    assert unknown.open_hours == 8
    known = review_of(thorn, planned(("B-1", "2026-03-10T06:00", "2026-03-10T08:00"))).in_force[0]
    assert known.used == {Tier.GOLD: Decimal(2)}
    assert known.filled == Decimal("0.25")


def test_work_that_may_not_use_a_slot_rests_in_it() -> None:
    """An order of the corner shops lies around a slot for gold: it fills nothing of it, and takes its ten hours."""
    slot = Slot(line="stone-oven", start=local("2026-03-10T06:00"), end=local("2026-03-10T12:00"), tier=Tier.GOLD)
    shops = replace(RYE_ORDER, id="B-9", customer="CORNER")
    thorn = replace(rye_past(), slots=(slot,), orders=(shops,))
    review = review_of(thorn, planned(("B-9", "2026-03-09T06:00", "2026-03-10T14:00"), work_minutes=600))
    assert review.in_force[0].used == {}
    assert review.in_force[0].filled == 0
    week = stone_oven(review)[1]
    assert week.taken_hours == 10
    assert week.tiers[0].reserved == 6


def test_a_slot_that_has_opened_is_no_longer_in_force() -> None:
    """Once a slot is open to all, everybody's work may lie in it, and it is not told any more."""
    slot = Slot(
        line="stone-oven",
        start=local("2026-03-10T06:00"),
        end=local("2026-03-10T12:00"),
        tier=Tier.GOLD,
        opens_at=local("2026-03-02T05:00"),
    )
    assert review_of(replace(rye_past(), slots=(slot,))).in_force == ()


def test_slots_in_force_need_not_be_proposed_again() -> None:
    """What is proposed, once it stands in slots.csv, is not proposed a second time."""
    thorn = rye_past()
    first = review_of(thorn)
    again = review_of(replace(thorn, slots=first.proposals))
    assert hours_of(again.proposals) <= 0.2 * hours_of(first.proposals)
    assert all(week.tiers[0].reserved > 0 for week in stone_oven(again)[2:])


def test_slots_take_no_more_than_the_policy_allows() -> None:
    """With 40% of the hours at most, sixteen of forty are proposed two weeks ahead; fewer would not be worth it."""
    some = replace(SOON, share_at_most=Decimal("0.4"))
    assert {week.proposed_hours for week in stone_oven(review_of(rye_past(protection=some)))[2:]} == {16}
    for little in (Decimal("0.1"), Decimal(0)):
        assert review_of(rye_past(protection=replace(some, share_at_most=little))).proposals == ()


def test_a_week_that_has_come_near_needs_no_slots() -> None:
    """A week ahead, half of what is to come meets slots that have opened: they brought too little when rehearsed."""
    near = stone_oven(review_of(rye_past()))[1]
    assert near.proposed_hours == 0
    assert near.says.startswith("No protection pays here: it brought +0.")
    assert near.says.endswith("in 1000 rehearsed weeks.")


@pytest.mark.parametrize("method", ProtectionMethod)
def test_every_method_keeps_hours_here(method: ProtectionMethod) -> None:
    """Both rules of thumb and the best levels find that the hotel's hours are worth keeping."""
    review = review_of(rye_past(protection=replace(SOON, method=method)))
    assert hours_of(review.proposals) >= 3 * 12


def test_the_policy_says_how_far_to_look_and_when_slots_open() -> None:
    """Two weeks ahead there is nothing in the third; a slot that opens a day before starts a day after that at most."""
    near = Protection(weeks_ahead=2, opens_hours_before=Decimal(24))
    review = review_of(rye_past(protection=near))
    assert len(stone_oven(review)) == 2
    assert all(slot.opens_at == slot.start - timedelta(hours=24) for slot in review.proposals)
    assert stone_oven(review)[0].open_hours == 28  # Wednesday ends at noon, Saturday adds six hours


def test_a_hopeful_forecast_reserves_more() -> None:
    """Where Sales expects twice as much of the hotel, more hours are kept for it that week."""
    thorn = rye_past()
    hopeful = rye_past(forecast=(expected(local("2026-03-10T00:00").date(), 1300),))
    assert stone_oven(review_of(hopeful))[1].proposed_hours > stone_oven(review_of(thorn))[1].proposed_hours


def test_a_company_without_a_past_has_its_slots_shown() -> None:
    """With no sales nothing can be expected, and every week says so."""
    review = review_of(replace(rye_past(), sales=()))
    assert review.proposals == ()
    assert {week.says for week in review.weeks} == {"No protection pays here: nobody is expected to want more."}


def test_a_full_week_has_nothing_to_keep() -> None:
    """Where firm orders take all hours of a week there is nothing left to reserve."""
    firm = replace(
        RYE_ORDER, quantity=Decimal(2000), requested=local("2026-03-13T00:00"), promised=local("2026-03-13T00:00")
    )
    week = stone_oven(review_of(replace(rye_past(), orders=(firm,))))[1]
    assert week.says == "No protection pays here: all hours are taken."


def test_an_evening_is_too_short_for_slots() -> None:
    """Where the planned time ends before a slot could have been reserved for a day, no week is looked at."""
    thorn = rye_past()
    review = review_of(replace(thorn, company=replace(thorn.company, horizon_end=local("2026-03-04T00:00"))))
    assert not review.weeks
    assert not review.verdicts
    assert review.gain == 0
