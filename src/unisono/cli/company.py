"""Opens a company's data for a command, and reads the moments that options name."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Never
from zoneinfo import ZoneInfo

import typer

from unisono.cli.endings import Code
from unisono.cli.findings import count_findings, findings_document, show_findings
from unisono.cli.screen import Screen
from unisono.domain.company import Snapshot
from unisono.domain.findings import Finding
from unisono.services.checking import check_rule_use
from unisono.storage.reading.company import Reading, read_company
from unisono.storage.reading.moments import read_moment
from unisono.storage.reading.troubles import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A company's data without errors, what else there is to say about them, and the moment of the command."""

    path: Path
    snapshot: Snapshot
    findings: tuple[Finding, ...]
    now: datetime


def open_company(screen: Screen, path: Path, *, now: str | None, judge_rules: bool = True) -> Opened:
    """Return a company's data; where they have errors these are shown, and the command ends.

    Args:
        screen: where to say so.
        path: the folder or workbook.
        now: the moment as written by the user; None: the data's own.
        judge_rules: whether to look for rules of no that decide nothing.
    """
    reading = read_company(path)
    snapshot = reading.snapshot
    if snapshot is None:
        refuse_data(screen, reading, path)
    moment = moment_of_option("--now", now, snapshot) if now is not None else snapshot.company.as_of
    if moment >= snapshot.company.horizon_end:
        raise typer.BadParameter(f"The planned time ends before, at {_local(snapshot)}.", param_hint="'--now'")
    rules = check_rule_use(snapshot=snapshot, now=moment, sources=reading.rule_sources) if judge_rules else ()
    return Opened(path=path, snapshot=snapshot, findings=(*reading.findings, *rules), now=moment)


def refuse_data(screen: Screen, reading: Reading, path: Path) -> Never:
    """Show everything that is wrong with the data and end the command."""
    show_findings(screen, reading.findings)
    screen.show(f"\n{path} has {count_findings(reading.findings)}.")
    screen.document(findings_document(reading.findings, company=None))
    raise typer.Exit(Code.FINDINGS)


def moment_of_option(option: str, text: str, snapshot: Snapshot, *, end_of_day: bool = False) -> datetime:
    """Return the instant that an option names, in the company's zone where it names none.

    Args:
        option: its name, for the complaint.
        text: as written by the user.
        snapshot: the company.
        end_of_day: whether a date alone means its end.
    """
    moment = read_moment(text.strip(), ZoneInfo(snapshot.company.timezone), end_of_day=end_of_day)
    if isinstance(moment, Trouble):
        raise typer.BadParameter(f"{moment.message} Expected {moment.expected}.", param_hint=f"'{option}'")
    return moment


def _local(snapshot: Snapshot) -> str:
    end = snapshot.company.horizon_end.astimezone(ZoneInfo(snapshot.company.timezone))
    return end.strftime("%Y-%m-%dT%H:%M")
