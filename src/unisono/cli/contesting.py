"""`unisono contest`: a party replies to an overrun that is charged to it."""

from decimal import Decimal, InvalidOperation
from uuid import uuid4

import typer
from rich.text import Text

from unisono.bootstrap import open_fact_table
from unisono.cli.attributing import hours
from unisono.cli.doing import Doing
from unisono.cli.endings import Refused
from unisono.cli.ledgers import opened
from unisono.cli.screen import Screen, table
from unisono.domain.acts.replies import Contested
from unisono.domain.facts import Fact, Link, Medium, Origin
from unisono.services.attributing import NothingToReplyTo, Range, attribute, contest, totals
from unisono.storage.outputs.json_text import Plain, write_json


def minutes_of(text: str | None) -> Decimal | None:
    """Return minutes as written in an option.

    Raises:
        typer.BadParameter: it is no number of minutes.
    """
    if text is None:
        return None
    try:
        minutes = Decimal(text)
    except InvalidOperation:
        minutes = Decimal(-1)
    if not minutes.is_finite() or minutes <= 0:
        raise typer.BadParameter("Expected a number of minutes above 0.", param_hint="'--minutes'")
    return minutes


def contest_and_show(screen: Screen, doing: Doing, act: Contested) -> None:
    """Record a reply and show the order's shares without it and with it.

    Raises:
        Refused: the party has no such overrun, or the ledger cannot be used.
    """
    fact = Fact(
        id=f"contest/{uuid4()}",
        happened_at=doing.at,
        actor=doing.actor,
        origin=Origin(medium=Medium.COMMAND, place="unisono contest"),
        act=act,
        links=(Link(type="order", object=act.subject),),
    )
    with opened(doing.ledger) as books:
        facts = open_fact_table(books, doing.ledger)
        facts.catch_up()
        try:
            contest(ledger=books.ledger, table=facts, fact=fact, now=doing.at)
        except NothingToReplyTo as nothing:
            raise Refused(str(nothing)) from nothing
        facts.catch_up()
        late, _ = attribute(table=facts, within=Range(order=act.subject))
    screen.show(Text(f"{doing.party} replied to {act.overrun}: caused by {act.caused_by}.", style="bold green"))
    rows = table("Party", "Without replies h", "With replies h", right=("Without replies h", "With replies h"))
    shares: list[Plain] = []
    for total in totals(late):
        rows.add_row(total.party, hours(total.unanswered), hours(total.seconds))
        shares.append({"party": total.party, "seconds": total.seconds, "without_replies_s": total.unanswered})
    screen.show(rows)
    screen.document(write_json({"order": act.subject, "overrun": act.overrun, "shares": shares}))
