"""`unisono simulate-execution`: what some weeks add to a ledger."""

from pathlib import Path

from unisono.cli.agreeing import adopt_beside
from unisono.cli.company import open_company
from unisono.cli.endings import Code, Refused
from unisono.cli.ledgers import long_work, opened, shown
from unisono.cli.plans import open_plan
from unisono.cli.screen import Screen, table
from unisono.services.agreements import agreements_in_force
from unisono.services.executing import Executed, SimulatedOtherwise, simulate_execution
from unisono.services.live.basing import OlderData
from unisono.services.recording import LedgerIsBusy
from unisono.services.rights import NotYourDecision
from unisono.storage.outputs.json_text import write_json
from unisono.storage.outputs.report.figures import plural
from unisono.storage.reading.agreements import agreement_of_text

FORMAT = "unisono-execution/1"
MOST_KINDS = 12


def execute_plan(screen: Screen, company: Path, plan_file: Path, place: str, *, weeks: int, seed: int) -> Code:
    """Simulate the weeks after a plan into a ledger, which is made where there is none, and say what came in.

    Raises:
        Refused: the ledger cannot be used, holds another simulation, or does not let this plan be published.
    """
    company_data = open_company(screen, company, now=None, judge_rules=False)
    plan = open_plan(screen, plan_file, company_data)
    try:
        with opened(place, create=True) as books, long_work(screen) as tell:
            adopt_beside(books.ledger, company, now=plan.now)
            done = simulate_execution(
                books=books,
                snapshot=company_data.snapshot,
                plan=plan,
                weeks=weeks,
                seed=seed,
                agreements=agreements_in_force(ledger=books.ledger, read=agreement_of_text, now=plan.now),
                tell=tell,
            )
    except (SimulatedOtherwise, OlderData, NotYourDecision, LedgerIsBusy) as refusal:
        raise Refused(str(refusal)) from refusal
    screen.document(
        write_json(
            {
                "format": FORMAT,
                "ledger": shown(place),
                "plan": done.plan,
                "is_published": done.is_published,
                "weeks": weeks,
                "seed": seed,
                "facts": done.facts,
                "new": done.new,
                "refused": done.refused,
                "kinds": dict(done.kinds),
                "is_whole": done.is_whole,
            }
        )
    )
    _show(screen, place, done, weeks=weeks)
    return Code.FINE if done.is_whole else Code.INTERRUPTED


def _show(screen: Screen, place: str, done: Executed, *, weeks: int) -> None:
    if done.is_published:
        screen.show("The plan was published: everybody has promised what it says.")
    screen.show(
        f"{plural(weeks, 'week')} of execution have {done.facts:,} facts; "
        f"{done.new:,} of them are new in {shown(place)}."
    )
    if not done.is_whole:
        screen.show("It was stopped before the end: the same command goes on from there.")
        return
    kinds = list(done.kinds.items())[:MOST_KINDS]
    rows = table("What happened", "Facts", right=("Facts",))
    for kind, count in kinds:
        rows.add_row(kind, f"{count:,}")
    screen.show(rows)
    screen.show(f"Now: unisono report --ledger {shown(place)} --out DIR")
