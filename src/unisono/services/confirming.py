"""One word of the performer makes a slip notice of a warning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unisono.domain.commitments.commands import GiveNotice
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Actor, Origin
from unisono.domain.warnings import WARNING_KINDS, Standing, can_be_warned_of, warnings_in
from unisono.services.commitments import Submission, act_on
from unisono.services.ports import Ledger

FORETOLD = "as the warning foretold"
"""The reason of a notice that comes of a warning, behind the performer's own if there is one."""

MOST_NAMED = 10


class WarningRefused(Exception):  # noqa: N818 - it says what became of it
    """No slip notice comes of a warning; the message says why, to people."""


class NoSuchWarning(WarningRefused):
    """No warning stands for the commitment, or its performer has told a new time since."""

    def __init__(self, commitment: str, *, known: Sequence[str]) -> None:
        more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
        told = f"Some wait for {', '.join(known[:MOST_NAMED])}{more}." if known else "None waits for an answer."
        super().__init__(f"No warning of {commitment} waits for its performer's answer. {told}")


class NotThePerformer(WarningRefused):
    """Only who does the work says that it will be late."""

    def __init__(self, state: Commitment, *, party: str) -> None:
        super().__init__(f"{state.id} is the work of {state.performer}, who says when it comes; {party} cannot.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A party's word on a warning: without `expected` the time that the warning expects."""

    commitment: str
    actor: Actor
    origin: Origin
    expected: datetime | None = None
    reason: str = ""


def confirm_warning(*, ledger: Ledger, word: Confirmation, now: datetime) -> Commitment:
    """Return a commitment once a warning of it has become its performer's slip notice.

    Args:
        ledger: where it is recorded.
        word: who confirms what.
        now: when.

    Raises:
        NoSuchWarning: no warning stands that waits for an answer.
        NotThePerformer: another party does the work.
        CommandRefused: the notice cannot be; nothing was recorded.
        LedgerIsBusy: others wrote again and again meanwhile; nothing was recorded.
    """
    unanswered = unanswered_warnings(ledger)
    if word.commitment not in unanswered:
        raise NoSuchWarning(word.commitment, known=sorted(unanswered))
    raised, state = unanswered[word.commitment]
    if word.actor.party != state.performer:
        raise NotThePerformer(state, party=word.actor.party)
    submission = Submission(
        id=f"warning/{raised.position}/confirmed",
        commitment=word.commitment,
        command=GiveNotice(
            expected=word.expected or raised.act.expected,
            reason=f"{word.reason}, {FORETOLD}" if word.reason else FORETOLD,
        ),
        actor=word.actor,
        origin=word.origin,
    )
    return act_on(ledger=ledger, submission=submission, now=now)


def unanswered_warnings(ledger: Ledger) -> dict[str, tuple[Standing, Commitment]]:
    """Return the warnings that stand and that their performers have not answered, each with what is known of its work.

    Args:
        ledger: the facts.
    """
    found: dict[str, tuple[Standing, Commitment]] = {}
    for name, raised in warnings_in(ledger.entries(kinds=WARNING_KINDS)).standing.items():
        state = ledger.commitment(name)
        if state is not None and can_be_warned_of(state) and state.expected == raised.act.counted_on:
            found[name] = raised, state
    return found
