"""Who may do what with a commitment, and what comes of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.commitments import (
    ADA,
    BEN,
    CLEO,
    FRIDAY,
    GATES,
    MONDAY,
    NEXT_FRIDAY,
    PAINTING,
    Story,
    asked,
    code,
    codes,
    heard,
    promised,
)
from unisono.domain.acts.commitments import Accepted, CounterOffered, HandoverDisputed, Promised, Renegotiated, Through
from unisono.domain.commitments.commands import (
    Command,
    CounterOffer,
    Decline,
    Deliver,
    DependOn,
    GiveNotice,
    Promise,
    Receive,
    Reject,
    Renegotiate,
    Request,
    Revoke,
    Settle,
    TakeOffer,
    Withdraw,
)
from unisono.domain.commitments.state import Need, Stage, Terms
from unisono.domain.facts import Actor

TEN = Decimal(10)
LATER = Terms(due=NEXT_FRIDAY)


def test_a_commitment_runs_from_the_request_to_the_signature() -> None:
    """Ada asks, Ben promises, delivers in two parts, and Ada signs for both: then nobody has to do anything."""
    story = heard(promised(), BEN, Deliver(handover="1", quantity=TEN))
    heard(story, ADA, Receive(handover="1", documents_right=True, condition_right=True))
    assert (story.known.stage, story.known.owed) == (Stage.PROMISED, TEN)
    heard(story, BEN, Deliver(handover="2"))
    assert (story.known.stage, story.known.owed) == (Stage.DELIVERED, Decimal(0))
    heard(story, ADA, Receive(handover="2", accepted=TEN))
    assert story.known.stage is Stage.ACCEPTED
    assert story.known.closed_at == story.now
    assert not story.known.is_open
    assert story.acts[3] == Accepted(handover="1", quantity=TEN, documents_right=True, condition_right=True)


def test_work_without_a_quantity_is_done_or_not_done() -> None:
    """A fence is painted once: delivered, rejected, delivered again, accepted."""
    story = heard(promised(PAINTING), BEN, Deliver(handover="first coat"))
    heard(story, ADA, Reject(handover="first coat", reason="the gate is still brown"))
    assert (story.known.stage, story.known.owed) == (Stage.PROMISED, None)
    heard(story, BEN, Deliver(handover="second coat"))
    heard(story, ADA, Receive(handover="second coat"))
    assert story.known.stage is Stage.ACCEPTED


def test_no_figure_is_said_of_work_without_a_quantity() -> None:
    """Half a painted fence is no delivery, no promise, no notice and no signature."""
    story = promised(PAINTING)
    said: list[tuple[Actor, Command]] = [
        (BEN, Deliver(handover="1", quantity=TEN)),
        (BEN, GiveNotice(quantity=TEN)),
        (ADA, CounterOffer(terms=Terms(quantity=TEN))),
        (BEN, Renegotiate(terms=Terms(quantity=TEN), owner="sales", reason="more of it")),
    ]
    assert codes(story, said) == ["not-counted"] * 4
    heard(story, BEN, Deliver(handover="1"))
    assert code(story.say(ADA, Receive(handover="1", accepted=TEN))) == "not-counted"
    assert code(asked(PAINTING).say(BEN, Promise(terms=Terms(quantity=TEN)))) == "not-counted"


def test_nothing_happens_to_what_nobody_asked_for() -> None:
    """A promise without a request is refused, and so is the second request, or one to nobody, or for nothing."""
    assert code(Story().say(BEN, Promise(terms=LATER))) == "nobody-asked"
    assert code(asked().say(ADA, GATES)) == "already-asked"
    assert code(Story().say(ADA, replace(GATES, performer=" "))) == "nobody-to-ask"
    assert code(Story().say(ADA, replace(GATES, terms=Terms(quantity=Decimal(0))))) == "no-quantity"


@pytest.mark.parametrize(
    ("actor", "command"),
    [
        (ADA, Promise(terms=LATER)),
        (ADA, GiveNotice(expected=NEXT_FRIDAY)),
        (ADA, Deliver(handover="1")),
        (ADA, Revoke(reason="changed my mind")),
        (BEN, Withdraw()),
        (BEN, Receive(handover="1")),
        (BEN, Reject(handover="1", reason="bent")),
        (CLEO, CounterOffer(terms=LATER)),
        (CLEO, TakeOffer()),
        (CLEO, Decline(reason="too dear")),
        (CLEO, DependOn(needs="iron")),
    ],
)
def test_each_side_speaks_for_itself(actor: Actor, command: Command) -> None:
    """Nobody promises, delivers, withdraws or signs for the other side."""
    assert code(asked().say(actor, command)) == "not-your-side"


@pytest.mark.parametrize(
    "command", [Deliver(handover="1"), GiveNotice(expected=NEXT_FRIDAY), Revoke(reason="the anvil broke")]
)
def test_only_a_promise_can_be_kept_moved_or_taken_back(command: Command) -> None:
    """Before the promise nothing is delivered, no slip is told, and nothing is taken back."""
    assert code(asked().say(BEN, command)) == "not-now"
    assert code(asked().say(ADA, Renegotiate(terms=LATER, owner="sales", reason="it can wait"))) == "not-now"


def test_what_has_ended_stays_ended() -> None:
    """After a no, a withdrawal or a revocation there is no promise any more."""
    for actor, end, stage in (
        (BEN, Decline(reason="no iron", rule=4), Stage.DECLINED),
        (ADA, Withdraw(reason="the park is sold"), Stage.WITHDRAWN),
    ):
        story = heard(asked(), actor, end)
        assert story.known.stage is stage
        assert code(story.say(BEN, Promise(terms=LATER))) == "not-now"
    story = heard(promised(), BEN, Revoke(reason="the anvil broke"))
    assert story.known.stage is Stage.REVOKED
    assert story.known.reason == "the anvil broke"
    assert code(story.say(ADA, Withdraw())) == "not-now"


def test_a_promise_says_what_was_asked_where_it_says_nothing() -> None:
    """A bare yes promises the date, the quantity and the price of the request."""
    assert promised().acts[-1] == Promised(due=FRIDAY, quantity=Decimal(20), value=Decimal(9000))
    assert code(asked().say(BEN, Promise(terms=Terms(quantity=Decimal(21))))) == "more-than-asked"


def test_a_promise_before_the_plan_needs_a_reason() -> None:
    """Ben may promise Friday although the plan says a week later, but must say why."""
    early = Promise(terms=Terms(), planned=NEXT_FRIDAY)
    assert code(asked().say(BEN, early)) == "earlier-than-plan"
    assert code(asked().say(BEN, replace(early, reason=" "))) == "earlier-than-plan"
    story = heard(asked(), BEN, replace(early, reason="a gold customer insists"))
    assert story.known.planned == NEXT_FRIDAY
    assert heard(asked(), BEN, Promise(terms=LATER, planned=FRIDAY)).known.planned == FRIDAY


def test_an_offer_taken_is_a_promise() -> None:
    """Ben offers a week later, Ada takes it: the promise is his offer, for the rest as she asked."""
    story = heard(asked(), BEN, CounterOffer(terms=LATER, reason="no iron"))
    assert story.known.stage is Stage.COUNTERED
    assert code(story.say(BEN, TakeOffer())) == "own-offer"
    heard(story, ADA, TakeOffer())
    assert story.known.first_promise == Terms(due=NEXT_FRIDAY, quantity=Decimal(20), value=Decimal(9000))
    assert story.known.offer is None


def test_the_requester_may_offer_too() -> None:
    """Ada asks for two gates more, and Ben takes it; an offer before the plan still needs his reason."""
    more = CounterOffer(terms=Terms(quantity=Decimal(22)))
    story = heard(asked(), ADA, more)
    assert code(story.say(BEN, TakeOffer(planned=NEXT_FRIDAY))) == "earlier-than-plan"
    heard(story, BEN, TakeOffer(planned=NEXT_FRIDAY, reason="overtime is agreed"))
    assert story.known.terms.quantity == Decimal(22)


def test_a_no_to_an_offer_leaves_the_request_open() -> None:
    """Ada says no to Ben's later date: her request stands as it was, and he may still promise it."""
    story = heard(asked(), BEN, CounterOffer(terms=LATER))
    heard(story, ADA, Decline(reason="the park opens on Saturday"))
    assert story.known.stage is Stage.REQUESTED
    heard(story, BEN, Promise(terms=Terms()))
    assert story.known.terms.due == FRIDAY


