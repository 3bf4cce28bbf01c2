"""Snapshots to the files of a company's folder."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from unisono.domain.company import TABLES, Company, Snapshot
from unisono.domain.policy import Policy


def files_of(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the content of every file of the company's folder by its name."""
    files = {"company.toml": _company(snapshot.company).encode(), "policy.toml": _policy(snapshot.policy).encode()}
    for name, row_type in TABLES.items():
        rows = getattr(snapshot, name)
        if rows:
            files[f"{name}.csv"] = _table(row_type, rows).encode()
    return files


def _table(row_type: type, rows: Iterable[Any]) -> str:
    """Return a CSV file with the columns that are required or used."""
    rows = tuple(rows)
    columns = [
        column
        for column in fields(row_type)
        if column.default is MISSING or any(getattr(row, column.name) != column.default for row in rows)
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([_cell(column, getattr(row, column.name)) for column in columns] for row in rows)
    return text.getvalue()


def _cell(column: "Field[Any]", value: object) -> str:
    """Return a value as a user would type it: local times, `yes` and `no`, nothing for none."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case datetime() if column.metadata["column"].end_of_day and value.time() == time(0):
            return (value.date() - timedelta(days=1)).isoformat()
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value)


def _company(company: Company) -> str:
    return "\n".join(
        [
            *_pairs(company),
            *_sections("department", company.departments),
            *_sections("partner", company.partners),
            "",
        ]
    )


def _policy(policy: Policy) -> str:
    return "\n".join(
        [
            *_pairs(policy),
            *_section("[tiers]", policy.tiers),
            *_section("[late_percent_per_day]", policy.late_percent_per_day),
            *_section("[meeting]", policy.meeting),
            *_sections("activity", policy.activities),
            *_sections("rule", policy.rules),
            *_sections("decision_right", policy.decision_rights),
            "",
        ]
    )


def _sections(name: str, rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        yield from _section(f"[[{name}]]", row)


def _section(heading: str, row: Any) -> Iterator[str]:
    yield from ("", heading)
    yield from _pairs(row)


def _pairs(row: Any) -> Iterator[str]:
    """Yield `key = value` for every column that is required or differs from its default."""
    for column in fields(row):
        value = getattr(row, column.name)
        if "column" in column.metadata and (column.default is MISSING or value != column.default):
            yield f"{column.name} = {_toml(value)}"


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case datetime():
            return f'"{value:%Y-%m-%dT%H:%M}"'
        case Enum():
            return f'"{value.value}"'
        case _:
            escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
