"""`unisono agreement ...`: what two parties owe each other, signed by both and held against the facts."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, ClockNow, LedgerPlace, NewestNow, Party, Person
from unisono.cli.screen import talking

app = typer.Typer(
    name="agreement",
    help="What two parties owe each other: write it, sign it, hold it against the facts.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The agreement, e.g. sales-production.")]
AnyName = Annotated[
    str | None, typer.Argument(metavar="[NAME]", show_default=False, help="The agreement; all, if none is named.")
]


@app.command()
def new(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A department or partner, as in company.toml.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another one.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default="ONE-OTHER.toml", help="Where to write it.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write an agreement to fill in: a TOML file in which every key is explained."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.agreeing import write_template

        write_template(screen, one, other, out=out)


@app.command()
def propose(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The agreement as TOML.")],
    ledger: LedgerPlace,
    party: Party,
    person: Person = "",
    company: Annotated[
        Path | None,
        typer.Option(
            metavar="COMPANY", show_default=False, help="The company's data: its parties must be known there."
        ),
    ] = None,
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Propose an agreement, or its next version, to the other party; what is wrong with its text is told."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.agreeing import propose_and_show
        from unisono.cli.doing import Doing

        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        raise typer.Exit(propose_and_show(screen, file, doing, company=company))


@app.command()
def show(
    ledger: LedgerPlace,
    name: AnyName = None,
    now: NewestNow = None,
    *,
    text: Annotated[bool, typer.Option("--text", metavar="", help="The latest text as it was proposed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show agreements in words: who owes what, who decides, all versions and signatures."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.agreement_showing import show_agreements

        show_agreements(screen, ledger, name=name or "", now=now, as_text=text)


@app.command()
def sign(
    name: Name,
    ledger: LedgerPlace,
    party: Party,
    person: Person = "",
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="The party's private key, if it has one."),
    ] = None,
    read: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", show_default=False, help="The text that was read; refused if another one was proposed."
        ),
    ] = None,
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Sign the latest version of an agreement; it is in force once both have."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.agreeing import sign_and_show
        from unisono.cli.doing import Doing

        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        sign_and_show(screen, name, doing, key_file=key, read_file=read)


@app.command()
def adopt(
    company: Annotated[
        Path,
        typer.Argument(metavar="COMPANY", help="The company's data, with its agreements in the folder agreements."),
    ],
    ledger: LedgerPlace,
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Record the agreements beside a company's data as signed by both, as they were before the ledger began."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.agreeing import adopt_and_show

        adopt_and_show(screen, company, place=ledger, now=now)


@app.command()
def check(
    ledger: LedgerPlace,
    name: AnyName = None,
    weeks: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=520, help="How many weeks to look back.")] = 4,
    now: NewestNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Hold what is owed against the facts: how many cases, how many were met, which were not."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.agreement_checking import check_and_show

        check_and_show(screen, ledger, name=name or "", weeks=weeks, now=now)


@app.command()
def end(
    name: Name,
    ledger: LedgerPlace,
    party: Party,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; the other party reads it.")],
    person: Person = "",
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Leave an agreement: it ends after the days that its exit clause says."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.agreeing import end_and_show
        from unisono.cli.doing import Doing

        end_and_show(screen, name, Doing(ledger=ledger, party=party, person=person, now=now), reason=reason)
