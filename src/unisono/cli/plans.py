"""Opens a plan.json for a command, with the company's data it was made from."""

from pathlib import Path

import typer

from unisono.cli.company import Opened
from unisono.cli.endings import Code
from unisono.cli.findings import count_findings, findings_document, show_findings
from unisono.cli.screen import Screen
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.plans import Plan
from unisono.engines.planning.plan_checking import check_plan
from unisono.services.preparing import prepare
from unisono.storage.outputs.documents import read_plan

PLAN_FILE = "plan.json"


def open_plan(screen: Screen, path: Path, opened: Opened) -> Plan:
    """Return a plan; where it cannot be read, is of other data, or says what is not so, the command ends with findings.

    Args:
        screen: where to say so.
        path: the plan.json, or the folder that holds it.
        opened: the company's data.
    """
    if path.is_dir():
        path /= PLAN_FILE
    plan = read_plan(path)
    findings = complaints(plan, path, opened) if isinstance(plan, Plan) else plan
    if isinstance(plan, Plan) and not findings:
        return plan
    show_findings(screen, findings)
    screen.show(f"\n{path} has {count_findings(findings)}.")
    screen.document(findings_document(findings, company=opened.snapshot.company.name))
    raise typer.Exit(Code.FINDINGS)


def complaints(plan: Plan, path: Path, opened: Opened) -> tuple[Finding, ...]:
    """Return why a plan is not one for the data: they are others, or it says what is not so."""
    if plan.snapshot_hash == opened.snapshot.content_hash:
        ground = prepare(snapshot=opened.snapshot, now=plan.now)
        return check_plan(opened.snapshot, plan, ground.problem)
    finding = Finding(
        code="other-data",
        severity=Severity.ERROR,
        source=Source(file=path.name),
        message="This plan was made from other data than these.",
        remedy="Plan again with `unisono plan`, or name the data that it was made from.",
    )
    return (finding,)
