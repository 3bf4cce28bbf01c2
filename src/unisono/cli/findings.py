"""Shows findings: each in full with what to do, or only how many there are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.text import Text

from unisono.cli.screen import Screen
from unisono.domain.findings import Finding, Severity
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import number, plural, sentence_of

FORMAT = "unisono-findings/1"
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
SHOWN_IN_SHORT = 3


def show_findings(screen: Screen, findings: Iterable[Finding]) -> None:
    """Show each finding: how bad, where, what is wrong, what was expected and what to do."""
    for finding in findings:
        head = Text.assemble(
            (finding.severity.value, STYLES[finding.severity]),
            " ",
            (f"{finding.source}:", "bold"),
            f" {finding.message}",
        )
        if finding.value:
            head.append(f" Found: {finding.value}")
        expected = f"Expected {finding.expected}." if finding.expected else ""
        advice = " ".join(part for part in (expected, finding.remedy) if part)
        screen.show(head)
        if advice:
            screen.show_indented(advice)


def count_findings(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each kind, e.g. `2 errors and 1 note`."""
    counts = Counter(finding.severity for finding in findings)
    return sentence_of(plural(counts[severity], severity.value) for severity in Severity if counts[severity])


def tell_in_short(screen: Screen, findings: Sequence[Finding], company: object) -> None:
    """Tell people beside the answer that there are warnings, the first of them, and where to read them all."""
    if screen.as_json or not findings:
        return
    warnings = [finding for finding in findings if finding.severity is not Severity.NOTE]
    screen.tell(Text(f"The data have {count_findings(findings)}; `unisono check {company}` tells all.", style="dim"))
    for finding in warnings[:SHOWN_IN_SHORT]:
        screen.tell(Text(f"  {finding.severity.value} {finding.source}: {finding.message}", style="dim"))
    if len(warnings) > SHOWN_IN_SHORT:
        screen.tell(Text(f"  and {number(Decimal(len(warnings) - SHOWN_IN_SHORT))} more", style="dim"))


def findings_document(findings: Sequence[Finding], **beside: Plain) -> str:
    """Return the JSON document of findings, each with its place as people write it in `where`."""
    counts = Counter(finding.severity for finding in findings)
    return write_json(
        {
            "format": FORMAT,
            **beside,
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.NOTE],
            "findings": findings_plain(findings),
        }
    )


def findings_plain(findings: Iterable[Finding]) -> Plain:
    """Return findings as what JSON knows."""
    return to_plain([to_plain(finding) for finding in findings])