def test_an_offer_after_the_promise_changes_it_or_leaves_it() -> None:
    """Ben offers another date for what he promised: Ada's no leaves the promise, her yes renegotiates it."""
    story = heard(promised(), BEN, CounterOffer(terms=LATER, reason="the anvil broke"))
    heard(story, ADA, Decline(reason="impossible"))
    assert story.known.stage is Stage.PROMISED
    assert story.known.terms.due == FRIDAY
    heard(story, BEN, CounterOffer(terms=LATER))
    heard(story, ADA, TakeOffer())
    assert story.known.first_promise == story.known.asked
    assert story.known.terms.due == NEXT_FRIDAY
    assert story.acts[-1] == Renegotiated(
        due=NEXT_FRIDAY, quantity=Decimal(20), value=Decimal(9000), owner="production", reason="both sides agreed"
    )


def test_a_no_needs_something_to_be_said_no_to() -> None:
    """Ada cannot decline her own request, nor Ben his promise or his own offer, and a no has a reason."""
    assert code(asked().say(ADA, Decline(reason="no"))) == "nothing-to-decline"
    assert code(promised().say(BEN, Decline(reason="no"))) == "nothing-to-decline"
    story = heard(promised(), BEN, CounterOffer(terms=LATER))
    assert code(story.say(BEN, Decline(reason="no"))) == "nothing-to-decline"
    assert code(asked().say(BEN, Decline(reason=" "))) == "no-reason"
    assert code(asked().say(ADA, TakeOffer())) == "nothing-offered"
    assert code(asked().say(BEN, CounterOffer(terms=Terms()))) == "nothing-offered"
    assert code(asked().say(BEN, CounterOffer(terms=Terms(quantity=Decimal(-1))))) == "no-quantity"
    assert isinstance(heard(asked(), ADA, CounterOffer(terms=LATER)).acts[-1], CounterOffered)


