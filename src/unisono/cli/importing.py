"""`unisono ledger import` and `guess-mapping`: from a log to facts, with every row accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo, available_timezones

import typer
from rich.text import Text

from unisono.cli.endings import Code, Refused
from unisono.cli.findings import count_findings, findings_document, findings_plain, show_findings
from unisono.cli.interrupts import Interrupts
from unisono.cli.ledgers import moment, opened, shown
from unisono.cli.progress import telling
from unisono.cli.screen import Screen, facts
from unisono.domain.findings import Finding, has_errors
from unisono.domain.logs import LeftOut, LogForm
from unisono.domain.mappings import LogMapping
from unisono.services.guessing import Guess, guess_mapping
from unisono.services.importing import Imported, import_log, misfits
from unisono.services.ports import EventLog
from unisono.storage.logs.opening import open_log
from unisono.storage.outputs.folders import replace_file
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.outputs.report.figures import plural
from unisono.storage.reading.mapping_files import read_mapping
from unisono.storage.writing.mapping_texts import mapping_toml

FORMAT = "unisono-import/1"
MAPPING_FORMAT = "unisono-mapping/1"
GUESSED = "guessed"
NOT_NEEDED = "not needed: the rows are facts"
MOST_REASONS = 12
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A log with what its rows mean, and where that was said."""

    log: EventLog
    mapping: LogMapping
    said_by: str
    guess: Guess | None = None


def import_file(
    screen: Screen, file: Path, place: str, *, mapping_file: Path | None, zone: str | None, now: str | None
) -> Code:
    """Record what a log says in a ledger, which is made where there is none.

    Raises:
        Refused: the ledger cannot be used, or nothing in the file is like a log.
    """
    at = moment(now)
    meant = _meant(screen, file, mapping_file=mapping_file, zone=zone)
    if meant.guess is not None:
        _refuse_guess(file, meant.guess)
        screen.tell(Text(f"No --mapping was given; it was guessed. `unisono ledger guess-mapping {file}` says how."))
    done = _import(screen, meant, place, now=at)
    screen.document(_document(file, place, meant, done))
    _show(screen, file, place, meant, done)
    if not done.is_whole:
        return Code.FINDINGS if has_errors(done.findings) else Code.INTERRUPTED
    return Code.FINE


def guess_file(screen: Screen, file: Path, *, out: Path | None, zone: str | None) -> None:
    """Draft the mapping of a log, and show it or write it to a file.

    Raises:
        Refused: the file cannot be written, or it is there already.
    """
    log = _open(screen, file, zone=_zone(zone) or "UTC")
    guess = guess_mapping(log)
    if guess.is_of_facts:
        screen.show("The rows of this file are facts: they need no mapping.")
        screen.document(write_json({"format": MAPPING_FORMAT, "file": file.name, "mapping": None, "toml": ""}))
        return
    mapping = guess.mapping if zone is None else replace(guess.mapping, zone=zone)
    text = mapping_toml(mapping, guess.comments)
    screen.document(
        write_json({"format": MAPPING_FORMAT, "file": file.name, "mapping": to_plain(mapping), "toml": text})
    )
    if out is None:
        if not screen.as_json:
            typer.echo(text, nl=False)  # to the letter, as somebody may send it to a file
        return
    if out.exists():
        raise Refused(f"{out} is there already: name another file, or remove it.")
    replace_file(out, text.encode())
    screen.show(f"Mapping: {out}", f"Look at it, then: unisono ledger import {file} --mapping {out} --ledger ...")


def _meant(screen: Screen, file: Path, *, mapping_file: Path | None, zone: str | None) -> Meant:
    wanted = _zone(zone)
    if mapping_file is None:
        log = _open(screen, file, zone=wanted or "UTC")
        guess = guess_mapping(log)
        mapping = guess.mapping if wanted is None else replace(guess.mapping, zone=wanted)
        if guess.is_of_facts:
            return Meant(log=log, mapping=mapping, said_by=NOT_NEEDED)
        return Meant(log=log, mapping=mapping, said_by=GUESSED, guess=guess)
    read, findings = read_mapping(mapping_file)
    if read is None:
        _end_with(screen, findings, f"The mapping {mapping_file}")
    mapping = read if wanted is None else replace(read, zone=wanted)
    log = _open(screen, file, zone=mapping.zone)
    if log.form is LogForm.FACTS:
        return Meant(log=log, mapping=mapping, said_by=NOT_NEEDED)
    wrong = misfits(mapping, log, file=mapping_file.name)
    if wrong:
        _end_with(screen, wrong, f"The mapping {mapping_file} does not fit {file}: it")
    return Meant(log=log, mapping=mapping, said_by=str(mapping_file))


