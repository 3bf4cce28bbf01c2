"""From settings to the company's head and policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from unisono.domain.columns import column
from unisono.domain.company import Company, Department, Partner
from unisono.domain.findings import Finding, Severity, Source
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
from unisono.services.checking.draft import Table
from unisono.services.checking.suggestions import did_you_mean
from unisono.storage.reading.blocks import BlockReader, Groups
from unisono.storage.reading.cells import Customs
from unisono.storage.reading.numbers import Mark, Notation
from unisono.storage.reading.sheets import Block, Settings
from unisono.storage.reading.texts import Report

UTC_ZONE = ZoneInfo("UTC")
CODE_LENGTH = 3
DEFAULT_POLICY = Policy()

COMPANY_LISTS: Mapping[str, tuple[str, type]] = {
    "department": ("departments", Department),
    "partner": ("partners", Partner),
}
POLICY_SECTIONS: Mapping[str, type] = {
    "tiers": Tiering,
    "late_percent_per_day": LateCost,
    "meeting": Meeting,
    "stock": StockPolicy,
    "protection": Protection,
    "repromising": Repromising,
    "warnings": WarningPolicy,
}
POLICY_LISTS: Mapping[str, tuple[str, type]] = {
    "activity": ("activities", Activity),
    "rule": ("rules", Rule),
    "decision_right": ("decision_rights", DecisionRight),
    "agreed_duration": ("agreed_durations", AgreedDuration),
}
COMPANY_GROUPS = Groups(sections=("files",), lists=tuple(COMPANY_LISTS))
POLICY_GROUPS = Groups(sections=tuple(POLICY_SECTIONS), lists=tuple(POLICY_LISTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """How the CSV files are written, `[files]`; what is not declared is found for each file."""

    delimiter: str = column(
        about="Character between cells: `,`, `;` or `tab`; empty: found for each file.", example=";", default=""
    )
    decimal: str = column(about="Decimal mark: `.` or `,`; empty: found for each file.", example=",", default="")

    @property
    def mark(self) -> Mark | None:
        """Return the declared decimal mark, if any."""
        marks: Mapping[str, Mark] = {".": ".", ",": ","}
        return marks.get(self.decimal)

    @property
    def sign(self) -> str:
        """Return the declared delimiter, or an empty text."""
        return {"tab": "\t", ",": ",", ";": ";"}.get(self.delimiter, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What could be read of `company.toml`; None or empty where it could not."""

    values: Mapping[str, Any] = field(default_factory=dict)
    zone: ZoneInfo = UTC_ZONE
    currency: str = ""
    file_format: FileFormat = FileFormat()
    places: Mapping[str, Source] = field(default_factory=dict)
    tables: Mapping[str, Table[Any]] = field(default_factory=dict)

    def moment(self, key: str) -> datetime | None:
        """Return a time of the head, if it could be read."""
        return self.values.get(key)

    def company(self, departments: Table[Department], partners: Table[Partner]) -> Company:
        """Return the company; only for a head without mistakes."""
        return Company(**self.values, departments=departments.rows, partners=partners.rows)


