"""`unisono commitment ...`: what the two sides of a commitment say and do, one word a command."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace, Party, Person, WorkNow
from unisono.cli.screen import talking

if TYPE_CHECKING:
    from unisono.cli.committing import Deed

app = typer.Typer(
    name="commitment", help="Promise, deliver and sign for work that one party asks of another.", no_args_is_help=True
)

Id = Annotated[
    str, typer.Argument(metavar="ID", show_default=False, help="The commitment, e.g. prevent/ship/no-driver.")
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", show_default=False, help="Why.")]
When = Annotated[
    str | None, typer.Option("--by", metavar="TIME", show_default=False, help="A date, which means its end, or a time.")
]
HowMuch = Annotated[
    str | None, typer.Option("--quantity", metavar="NUMBER", show_default="all of it", help="How much.")
]
Handover = Annotated[
    str, typer.Option("--handover", metavar="NAME", show_default="the latest one", help="Which handover.")
]


@app.command()
def promise(
    commitment: Id,
    ledger: LedgerPlace,
    party: Party,
    by: When = None,
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Give your word for what you were asked for; without a time: as it was asked."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import do_and_show, time_of
        from unisono.domain.commitments.commands import Promise
        from unisono.domain.commitments.state import Terms

        command = Promise(terms=Terms(due=time_of(by)))
        do_and_show(screen, commitment, _deed(ledger, party, person, now), command)


@app.command()
def decline(
    commitment: Id,
    ledger: LedgerPlace,
    party: Party,
    reason: Why,
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say no to what you were asked for, with the reason."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import do_and_show
        from unisono.domain.commitments.commands import Decline

        do_and_show(screen, commitment, _deed(ledger, party, person, now), Decline(reason=reason))


@app.command()
def withdraw(
    commitment: Id,
    ledger: LedgerPlace,
    party: Party,
    reason: Why = "",
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Want what you asked for no longer."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import do_and_show
        from unisono.domain.commitments.commands import Withdraw

        do_and_show(screen, commitment, _deed(ledger, party, person, now), Withdraw(reason=reason))


@app.command()
def notice(
    commitment: Id,
    ledger: LedgerPlace,
    party: Party,
    by: When,
    reason: Why = "",
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Give a slip notice: say until when it will be there instead; the promise stays what it was."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import do_and_show, time_of
        from unisono.domain.commitments.commands import GiveNotice

        command = GiveNotice(expected=time_of(by), reason=reason)
        do_and_show(screen, commitment, _deed(ledger, party, person, now), command)


@app.command()
def deliver(
    commitment: Id,
    ledger: LedgerPlace,
    party: Party,
    quantity: HowMuch = None,
    handover: Annotated[
        str, typer.Option("--handover", metavar="NAME", show_default="the next number", help="Name of the handover.")
    ] = "",
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Hand over what you promised, or a part of it."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import deliver_and_show

        amount = _amount(quantity)
        deliver_and_show(screen, commitment, _deed(ledger, party, person, now), quantity=amount, handover=handover)


@app.command()
def accept(
    commitment: Id,
    ledger: LedgerPlace,
    party: Party,
    quantity: HowMuch = None,
    handover: Handover = "",
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Sign for what was handed over to you."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import accept_and_show

        amount = _amount(quantity)
        accept_and_show(screen, commitment, _deed(ledger, party, person, now), quantity=amount, handover=handover)


@app.command()
def reject(
    commitment: Id,
    ledger: LedgerPlace,
    party: Party,
    reason: Why,
    handover: Handover = "",
    person: Person = "",
    now: WorkNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Take nothing of what was handed over to you, with the reason."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.committing import reject_and_show

        reject_and_show(screen, commitment, _deed(ledger, party, person, now), reason=reason, handover=handover)


def _deed(ledger: str, party: str, person: str, now: str | None) -> "Deed":
    from unisono.cli.committing import Deed

    return Deed(ledger=ledger, party=party, person=person, now=now)


def _amount(text: str | None) -> Decimal | None:
    from unisono.cli.committing import amount_of

    return amount_of(text)