def test_renegotiation_keeps_the_first_promise() -> None:
    """A published plan moves the gates twice: the first word stays, the last one counts."""
    moved = Renegotiate(terms=LATER, owner="production", reason="the week's plan", plan="9f86d081")
    story = heard(promised(), CLEO, moved)
    assert code(story.say(CLEO, moved)) == "nothing-changes"
    assert code(story.say(CLEO, replace(moved, terms=Terms(due=FRIDAY), reason=""))) == "no-reason"
    assert code(story.say(CLEO, replace(moved, terms=Terms(due=FRIDAY), owner=""))) == "no-owner"
    assert code(story.say(CLEO, replace(moved, terms=Terms(quantity=Decimal(0))))) == "no-quantity"
    heard(story, CLEO, replace(moved, terms=Terms(due=FRIDAY + timedelta(days=1))))
    assert story.known.first_promise == story.known.asked
    assert story.known.terms.due == FRIDAY + timedelta(days=1)


def test_a_slip_notice_moves_the_expectation_and_not_the_promise() -> None:
    """Ben says that it will be a week later: the promise is still Friday; a new promise ends the notice."""
    story = heard(promised(), BEN, GiveNotice(expected=NEXT_FRIDAY, reason="iron is late"))
    assert story.known.terms.due == FRIDAY
    assert story.known.expected == NEXT_FRIDAY
    assert code(story.say(BEN, GiveNotice(reason="hm"))) == "nothing-said"
    assert code(story.say(BEN, GiveNotice(quantity=Decimal(-1)))) == "no-quantity"
    heard(story, BEN, GiveNotice(quantity=Decimal(18)))
    assert story.known.expected == NEXT_FRIDAY
    assert story.known.expectation is not None
    assert story.known.expectation.quantity == Decimal(18)
    heard(story, CLEO, Renegotiate(terms=LATER, owner="sales", reason="it can wait"))
    assert story.known.expectation is None


