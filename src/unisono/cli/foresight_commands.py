"""`unisono foresight ...`: what will be late, how sure that is, whom it hits, and the slip notice that comes of it."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.bootstrap import prepare_trees
from unisono.cli.options import AsJson, LedgerPlace, NewestNow, Party, Person
from unisono.cli.screen import talking

app = typer.Typer(name="foresight", help="What will be late, how sure that is, and whom it hits.", no_args_is_help=True)


@app.command()
def train(ledger: LedgerPlace, *, as_json: AsJson = False) -> None:
    """Learn from all that has ended how long open commitments and cases take, and keep it beside the ledger."""
    with talking(as_json=as_json) as screen:
        prepare_trees()
        from unisono.cli.foresight_showing import train_and_show

        train_and_show(screen, ledger)


@app.command()
def evaluate(ledger: LedgerPlace, *, as_json: AsJson = False) -> None:
    """Show how good foresight was in the last fifth of the past, beside what simple rules would have said."""
    with talking(as_json=as_json) as screen:
        prepare_trees()
        from unisono.cli.foresight_showing import judge_and_show

        judge_and_show(screen, ledger)


@app.command()
def warn(
    ledger: LedgerPlace,
    company: Annotated[
        Path | None,
        typer.Option(
            metavar="COMPANY",
            show_default=False,
            help="The company's data: from its policy come the chances at which a warning is raised and cleared.",
        ),
    ] = None,
    now: NewestNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Record warnings of what will probably be late, and show all that stand: how sure, whom it hits, by when needed.

    A warning is raised once and changes no promise. It is cleared when it is answered, unlikely or over.
    """
    with talking(as_json=as_json) as screen:
        prepare_trees()
        from unisono.cli.warning_showing import warn_and_show

        warn_and_show(screen, ledger, company=company, now=now)


@app.command()
def confirm(
    commitment: Annotated[
        str, typer.Argument(metavar="COMMITMENT", show_default=False, help="The commitment that is warned of.")
    ],
    ledger: LedgerPlace,
    party: Party,
    person: Person = "",
    expected: Annotated[
        str | None,
        typer.Option(metavar="TIME", show_default="as the warning says", help="When it will come, with its zone."),
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", show_default=False, help="Why; those who wait read it.")] = "",
    now: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            show_default="the clock, or the newest fact if that is later",
            help="When it is said, with its zone.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Make a slip notice of a warning with one word: only who does the work can, and all who wait know it then."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.confirming import confirm_and_show
        from unisono.cli.doing import Doing

        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        confirm_and_show(screen, doing, commitment, expected=expected, reason=reason)
