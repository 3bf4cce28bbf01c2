"""What people do with the plan in force: publish it, hold, confirm and drop promises, import the latest data."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace, Party, Person
from unisono.cli.screen import talking

app = typer.Typer()

Company = Annotated[
    Path,
    typer.Argument(
        metavar="COMPANY", show_default=False, help="Folder with the company's data, or an XLSX workbook with the same."
    ),
]
LiveNow = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        show_default=False,
        help="When it is done; if not given, the clock, or the plan's moment where the clock lies outside its time.",
    ),
]
OrderId = Annotated[str, typer.Argument(metavar="ORDER", show_default=False, help="Number of the promised order.")]


@app.command()
def publish(
    company: Company,
    plan: Annotated[
        Path, typer.Option("--plan", metavar="FILE", help="A plan.json made from the same data, or its folder.")
    ],
    ledger: LedgerPlace,
    party: Party,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why this plan; everybody whom it moves reads it.")] = (
        "the new plan"
    ),
    person: Person = "",
    now: LiveNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Put a plan into force: everybody promises what it says, and what it moves is renegotiated."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.doing import Doing
        from unisono.cli.publishing import publish_and_show

        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        raise typer.Exit(publish_and_show(screen, company, plan, doing, reason=reason))


@app.command()
def hold(
    company: Company,
    ledger: LedgerPlace,
    party: Party,
    customer: Annotated[str | None, typer.Option(metavar="ID", help="Who asks.")] = None,
    product: Annotated[str | None, typer.Option(metavar="ID", help="For what.")] = None,
    quantity: Annotated[str | None, typer.Option(metavar="NUMBER", help="How much, in the product's unit.")] = None,
    by: Annotated[str | None, typer.Option(metavar="DATE", help="When it is wanted.")] = None,
    latest: Annotated[
        str | None, typer.Option(metavar="DATE", help="After this it is no use; the wanted date if not given.")
    ] = None,
    net_price: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Price of a unit; the list price if not given.")
    ] = None,
    min_quantity: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="Smallest part taken as a first delivery; all or nothing if not given."),
    ] = None,
    order: Annotated[
        str | None, typer.Option(metavar="ID", help="An inquiry of the book, in place of a new one.")
    ] = None,
    number: Annotated[
        str,
        typer.Option(metavar="ID", show_default=False, help="Number of the new order; the next free one if not given."),
    ] = "",
    keep_for: Annotated[
        str, typer.Option("--for", metavar="TIME", help="How long it is held, as `90m`, `24h` or `3d`.")
    ] = "24h",
    person: Person = "",
    now: LiveNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Answer an inquiry from the live state, and on a yes take its capacity and stock until it is confirmed or over."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.doing import Doing
        from unisono.cli.live_asking import hold_and_show
        from unisono.cli.promising import Question

        question = Question(
            customer=customer,
            product=product,
            quantity=quantity,
            by=by,
            latest=latest,
            net_price=net_price,
            min_quantity=min_quantity,
            order=order,
        )
        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        raise typer.Exit(hold_and_show(screen, company, question, doing, number=number, keep_for=keep_for))


@app.command()
def confirm(
    order: OrderId,
    ledger: LedgerPlace,
    party: Party,
    person: Person = "",
    now: LiveNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Make a held promise a firm order: its commitments are made, and what it moved is renegotiated."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.doing import Doing
        from unisono.cli.live_settling import confirm_and_show

        confirm_and_show(screen, order, Doing(ledger=ledger, party=party, person=person, now=now))


@app.command()
def drop(
    order: OrderId,
    ledger: LedgerPlace,
    party: Party,
    reason: Annotated[str, typer.Option(metavar="TEXT", show_default=False, help="Why.")] = "",
    person: Person = "",
    now: LiveNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Give a promise back: what it held is free again, and what was confirmed is withdrawn."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.doing import Doing
        from unisono.cli.live_settling import drop_and_show

        drop_and_show(screen, order, Doing(ledger=ledger, party=party, person=person, now=now), reason=reason)


@app.command("import")
def import_data(
    company: Company,
    ledger: LedgerPlace,
    party: Party,
    person: Person = "",
    now: LiveNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Make these data the latest: orders confirmed here are recognised by their numbers, every conflict is listed."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.doing import Doing
        from unisono.cli.live_settling import import_and_show

        raise typer.Exit(import_and_show(screen, company, Doing(ledger=ledger, party=party, person=person, now=now)))


def _prepare_planner() -> None:
    """Say where compiled kernels are kept, before anything imports them."""
    from unisono.bootstrap import prepare_kernel_cache

    prepare_kernel_cache()
