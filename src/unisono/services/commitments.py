"""Do something with a commitment: read what is known of it, decide, and record what comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from unisono.domain.agreements.deciders import Rights
from unisono.domain.commitments.commands import Command, Refusal
from unisono.domain.commitments.deciding import decide
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Act, Actor, Entry, Fact, Link, Origin
from unisono.services.ports import Ledger, SameIdOtherFact
from unisono.services.recording import record_decision
from unisono.services.rights import matter_of, require_right


class CommandRefused(Exception):  # noqa: N818 - it says what became of the command
    """A command came to nothing; `refusal` says why, and the ledger is as it was."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A command as a party gives it.

    `id` names it, so that the same submission twice is recorded once; a command that leads to several facts numbers
    those after the first. `links` are the objects that the facts are about.
    """

    id: str
    commitment: str
    command: Command
    actor: Actor
    origin: Origin
    links: Sequence[Link] = ()


def act_on(*, ledger: Ledger, submission: Submission, now: datetime, rights: Rights | None = None) -> Commitment:
    """Do what a party wants to do with a commitment, and return what is known of it then.

    Every command has its own class, from `Request` to `Settle`. The same submission a second time changes nothing.

    Args:
        ledger: where it is recorded.
        submission: who wants what.
        now: the present moment.
        rights: who decides on what; None: nobody is kept from deciding.

    Raises:
        CommandRefused: it cannot be done; nothing was recorded.
        NotYourDecision: it is another party's to decide, which has been asked; nothing else was recorded.
        SameIdOtherFact: the submission's id names something else that was done before.
        unisono.services.recording.LedgerIsBusy: others wrote again and again meanwhile; nothing was recorded.
    """

    def decided(position: int) -> tuple[Commitment, Sequence[Fact]]:
        entries = tuple(ledger.entries(commitment=submission.commitment, until=position))
        earlier = tuple(entry for entry in entries if _is_of(entry, submission))
        if earlier:
            return _repeated(entries, earlier, submission), ()
        state = _after(None, entries)
        acts = decide(state, submission.command, actor=submission.actor, now=now)
        if isinstance(acts, Refusal):
            raise CommandRefused(acts)
        if rights is not None and state is not None:
            _require_right(ledger, submission, state, rights, now)
        facts = tuple(_facts(submission, acts, now))
        new = (
            Entry(position=place, recorded_at=now, fact=fact) for place, fact in enumerate(facts, start=position + 1)
        )
        return _known(_after(state, new)), facts

    return record_decision(ledger, decided, now=now)


def _require_right(ledger: Ledger, submission: Submission, state: Commitment, rights: Rights, now: datetime) -> None:
    matter = matter_of(submission.command, state, actor=submission.actor)
    if matter is not None:
        require_right(
            ledger=ledger, rights=rights, matter=matter, actor=submission.actor, origin=submission.origin, now=now
        )


def _is_of(entry: Entry, submission: Submission) -> bool:
    return entry.fact.id == submission.id or entry.fact.id.startswith(f"{submission.id}/")


def _repeated(entries: Sequence[Entry], earlier: Sequence[Entry], submission: Submission) -> Commitment:
    """Return what is known now, if the command would have led to the same facts when it was given first."""
    first = earlier[0]
    state = _after(None, (entry for entry in entries if entry.position < first.position))
    acts = decide(state, submission.command, actor=submission.actor, now=first.fact.happened_at)
    if acts != tuple(entry.fact.act for entry in earlier) or first.fact.actor != submission.actor:
        raise SameIdOtherFact(submission.id, position=first.position)
    return _known(_after(None, entries))


def _facts(submission: Submission, acts: Sequence[Act], now: datetime) -> Iterable[Fact]:
    for number, act in enumerate(acts, start=1):
        yield Fact(
            id=submission.id if number == 1 else f"{submission.id}/{number}",
            happened_at=now,
            actor=submission.actor,
            origin=submission.origin,
            act=act,
            commitment=submission.commitment,
            links=tuple(submission.links),
        )


def _after(state: Commitment | None, entries: Iterable[Entry]) -> Commitment | None:
    for entry in entries:
        state = evolve(state, entry)
    return state


def _known(state: Commitment | None) -> Commitment:
    if state is None:
        raise AssertionError("a decision that is no refusal leaves something known")
    return state
