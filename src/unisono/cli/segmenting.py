"""`unisono segment`: every customer's tier, and what it really brings."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from unisono.cli.company import Opened, open_company
from unisono.cli.findings import findings_plain, show_findings, tell_in_short
from unisono.cli.screen import Screen, table
from unisono.domain.company import Tier
from unisono.domain.segments import Segment, Segmentation
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.segmenting import segment_customers
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import Money, number, plural, share

AMOUNTS = ("Revenue", "To serve", "Brings", "An hour")
STYLES = {Tier.GOLD: "bold yellow", Tier.SILVER: "bold", Tier.STANDARD: ""}


def segment_company(screen: Screen, path: Path, *, now: str | None, customer: str | None) -> None:
    """Show every customer with its tier and what it brings, or the steps of one customer from revenue down to that."""
    opened = open_company(screen, path, now=now)
    tell_in_short(screen, opened.findings, path)
    segmentation = segment_customers(snapshot=opened.snapshot, now=opened.now)
    money = Money.for_amounts(segmentation.currency, segmentation.whale.peak)
    if customer is not None:
        segment = _one_of(segmentation, customer)
        screen.show(*_waterfall(segment, money))
        segmentation = replace(segmentation, segments=(segment,))
    else:
        screen.show(_customers(segmentation, money), "", *_sentences(segmentation, money))
        show_findings(screen, segmentation.findings)
    screen.document(segmentation_document(opened, segmentation))


def _one_of(segmentation: Segmentation, customer: str) -> Segment:
    known = {segment.customer: segment for segment in segmentation.segments}
    if customer not in known:
        sentence = f"There is no '{customer}' in the company's data. {did_you_mean(customer, known)}".strip()
        raise typer.BadParameter(sentence, param_hint="'--customer'")
    return known[customer]


def _waterfall(segment: Segment, money: Money) -> list[RenderableType]:
    """Return the steps of one customer from revenue to what it brings, with the rows behind each, and why its tier."""
    steps = table("Step", "Money", "Minutes", "Rows", right=("Money", "Minutes", "Rows"))
    for step in segment.steps:
        name = step.kind.value.replace("_", " ").capitalize()
        minutes = number(step.minutes) if step.minutes else ""
        steps.add_row(name, money.amount(step.amount), minutes, str(len(step.sales) + len(step.services)))
    steps.add_row(Text("It brings", style="bold"), Text(money.amount(segment.contribution), style="bold"))
    head = Text.assemble(
        (segment.name, "bold"), f" ({segment.customer}) is ", (segment.tier.value, STYLES[segment.tier])
    )
    return [head, segment.why, "", steps]


def _customers(segmentation: Segmentation, money: Money) -> Table:
    rows = table("Customer", "Name", "Tier", "Before", "Revenue", "To serve", "Brings", "An hour", right=AMOUNTS)
    for segment in segmentation.segments:
        per_hour = segment.contribution_per_bottleneck_hour
        rows.add_row(
            segment.customer,
            segment.name,
            Text(segment.tier.value, style=STYLES[segment.tier]),
            "" if segment.tier_before is None else segment.tier_before.value,
            money.amount(segment.revenue),
            money.amount(segment.cost_to_serve),
            money.amount(segment.contribution),
            "" if per_hour is None else money.amount(per_hour),
        )
    return rows


def _sentences(segmentation: Segmentation, money: Money) -> list[str]:
    """Return what the whale curve and the bottleneck say."""
    whale, bottleneck = segmentation.whale, segmentation.bottleneck
    total = f"{plural(len(whale.points), 'customer')} brought {money.amount(whale.total)} from {segmentation.start} on"
    peak = f"the {plural(whale.peak_customers, 'customer')} that earn brought {money.amount(whale.peak)}"
    percent = "" if whale.peak_percent is None else f", {number(whale.peak_percent)}% of it"
    said = [f"{total}; {peak}{percent}."]
    if bottleneck is not None:
        hours = f"{number(bottleneck.asked_hours)} h are asked of it and it works {number(bottleneck.open_hours)} h"
        said.append(f"The bottleneck is {bottleneck.line}: {hours}, a load of {share(bottleneck.load)}.")
    for apart in segmentation.unallocated:
        cause = apart.cause.value.replace("_", " ")
        said.append(f"Shown apart ({cause}): {money.amount(apart.contribution)} in {plural(apart.rows, 'row')}.")
    return said


def segmentation_document(opened: Opened, segmentation: Segmentation) -> str:
    """Return all of the segmentation for programs, each customer with its sums."""
    whole = to_plain(segmentation)
    if isinstance(whole, dict):
        whole["segments"] = [_segment(segment) for segment in segmentation.segments]
        whole["findings"] = findings_plain((*opened.findings, *segmentation.findings))
    company = opened.snapshot.company
    return write_json(
        {"format": "unisono-segments/1", "company": company.name, "now": to_plain(opened.now), "segmentation": whole}
    )


def _segment(segment: Segment) -> Plain:
    sums: dict[str, Plain] = {
        "revenue": segment.revenue,
        "cost_to_serve": segment.cost_to_serve,
        "contribution": segment.contribution,
        "contribution_per_bottleneck_hour": _cents(segment.contribution_per_bottleneck_hour),
    }
    plain = to_plain(segment)
    return {**plain, **sums} if isinstance(plain, dict) else sums


def _cents(money: Decimal | None) -> Decimal | None:
    return None if money is None else money.quantize(Decimal("0.01"))
