"""A company's data as a folder of CSV and TOML files."""

import csv
from collections.abc import Sequence
from datetime import tzinfo
from io import StringIO
from zoneinfo import ZoneInfo

from unisono.domain.cells import cell_text
from unisono.domain.company import TABLES, Snapshot
from unisono.storage.reading.fields import fields_of
from unisono.storage.writing.explanations import REQUIRED_TABLES, columns_page
from unisono.storage.writing.toml_texts import company_template, company_toml, policy_template, policy_toml


def folder_files(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the files of a company's folder by name; optional tables without rows have no file.

    Args:
        snapshot: the data.
    """
    zone = ZoneInfo(snapshot.company.timezone)
    files = {"company.toml": company_toml(snapshot), "policy.toml": policy_toml(snapshot)}
    for name, row_type in TABLES.items():
        rows = getattr(snapshot, name)
        if rows or name in REQUIRED_TABLES:
            files[f"{name}.csv"] = csv_text(rows, row_type, zone)
    return {name: text.encode() for name, text in files.items()}


def template_files() -> dict[str, bytes]:
    """Return the files of an empty template by name."""
    files = {
        "COLUMNS.md": columns_page(),
        "company.toml": company_template(),
        "policy.toml": policy_template(),
        **{f"{name}.csv": csv_text((), row_type, ZoneInfo("UTC")) for name, row_type in TABLES.items()},
    }
    return {name: text.encode() for name, text in files.items()}


def csv_text(rows: Sequence[object], row_type: type, zone: tzinfo) -> str:
    """Return rows as CSV with commas and decimal points.

    Args:
        rows: the rows, all of one type.
        row_type: their type, for the header.
        zone: the company's zone.
    """
    columns = fields_of(row_type)
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in columns])
    for row in rows:
        writer.writerow(
            [cell_text(getattr(row, field.name), zone, end_of_day=field.column.end_of_day) for field in columns]
        )
    return stream.getvalue()
