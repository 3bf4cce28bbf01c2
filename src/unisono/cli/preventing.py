"""`unisono prevent`: a party asks another one, or itself, to prevent a cause until a date."""

from dataclasses import replace
from uuid import uuid4

from rich.text import Text

from unisono.bootstrap import open_fact_table
from unisono.cli.committing import Deed, show_commitment, time_of
from unisono.cli.endings import Refused
from unisono.cli.ledgers import opened
from unisono.cli.screen import Screen
from unisono.domain.facts import Medium, Origin
from unisono.services.attributing import Range
from unisono.services.commitments import CommandRefused
from unisono.services.preventing import NobodyToPrevent, NoSuchCause, PreventedAlready, Wish, prevent
from unisono.services.tracing import trace_causes


def prevent_and_show(screen: Screen, deed: Deed, wish: Wish, *, by: str | None) -> None:
    """Ask for a prevention and show the commitment that it is.

    Raises:
        Refused: there is no such cause, nobody to prevent it, somebody is at it, or the ledger cannot be used.
    """
    due = time_of(by)
    with opened(deed.ledger) as books:
        facts = open_fact_table(books, deed.ledger)
        facts.catch_up()
        now = deed.at(books.ledger)
        try:
            known = prevent(
                ledger=books.ledger,
                table=facts,
                causes=trace_causes(table=facts, within=Range(), now=now).late,
                wish=replace(wish, by=due),
                id=f"prevent/{uuid4()}",
                actor=deed.actor,
                origin=Origin(medium=Medium.COMMAND, place="unisono prevent"),
                now=now,
            )
        except (NoSuchCause, NobodyToPrevent, PreventedAlready, CommandRefused) as refusal:
            raise Refused(str(refusal)) from refusal
    screen.show(Text(f"{known.performer} was asked: {wish.task}", style="bold green"))
    show_commitment(screen, known)
    screen.show(f"It answers with `unisono commitment promise {known.id} --as {known.performer}`.")
