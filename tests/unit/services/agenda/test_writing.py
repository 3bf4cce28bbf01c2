"""The agenda of small weeks at the Thorn Bakery: which rows it has, what it leaves to rules, whom it announces."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from tests.weeks import MONDAY, TUESDAY, WEDNESDAY, agenda_of, firm, planned, rye, week
from unisono.bootstrap import executor
from unisono.domain.agenda import RowKind
from unisono.domain.company import Order, Snapshot
from unisono.domain.policy import Meeting, OptionKind, Rule, Verdict
from unisono.engines.planning.checking import check
from unisono.engines.planning.shortfalls import shortfalls_of
from unisono.services.agenda import write_agenda
from unisono.services.agenda.proposals import proposals_for
from unisono.services.agenda.replanned import Standing, reference_of, replanned, searched
from unisono.services.deciding import PlanningInterrupted

HOTEL = rye("HOTEL-1", 320, by=MONDAY, customer="HOTEL", price="3.00")


def small(number: int, kilograms: int) -> Order:
    """Return an inquiry of the corner shops that does not fit into Monday beside the hotel's."""
    return rye(f"CORNER-{number}", kilograms, by=MONDAY, customer="CORNER")


def crowded(minutes: int = 45) -> Snapshot:
    """Return a week with four inquiries too many and a meeting of so many minutes, 15 of them aside and 5 a row."""
    snapshot = week(HOTEL, small(1, 40), small(2, 80), small(3, 120), small(4, 60))
    meeting = Meeting(minutes=minutes, minutes_per_row=5, minutes_aside=15)
    return replace(snapshot, policy=replace(snapshot.policy, meeting=meeting))


def ruled(verdict: Verdict) -> Snapshot:
    """Return a week whose one order a rule of no keeps out of a plan with time for it."""
    rule = Rule(number=7, when="quantity < 50.0", verdict=verdict, says="Orders under 50 kg are not worth the oven.")
    snapshot = week(small(1, 40))
    return replace(snapshot, policy=replace(snapshot.policy, rules=(rule,)))


class Impatient:
    """Somebody who stops the job when it has begun to price."""

    def __init__(self) -> None:
        self.stopped = False

    def __call__(self, step: str, share: float) -> None:
        """Hear of the step, and stop."""
        assert step == "Price what the meeting could do"
        assert 0.0 <= share <= 1.0
        self.stopped = True


def test_as_many_rows_as_the_meeting_has_time_for() -> None:
    """Two rows of five minutes each fit into 25 minutes; what is left is decided by rule, and nobody is forgotten."""
    agenda = agenda_of(crowded(minutes=25))
    assert agenda.minutes == 25
    assert len(agenda.rows) == 2
    told = [row.order for row in agenda.rows] + [item.order for item in agenda.decided_by_rule]
    assert sorted(told) == ["CORNER-1", "CORNER-2", "CORNER-3", "CORNER-4"]


def test_rows_stand_by_what_their_best_option_earns() -> None:
    """Every overtime hour earns 64 and costs 18: the largest order that fits into four hours is worth most."""
    rows = agenda_of(crowded()).rows
    best = [max(option.change for option in row.options) for row in rows]
    assert best == sorted(best, reverse=True)
    assert rows[0].order == "CORNER-3"


def test_every_row_can_be_decided() -> None:
    """It has two to four options with letters, dearest yes first, and ends with what the plan says at no change."""
    rows = agenda_of(crowded()).rows
    assert rows
    for row in rows:
        assert [option.letter for option in row.options] == list("ABCD"[: len(row.options)])
        assert 2 <= len(row.options) <= 4
        changes = [option.change for option in row.options[:-1]]
        assert changes == sorted(changes, reverse=True)
        assert (row.options[-1].kind, row.options[-1].change) == (OptionKind.DECLINE, Decimal(0))
        assert row.gap == row.asked - row.covered


def test_what_the_meeting_leaves_out_says_what_happens() -> None:
    """The smallest inquiries are offered another day."""
    (item, *_) = agenda_of(crowded(minutes=25)).decided_by_rule
    assert (item.customer, item.tier) == ("CORNER", "standard")
    assert item.outcome == "Offered for Tue 3 Mar instead of Mon 2 Mar."


def test_a_meeting_without_time_has_no_rows() -> None:
    """All is decided by rule, and nothing is replanned for nobody."""
    agenda = agenda_of(crowded(minutes=15))
    assert agenda.rows == ()
    assert len(agenda.decided_by_rule) == 4


def test_a_plan_that_does_everything_needs_no_agenda() -> None:
    """Nothing to decide, nothing to announce."""
    agenda = agenda_of(week(HOTEL))
    assert (agenda.rows, agenda.decided_by_rule, agenda.notices) == ((), (), ())


def test_the_facts_are_frozen_when_the_plan_was_made() -> None:
    """The meeting sees no newer data."""
    assert agenda_of(week(HOTEL)).frozen_at == bakery().company.as_of


