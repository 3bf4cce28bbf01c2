"""Whether the yard keeps what it owes the office, as the facts tell it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.agreements import norm, office_and_yard
from unisono.domain.acts.commitments import Accepted, Promised, Purpose, SlipNotified, Through
from unisono.domain.agreements.agreement import Measure, Norm
from unisono.domain.agreements.cases import Case, Ground, Notice, cases_of, faults_of, notices_of
from unisono.domain.agreements.judging import judge
from unisono.domain.commitments.state import Commitment, Handover, Need, Stage, Terms
from unisono.domain.facts import Act, Actor, Entry, Medium, Origin
from unisono.domain.new_facts import new_fact

START = datetime(2026, 3, 2, tzinfo=UTC)
TEN = Decimal(10)


def at(hours: float) -> datetime:
    """Return a moment some hours after the start."""
    return START + timedelta(hours=hours)


def hull(**changes: Any) -> Commitment:  # noqa: ANN401 - the values of any field
    """Return hull 7: asked at 0, wanted at 40, promised at 4 for 60; changed as named."""
    known = Commitment(
        id="hull-7",
        requester="office",
        performer="yard",
        purpose=Purpose.PRODUCE,
        subject="hull-7",
        unit="m",
        customer="",
        tier="",
        line="slip",
        agreed_minutes=None,
        stage=Stage.PROMISED,
        asked=Terms(due=at(40), quantity=TEN),
        requested_at=at(0),
        answered_at=at(4),
        last_promise=Terms(due=at(60), quantity=TEN),
        position=17,
    )
    return replace(known, **changes)


def delivered(hours: float, **changes: Any) -> Commitment:  # noqa: ANN401 - the values of any field
    """Return hull 7, launched whole after some hours."""
    return hull(handovers=(Handover(id="1", delivered_at=at(hours), delivered=TEN),), stage=Stage.DELIVERED, **changes)


def only_case(owed: Norm, known: Commitment, *, now: float = 100, **ground: Any) -> Case | None:  # noqa: ANN401
    """Return the one case that a commitment makes, if it makes one."""
    cases = list(cases_of(owed, known, Ground(now=at(now), **ground)))
    assert len(cases) <= 1
    return cases[0] if cases else None


def told(case: Case | None) -> tuple[bool, float, float | None] | None:
    """Return whether a case was met, when it was known, and the hours that were measured."""
    if case is None:
        return None
    hours = None if case.hours is None else float(case.hours)
    return case.is_met, (case.told_at - START) / timedelta(hours=1), hours


ANSWER = norm("yard", Measure.ANSWER_TIME, hours="8")
LEAD = norm("yard", Measure.LEAD_TIME, hours="48")
NOTICE = norm("yard", Measure.NOTICE_TIME, hours="24")
ACCURACY = norm("yard", Measure.ACCURACY)
ON_TIME = norm("yard", Measure.ON_TIME)


def test_an_answer_within_the_hours_is_met() -> None:
    """The office hears from the yard after four hours, eight are agreed."""
    case = only_case(ANSWER, hull())
    assert told(case) == (True, 4, 4)
    assert case is not None
    assert (case.commitment, case.position) == ("hull-7", 17)
    assert told(only_case(ANSWER, hull(answered_at=at(9)))) == (False, 9, 9)


def test_silence_beyond_the_hours_is_a_miss_before_the_answer() -> None:
    """A request without an answer is missed once the hours have run out, and no case before or after a withdrawal."""
    silent = hull(answered_at=None, last_promise=None, stage=Stage.REQUESTED)
    assert told(only_case(ANSWER, silent, now=8)) is None
    assert told(only_case(ANSWER, silent, now=20)) == (False, 8, 20)
    assert told(only_case(ANSWER, replace(silent, stage=Stage.WITHDRAWN), now=20)) is None


def test_a_norm_about_another_kind_of_work_has_no_case() -> None:
    """What is owed for picking says nothing about building."""
    assert told(only_case(replace(ANSWER, purpose=Purpose.PICK), hull())) is None
    assert told(only_case(replace(ANSWER, purpose=Purpose.PRODUCE), hull())) == (True, 4, 4)


def test_work_in_its_lead_time_is_met() -> None:
    """Forty-eight hours from the request are agreed; still building after that is a miss already."""
    assert told(only_case(LEAD, delivered(48))) == (True, 48, 48)
    assert told(only_case(LEAD, delivered(49))) == (False, 49, 49)
    assert told(only_case(LEAD, hull(), now=48)) is None
    assert told(only_case(LEAD, hull(), now=50)) == (False, 48, 50)


def test_the_lead_time_begins_with_the_last_input() -> None:
    """The clock starts when the steel is there, not when the office asked; without steel there is no case."""
    waiting = delivered(80, needs=(Need(commitment="steel", through=Through.INPUT),))
    steel = replace(delivered(40), id="steel")
    assert told(only_case(LEAD, waiting, inputs={"steel": steel})) == (True, 80, 40)
    assert told(only_case(LEAD, waiting, inputs={"steel": hull(id="steel")})) is None
    assert told(only_case(LEAD, waiting)) == (False, 80, 80)
    behind = delivered(80, needs=(Need(commitment="steel", through=Through.RESOURCE),))
    assert told(only_case(LEAD, behind, inputs={"steel": steel})) == (False, 80, 80)


def test_work_that_is_wanted_later_may_come_as_wanted() -> None:
    """What the office wants in hundred hours need not be there in forty-eight."""
    asked = Terms(due=at(100), quantity=TEN)
    assert told(only_case(LEAD, delivered(90, asked=asked))) == (True, 90, 90)
    assert told(only_case(LEAD, delivered(90, asked=replace(asked, due=None)))) == (False, 90, 90)


def test_a_delay_told_in_time_is_met() -> None:
    """A delay of the launch is a case; it is met where the office knew a day before the promised hour."""
    early, late = (Notice(given_at=at(hours), expected=at(70)) for hours in (30, 50))
    assert told(only_case(NOTICE, delivered(70), notices={"hull-7": (early, late)})) == (True, 60, 30)
    assert told(only_case(NOTICE, delivered(70), notices={"hull-7": (late,)})) == (False, 60, 10)
    assert told(only_case(NOTICE, delivered(70))) == (False, 60, None)
    assert told(only_case(NOTICE, delivered(60))) is None
    assert told(only_case(NOTICE, hull(last_promise=None))) is None


def test_a_delay_is_known_when_the_promised_time_has_passed() -> None:
    """What is overdue is a case before it has come; what is closed without a launch is none."""
    assert told(only_case(NOTICE, hull(), now=60)) is None
    assert told(only_case(NOTICE, hull(), now=61)) == (False, 60, None)
    assert told(only_case(NOTICE, hull(stage=Stage.WITHDRAWN), now=61)) is None


def test_a_notice_of_what_was_promised_anew_is_none() -> None:
    """A notice that told no more than the promise that holds now has told nothing about this delay."""
    old = Notice(given_at=at(2), expected=at(60))
    assert told(only_case(NOTICE, delivered(70), notices={"hull-7": (old,)})) == (False, 60, None)


@pytest.mark.parametrize(
    ("is_met", "answer"),
    [
        (True, {"accepted": TEN}),
        (True, {"delivered": None}),
        (True, {"accepted": Decimal(8), "settled": TEN}),
        (False, {"accepted": Decimal(8)}),
        (False, {"accepted": TEN, "settled": Decimal(8)}),
        (False, {"accepted": Decimal(8), "rejected": Decimal(2)}),
        (False, {"is_rejected": True}),
    ],
)
def test_a_handover_is_right_when_all_of_it_is_taken(answer: dict[str, Any], is_met: bool) -> None:  # noqa: FBT001 - a case of the table
    """What was taken whole is right; what was refused, short or in the end less than said is not."""
    handover = replace(Handover(id="1", delivered_at=at(50), delivered=TEN, answered_at=at(55)), **answer)
    assert told(only_case(ACCURACY, hull(handovers=(handover,)))) == (is_met, 55, None)


def test_wrong_papers_and_an_unanswered_handover() -> None:
    """Wrong papers make a handover wrong; one that nobody has answered tells nothing yet."""
    handover = Handover(id="1", delivered_at=at(50), delivered=TEN, accepted=TEN, answered_at=at(55))
    known = hull(handovers=(handover, Handover(id="2", delivered_at=at(56))))
    assert told(only_case(ACCURACY, known, faults=frozenset({("hull-7", "1")}))) == (False, 55, None)
    assert told(only_case(ACCURACY, known, faults=frozenset({("hull-7", "2")}))) == (True, 55, None)


def test_a_promise_is_kept_broken_or_open() -> None:
    """In time, too late, overdue and taken back are told apart; what nobody wants any more is no case."""
    assert told(only_case(ON_TIME, delivered(60))) == (True, 60, 0)
    assert told(only_case(ON_TIME, delivered(61))) == (False, 61, 1)
    assert told(only_case(ON_TIME, hull(), now=60)) is None
    assert told(only_case(ON_TIME, hull(), now=61)) == (False, 60, 1)
    assert told(only_case(ON_TIME, hull(stage=Stage.REVOKED, closed_at=at(20)))) == (False, 20, None)
    assert told(only_case(ON_TIME, hull(stage=Stage.WITHDRAWN, closed_at=at(20)))) is None
    assert told(only_case(ON_TIME, hull(last_promise=Terms(quantity=TEN)))) is None


def word(act: Act, position: int) -> Entry:
    """Return a word about hull 7, said so many hours after the start as its position."""
    fact = new_fact(
        act,
        actor=Actor(party="yard"),
        origin=Origin(medium=Medium.COMMAND),
        happened_at=at(position),
        commitment="hull-7",
    )
    return Entry(position=position, recorded_at=at(position), fact=fact)


def test_words_are_found_in_the_facts() -> None:
    """Notices of a time and complaints about papers or condition are read from the facts, others are passed over."""
    entries = [
        word(SlipNotified(expected=at(70)), 1),
        word(SlipNotified(expected_quantity=TEN), 2),
        word(SlipNotified(expected=at(75)), 3),
        word(Accepted(handover="1", documents_right=False), 4),
        word(Accepted(handover="2", condition_right=False), 5),
        word(Accepted(handover="3", documents_right=True), 6),
        word(Accepted(handover="4"), 7),
        word(Promised(), 8),
    ]
    assert notices_of(entries) == {
        "hull-7": (Notice(given_at=at(1), expected=at(70)), Notice(given_at=at(3), expected=at(75)))
    }
    assert faults_of(entries) == {("hull-7", "1"), ("hull-7", "2")}


def launched(number: int, *, day: float, hours_late: float) -> Commitment:
    """Return a hull that was launched on a day, so many hours after its promise."""
    done = at(24 * day)
    return hull(
        id=f"hull-{number}",
        last_promise=Terms(due=done - timedelta(hours=hours_late), quantity=TEN),
        handovers=(Handover(id="1", delivered_at=done, delivered=TEN),),
        stage=Stage.DELIVERED,
    )


HULLS = (
    launched(1, day=1, hours_late=5),
    launched(2, day=9, hours_late=5),
    launched(3, day=10, hours_late=0),
    launched(4, day=16, hours_late=0),
    launched(5, day=23, hours_late=9),
    launched(6, day=24, hours_late=2),
)
PROMPT = office_and_yard(norms=(norm("yard", Measure.ON_TIME, share="0.8"), norm("office", Measure.ON_TIME)))


def test_a_norm_is_judged_over_the_time_and_by_week() -> None:
    """Two of six launches were in time where four of five are owed; three of the four weeks were breached."""
    verdict = judge(PROMPT, HULLS, Ground(now=at(28 * 24)), since=at(0), in_force_from=at(0))
    prompt, _ = verdict.norms
    assert (prompt.whole.cases, prompt.whole.met, prompt.whole.share) == (6, 2, Decimal(2) / 6)
    assert [(week.cases, week.met, week.is_breached) for week in prompt.weeks] == [
        (1, 0, True),
        (2, 1, True),
        (1, 1, False),
        (2, 0, True),
    ]
    assert prompt.is_for_agenda
    assert verdict.breached == (prompt,)


def test_the_latest_comes_first() -> None:
    """Of broken promises those that came the longest after their time are told first, before them those taken back."""
    verdict = judge(
        PROMPT,
        (*HULLS, hull(id="hull-7", stage=Stage.REVOKED, closed_at=at(20))),
        Ground(now=at(28 * 24)),
        since=at(0),
        in_force_from=at(0),
    )
    missed = [case.commitment for case in verdict.norms[0].missed]
    assert missed == ["hull-7", "hull-5", "hull-1", "hull-2", "hull-6"]


def test_the_worst_comes_first_where_hours_are_measured() -> None:
    """The longest answers come first, and of notices the shortest, before them those that were never given."""
    slow = [hull(id=f"hull-{number}", answered_at=at(number)) for number in (10, 30, 20)]
    owed = office_and_yard(norms=(ANSWER, NOTICE))
    late = [replace(one, handovers=delivered(70).handovers) for one in slow]
    notices = {
        "hull-10": (Notice(given_at=at(50), expected=at(70)),),
        "hull-20": (Notice(given_at=at(59), expected=at(70)),),
    }
    verdict = judge(owed, late, Ground(now=at(100), notices=notices), since=at(0), in_force_from=at(0))
    answers, slips = verdict.norms
    assert [case.commitment for case in answers.missed] == ["hull-30", "hull-20", "hull-10"]
    assert [case.commitment for case in slips.missed] == ["hull-30", "hull-20", "hull-10"]


def test_nothing_is_judged_before_both_had_signed() -> None:
    """What happened before the second signature breaks nothing, neither in the whole nor in a week."""
    verdict = judge(PROMPT, HULLS, Ground(now=at(28 * 24)), since=at(0), in_force_from=at(9.5 * 24))
    prompt = verdict.norms[0]
    assert verdict.since == at(9.5 * 24)
    assert (prompt.whole.cases, prompt.whole.met) == (4, 2)
    assert [week.cases for week in prompt.weeks] == [0, 1, 1, 2]
    assert not prompt.is_for_agenda


def test_the_day_on_which_both_look_at_it_again_is_told() -> None:
    """From the day of review on it is told that it is due; until then it is not."""
    for day, is_due in ((27, False), (28, True), (29, True)):
        owed = replace(PROMPT, review_on=at(28 * 24).date())
        verdict = judge(owed, (), Ground(now=at(day * 24)), since=at(0), in_force_from=at(0))
        assert verdict.is_review_due is is_due


def test_without_a_case_nothing_is_breached() -> None:
    """The office has promised the yard nothing: no share, no breach."""
    verdict = judge(PROMPT, HULLS, Ground(now=at(28 * 24)), since=at(0), in_force_from=at(0))
    of_office = verdict.norms[1]
    assert of_office.whole.share is None
    assert not of_office.whole.is_breached
