"""What is known of a commitment, also where a log tells things late, twice or without the word before."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.commitments import ADA, BEN, FRIDAY, MONDAY, NEXT_FRIDAY, entry, told
from unisono.domain.acts.commitments import (
    Accepted,
    CounterOffered,
    Declined,
    Delivered,
    DisputeSettled,
    HandoverDisputed,
    Needed,
    Promised,
    Rejected,
    Renegotiated,
    Requested,
    Revoked,
    SlipNotified,
    Through,
    Withdrawn,
)
from unisono.domain.acts.work import OperationFinished
from unisono.domain.commitments.evolving import DoesNotFit, evolve
from unisono.domain.commitments.state import Need, Stage, Terms

TWENTY = Decimal(20)
ASKED = Requested(requester="sales", performer="production", quantity=TWENTY, due=FRIDAY, subject="GATE-7")
FENCE = Requested(requester="sales", performer="production", due=FRIDAY)
CHANGED = Renegotiated(due=NEXT_FRIDAY, owner="sales", reason="the park opens later")


def test_a_second_request_does_not_fit() -> None:
    """The same commitment is not asked for twice."""
    with pytest.raises(DoesNotFit, match=r"gates has been requested already, by sales\."):
        told(ASKED, ASKED)


def test_what_nobody_asked_for_does_not_fit() -> None:
    """A promise of a commitment that nobody requested says so."""
    with pytest.raises(DoesNotFit, match="Nobody has requested gates, and Promised"):
        evolve(None, entry(Promised(due=FRIDAY)))


def test_a_delivery_without_a_promise_is_recorded() -> None:
    """A log of deliveries alone still tells what came and whether it was good."""
    state = told(ASKED, Delivered(handover="1"), (Accepted(handover="1"), ADA))
    assert state.stage is Stage.ACCEPTED
    assert state.accepted == TWENTY
    assert state.first_promise is None
    assert state.closed_at == MONDAY + timedelta(hours=2)
    assert state.position == 3


def test_a_signature_may_be_told_before_the_delivery() -> None:
    """The receiver's log is read first: its count stands until the sender's word comes."""
    signed = told(ASKED, (Accepted(handover="1", quantity=Decimal(18)), ADA))
    assert (signed.stage, signed.delivered) == (Stage.PROMISED, Decimal(18))
    sent = told(ASKED, (Accepted(handover="1", quantity=Decimal(18)), ADA), Delivered(handover="1", quantity=TWENTY))
    assert (sent.stage, sent.delivered, sent.accepted) == (Stage.ACCEPTED, TWENTY, Decimal(18))


def test_a_signature_without_a_figure_is_for_all_that_came() -> None:
    """Signed, or not taken, before the delivery is told: it is about the whole of it."""
    taken = told(ASKED, (Accepted(handover="1"), ADA), Delivered(handover="1"))
    assert (taken.stage, taken.accepted) == (Stage.ACCEPTED, TWENTY)
    bent = told(ASKED, (Rejected(handover="1", reason="bent"), ADA), Delivered(handover="1"))
    assert (bent.stage, bent.owed) == (Stage.PROMISED, TWENTY)
    brown = told(FENCE, (Rejected(handover="1", reason="brown"), ADA), Delivered(handover="1"))
    assert brown.stage is Stage.PROMISED


def test_a_promise_told_after_its_change_is_the_first() -> None:
    """The change was written down before the promise that it changed: both are known for what they are."""
    state = told(ASKED, CHANGED, Promised(due=FRIDAY, quantity=TWENTY))
    assert state.first_promise == Terms(due=FRIDAY, quantity=TWENTY)
    assert state.last_promise == Terms(due=NEXT_FRIDAY, quantity=TWENTY)


def test_a_second_promise_is_the_last_one() -> None:
    """A log that promises twice changes the last word and keeps the first."""
    state = told(ASKED, Promised(due=FRIDAY), Promised(due=NEXT_FRIDAY))
    assert state.first_promise is not None
    assert (state.first_promise.due, state.terms.due) == (FRIDAY, NEXT_FRIDAY)
    assert state.promised_at == MONDAY + timedelta(hours=1)


def test_a_later_word_of_the_same_side_corrects_the_earlier() -> None:
    """A delivery note written twice counts once, with its last figure."""
    state = told(
        ASKED,
        Delivered(handover="1", quantity=TWENTY),
        (Accepted(handover="1", quantity=TWENTY), ADA),
        Delivered(handover="1", quantity=Decimal(15)),
        (Accepted(handover="1", quantity=Decimal(15)), ADA),
    )
    assert (state.delivered, state.accepted, state.owed) == (Decimal(15), Decimal(15), Decimal(5))
    whole = told(ASKED, Delivered(handover="1", quantity=Decimal(15)), Delivered(handover="1"))
    assert whole.delivered == TWENTY


def test_a_word_does_not_undo_a_deed() -> None:
    """What was delivered and signed for stays so, whatever is said afterwards."""
    done = (ASKED, Delivered(handover="1"), (Accepted(handover="1"), ADA))
    for word in (Withdrawn(), Revoked(reason="late"), Declined(reason="no"), CounterOffered(due=FRIDAY)):
        state = told(*done, word)
        assert state.stage is Stage.ACCEPTED
        assert state.closed_at == MONDAY + timedelta(hours=2)


def test_a_deed_goes_beyond_a_word() -> None:
    """What was withdrawn and came all the same is there to be signed for; a promise opens what was declined."""
    assert told(ASKED, (Withdrawn(), ADA), Delivered(handover="1")).stage is Stage.DELIVERED
    reopened = told(ASKED, Declined(reason="no iron"), Promised(due=NEXT_FRIDAY))
    assert reopened.stage is Stage.PROMISED
    assert reopened.closed_at is None


def test_one_end_may_follow_another() -> None:
    """Ben revokes what Ada had withdrawn: the last word is known, and when it was said."""
    state = told(ASKED, (Withdrawn(reason="sold"), ADA), Revoked(reason="no iron"))
    assert (state.stage, state.reason) == (Stage.REVOKED, "no iron")
    assert state.closed_at == MONDAY + timedelta(hours=2)


def test_the_first_answer_is_remembered() -> None:
    """Ben's offer is the answer to the request; Ada's own offer is none."""
    assert told(ASKED, (CounterOffered(due=FRIDAY), ADA)).answered_at is None
    state = told(ASKED, CounterOffered(due=NEXT_FRIDAY), Promised(due=NEXT_FRIDAY))
    assert state.answered_at == MONDAY + timedelta(hours=1)
    assert told(ASKED, Declined(reason="no")).answered_at == MONDAY + timedelta(hours=1)


def test_a_rejection_without_a_figure_is_of_all_that_came() -> None:
    """Rejected without a number: everything of the handover; of work without a quantity, the work."""
    gates = told(ASKED, Delivered(handover="1"), (Rejected(handover="1", reason="bent"), ADA))
    assert (gates.rejected, gates.owed, gates.stage) == (TWENTY, TWENTY, Stage.PROMISED)
    fence = told(FENCE, Delivered(handover="1", is_last=True), (Rejected(handover="1", reason="brown"), ADA))
    assert fence.stage is Stage.REJECTED
    assert fence.owed is None
    before = told(FENCE, (Rejected(handover="1", reason="brown"), ADA))
    assert before.stage is Stage.PROMISED


def test_nothing_more_to_come_is_an_end_without_any_handover_too() -> None:
    """The last delivery was of nothing: what was never good is rejected."""
    state = told(ASKED, Delivered(handover="1", quantity=Decimal(0), is_last=True), (Accepted(handover="1"), ADA))
    assert state.stage is Stage.REJECTED


def test_a_dispute_may_be_told_alone() -> None:
    """A log of disputes alone says what each side counted, and what was found."""
    found = HandoverDisputed(handover="1", delivered=TWENTY, received=Decimal(18), settle_by=FRIDAY)
    state = told(ASKED, found)
    handover = state.handover("1")
    assert handover is not None
    assert handover.is_disputed
    assert (handover.delivered, handover.received) == (TWENTY, Decimal(18))
    settled = told(ASKED, DisputeSettled(handover="1", quantity=Decimal(19)))
    assert (settled.delivered, settled.accepted) == (Decimal(19), Decimal(19))


def test_a_need_is_known_once() -> None:
    """That the gates wait for iron, told twice, is one need."""
    assert told(ASKED, Needed(needs="iron"), Needed(needs="iron")).needs == (
        Need(commitment="iron", through=Through.INPUT),
    )


def test_facts_beside_the_life_cycle_leave_it_as_it_is() -> None:
    """That the anvil finished is a fact about the commitment, and no step of it."""
    work = OperationFinished(subject="GATE-7", line="anvil", started_at=MONDAY)
    state = told(ASKED, work)
    assert state.stage is Stage.REQUESTED
    assert state.position == 2


def test_what_is_expected_is_known_at_any_time() -> None:
    """First as asked, then as promised, then as the last notice says."""
    assert told(ASKED).expected == FRIDAY
    assert told(ASKED, Promised(due=NEXT_FRIDAY)).expected == NEXT_FRIDAY
    notice = SlipNotified(expected=NEXT_FRIDAY + timedelta(days=1))
    assert told(ASKED, Promised(due=NEXT_FRIDAY), notice).expected == NEXT_FRIDAY + timedelta(days=1)
    assert told(ASKED, notice, Renegotiated(value=TWENTY, owner="sales", reason="dearer")).expectation is not None


def test_the_positions_of_people_are_not_mixed_up() -> None:
    """Ben's no to Ada's request ends it, Ada's no to Ben's offer does not."""
    assert told(ASKED, (Declined(reason="no"), BEN)).stage is Stage.DECLINED
    assert told(ASKED, CounterOffered(due=FRIDAY), (Declined(reason="no"), ADA)).stage is Stage.REQUESTED


def test_on_a_line_only_the_last_predecessor_counts() -> None:
    """A new plan puts another order before it; what it needs as input stays."""
    on_line = (Needed(needs=name, through=Through.RESOURCE) for name in ("first", "second"))
    assert told(ASKED, Needed(needs="coil"), *on_line).needs == (
        Need(commitment="coil", through=Through.INPUT),
        Need(commitment="second", through=Through.RESOURCE),
    )