def test_a_no_of_a_rule_is_decided_by_that_rule() -> None:
    """It is cited, and the meeting hears no more of it."""
    agenda = agenda_of(ruled(Verdict.DECLINE))
    assert agenda.rows == ()
    assert [item.outcome for item in agenda.decided_by_rule] == [
        "Declined by rule 7: orders under 50 kg are not worth the oven."
    ]


@pytest.mark.parametrize(("verdict", "appealed"), [(Verdict.APPEAL, ()), (Verdict.DECLINE, ("CORNER-1",))])
def test_an_appeal_is_judged_by_the_meeting(verdict: Verdict, appealed: tuple[str, ...]) -> None:
    """Whether the rule says so or somebody appeals; an order that no rule declined cannot be appealed for."""
    (row,) = agenda_of(ruled(verdict), appealed=(*appealed, "HOTEL-1")).rows
    assert (row.kind, row.reason) == (RowKind.APPEAL, "Rule 7: Orders under 50 kg are not worth the oven.")
    assert row.options[0].change > 0


def test_an_order_that_nothing_helps_is_not_on_the_agenda() -> None:
    """Fifty hours of rye do not fit into the week with any overtime that is allowed: it is told, not discussed."""
    agenda = agenda_of(week(firm(rye("HOTEL-1", 2000, by=TUESDAY, customer="HOTEL"))))
    assert agenda.rows == ()
    (item,) = agenda.decided_by_rule
    assert item.outcome.startswith("Cannot be made: even with a line to itself it would end after its time")
    assert item.outcome.endswith("There is nothing else that the meeting could do.")


def test_who_gets_firm_goods_late_is_told_before_the_promise_breaks() -> None:
    """Sales tells them today when the promise breaks within a day, else until tomorrow."""
    late = firm(rye("SCHOOL-1", 400, by=MONDAY))
    later = firm(rye("HOTEL-2", 700, by=TUESDAY, customer="HOTEL"))
    agenda = agenda_of(week(late, later))
    assert [notice.order for notice in agenda.notices] == ["SCHOOL-1", "HOTEL-2"]
    assert agenda.notices[0].message.startswith(
        "Sales tells School Kitchens today: 400 kg rye-loaf, promised for Mon 2 Mar, come "
    )
    assert agenda.notices[1].message.startswith("Sales tells Hotel Copernicus by Tue 3 Mar 06:00: 700 kg rye-loaf")
    assert all(("unless the meeting" in notice.message) for notice in agenda.notices)


def test_within_an_evening_people_are_told_at_once() -> None:
    """Nobody waits until tomorrow for a bread that is due at noon."""
    snapshot = week(firm(rye("SCHOOL-1", 200, by=local("2026-03-02T10:00"))))
    evening = replace(snapshot, company=replace(snapshot.company, horizon_end=local("2026-03-02T14:00")))
    (notice,) = agenda_of(evening).notices
    assert notice.message == (
        "Sales tells School Kitchens at once: 200 kg rye-loaf, promised for 10:00, come 60 min late, for 11:00."
    )


def test_inquiries_are_not_announced() -> None:
    """Nobody was promised anything."""
    assert agenda_of(crowded()).notices == ()


def test_what_starts_soon_is_not_moved_for_anybody() -> None:
    """The hotel's loaves are in the oven within the frozen hours: only overtime helps the school."""
    snapshot = week(HOTEL, rye("SCHOOL-1", 160, by=MONDAY))
    frozen = replace(snapshot, policy=replace(snapshot.policy, frozen_hours=Decimal(4)))
    (row,) = agenda_of(frozen).rows
    assert [option.kind for option in row.options] == [OptionKind.OVERTIME, OptionKind.DECLINE]


def test_the_same_seed_writes_the_same_agenda_on_any_number_of_workers() -> None:
    """Rows, options, prices and words."""
    assert agenda_of(crowded(), workers=1) == agenda_of(crowded(), workers=3)


def test_somebody_may_stop_it() -> None:
    """Then there is no agenda, rather than half of one."""
    ground, plan = planned(crowded())
    with executor(1) as inline, pytest.raises(PlanningInterrupted):
        write_agenda(ground=ground, plan=plan, executor=inline, tell=Impatient(), iterations=200)


def test_the_checker_finds_nothing_wrong_with_any_replanned_option() -> None:
    """Overtime, parts, moved orders and late ones: all are plans that could be published."""
    orders = (HOTEL, rye("SCHOOL-1", 480, by=MONDAY, latest=WEDNESDAY, min_quantity=Decimal(80)))
    ground, plan = planned(week(*orders))
    standing = searched(Standing(ground=ground, plan=plan, start=plan, iterations=500, seed=1))
    (shortfall,) = shortfalls_of(ground.book.snapshot, plan, ground.problem)
    proposals = proposals_for(ground, plan, shortfall)
    results = [*replanned(standing, proposals), reference_of(standing, 1)]
    found = [result for result in results if result is not None]
    assert {proposal.kind for proposal in proposals} >= {OptionKind.OVERTIME, OptionKind.MOVE_ORDER, OptionKind.SPLIT}
    assert len(found) > 2
    assert [check(result.problem, result.solution) for result in found] == [()] * len(found)
