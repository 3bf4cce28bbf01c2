"""`unisono check`: everything that is wrong with a company's data."""

from pathlib import Path

from rich.text import Text

from unisono.cli.company import open_company
from unisono.cli.endings import Code
from unisono.cli.findings import count_findings, findings_document, show_findings
from unisono.cli.screen import Screen
from unisono.storage.outputs.report.figures import plural


def check_data(screen: Screen, path: Path, *, now: str | None) -> Code:
    """Show all findings about a company's data; errors end the command with their own code."""
    opened = open_company(screen, path, now=now)
    snapshot, findings = opened.snapshot, opened.findings
    show_findings(screen, findings)
    if findings:
        screen.show("")
    size = f"{plural(len(snapshot.orders), 'order line')} of {plural(len(snapshot.customers), 'customer')}"
    told = f"no errors, but {count_findings(findings)}" if findings else "nothing to complain about"
    screen.show(Text(f"{snapshot.company.name}: {told} in {size}."))
    screen.document(findings_document(findings, company=snapshot.company.name, snapshot_hash=snapshot.content_hash))
    return Code.FINE
