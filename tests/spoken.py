"""What was said of commitments, without a ledger: words become facts, and facts become commitments."""

from collections.abc import Iterable

from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.order_graphs import intended_by
from unisono.domain.commitments.renegotiating import Cause, Word, gone_words, words_of
from unisono.domain.commitments.state import Commitment
from unisono.domain.company import Snapshot
from unisono.domain.facts import Actor, Entry, Fact, Medium, Origin
from unisono.domain.plans import Plan

Known = dict[str, Commitment]


def after(known: Known, words: Iterable[Word]) -> Known:
    """Return the commitments after some words about them."""
    now_known = dict(known)
    position = max([0, *(state.position for state in known.values())])
    for number, word in enumerate(words, start=position + 1):
        fact = Fact(
            id=str(number),
            happened_at=word.said_at,
            actor=Actor(party=word.party or "planner"),
            origin=Origin(medium=Medium.COMMAND),
            act=word.act,
            commitment=word.commitment,
            links=word.links,
        )
        entry = Entry(position=number, recorded_at=word.said_at, fact=fact)
        now_known[word.commitment] = evolve(now_known.get(word.commitment), entry)
    return now_known


def said_by(plan: Plan, snapshot: Snapshot, known: Known, *, why: str = "the week's plan") -> list[Word]:
    """Return all that publishing a plan says, at the plan's own moment."""
    cause = Cause(owner="bakehouse", reason=why, plan=f"hash of {why}", now=plan.now)
    intended = list(intended_by(plan, snapshot, now=plan.now))
    still_open = [state for state in known.values() if state.is_open]
    return [
        *words_of(intended, known, cause=cause),
        *gone_words(
            still_open,
            intended={item.id for item in intended},
            orders={order.id for order in snapshot.orders},
            cause=cause,
        ),
    ]
