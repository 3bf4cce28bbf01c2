"""`unisono run`: all of it, into one folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.table import Table
from rich.text import Text

from unisono.bootstrap import executor
from unisono.cli.company import Opened, open_company
from unisono.cli.endings import Code, Refused
from unisono.cli.findings import findings_plain, show_findings, tell_in_short
from unisono.cli.interrupts import Interrupts
from unisono.cli.planning import announce_compiling
from unisono.cli.plans import PLAN_FILE
from unisono.cli.progress import telling
from unisono.cli.reporting import reviewed
from unisono.cli.screen import Screen, table
from unisono.domain.company import Tier
from unisono.domain.comparison import Way, WayFigures
from unisono.domain.findings import has_errors
from unisono.services.deciding import Effort, PlanningInterrupted
from unisono.services.reviewing import FactsReview, ReviewInterrupted
from unisono.services.running import run_company
from unisono.services.runs import Run
from unisono.services.telling import Tell
from unisono.storage.outputs.folders import FolderHoldsOtherFiles, NotAFolder, prepare_folder
from unisono.storage.outputs.json_text import write_json
from unisono.storage.outputs.report.figures import Money, number, plural, share
from unisono.storage.outputs.report.first_screen import worth_sentence
from unisono.storage.outputs.report.words import WAY_NAMES
from unisono.storage.outputs.run_folder import write_outputs
from unisono.storage.outputs.summary import summary

AMOUNTS = ("Contribution", "Accepted", "Late", *(f"{tier.capitalize()}\non time" for tier in Tier), "Changeover\nhours")


def run_and_write(
    screen: Screen, path: Path, *, out: Path, effort: Effort, now: str | None, ledger: str | None
) -> Code:
    """Run a company, write its folder of outputs as a whole, and say what deciding together is worth.

    Raises:
        Refused: the folder is not for outputs or cannot be written to, the ledger cannot be used, or the run was
            interrupted.
    """
    opened = open_company(screen, path, now=now)
    tell_in_short(screen, opened.findings, path)
    with _writing(out):
        prepare_folder(out)
    announce_compiling(screen)
    with Interrupts() as interrupts:
        try:
            with telling(screen, interrupts) as tell, executor(effort.workers) as chains:
                review = None if ledger is None else _reviewed(ledger, opened, now, tell)
                run = run_company(
                    snapshot=opened.snapshot,
                    findings=opened.findings,
                    now=opened.now,
                    effort=effort,
                    executor=chains,
                    tell=tell,
                )
                tell("Write the report", 0.0)
        except (PlanningInterrupted, ReviewInterrupted) as interruption:
            kept = f"{out} is as it was." if out.exists() else "nothing was written."
            raise Refused(f"Interrupted: {kept}", code=Code.INTERRUPTED) from interruption
        with _writing(out):
            write_outputs(run, out, review)
        show_run(screen, run, out)
        screen.document(run_document(run, out))
    if interrupts.asked:
        screen.tell(f"Interrupted when all was done: {out} holds the new outputs.")
        return Code.INTERRUPTED
    return Code.FINDINGS if has_errors(run.findings) else Code.FINE


def _reviewed(ledger: str, opened: Opened, now: str | None, tell: Tell) -> FactsReview:
    """Return what the facts tell, from the moment that the user named, or else from the newest of them."""
    return reviewed(ledger, snapshot=opened.snapshot, now=None if now is None else opened.now, tell=tell)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Turn what stands in the way of writing a folder into a sentence; the folder is as it was then."""
    try:
        yield
    except (FolderHoldsOtherFiles, NotAFolder) as refusal:
        raise Refused(str(refusal)) from refusal
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror or error}. What was there before still is.") from error


def show_run(screen: Screen, run: Run, out: Path) -> None:
    """Show the sentence, the four ways side by side, what is wrong with the plan, and where the report lies."""
    answers = run.plan.answers
    screen.show(Text(worth_sentence(run), style="bold"), "", _ways(run), "")
    for unmade in run.plan.unmade_firm:
        screen.show(Text(f"Firm order {unmade.order} cannot be made: {unmade.reason}", style="red"))
    show_findings(screen, [finding for finding in run.findings if finding.source.file == PLAN_FILE])
    rows = plural(len(run.agenda.rows), "row")
    screen.show(
        f"{plural(len(answers), 'order')} answered, {rows} on the agenda, in {number(round(run.seconds))} s.",
        f"Report: {out / 'report.html'}",
    )


def _ways(run: Run) -> Table:
    """Return the four ways of deciding side by side; shares of tiers are of orders on time."""
    largest = max(abs(figures.contribution) for figures in run.comparison.figures)
    money = Money.for_amounts(run.snapshot.company.currency, largest)
    rows = table("", *AMOUNTS, right=AMOUNTS, gap=1)
    for way in Way:
        rows.add_row(*_way(run.figures(way), money), style="bold" if way is Way.TOGETHER else "")
    return rows


def _way(figures: WayFigures, money: Money) -> tuple[str, ...]:
    return (
        WAY_NAMES[figures.way],
        money.amount(figures.contribution),
        str(figures.accepted),
        str(figures.late),
        *(share(figures.on_time.get(tier.value)) for tier in Tier),
        number(figures.changeover_hours, 1),
    )


def run_document(run: Run, out: Path) -> str:
    """Return the summary of a run for programs, with every finding and where the report lies."""
    beside = {"out": str(out), "report": str(out / "report.html"), "complaints": findings_plain(run.findings)}
    return write_json({**summary(run), **beside})
