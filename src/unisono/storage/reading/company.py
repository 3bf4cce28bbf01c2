"""Read a company's data, from files to a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from unisono.domain.company import TABLES, Department, Partner, Snapshot
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.policy import Activity, AgreedDuration, DecisionRight, Rule
from unisono.services.checking import Draft, Table, check_draft, rule_sources
from unisono.storage.reading.finding_log import MOST_OF_A_KIND, FindingLog
from unisono.storage.reading.hashing import content_hash
from unisono.storage.reading.headers import known_columns
from unisono.storage.reading.heads import Head, Rules, read_company_head, read_policy
from unisono.storage.reading.limits import CALENDAR_ROWS
from unisono.storage.reading.origins import HEADS, LIST_SHEETS, Origin, find_origin
from unisono.storage.reading.sheets import Sheet
from unisono.storage.reading.tables import TableReader
from unisono.storage.reading.texts import Report

LISTS: Mapping[str, type] = dict(
    zip(LIST_SHEETS, (Department, Partner, Activity, Rule, DecisionRight, AgreedDuration), strict=True)
)
MUST_HAVE = ("customers", "products", "lines", "calendars", "rates", "changeovers", "orders")
MUST_HAVE_ROWS = ("customers", "products", "lines", "calendars", "rates")
ORDER_OF_FILES = (*HEADS, *LIST_SHEETS, *TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading a company's data; there is no snapshot when any finding is an error.

    `rule_sources` says where each rule of no stands, by its number, for the findings about them that need the whole
    snapshot (`check_rule_use`).
    """

    snapshot: Snapshot | None
    findings: tuple[Finding, ...]
    rule_sources: Mapping[int, Source] = field(default_factory=dict)


def read_company(path: Path, *, most_of_a_kind: int | None = MOST_OF_A_KIND) -> Reading:
    """Return a company's data, or everything that is wrong with them.

    Args:
        path: a folder with `company.toml`, `policy.toml` and CSV files, or an XLSX workbook with the same sheets.
        most_of_a_kind: how many findings of one kind in one file are told apart, the others are counted; None: all.
    """
    log = FindingLog(limit=most_of_a_kind)
    origin = find_origin(path, log.add)
    if origin is None:
        return Reading(snapshot=None, findings=log.findings(ORDER_OF_FILES))
    head, rules = _heads(origin, log)
    draft = _draft(origin, head, rules, log)
    log.extend(check_draft(draft))
    origin.report_strangers(log.add)
    snapshot = None if log.has_errors else _snapshot(head, draft)
    return Reading(snapshot=snapshot, findings=log.findings(ORDER_OF_FILES), rule_sources=rule_sources(draft.rules))


def _heads(origin: Origin, log: FindingLog) -> tuple[Head, Rules]:
    head, rules = Head(), Rules()
    if origin.has("company"):
        settings = origin.settings("company", log.add)
        head = read_company_head(settings, log.add) if settings is not None else head
    else:
        log.add(_missing(origin.file_name("company"), Severity.ERROR))
    if origin.has("policy"):
        settings = origin.settings("policy", log.add)
        rules = read_policy(settings, head, log.add) if settings is not None else rules
    else:
        log.add(_missing(origin.file_name("policy"), Severity.WARNING))
    return head, rules


def _draft(origin: Origin, head: Head, rules: Rules, log: FindingLog) -> Draft:
    reader = TableReader(
        zone=head.zone,
        currency=head.currency,
        mark=head.file_format.mark,
        delimiter=head.file_format.sign,
        report=log.add,
    )
    tables = {name: _table(origin, name, row_type, reader) for name, row_type in TABLES.items()}
    lists: dict[str, Table[Any]] = {}
    for name, row_type in LISTS.items():
        beside = head.tables.get(name) or rules.tables.get(name)
        in_head = "company" if name in ("departments", "partners") else "policy"
        if origin.has(name) and not (beside and beside.rows):
            lists[name] = _table(origin, name, row_type, reader)
        else:
            lists[name] = beside or Table(file=origin.file_name(in_head), complete=False)
    return Draft(
        as_of=head.moment("as_of"),
        horizon_end=head.moment("horizon_end"),
        zone=head.zone,
        policy=rules.policy,
        places={**head.places, **rules.places},
        **lists,
        **tables,
    )


def _table(origin: Origin, name: str, row_type: type, reader: TableReader) -> Table[Any]:
    file = origin.file_name(name)
    if not origin.has(name):
        if name in MUST_HAVE:
            reader.report(_missing(file, Severity.ERROR))
        return Table(file=file, complete=name not in MUST_HAVE, zone=reader.zone)
    sheet = origin.sheet(name, known_columns(row_type), reader.delimiter, reader.report)
    if sheet is None or _has_too_many_rows(name, sheet, reader.report):
        return Table(file=file, complete=False, zone=reader.zone)
    if not sheet.rows and (name in MUST_HAVE_ROWS or name == "orders"):
        reader.report(_no_rows(file, Severity.WARNING if name == "orders" else Severity.ERROR, sheet.header_line))
    return reader.read(sheet, row_type)


def _has_too_many_rows(name: str, sheet: Sheet, report: Report) -> bool:
    """Report calendars of so many rows that spreading them over a year would take minutes."""
    beyond = name == "calendars" and len(sheet.rows) > CALENDAR_ROWS.most
    if beyond:
        report(CALENDAR_ROWS.finding(Source(file=sheet.file), len(sheet.rows)))
    return beyond


def _snapshot(head: Head, draft: Draft) -> Snapshot:
    policy = replace(
        draft.policy,
        activities=draft.activities.rows,
        rules=draft.rules.rows,
        decision_rights=draft.decision_rights.rows,
        agreed_durations=draft.agreed_durations.rows,
    )
    tables: dict[str, Any] = {name: draft.table(name).rows for name in TABLES}
    snapshot = Snapshot(
        company=head.company(draft.departments, draft.partners),
        policy=policy,
        **tables,
    )
    return replace(snapshot, content_hash=content_hash(snapshot))


def _missing(file: str, severity: Severity) -> Finding:
    instead = "" if severity is Severity.ERROR else "; every key has its default, and there are no rules"
    return Finding(
        code="missing-file",
        severity=severity,
        source=Source(file=file),
        message=f"{file} is missing{instead}.",
        expected="a file or sheet of this name",
        remedy="Add it; `unisono init` writes an empty template with all columns explained.",
    )


def _no_rows(file: str, severity: Severity, line: int) -> Finding:
    return Finding(
        code="no-rows",
        severity=severity,
        source=Source(file=file, line=line),
        message=f"{file} has a header but no rows.",
        expected="a row for each thing",
        remedy="Fill it." if severity is Severity.ERROR else "Without orders there is nothing to decide.",
    )