def test_more_than_is_owed_is_not_delivered() -> None:
    """Twenty gates are owed: the twenty-first is refused until the promise says so, and so is a second handover 1."""
    story = promised()
    assert code(story.say(BEN, Deliver(handover="1", quantity=Decimal(21)))) == "more-than-owed"
    assert code(story.say(BEN, Deliver(handover="1", quantity=Decimal(0)))) == "no-quantity"
    heard(story, BEN, Deliver(handover="1", quantity=TEN))
    assert code(story.say(BEN, Deliver(handover="1", quantity=TEN))) == "no-new-handover"
    assert code(story.say(BEN, Deliver(handover=" ", quantity=TEN))) == "no-new-handover"
    assert code(story.say(BEN, Deliver(handover="2", quantity=Decimal(11)))) == "more-than-owed"
    less = Renegotiate(terms=Terms(quantity=Decimal(9)), owner="sales", reason="ten are enough")
    assert code(story.say(ADA, less)) == "less-than-done"
    assert code(story.say(ADA, CounterOffer(terms=less.terms))) == "less-than-done"
    heard(story, ADA, replace(less, terms=Terms(quantity=TEN)))
    assert story.known.stage is Stage.DELIVERED


def test_an_old_offer_of_less_is_not_taken_after_more_has_come() -> None:
    """Ada offers to do with five gates, Ben delivers ten first: her offer cannot be taken any more."""
    story = heard(promised(), ADA, CounterOffer(terms=Terms(quantity=Decimal(5))))
    heard(story, BEN, Deliver(handover="1", quantity=TEN))
    assert code(story.say(BEN, TakeOffer())) == "less-than-done"


def test_what_is_rejected_is_owed_again() -> None:
    """Two of twenty gates are bent: Ben owes two, and the commitment is done when they are signed for."""
    story = heard(promised(), BEN, Deliver(handover="1"))
    heard(story, ADA, Receive(handover="1", rejected=Decimal(2), reason="bent"))
    assert story.kinds[-2:] == ["Accepted", "Rejected"]
    assert (story.known.stage, story.known.owed) == (Stage.PROMISED, Decimal(2))
    heard(story, BEN, Deliver(handover="2"))
    heard(story, ADA, Receive(handover="2"))
    assert (story.known.stage, story.known.accepted) == (Stage.ACCEPTED, Decimal(20))


def test_a_signature_may_be_for_nothing_good() -> None:
    """All twenty gates are bent: that is a rejection, and no acceptance of nothing."""
    story = heard(promised(), BEN, Deliver(handover="1"))
    heard(story, ADA, Receive(handover="1", rejected=Decimal(20), reason="bent"))
    assert (story.kinds[-1], story.known.owed) == ("Rejected", Decimal(20))


def test_when_nothing_more_will_come_a_rejection_is_the_end() -> None:
    """Ben says that these were the last: bent gates are not owed again."""
    story = heard(promised(), BEN, Deliver(handover="1", is_last=True))
    heard(story, ADA, Reject(handover="1", reason="all bent"))
    assert story.known.stage is Stage.REJECTED
    part = heard(promised(), BEN, Deliver(handover="1", quantity=TEN, is_last=True))
    heard(part, ADA, Receive(handover="1", rejected=Decimal(2), reason="bent"))
    assert (part.known.stage, part.known.accepted) == (Stage.ACCEPTED, Decimal(8))


def test_a_signature_is_given_once_and_for_what_was_handed_over() -> None:
    """Nobody signs for a handover that does not exist, twice, for more than came, or for bent gates without a word."""
    story = heard(promised(), BEN, Deliver(handover="1", quantity=TEN))
    said: list[tuple[Actor, Command]] = [
        (ADA, Receive(handover="9")),
        (ADA, Reject(handover="9", reason="bent")),
        (ADA, Receive(handover="1", accepted=Decimal(11))),
        (ADA, Receive(handover="1", accepted=TEN, rejected=Decimal(1), reason="bent")),
        (ADA, Receive(handover="1", accepted=Decimal(-1))),
        (ADA, Receive(handover="1", rejected=Decimal(1))),
        (ADA, Reject(handover="1", reason="")),
    ]
    assert codes(story, said) == [
        "no-such-handover",
        "no-such-handover",
        "more-than-delivered",
        "more-than-delivered",
        "no-quantity",
        "no-reason",
        "no-reason",
    ]
    heard(story, ADA, Receive(handover="1"))
    assert code(story.say(ADA, Receive(handover="1"))) == "already-signed"


