"""`unisono attribution` and `unisono contest`: fair shares of lateness, and a party's reply to what it is charged."""

from enum import StrEnum
from typing import Annotated

import typer

from unisono.cli.options import AsJson, ClockNow, LedgerPlace, Party, Person
from unisono.cli.screen import talking

app = typer.Typer()


class By(StrEnum):
    """What the shares are told by."""

    PARTY = "party"
    ORDER = "order"


@app.command()
def attribution(
    ledger: LedgerPlace,
    by: Annotated[By, typer.Option(help="A row for each of these.")] = By.PARTY,
    order: Annotated[
        str | None, typer.Option(metavar="ID", show_default=False, help="Only this order or case, stage by stage.")
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            metavar="PARTY",
            show_default=False,
            help="Open the share of this party by its lines and kinds of work; of `unrecorded` by the reasons.",
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
    *,
    open_orders: Annotated[
        bool, typer.Option("--open", metavar="", help="Open the five most telling orders; with --json all of them.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show which party had which fair share in late and short deliveries: departments and partners, never persons."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.attributing import Wanted, range_of, show_attribution

        wanted = Wanted(by_order=by is By.ORDER, is_open=open_orders, party=within)
        show_attribution(screen, ledger, range_of(since, until, order), wanted)


@app.command()
def contest(
    order: Annotated[str, typer.Argument(metavar="ORDER", show_default=False, help="The order or case.")],
    overrun: Annotated[
        str,
        typer.Option(
            metavar="NAME", show_default=False, help="The overrun, as `unisono attribution --order` names it."
        ),
    ],
    caused_by: Annotated[str, typer.Option(metavar="PARTY", show_default=False, help="Who caused it.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", show_default=False, help="Why.")],
    ledger: LedgerPlace,
    party: Party,
    minutes: Annotated[
        str | None, typer.Option(metavar="NUMBER", show_default="all of it", help="How many minutes of it.")
    ] = None,
    person: Person = "",
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Reply to an overrun that is charged to your party; the shares are shown as they were and with the reply."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.contesting import contest_and_show, minutes_of
        from unisono.cli.doing import Doing
        from unisono.domain.acts.replies import Contested

        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        act = Contested(
            subject=order, overrun=overrun, caused_by=caused_by, caused_minutes=minutes_of(minutes), reason=reason
        )
        contest_and_show(screen, doing, act)
