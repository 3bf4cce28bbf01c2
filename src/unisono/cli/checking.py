"""`unisono check`: everything that is wrong with a company's data."""

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from unisono.cli.company import open_company
from unisono.cli.endings import Code
from unisono.cli.findings import count_findings, findings_document, show_findings
from unisono.cli.screen import Screen
from unisono.domain.company import Snapshot
from unisono.domain.findings import Finding, has_errors
from unisono.storage.outputs.report.figures import plural
from unisono.storage.reading.agreements import agreement_files, read_agreements


def check_data(screen: Screen, path: Path, *, now: str | None) -> Code:
    """Show all findings about a company's data; errors end the command with their own code."""
    opened = open_company(screen, path, now=now)
    snapshot = opened.snapshot
    findings = (*opened.findings, *_about_agreements(path, snapshot))
    show_findings(screen, findings)
    if findings:
        screen.show("")
    size = f"{plural(len(snapshot.orders), 'order line')} of {plural(len(snapshot.customers), 'customer')}"
    told = count_findings(findings) or "nothing to complain about"
    if findings and not has_errors(findings):
        told = f"no errors, but {told}"
    screen.show(Text(f"{snapshot.company.name}: {told} in {size}."))
    screen.document(findings_document(findings, company=snapshot.company.name, snapshot_hash=snapshot.content_hash))
    return Code.FINDINGS if has_errors(findings) else Code.FINE


def _about_agreements(path: Path, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what is wrong with the agreements that lie beside a company's data."""
    if agreement_files(path):
        from unisono.analytics.kpis import KPIS_BY_ID  # noqa: PLC0415 - loading all KPIs takes a second

        for reading in read_agreements(path, known_parties=snapshot.company.parties, known_kpis=KPIS_BY_ID):
            yield from reading.findings
