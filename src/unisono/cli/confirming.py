"""`unisono foresight confirm`: a warning becomes its performer's slip notice."""

from datetime import datetime

import typer
from rich.text import Text

from unisono.analytics.impact.graph import downstream
from unisono.analytics.impact.reading import read_graph
from unisono.bootstrap import open_fact_table
from unisono.cli.doing import Doing
from unisono.cli.endings import Refused
from unisono.cli.ledgers import moment, newest_moment, opened
from unisono.cli.screen import Screen
from unisono.domain.facts import Medium, Origin
from unisono.services.commitments import CommandRefused
from unisono.services.confirming import Confirmation, WarningRefused, confirm_warning
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.outputs.report.figures import plural

FORMAT = "unisono-slip-notice/1"


def confirm_and_show(screen: Screen, doing: Doing, commitment: str, *, expected: str | None, reason: str) -> None:
    """Record the slip notice and show what people count on now.

    Raises:
        Refused: there is no such warning, the party does not do the work, or the ledger cannot be used.
    """
    with opened(doing.ledger) as books:
        newest = newest_moment(books.ledger, doing.now)
        word = Confirmation(
            commitment=commitment,
            actor=doing.actor,
            origin=Origin(medium=Medium.COMMAND, place="unisono foresight confirm"),
            expected=_expected(expected),
            reason=reason,
        )
        try:
            at = newest if doing.now is not None else max(newest, doing.at)
            state = confirm_warning(ledger=books.ledger, word=word, now=at)
        except (WarningRefused, CommandRefused) as refusal:
            raise Refused(str(refusal)) from refusal
        table = open_fact_table(books, doing.ledger)
        table.catch_up()
        waiting = downstream(read_graph(table.rows), [commitment])
    notice = state.expectation
    if notice is None or notice.expected is None or state.terms.due is None:
        raise AssertionError("a slip notice says when")
    screen.document(
        write_json(
            {
                "format": FORMAT,
                "commitment": commitment,
                "party": state.performer,
                "promised": to_plain(state.terms.due),
                "expected": to_plain(notice.expected),
                "reason": notice.reason,
                "waiting": list(waiting),
            }
        )
    )
    said = f"{state.performer} gave notice: {commitment} is expected on {_clock(notice.expected)}"
    screen.show(Text(f"{said}, promised for {_clock(state.terms.due)}.", style="bold green"))
    screen.show(f"The promise stays; what people count on has moved. {plural(len(waiting), 'commitment')} wait for it.")


def _expected(text: str | None) -> datetime | None:
    """Return when it will come, as written in the option.

    Raises:
        typer.BadParameter: it is no moment with a zone.
    """
    if text is None:
        return None
    try:
        return moment(text)
    except typer.BadParameter as trouble:
        raise typer.BadParameter(trouble.message, param_hint="'--expected'") from trouble


def _clock(at: datetime) -> str:
    return f"{at:%a %d %b %H:%M} UTC"