def read_company_head(settings: Settings, report: Report) -> Head:
    """Return what could be read of the company's head.

    Args:
        settings: `company.toml`, or the sheet `company`.
        report: takes the findings.
    """
    # The zone and the currency come first: the other keys are read with them.
    first = BlockReader(file=settings.file, customs=Customs(notation=Notation(), zone=UTC_ZONE), report=_ignore)
    early = first.values(settings.head, Company)
    zone = _zone(early.get("timezone"), settings, report)
    currency = _currency(early.get("currency"), settings, report)
    reader = BlockReader(
        file=settings.file, customs=Customs(notation=Notation(currency=currency), zone=zone), report=report
    )
    values = reader.values(settings.head, Company, groups=COMPANY_GROUPS)
    reader.report_groups(settings, COMPANY_GROUPS)
    return Head(
        values=values,
        zone=zone,
        currency=currency,
        file_format=_file_format(reader, settings),
        places=_places(settings, "company"),
        tables={
            table: reader.table(settings.lists.get(key, ()), row_type, inside=key)
            for key, (table, row_type) in COMPANY_LISTS.items()
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What could be read of `policy.toml`; what could not has its default."""

    policy: Policy = DEFAULT_POLICY
    places: Mapping[str, Source] = field(default_factory=dict)
    tables: Mapping[str, Table[Any]] = field(default_factory=dict)


def read_policy(settings: Settings, head: Head, report: Report) -> Rules:
    """Return what could be read of the policy.

    Args:
        settings: `policy.toml`, or the sheet `policy`.
        head: the company's head, for its currency and zone.
        report: takes the findings.
    """
    reader = BlockReader(
        file=settings.file, customs=Customs(notation=Notation(currency=head.currency), zone=head.zone), report=report
    )
    values = reader.values(settings.head, Policy, groups=POLICY_GROUPS)
    reader.report_groups(settings, POLICY_GROUPS)
    empty = Block(line=None, entries={})
    sections = {
        key: row_type(**reader.values(settings.sections.get(key, empty), row_type, inside=key))
        for key, row_type in POLICY_SECTIONS.items()
    }
    return Rules(
        policy=Policy(**values, **sections),
        places=_places(settings, "policy"),
        tables={
            table: reader.table(settings.lists.get(key, ()), row_type, inside=key)
            for key, (table, row_type) in POLICY_LISTS.items()
        },
    )


def _ignore(_: Finding) -> None:
    """Take a finding that is reported when the keys are read for good."""


def _zone(name: str | None, settings: Settings, report: Report) -> ZoneInfo:
    if name is None:
        return UTC_ZONE
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        entry = settings.head.entries["timezone"]
        report(
            Finding(
                code="unknown-timezone",
                severity=Severity.ERROR,
                source=Source(file=settings.file, line=entry.line, column="timezone"),
                message=f"No time zone '{name[:80]}' is known.",
                value=name[:80],
                expected="an IANA name, e.g. Europe/Warsaw",
                remedy=did_you_mean(name, available_timezones()) or "Write continent and city with a slash.",
            )
        )
        return UTC_ZONE


def _currency(code: str | None, settings: Settings, report: Report) -> str:
    if code is None or (len(code) == CODE_LENGTH and code.isascii() and code.isupper() and code.isalpha()):
        return code or ""
    entry = settings.head.entries["currency"]
    report(
        Finding(
            code="unknown-currency",
            severity=Severity.ERROR,
            source=Source(file=settings.file, line=entry.line, column="currency"),
            message=f"'{code[:80]}' is no code of a currency.",
            value=code[:80],
            expected="three capital letters of ISO 4217, e.g. EUR, PLN or DKK",
            remedy="Write the code of the one currency of all money.",
        )
    )
    return ""


def _file_format(reader: BlockReader, settings: Settings) -> FileFormat:
    block = settings.sections.get("files")
    if block is None:
        return FileFormat()
    declared = FileFormat(**reader.values(block, FileFormat, inside="files"))
    for key, allowed in (("delimiter", ("", ",", ";", "tab")), ("decimal", ("", ".", ","))):
        value: str = getattr(declared, key)
        if value not in allowed:
            reader.report(
                Finding(
                    code="unknown-word",
                    severity=Severity.ERROR,
                    source=Source(file=settings.file, line=block.entries[key].line, column=key),
                    message=f"'{value}' cannot be declared.",
                    value=value,
                    expected=f"one of {' '.join(word for word in allowed if word)}",
                    remedy="Correct it, or delete the line: then it is found for each file.",
                )
            )
    return declared


def _places(settings: Settings, name: str) -> dict[str, Source]:
    places = {
        f"{name}.{key}": Source(file=settings.file, line=entry.line, column=key)
        for key, entry in settings.head.entries.items()
    }
    for section, block in settings.sections.items():
        for key, entry in block.entries.items():
            places[f"{name}.{section}.{key}"] = Source(file=settings.file, line=entry.line, column=f"{section}.{key}")
    return places
