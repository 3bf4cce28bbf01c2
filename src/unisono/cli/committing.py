"""`unisono commitment ...`: does what a party wants to do with a commitment, and shows what is known of it then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import uuid4
from zoneinfo import ZoneInfo

import typer
from rich.text import Text

from unisono.cli.endings import Refused
from unisono.cli.ledger_showing import state_of
from unisono.cli.ledgers import moment, newest_moment, opened
from unisono.cli.screen import Screen
from unisono.domain.commitments.commands import Command, Deliver, Receive, Reject
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Actor, Medium, Origin
from unisono.services.commitments import CommandRefused, Submission, act_on
from unisono.services.ports import Ledger
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.reading.moments import read_moment
from unisono.storage.reading.troubles import Trouble

FORMAT = "unisono-commitment/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who does something with a commitment, as written in options."""

    ledger: str
    party: str
    person: str
    now: str | None

    @property
    def actor(self) -> Actor:
        """Return who does it."""
        return Actor(party=self.party, person=self.person)

    def at(self, ledger: Ledger) -> datetime:
        """Return when it is done: as told, else now, but not before the newest fact."""
        return moment(self.now) if self.now is not None else max(moment(None), newest_moment(ledger, None))


def time_of(text: str | None) -> datetime | None:
    """Return a time as written in `--by`, in UTC; a date means its end.

    Raises:
        typer.BadParameter: it cannot be read.
    """
    if text is None:
        return None
    told = read_moment(text.strip(), ZoneInfo("UTC"), end_of_day=True)
    if isinstance(told, Trouble):
        raise typer.BadParameter(f"{told.message} Expected {told.expected}.", param_hint="'--by'")
    return told


def amount_of(text: str | None) -> Decimal | None:
    """Return a quantity as written in an option.

    Raises:
        typer.BadParameter: it is no number above 0.
    """
    if text is None:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount <= 0:
        raise typer.BadParameter("Expected a number above 0.", param_hint="'--quantity'")
    return amount


def deliver_and_show(screen: Screen, name: str, deed: Deed, *, quantity: Decimal | None, handover: str) -> None:
    """Hand over all that is owed, or so much, under a name that is not taken yet.

    Raises:
        Refused: it cannot be handed over.
    """

    def command(known: Commitment) -> Command:
        return Deliver(handover=handover or str(len(known.handovers) + 1), quantity=quantity)

    _do(screen, name, deed, command)


def accept_and_show(screen: Screen, name: str, deed: Deed, *, quantity: Decimal | None, handover: str) -> None:
    """Sign for a handover, the latest one if none is named.

    Raises:
        Refused: there is nothing to sign for.
    """
    _do(screen, name, deed, lambda known: Receive(handover=handover or _latest(known), accepted=quantity))


def reject_and_show(screen: Screen, name: str, deed: Deed, *, reason: str, handover: str) -> None:
    """Take nothing of a handover, the latest one if none is named.

    Raises:
        Refused: there is nothing to reject.
    """
    _do(screen, name, deed, lambda known: Reject(handover=handover or _latest(known), reason=reason))


def do_and_show(screen: Screen, name: str, deed: Deed, command: Command) -> None:
    """Give a command and show what is known of the commitment then.

    Raises:
        Refused: it comes to nothing.
    """
    _do(screen, name, deed, lambda _: command)


def show_commitment(screen: Screen, known: Commitment) -> None:
    """Show what is known of a commitment."""
    screen.document(write_json({"format": FORMAT, "commitment": to_plain(known)}))
    screen.show(Text(known.id, style="bold"), state_of(known))


def _do(screen: Screen, name: str, deed: Deed, command: Callable[[Commitment], Command]) -> None:
    with opened(deed.ledger) as books:
        before = books.ledger.commitment(name)
        if before is None:
            raise Refused(f"The ledger knows no commitment {name}.")
        submission = Submission(
            id=f"commitment/{uuid4()}",
            commitment=name,
            command=command(before),
            actor=deed.actor,
            origin=Origin(medium=Medium.COMMAND, place="unisono commitment"),
        )
        try:
            known = act_on(ledger=books.ledger, submission=submission, now=deed.at(books.ledger))
        except CommandRefused as refused:
            raise Refused(str(refused)) from refused
    show_commitment(screen, known)


def _latest(known: Commitment) -> str:
    """Return the latest handover that nobody has signed for, else the latest of all."""
    waiting = [handover.id for handover in known.handovers if not handover.is_answered]
    return (waiting or [handover.id for handover in known.handovers] or ["1"])[-1]
