"""Snapshots to the files of a company's folder."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from unisono.domain.agreements.agreement import PARTS, Agreement
from unisono.domain.cells import cell_text, instant_text
from unisono.domain.company import TABLES, Company, Snapshot
from unisono.domain.policy import Policy

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

UTC_ZONE = ZoneInfo("UTC")
"""For files without a time of day."""


def files_of(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the content of every file of the company's folder by its name."""
    zone = ZoneInfo(snapshot.company.timezone)
    head, rules = _company(snapshot.company, zone), _policy(snapshot.policy, zone)
    files = {"company.toml": _text(head), "policy.toml": _text(rules)}
    for name, row_type in TABLES.items():
        rows = getattr(snapshot, name)
        if rows:
            files[f"{name}.csv"] = _table(row_type, rows, zone)
    return files


def agreement_files(agreements: Iterable[Agreement]) -> dict[str, bytes]:
    """Return the files of a company's agreements, each named by the path below its folder."""
    return {f"agreements/{agreement.name}.toml": _text(_agreement(agreement)) for agreement in agreements}


def _agreement(agreement: Agreement) -> Iterator[str]:
    yield from _pairs(agreement, UTC_ZONE)
    for name, part in PARTS.items():
        yield from _sections(name, getattr(agreement, part.attribute), UTC_ZONE)


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _table(row_type: type, rows: tuple[object, ...], zone: ZoneInfo) -> bytes:
    """Return a CSV file with the columns that are required or used."""
    columns = [column for column in fields(row_type) if any(_says_something(row, column) for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow(
            cell_text(getattr(row, column.name), zone, end_of_day=column.metadata["column"].end_of_day)
            for column in columns
        )
    return text.getvalue().encode()


def _says_something(row: object, column: "Field[object]") -> bool:
    return column.default is MISSING or getattr(row, column.name) != column.default


def _company(company: Company, zone: ZoneInfo) -> Iterator[str]:
    yield from _pairs(company, zone)
    yield from _sections("department", company.departments, zone)
    yield from _sections("partner", company.partners, zone)


def _policy(policy: Policy, zone: ZoneInfo) -> Iterator[str]:
    yield from _pairs(policy, zone, whole=True)
    for name in ("tiers", "late_percent_per_day", "meeting", "stock", "protection", "repromising"):
        yield from ("", f"[{name}]")
        yield from _pairs(getattr(policy, name), zone, whole=True)
    yield from _sections("activity", policy.activities, zone)
    yield from _sections("rule", policy.rules, zone)
    yield from _sections("decision_right", policy.decision_rights, zone)
    yield from _sections("agreed_duration", policy.agreed_durations, zone)


def _sections(name: str, rows: "Iterable[DataclassInstance]", zone: ZoneInfo) -> Iterator[str]:
    for row in rows:
        yield from ("", f"[[{name}]]")
        yield from _pairs(row, zone)


def _pairs(row: "DataclassInstance", zone: ZoneInfo, *, whole: bool = False) -> Iterator[str]:
    """Yield `key = value` for every key that is required or used, or for the whole row."""
    for column in fields(row):
        if "column" in column.metadata and (whole or _says_something(row, column)):
            yield f"{column.name} = {_toml(getattr(row, column.name), zone)}"


def _toml(value: object, zone: ZoneInfo) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case datetime():
            text = instant_text(value, zone)
        case Enum():
            text = str(value.value)
        case _:
            text = str(value)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
