"""`unisono causes`: what went wrong at which stage, how often, and what would prevent it."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace, NewestNow
from unisono.cli.screen import talking

app = typer.Typer()


@app.command()
def causes(
    ledger: LedgerPlace,
    company: Annotated[
        Path | None,
        typer.Option(
            metavar="COMPANY",
            show_default=False,
            help="The company's data: by its policy the hours of lateness become money, too.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="TIME", show_default=False, help="Only what was delivered from then."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--to", metavar="TIME", show_default=False, help="Only what was delivered before then."),
    ] = None,
    now: NewestNow = None,
    *,
    open_orders: Annotated[
        bool, typer.Option("--open", metavar="", help="Open each cause to its orders and facts.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show why orders came late or short: stage, reason, how often, hours, trend, and what is done against it."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.attributing import range_of
        from unisono.cli.cause_showing import show_causes

        show_causes(screen, ledger, range_of(since, until, None), company=company, now=now, is_open=open_orders)
