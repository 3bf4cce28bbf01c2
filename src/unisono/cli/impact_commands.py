"""`unisono impact`: whom it hits when something slips, stops or changes."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace, NewestNow
from unisono.cli.screen import talking


def impact(
    ledger: LedgerPlace,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            show_default="the line or party for which most waits",
            help="An order, a commitment, a line, a product, a party, a customer, an agreement, or an object of a log.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", show_default="whatever has the name", help="What is meant, if the name is several things."
        ),
    ] = None,
    company: Annotated[
        Path | None,
        typer.Option(
            metavar="COMPANY",
            show_default=False,
            help="The company's data: names, who decides, the currency, and what a day of delay costs.",
        ),
    ] = None,
    now: NewestNow = None,
    mermaid: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="Write the map as a Mermaid flowchart; - shows it."),
    ] = None,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default=False, help="Write the map as an SVG picture.")
    ] = None,
    *,
    count_all: Annotated[
        bool, typer.Option("--all", metavar="", help="Count what is done too, as though it were still to come.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show whom it hits when something slips, stops or changes: work, customers, money, time to react, whom to ask."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.impact_showing import Wanted, show_impact

        wanted = Wanted(name=name, kind=kind, company=company, now=now, whole=count_all, mermaid=mermaid, svg=svg)
        show_impact(screen, ledger, wanted)
