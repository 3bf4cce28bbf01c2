"""Writes the pages of the reference that are made from the code: what a column means, what a command takes.

Run `make docs` (or `python -m docs.generate`); a test holds that the pages in the repository are the ones made here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_type_hints

from docs.commands import commands_page
from docs.kpis import kpis_page
from unisono.domain.acts import KINDS as ACT_KINDS
from unisono.domain.agreements.agreement import PARTS, Agreement
from unisono.domain.cells import cell_text
from unisono.domain.columns import Column
from unisono.domain.company import TABLES, Company, Department, Partner, Snapshot
from unisono.domain.flat_facts import Envelope
from unisono.domain.policy import (
    Activity,
    AgreedDuration,
    DecisionRight,
    LateCost,
    Meeting,
    Policy,
    Protection,
    Repromising,
    Rule,
    StockPolicy,
    Tiering,
    WarningPolicy,
)
from unisono.storage.reading.limits import LIMITS

REFERENCE = Path(__file__).parent / "reference"
KINDS: dict[object, str] = {
    str: "text",
    bool: "yes or no",
    int: "whole number",
    Decimal: "number",
    date: "date",
    datetime: "date or time",
    time: "time of day",
}
COMPANY_TOML: dict[str, type] = {"": Company, "[[department]]": Department, "[[partner]]": Partner}
POLICY_TOML: dict[str, type] = {
    "": Policy,
    "[tiers]": Tiering,
    "[late_percent_per_day]": LateCost,
    "[meeting]": Meeting,
    "[stock]": StockPolicy,
    "[protection]": Protection,
    "[repromising]": Repromising,
    "[warnings]": WarningPolicy,
    "[[activity]]": Activity,
    "[[rule]]": Rule,
    "[[decision_right]]": DecisionRight,
    "[[agreed_duration]]": AgreedDuration,
}
TOML = {"yes": "true", "no": "false"}
MAY_BE_ABSENT = {field.name for field in fields(Snapshot) if field.default is not MISSING}
INTRODUCTION = """\
# The company's data

<!-- Made by docs/generate.py from the row types of unisono.domain; change the explanation there. -->

A company is a folder of CSV files, or one XLSX workbook with a sheet for each of them, plus `company.toml` and
`policy.toml`. `unisono init` makes an empty folder with these columns, or a sample to look at; `unisono check` says
what is wrong with a folder, where, and what to do.

- A column without a default is **required**; leave a cell empty to get the default. Columns may stand in any order.
- A *date or time* is ISO 8601, e.g. `2026-12-03T14:00`, local in the company's zone unless it carries an offset. A date
  alone means the start of that day, or its end where the table says *its end*.
- *Money* is in the company's one currency; *unit* is the unit of the product; *room* is what the warehouse counts in.
- *Yes or no* is written `yes`, `no` (in TOML `true`, `false`).
"""


def data_page() -> str:
    """Return the page about every column of every file, in Markdown."""
    return "\n".join(_data_lines())


def _data_lines() -> Iterator[str]:
    yield INTRODUCTION
    for name, sections in (("company.toml", COMPANY_TOML), ("policy.toml", POLICY_TOML)):
        yield f"## {name}\n"
        for section, row_type in sections.items():
            if section:
                yield f"### `{section}` in {name}\n"
            yield from _section(row_type, "key")
    for table, row_type in TABLES.items():
        yield f"## {table}.csv\n"
        if table in MAY_BE_ABSENT:
            yield "The file may be absent.\n"
        yield from _section(row_type, "column")


def _section(row_type: type, word: str) -> Iterator[str]:
    about = " ".join((row_type.__doc__ or "").split("\n\n", 1)[0].split())
    yield about + "\n"
    for paragraph in (row_type.__doc__ or "").split("\n\n")[1:]:
        yield " ".join(paragraph.split()) + "\n"
    types = get_type_hints(row_type)
    yield f"| {word} | what it is | kind | unit | default | example |"
    yield "|---|---|---|---|---|---|"
    for field in fields(row_type):
        if "column" in field.metadata:
            yield _row(field, field.metadata["column"], types[field.name], written=TOML if word == "key" else {})
    yield ""


def _row(field: "Field[object]", column: Column, kind: object, *, written: Mapping[str, str]) -> str:
    default = "" if field.default is MISSING else cell_text(field.default, UTC)
    cells = (
        f"`{field.name}`",
        column.about,
        _kind(kind, column),
        column.unit,
        "**required**" if field.default is MISSING else _code(written.get(default, default)) or "empty",
        _code(column.example),
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _kind(kind: object, column: Column) -> str:
    """Return the kind of a column in people's words, with the bounds of a number."""
    if isinstance(kind, UnionType):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return " or ".join(_code(str(choice.value)) for choice in kind)
    if column.end_of_day:
        return "date (its end) or time"
    bounds = [
        *([f"above {column.above:g}"] if column.above is not None else []),
        *([f"at least {column.minimum:g}"] if column.minimum is not None else []),
        *([f"at most {column.maximum:g}"] if column.maximum is not None else []),
    ]
    return ", ".join([KINDS[kind], *bounds])


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


