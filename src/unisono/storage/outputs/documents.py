"""`plan.json` and `agenda.json`: whole values as versioned documents, and their readers."""

import json
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from unisono.domain.agenda import Agenda
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.plans import Plan
from unisono.storage.outputs.folders import replace_file
from unisono.storage.outputs.json_text import DoesNotFit, Plain, from_plain, read_json, to_plain, write_json
from unisono.storage.reading.limits import DOCUMENT_SIZE
from unisono.storage.reading.texts import read_bytes
from unisono.storage.reading.troubles import shown

PLAN_FORMAT = "unisono-plan/1"
AGENDA_FORMAT = "unisono-agenda/1"

_HEAD = ("snapshot_hash", "now", "parameters")
"""The fields of a plan that stand beside its body."""

T = TypeVar("T")


def plan_text(plan: Plan) -> str:
    """Return `plan.json`: format, snapshot hash, parameters, seed, now, and the body with everything else."""
    body = {item.name: to_plain(getattr(plan, item.name)) for item in fields(plan) if item.name not in _HEAD}
    document: Plain = {
        "format": PLAN_FORMAT,
        "snapshot_hash": plan.snapshot_hash,
        "seed": plan.parameters.get("seed"),
        "parameters": to_plain(plan.parameters),
        "now": to_plain(plan.now),
        "body": body,
    }
    return write_json(document)


def agenda_text(agenda: Agenda) -> str:
    """Return `agenda.json`: format and the agenda."""
    return write_json({"format": AGENDA_FORMAT, "agenda": to_plain(agenda)})


def write_plan(plan: Plan, path: Path) -> None:
    """Write `plan.json` to a path, as a whole or not at all."""
    replace_file(path, plan_text(plan).encode())


def read_plan(path: Path) -> Plan | tuple[Finding, ...]:
    """Return the plan of a `plan.json`, or the findings that say why it cannot be read."""
    document = _read_document(path, PLAN_FORMAT)
    if not isinstance(document, dict):
        return document
    body = document.get("body")
    if not isinstance(body, dict):
        return (_complaint(path, "body", "expected an object", body),)
    merged: Plain = {**{name: document[name] for name in _HEAD if name in document}, **body}
    return _fit(path, Plan, merged)


def read_agenda(path: Path) -> Agenda | tuple[Finding, ...]:
    """Return the agenda of an `agenda.json`, or the findings that say why it cannot be read."""
    document = _read_document(path, AGENDA_FORMAT)
    if not isinstance(document, dict):
        return document
    return _fit(path, Agenda, document.get("agenda"))


def _fit(path: Path, wanted: type[T], plain: Plain) -> T | tuple[Finding, ...]:
    try:
        return from_plain(wanted, plain)
    except DoesNotFit as misfit:
        return (_complaint(path, misfit.place or None, str(misfit), misfit.value),)


def _read_document(path: Path, wanted: str) -> dict[str, Plain] | tuple[Finding, ...]:
    findings: list[Finding] = []
    data = read_bytes(path, DOCUMENT_SIZE, findings.append)
    if data is None:
        return tuple(findings)
    try:
        document = read_json(data.decode())
    except UnicodeDecodeError:
        return (_complaint(path, None, "It is no UTF-8 text", None),)
    except json.JSONDecodeError as error:
        return (_complaint(path, None, f"It is no JSON: {error.msg}", None, line=error.lineno),)
    except DoesNotFit as misfit:
        return (_complaint(path, None, str(misfit), misfit.value),)
    found = document.get("format") if isinstance(document, dict) else None
    if not isinstance(document, dict) or found != wanted:
        return (_complaint(path, "format", f"Its format is not {wanted}", found),)
    return document


def _complaint(
    path: Path, place: str | None, message: str, value: object, remedy: str = "", *, line: int | None = None
) -> Finding:
    return Finding(
        code="unreadable-document",
        severity=Severity.ERROR,
        source=Source(file=path.name, line=line, column=place),
        message=message,
        value=None if value is None else shown(value),
        remedy=remedy or "Write it again with `unisono plan` or `unisono run`.",
    )
