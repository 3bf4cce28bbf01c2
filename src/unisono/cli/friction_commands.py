"""`unisono friction`: what work loses on its way from one party to another."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace
from unisono.cli.screen import talking


def friction(
    ledger: LedgerPlace,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="ATTRIBUTE",
            show_default="the party",
            help="Whose work it is tells this attribute of the log, such as org:group.",
        ),
    ] = None,
    pair: Annotated[
        str | None,
        typer.Option(metavar="A,B", show_default="the worst three", help="Tell the cases that went from A to B."),
    ] = None,
    company: Annotated[
        Path | None,
        typer.Option(
            metavar="COMPANY",
            show_default=False,
            help="The company's data: with its rates paid hours become money, and answers have their agreed times.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show the hours and the money that are lost between each pair of parties, low ends first, and the worst cases."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.friction_showing import show_friction

        show_friction(screen, ledger, by=by, pair=pair, company=company)