LIMITS_INTRODUCTION = """\
# What files may hold

<!-- Made by docs/generate.py from unisono.storage.reading.limits; change a limit there. -->

What is beyond a limit is an error with the code `over-limit`. The limits are far above what a company of 3,000 people
needs, and keep any file from filling the memory; {doc}`files` tells what else is done against hostile files.

| what | at most | what to do with more |
|---|---|---|
"""


def limits_page() -> str:
    """Return the page about how much files may hold, in Markdown."""
    rows = (f"| {limit.of} | {limit.most:,} {limit.unit} | {limit.remedy} |\n" for limit in LIMITS)
    return LIMITS_INTRODUCTION + "".join(rows)


FACTS_INTRODUCTION = """\
# Facts

<!-- Made by docs/generate.py from the kinds in unisono.domain.acts; change the explanation there. -->

A fact is something that happened: who did it, when it happened, when it was recorded, and where it came from. It is
recorded once and never changed; a correction is a new fact. This page names every kind of fact with its fields.

`facts.csv` has a row for each fact, in any spreadsheet: the columns of the first table for every fact, and those of its
kind. `unisono ledger import facts.csv --ledger L` records them, `unisono ledger export` writes them.

```text
kind,happened_at,actor,commitment,requester,performer,subject,quantity,unit,due,link:customer,attribute:priority
Requested,2026-11-23 08:15,sales,SO-44010/pick,sales,logistics,SO-44010,28.5,t,2026-12-07T17:00+01:00,C054,high
Promised,2026-11-23 09:40,logistics,SO-44010/pick,,,,28.5,,2026-12-07T17:00+01:00,,
```

- Only the columns without a default are **required**; a cell that is empty gets the default. Columns may stand in any
  order, those that no row fills may be left out, and capitals, blanks and hyphens in their names do not matter.
- A *date or time* is ISO 8601, e.g. `2026-12-03T14:00+01:00`. Times without a zone are those of `--zone`, or UTC.
- Numbers have a decimal point. *Yes or no* is written `yes`, `no`. *money* is the company's currency, *unit* the unit
  of the commitment or product.
- A row without an `id` gets one that is made from all that the row says: imported again it is not recorded again. A row
  that was changed is a new fact. Rows that say the same are counted: the second of them is a second fact.
- A row with a value that cannot be read, or in a column that its kind does not have, is left out; its line is told.
- The object in a column `link:TYPE` or `link:TYPE:QUALIFIER` is a link of the fact, with no quantity; the value in a
  column `attribute:NAME` is kept with the fact.

"""


def facts_page() -> str:
    """Return the page about every kind of fact and its fields, in Markdown."""
    return FACTS_INTRODUCTION + "\n".join(_facts_lines())


def _facts_lines() -> Iterator[str]:
    yield "## Every fact\n"
    yield from _section(Envelope, "column")
    for kind in ACT_KINDS:
        yield f"## {kind.__name__}\n"
        yield from _section(kind, "column")


AGREEMENTS_INTRODUCTION = """\
# The text of an agreement

<!-- Made by docs/generate.py from unisono.domain.agreements.agreement; change the explanation there. -->

An agreement is a TOML file, one for each pair of parties; {doc}`/agreements` tells what it is good for.
`unisono agreement new ONE OTHER` writes one to fill in, with every key explained. Keys without a default are
**required**. Blocks in double brackets may stand as often as there is something to say; there are exactly two
`[[party]]`.

"""


def agreements_page() -> str:
    """Return the page about every key of an agreement, in Markdown."""
    return AGREEMENTS_INTRODUCTION + "\n".join(_agreement_lines())


def _agreement_lines() -> Iterator[str]:
    yield "## The head\n"
    yield from _section(Agreement, "key")
    for key, part in PARTS.items():
        yield f"## `[[{key}]]`\n"
        yield from _section(part.row_type, "key")


PAGES = {
    "agreements.md": agreements_page,
    "commands.md": commands_page,
    "data.md": data_page,
    "facts.md": facts_page,
    "kpis.md": kpis_page,
    "limits.md": limits_page,
}


def main() -> None:
    """Write every page that is made from the code."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
