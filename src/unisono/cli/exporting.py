"""`unisono ledger export`: all facts as a log that other tools read, and that is imported again as the same facts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from unisono.cli.endings import Refused
from unisono.cli.ledgers import long_work, opened, shown
from unisono.cli.progress import Teller
from unisono.cli.screen import Screen
from unisono.domain.facts import Entry
from unisono.domain.logs import LogForm
from unisono.storage.logs.writing import form_of, write_log
from unisono.storage.outputs.json_text import write_json
from unisono.storage.outputs.report.figures import plural

FORMAT = "unisono-export/1"
FORMS = {
    "facts-csv": LogForm.FACTS,
    "xes": LogForm.XES,
    "ocel-sqlite": LogForm.OCEL_SQLITE,
    "ocel-json": LogForm.OCEL_JSON,
    "ocel-xml": LogForm.OCEL_XML,
}
"""The forms of logs by the names that people give them."""

DATABASE = b"SQLite format 3\0"
AT_ONCE = 5_000


def export_facts(screen: Screen, file: Path, place: str, *, form: str | None) -> None:
    """Write all facts of a ledger to a file, whole or not at all.

    Raises:
        Refused: there is no ledger, or the file is a database already.
    """
    chosen = FORMS[form] if form else form_of(file)
    if chosen is None:
        raise typer.BadParameter(
            "Its name does not say the form: end it with .csv, .xes, .xes.gz, .sqlite, .json or .xml, or give --format."
        )
    if file.is_dir():
        raise Refused(f"{file} is a folder: name a file in it.")
    if file.is_file() and is_database(file):
        raise Refused(f"{file} is a database already, perhaps a ledger, and is not written over: name another file.")
    with opened(place) as books, long_work(screen) as tell:
        size = books.ledger.head().size
        count = write_log(file, _told(books.ledger.entries(until=size), size, tell), chosen)
    screen.document(
        write_json({"format": FORMAT, "file": str(file), "ledger": shown(place), "form": chosen.value, "facts": count})
    )
    screen.show(f"{plural(count, 'fact')} written to {file} as {chosen.value}.")


def is_database(file: Path) -> bool:
    """Return whether a file holds an SQLite database, which nothing is written over."""
    with file.open("rb") as stream:
        return stream.read(len(DATABASE)) == DATABASE


def _told(entries: Iterable[Entry], size: int, tell: Teller) -> Iterator[Entry]:
    """Yield facts, and tell now and then how far it is."""
    for number, entry in enumerate(entries):
        if number % AT_ONCE == 0:
            tell("Writing facts", number / max(1, size))
        yield entry
