"""Laws of commitments, whatever people say and whatever a log tells."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.commitments import ADA, BEN, CLEO, FRIDAY, GATES, MONDAY, PAINTING, entry
from tests.facts import acts
from unisono.domain.acts import commitments as kinds
from unisono.domain.acts.commitments import Requested, Through
from unisono.domain.commitments.commands import (
    Command,
    CounterOffer,
    Decline,
    Deliver,
    DependOn,
    GiveNotice,
    Promise,
    Receive,
    Refusal,
    Reject,
    Renegotiate,
    Revoke,
    Settle,
    TakeOffer,
    Withdraw,
)
from unisono.domain.commitments.deciding import decide
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import OPEN, Commitment, Stage, Terms
from unisono.domain.facts import Act, Actor

QUANTITIES = st.none() | st.integers(-1, 25).map(Decimal)
MOMENTS = st.none() | st.integers(0, 20).map(lambda days: MONDAY + timedelta(days=days))
TERMS = st.builds(Terms, due=MOMENTS, quantity=QUANTITIES, value=st.none() | st.just(Decimal(100)))
REASONS = st.sampled_from(["", "iron is late"])
HANDOVERS = st.sampled_from(["1", "2", "3"])
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(Promise, terms=TERMS, planned=MOMENTS, reason=REASONS),
    st.builds(CounterOffer, terms=TERMS, reason=REASONS),
    st.builds(TakeOffer, planned=MOMENTS, reason=REASONS),
    st.builds(Decline, reason=REASONS),
    st.builds(Withdraw, reason=REASONS),
    st.builds(Revoke, reason=REASONS),
    st.builds(Renegotiate, terms=TERMS, owner=st.sampled_from(["", "sales"]), reason=REASONS),
    st.builds(GiveNotice, expected=MOMENTS, quantity=QUANTITIES, reason=REASONS),
    st.builds(Deliver, handover=HANDOVERS, quantity=QUANTITIES, is_last=st.booleans()),
    st.builds(Receive, handover=HANDOVERS, accepted=QUANTITIES, rejected=QUANTITIES, reason=REASONS),
    st.builds(Reject, handover=HANDOVERS, reason=REASONS),
    st.builds(Settle, handover=HANDOVERS, quantity=st.integers(0, 25).map(Decimal)),
    st.builds(DependOn, needs=st.sampled_from(["iron", "gates"]), through=st.sampled_from(Through)),
)
ACTORS = st.sampled_from([ADA, BEN, BEN, ADA, CLEO])
LIKELY = st.sampled_from(
    [
        (BEN, Promise(terms=Terms())),
        (BEN, Deliver(handover="1", quantity=Decimal(8))),
        (BEN, Deliver(handover="2", quantity=Decimal(6))),
        (BEN, Deliver(handover="3")),
        (ADA, Receive(handover="1", accepted=Decimal(5))),
        (ADA, Receive(handover="2", rejected=Decimal(2), reason="bent")),
        (ADA, Receive(handover="3")),
        (ADA, Settle(handover="1", quantity=Decimal(8))),
        (CLEO, Settle(handover="1", quantity=Decimal(6))),
    ]
)
LIFE_CYCLE = [kinds.Needed, kinds.Promised, kinds.CounterOffered, kinds.Declined, kinds.Withdrawn, kinds.Revoked]
LIFE_CYCLE += [kinds.Renegotiated, kinds.SlipNotified, kinds.Delivered, kinds.Accepted, kinds.Rejected]
LIFE_CYCLE += [kinds.HandoverDisputed, kinds.DisputeSettled]


class TwoParties(RuleBasedStateMachine):
    """Ada, Ben and Cleo say anything in any order; what is not refused happens."""

    def __init__(self) -> None:
        super().__init__()
        self.state: Commitment | None = None
        self.first: Terms | None = None
        self.count = 0
        self.now = MONDAY

    @rule(request=st.sampled_from([GATES, GATES, PAINTING]))
    def ask(self, request: Command) -> None:
        """Ada asks, once."""
        self.say((ADA, request))

    @rule(said=st.tuples(ACTORS, COMMANDS) | LIKELY)
    def say(self, said: tuple[Actor, Command]) -> None:
        """Somebody says something; whatever comes of it fits."""
        self.now += timedelta(hours=1)
        actor, command = said
        decision = decide(self.state, command, actor=actor, now=self.now)
        if isinstance(decision, Refusal):
            assert decision.code
            assert decision.message.endswith(".")
            return
        assert decision
        for act in decision:
            self.count += 1
            self.state = evolve(self.state, entry(act, by=actor, at=self.now, position=self.count))

    @invariant()
    def the_first_promise_stays(self) -> None:
        """Once given, the first promise never changes, and a last one is there too."""
        if self.state is None:
            return
        if self.first is not None:
            assert self.state.first_promise == self.first
        self.first = self.state.first_promise
        assert (self.state.first_promise is None) == (self.state.last_promise is None)

    @invariant()
    def quantities_add_up(self) -> None:
        """Nothing is less than nothing, no more is signed for than came, and no more counts than was promised."""
        if self.state is None:
            return
        for handover in self.state.handovers:
            assert handover.received <= (handover.delivered or 0)
            assert handover.good >= 0
            assert handover.good + (handover.rejected or 0) <= handover.counts
        if self.state.terms.quantity is not None:
            assert self.state.owed == self.state.terms.quantity - self.state.delivered + self.state.rejected
            assert self.state.accepted <= self.state.terms.quantity

    @invariant()
    def stages_say_what_is_so(self) -> None:
        """An open commitment has no end, a closed one has; what is delivered waits for a signature or a settlement."""
        if self.state is None:
            return
        assert (self.state.closed_at is None) == (self.state.stage in OPEN)
        if self.state.stage is Stage.DELIVERED:
            assert any(not handover.is_answered or handover.is_disputed for handover in self.state.handovers)
        if self.state.stage in {Stage.REQUESTED, Stage.COUNTERED}:
            assert (self.state.offer is not None) == (self.state.stage is Stage.COUNTERED)
        assert self.state.position == self.count


TestTwoParties: Any = TwoParties.TestCase
TestTwoParties.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@given(
    request=acts(Requested),
    loose=st.lists(st.tuples(st.sampled_from(LIFE_CYCLE).flatmap(acts), ACTORS), max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_any_log_can_be_read(request: Act, loose: list[tuple[Act, Actor]]) -> None:
    """After a request, facts of any kind in any order tell some state, and the first promise is the first one told."""
    state = evolve(None, entry(request, by=ADA))
    promises = []
    for number, (act, by) in enumerate(loose, start=2):
        state = evolve(state, entry(act, by=by, at=FRIDAY, position=number))
        promises.append(state.first_promise)
        assert state.position == number
        assert (state.closed_at is None) == (state.stage in OPEN)
        assert state.owed is None or state.owed >= 0
    given_promises = [promise for promise in promises if promise is not None]
    assert all(promise == given_promises[0] for promise in given_promises)


@given(st.permutations([kinds.Promised(due=FRIDAY), kinds.Delivered(handover="1"), kinds.Accepted(handover="1")]))
def test_what_came_and_was_signed_for_is_done_in_any_order(loose: list[Act]) -> None:
    """Promise, delivery and signature make an accepted commitment, however a log mixes them."""
    state = evolve(None, entry(Requested(requester="sales", performer="production", quantity=Decimal(20))))
    for number, act in enumerate(loose, start=2):
        state = evolve(state, entry(act, position=number))
    assert state.stage is Stage.ACCEPTED
