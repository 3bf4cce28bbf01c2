"""What a plan in force makes everybody say anew, and the facts that say it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from unisono.domain.agreements.agreement import Agreement
from unisono.domain.commitments.order_graphs import Intended, intended_by
from unisono.domain.commitments.renegotiating import Cause, Word, gone_words, words_of
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Actor, Fact, Origin
from unisono.services.live.state import LiveState
from unisono.services.ports import Ledger


def said_anew(
    *,
    ledger: Ledger,
    live: LiveState,
    cause: Cause,
    agreements: Sequence[Agreement],
    about: Collection[str] | None = None,
) -> tuple[Word, ...]:
    """Return what must be said so that the commitments are those that the live plan asks for.

    Args:
        ledger: knows the commitments as they stand.
        live: the data and the plan.
        cause: why it changes.
        agreements: those in force.
        about: only these orders are spoken of, settled or not; None: all that are settled.
    """
    snapshot, left_out = live.snapshot, live.unsettled - frozenset(about or ())
    intended = tuple(
        intended_by(live.plan, snapshot, now=cause.now, agreements=agreements, left_out=left_out, about=about)
    )
    open_now = tuple(_open(ledger, about))
    return (
        *words_of(intended, _known(ledger, intended, open_now), cause=cause),
        *gone_words(
            (
                state
                for state in open_now
                if state.subject not in left_out and (about is None or state.subject in about)
            ),
            intended={item.id for item in intended},
            orders={order.id for order in snapshot.orders} | live.standing.keys(),
            cause=cause,
        ),
    )


def _open(ledger: Ledger, about: Collection[str] | None) -> Iterator[Commitment]:
    """Yield the open commitments, of some orders or all."""
    if about is None:
        yield from ledger.commitments(only_open=True)
        return
    for order in sorted(about):
        yield from ledger.commitments(only_open=True, subject=order)


def _known(ledger: Ledger, intended: Sequence[Intended], open_now: Sequence[Commitment]) -> Mapping[str, Commitment]:
    known = {state.id: state for state in open_now}
    for item in intended:
        if item.id not in known and (state := ledger.commitment(item.id)) is not None:
            known[item.id] = state
    return known


def facts_of(words: Iterable[Word], *, actor: Actor, origin: Origin, stem: str) -> list[Fact]:
    """Return words as facts: each is said by its party, and by the actor where it has none.

    Args:
        words: in their order.
        actor: who does it all; its person speaks for every party.
        origin: where the facts come from.
        stem: what all their ids begin with.
    """
    return [
        Fact(
            id=f"{stem}:{number}",
            happened_at=word.said_at,
            actor=Actor(party=word.party or actor.party, person=actor.person),
            origin=origin,
            act=word.act,
            commitment=word.commitment,
            links=word.links,
        )
        for number, word in enumerate(words)
    ]
