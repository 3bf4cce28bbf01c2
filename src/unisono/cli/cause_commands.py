"""`unisono causes` and `unisono prevent`: what went wrong at which stage, how often, and who prevents it until when."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace, NewestNow, Party, Person, WorkNow
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


@app.command()
def prevent(
    cause: Annotated[
        str,
        typer.Argument(
            metavar="CAUSE", show_default=False, help="The cause, as `unisono causes` tells it, e.g. 'ship: no driver'."
        ),
    ],
    ledger: LedgerPlace,
    party: Party,
    task: Annotated[str, typer.Option("--do", metavar="TEXT", show_default=False, help="What is to be done.")],
    owner: Annotated[
        str, typer.Option(metavar="PARTY", show_default="the party whose work it is", help="Who is to do it.")
    ] = "",
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="TIME", show_default="in two weeks", help="Until when; a date means its end."),
    ] = None,
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Ask a party to prevent a cause until a date: a commitment like any other, whose effect is measured."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import Deed
        from unisono.cli.preventing import prevent_and_show
        from unisono.services.preventing import Wish

        deed = Deed(ledger=ledger, party=party, person=person, now=now)
        prevent_and_show(screen, deed, Wish(cause=cause, task=task, owner=owner), by=by)