def _open(screen: Screen, file: Path, *, zone: str) -> EventLog:
    log = open_log(file, zone=ZoneInfo(zone))
    if isinstance(log, tuple):
        _end_with(screen, log, str(file))
    return log


def _zone(zone: str | None) -> str | None:
    if zone is not None and zone not in available_timezones():
        raise typer.BadParameter("There is no such zone; Europe/Warsaw is one.", param_hint="'--zone'")
    return zone


def _end_with(screen: Screen, findings: Sequence[Finding], what: str) -> NoReturn:
    show_findings(screen, findings)
    screen.show(f"\n{what} has {count_findings(findings)}. Nothing was imported.")
    screen.document(findings_document(findings))
    raise typer.Exit(Code.FINDINGS)


def _refuse_guess(file: Path, guess: Guess) -> None:
    if guess.missing:
        raise Refused(
            f"{file} is not like a log: no column was found that tells the {' or the '.join(guess.missing)}. "
            f"Write what its columns mean into a mapping (`unisono ledger guess-mapping {file} --out mapping.toml` "
            "begins one) and name it with --mapping."
        )


def _import(screen: Screen, meant: Meant, place: str, *, now: datetime) -> Imported:
    with opened(place, create=True) as books, Interrupts() as interrupts, telling(screen, interrupts) as tell:
        return import_log(log=meant.log, mapping=meant.mapping, ledger=books.ledger, now=now, tell=tell)


def _document(file: Path, place: str, meant: Meant, done: Imported) -> str:
    return write_json(
        {
            "format": FORMAT,
            "file": file.name,
            "ledger": shown(place),
            "mapping": meant.said_by,
            "rows": done.rows,
            "imported": done.imported,
            "left_out": to_plain(done.left_out),
            "promises_left_out": to_plain(done.promises_left_out),
            "facts": done.facts,
            "cases": done.cases,
            "parties": done.parties,
            "handovers": done.handovers,
            "is_whole": done.is_whole,
            "findings": findings_plain(done.findings),
        }
    )


def _show(screen: Screen, file: Path, place: str, meant: Meant, done: Imported) -> None:
    show_findings(screen, done.findings[:MOST_SHOWN])
    if len(done.findings) > MOST_SHOWN:
        screen.show(f"and {len(done.findings) - MOST_SHOWN} more like these; --json tells all", "")
    rows = f"{done.rows:,}, of them {done.imported:,} imported and {done.rows - done.imported:,} left out"
    work = f"{plural(done.cases, 'case')}, {plural(done.parties, 'party', 'parties')}, "
    work += plural(done.handovers, "handover")
    screen.show(
        facts(
            ("Log", str(file)),
            ("Ledger", shown(place)),
            ("Mapping", meant.said_by),
            ("Rows", rows),
            ("New facts", f"{done.facts:,}"),
            *([("In the log", work)] if meant.said_by != NOT_NEEDED else []),
        )
    )
    _show_left_out(screen, "Left out:", done.left_out)
    _show_left_out(screen, "Not taken of the cases' commitments:", done.promises_left_out)
    if not done.is_whole:
        end = "The file could not be read to its end." if has_errors(done.findings) else "Stopped before the end."
        screen.show("", Text(f"{end} What is told above is recorded; import it again to go on.", style="bold red"))


def _show_left_out(screen: Screen, title: str, left_out: Sequence[LeftOut]) -> None:
    if left_out:
        screen.show("", title)
    for item in left_out[:MOST_REASONS]:
        screen.show(f"  {item.count:,} x {item.reason}, e.g. {item.example}")
    if len(left_out) > MOST_REASONS:
        screen.show(f"  and {len(left_out) - MOST_REASONS} more reasons; --json tells all")