def test_two_counts_that_differ_are_a_dispute_with_a_deadline() -> None:
    """Ben says ten, Ada counts seven good and one bent: that two are missing is a fact of its own."""
    story = heard(promised(), BEN, Deliver(handover="1", quantity=TEN))
    heard(
        story,
        ADA,
        Receive(
            handover="1", accepted=Decimal(7), rejected=Decimal(1), reason="bent", settle_within=timedelta(hours=12)
        ),
    )
    assert story.acts[-1] == HandoverDisputed(
        handover="1", delivered=TEN, received=Decimal(8), settle_by=story.now + timedelta(hours=12)
    )
    handover = story.known.handover("1")
    assert handover is not None
    assert handover.is_disputed


def in_dispute() -> Story:
    """Return the story after Ben delivered all twenty and Ada counted eighteen."""
    story = heard(promised(), BEN, Deliver(handover="1"))
    return heard(story, ADA, Receive(handover="1", accepted=Decimal(18)))


def test_a_side_may_only_give_in() -> None:
    """Neither side settles a dispute by its own figure, but each may take the other's."""
    assert in_dispute().known.stage is Stage.DELIVERED
    assert code(in_dispute().say(ADA, Settle(handover="1", quantity=Decimal(18)))) == "own-figure"
    assert code(in_dispute().say(BEN, Settle(handover="1", quantity=Decimal(19)))) == "own-figure"
    found = heard(in_dispute(), ADA, Settle(handover="1", quantity=Decimal(20), reason="two stood behind the shed"))
    assert (found.known.stage, found.known.accepted) == (Stage.ACCEPTED, Decimal(20))
    short = heard(in_dispute(), BEN, Settle(handover="1", quantity=Decimal(18)))
    assert (short.known.stage, short.known.owed) == (Stage.PROMISED, Decimal(2))


def test_a_third_party_settles_between_the_two() -> None:
    """Cleo counts nineteen: one gate is still owed. She cannot find more than was said or less than was signed for."""
    story = in_dispute()
    assert code(story.say(CLEO, Settle(handover="1", quantity=Decimal(21)))) == "not-between"
    assert code(story.say(CLEO, Settle(handover="1", quantity=Decimal(17)))) == "not-between"
    heard(story, CLEO, Settle(handover="1", quantity=Decimal(19)))
    assert (story.known.accepted, story.known.owed) == (Decimal(19), Decimal(1))
    assert code(story.say(CLEO, Settle(handover="1", quantity=Decimal(19)))) == "no-dispute"
    assert code(story.say(CLEO, Settle(handover="2", quantity=Decimal(19)))) == "no-dispute"


def test_what_came_can_be_signed_for_after_the_rest_was_withdrawn() -> None:
    """Ada wants no more gates, but ten stand in the yard unsigned: she can still sign for them."""
    story = heard(promised(), BEN, Deliver(handover="1", quantity=TEN))
    heard(story, ADA, Withdraw(reason="the park is smaller"), Receive(handover="1"))
    assert story.known.stage is Stage.WITHDRAWN
    assert story.known.accepted == TEN


def test_work_waits_for_other_work_and_never_for_itself() -> None:
    """The gates wait for iron and for the anvil; saying it twice, or that they wait for gates, is refused."""
    story = heard(asked(), BEN, DependOn(needs="iron"), DependOn(needs="fence", through=Through.RESOURCE))
    assert story.known.needs == (
        Need(commitment="iron", through=Through.INPUT),
        Need(commitment="fence", through=Through.RESOURCE),
    )
    assert code(story.say(BEN, DependOn(needs="iron"))) == "nothing-changes"
    assert code(story.say(BEN, DependOn(needs="gates"))) == "needs-itself"
    assert code(story.say(BEN, DependOn(needs=""))) == "needs-itself"


def test_a_party_may_work_for_itself() -> None:
    """A workshop of one party asks itself, offers itself and takes its own offer."""
    story = Story()
    heard(story, BEN, Request(performer="production", terms=Terms(due=MONDAY)), CounterOffer(terms=LATER), TakeOffer())
    assert story.known.stage is Stage.PROMISED
