"""`unisono decision ...`: what parties asked those who may decide, and the answers."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, ClockNow, LedgerPlace, Party, Person
from unisono.cli.screen import talking

app = typer.Typer(name="decision", help="Ask who may decide, and answer.", no_args_is_help=True)

What = Annotated[str, typer.Argument(metavar="DECISION", help="What is decided, e.g. overtime or promise_override.")]
About = Annotated[
    str, typer.Argument(metavar="[SUBJECT]", show_default=False, help="The order, line or commitment it is about.")
]


@app.command()
def show(
    ledger: LedgerPlace,
    party: Annotated[
        str, typer.Option("--by", metavar="PARTY", show_default=False, help="Only what this party is to decide.")
    ] = "",
    *,
    every: Annotated[bool, typer.Option("--all", metavar="", help="Those that have been answered too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what waits for a decision, by whom, and what was an overstep."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.decisions import show_questions

        show_questions(screen, ledger, decider=party, every=every)


@app.command()
def ask(
    decision: What,
    ledger: LedgerPlace,
    company: Annotated[
        Path,
        typer.Option(metavar="COMPANY", help="The company's data: its policy says who decides, if no agreement does."),
    ],
    party: Party,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What is wanted and why.")],
    subject: About = "",
    person: Person = "",
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Ask the party that may decide; who that is, agreements and policy say."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.decisions import ask_and_show
        from unisono.cli.doing import Doing

        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        ask_and_show(screen, decision, subject, doing, company=company, reason=reason)


@app.command()
def answer(
    decision: What,
    ledger: LedgerPlace,
    party: Party,
    yes: Annotated[bool, typer.Option("--yes/--no", metavar="", help="The answer.")],
    subject: About = "",
    reason: Annotated[str, typer.Option(metavar="TEXT", show_default=False, help="Why.")] = "",
    person: Person = "",
    now: ClockNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Answer what a party was asked to decide; after a yes the one who asked may go on."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.decisions import answer_and_show
        from unisono.cli.doing import Doing

        doing = Doing(ledger=ledger, party=party, person=person, now=now)
        answer_and_show(screen, decision, subject, doing, is_yes=yes, reason=reason)
