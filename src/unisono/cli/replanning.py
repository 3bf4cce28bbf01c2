"""`unisono replan`: what some changes do to a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from unisono.cli.company import Opened, moment_of_option, open_company
from unisono.cli.endings import Code, Refused
from unisono.cli.findings import count_findings, findings_document, findings_plain, show_findings
from unisono.cli.interrupts import Interrupts
from unisono.cli.planning import announce_compiling
from unisono.cli.plans import open_plan
from unisono.cli.progress import telling
from unisono.cli.screen import Screen, table
from unisono.domain.changes import Change
from unisono.domain.plans import Contribution, Plan
from unisono.domain.replans import Move, MoveKind, Replan
from unisono.engines.planning.stopping import Iterations, Seconds, Stop
from unisono.services.deciding import watching
from unisono.services.preparing import prepare
from unisono.services.replanning import Answered, plan_after, replan_company
from unisono.services.repromising import repromise_company
from unisono.storage.outputs.folders import replace_file
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import Money, plural
from unisono.storage.outputs.report.times import Times, length
from unisono.storage.reading.change_texts import read_change_file, read_changes

FORMAT = "unisono-replan/1"
REPLAN_FILE = "replan.json"
MOST_SHOWN = 40
"""Orders that are told one by one on the screen; the document has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the options of the command say, as written."""

    changes: Sequence[str]
    repromise: bool
    file: Path | None
    now: str | None
    iterations: int
    seconds: float | None
    seed: int

    @property
    def stop(self) -> Stop:
        """Return how long to search."""
        return Iterations(count=self.iterations) if self.seconds is None else Seconds(count=self.seconds)


def show_replan(screen: Screen, company: Path, plan_file: Path, wish: Wish, *, out: Path | None) -> Code:
    """Show what changes do to a plan; nothing is written unless there is a folder for it.

    Raises:
        Refused: the folder cannot be written to.
    """
    opened = open_company(screen, company, now=None, judge_rules=False)
    plan = open_plan(screen, plan_file, opened)
    moment = plan.now if wish.now is None else moment_of_option("--now", wish.now, opened.snapshot)
    if not plan.now <= moment < opened.snapshot.company.horizon_end:
        raise typer.BadParameter("The plan does not speak of that time.", param_hint="'--now'")
    changes = changes_of(screen, opened, wish)
    announce_compiling(screen)
    with Interrupts() as interrupts, telling(screen, interrupts) as tell:
        replan_or_repromise = repromise_company if wish.repromise else replan_company
        answered = replan_or_repromise(
            ground=prepare(snapshot=opened.snapshot, now=plan.now),
            plan=plan,
            changes=changes,
            now=moment,
            stop=wish.stop,
            seed=wish.seed,
            watch=watching(tell, "Replan"),
        )
        show(screen, opened, plan, answered.replan)
        if out is not None or screen.as_json:
            document = replan_document(opened, answered, wish)
            screen.document(document)
            if out is not None:
                _write(out / REPLAN_FILE, document)
                screen.show("", f"Replan: {out / REPLAN_FILE}")
        return Code.INTERRUPTED if interrupts.asked else Code.FINE


def changes_of(screen: Screen, opened: Opened, wish: Wish) -> tuple[Change, ...]:
    """Return the changes that options and file say; where they cannot be read the command ends with findings."""
    if not wish.changes and wish.file is None:
        raise typer.BadParameter("Say what has changed with --change or --changes.")
    changes, findings = read_changes(wish.changes, opened.snapshot, now=opened.now, file="--change")
    if wish.file is not None:
        more, complaints = read_change_file(wish.file, opened.snapshot, now=opened.now)
        changes, findings = (*changes, *more), (*findings, *complaints)
    if not findings:
        return changes
    show_findings(screen, findings)
    screen.show(f"\nThe changes have {count_findings(findings)}.")
    screen.document(findings_document(findings, company=opened.snapshot.company.name))
    raise typer.Exit(Code.FINDINGS)


def _write(place: Path, document: str) -> None:
    try:
        replace_file(place, document.encode())
    except OSError as error:
        raise Refused(f"{place} cannot be written: {error.strerror}.") from error


def show(screen: Screen, opened: Opened, plan: Plan, replan: Replan) -> None:
    """Show to people what the changes do to the money, who must be told, and what else moves."""
    company = opened.snapshot.company
    times = Times(zone=ZoneInfo(company.timezone), now=plan.now, end=company.horizon_end)
    money = Money.for_amounts(company.currency, replan.after.total)
    names = {customer.id: customer.name for customer in opened.snapshot.customers}
    screen.show(Text(sentence_of(replan, money, times), style="bold"))
    for unmade in replan.unmade_firm:
        screen.show(Text(f"Firm order {unmade.order} cannot be made: {unmade.reason}", style="red"))
    if replan.before != replan.after:
        screen.show("", _money(replan, money))
    if replan.dates:
        _show_dates(screen, replan, names, times)
    told = () if replan.dates else replan.to_tell
    if told:
        screen.show("", Text(f"{plural(len(told), 'customer order')} to tell of", style="bold"))
        screen.show(_told(told[:MOST_SHOWN], names, times))
        _and_more(screen, len(told))
    quiet = [move for move in replan.moves if move.kind is MoveKind.SHIFTED]
    if quiet:
        screen.show("", Text(f"{plural(len(quiet), 'order')} made otherwise and delivered as before", style="bold"))
        screen.show(_shifted(quiet[:MOST_SHOWN], names, times))
        _and_more(screen, len(quiet))
    screen.show("", f"Nothing that begins before {times.moment(replan.frozen_until)} has moved{_but_pushed(replan)}.")


def sentence_of(replan: Replan, money: Money, times: Times) -> str:
    """Return in a sentence what the changes cost or bring."""
    change = replan.after.total - replan.before.total
    earns = f"The plan earns {money.amount(replan.after.total)} {times.horizon}"
    if not change:
        return f"{earns}, as much as before."
    return f"{earns}, {money.amount(abs(change))} {'more' if change > 0 else 'less'} than before the changes."


def _but_pushed(replan: Replan) -> str:
    pushed = [move.order for move in replan.moves if move.is_pushed]
    return f", but what the changes push: {', '.join(pushed)}" if pushed else ""


def _show_dates(screen: Screen, replan: Replan, names: dict[str, str], times: Times) -> None:
    """Show which orders of the backlog get another date, and which promises no plan keeps."""
    news = [date for date in replan.dates if date.is_news]
    kept = len(replan.dates) - len(news)
    screen.show(
        "", Text(f"{plural(len(news), 'new date')} to tell of; {kept} of the backlog keep theirs", style="bold")
    )
    rows = table("Order", "Customer", "Tier", "Status", "Class", "Counts on", "Now", "Why")
    for date in news[:MOST_SHOWN]:
        counted, now = ("none" if at is None else times.by(at) for at in (date.before, date.after))
        promise_class = date.promise_class.value.replace("_", " ")
        rows.add_row(
            date.order, names[date.customer], date.tier, date.status.value, promise_class, counted, now, date.why
        )
    screen.show(rows)
    _and_more(screen, len(news))
    if replan.findings:
        screen.show("")
        show_findings(screen, replan.findings)


def _and_more(screen: Screen, count: int) -> None:
    if count > MOST_SHOWN:
        screen.show(f"and {count - MOST_SHOWN} more; --json tells all")


def _money(replan: Replan, money: Money) -> Table:
    """Return the parts of the money that change; costs count with a minus."""
    rows = table("Money", "Before", "After", "Change", right=("Before", "After", "Change"))
    for part in fields(Contribution):
        sign = 1 if part.name == "revenue" else -1
        before, after = (sign * getattr(side, part.name) for side in (replan.before, replan.after))
        if before != after:
            name = part.name.replace("_", " ").capitalize()
            rows.add_row(name, money.amount(before), money.amount(after), money.change(after - before))
    before, after = replan.before.total, replan.after.total
    rows.add_row("Contribution", money.amount(before), money.amount(after), money.change(after - before))
    if replan.price_of_moving:
        rows.add_row("Price of moving, no money", "", money.amount(-replan.price_of_moving), "")
    return rows


def _told(moves: Sequence[Move], names: dict[str, str], times: Times) -> Table:
    rows = table("Order", "Customer", "Tier", "Status", "Tell them", "Line")
    for move in moves:
        rows.add_row(
            move.order,
            names[move.customer],
            move.tier,
            move.status.value,
            message_of(move, times),
            _lines(move),
        )
    return rows


def message_of(move: Move, times: Times) -> str:
    """Return what a customer must be told."""
    if move.after is None:
        counted = times.by(move.before.delivery) if move.before is not None else ""
        return f"not {counted}: it has no place any more"
    comes = times.by(move.after.delivery)
    if move.before is None:
        return f"yes, {comes}"
    by = length(abs(Decimal(move.later_by.total_seconds()) / 86_400))
    return f"{comes} and not {times.by(move.before.delivery)}, {by} {move.kind.value}"


def _shifted(moves: Sequence[Move], names: dict[str, str], times: Times) -> Table:
    rows = table("Order", "Customer", "Line", "Began", "Begins")
    for move in moves:
        began, begins = (
            times.moment(place.start) if place is not None and place.start is not None else "from stock"
            for place in (move.before, move.after)
        )
        rows.add_row(move.order, names[move.customer], _lines(move), began, begins)
    return rows


def _lines(move: Move) -> str:
    """Return the line, or from which to which."""
    lines = [place.line or "stock" for place in (move.before, move.after) if place is not None]
    return " to ".join(dict.fromkeys(lines))


def replan_document(opened: Opened, answered: Answered, wish: Wish) -> str:
    """Return what the command says to programs: the changes, the money, every move, and the whole new plan."""
    replan = answered.replan
    search: dict[str, str | int | float] = {"seed": wish.seed}
    search |= {"iterations": wish.iterations} if wish.seconds is None else {"seconds": wish.seconds}
    plan = plan_after(answered, parameters={**answered.changed.plan.parameters, **search})
    changes: list[Plain] = [to_plain({"kind": type(change).__name__, "change": change}) for change in replan.changes]
    moves: list[Plain] = [
        to_plain({"move": move, "later_by_minutes": move.later_by.total_seconds() // 60}) for move in replan.moves
    ]
    return write_json(
        {
            "format": FORMAT,
            "company": opened.snapshot.company.name,
            "currency": opened.snapshot.company.currency,
            "asked_at": to_plain(replan.asked_at),
            "frozen_until": to_plain(replan.frozen_until),
            "changes": changes,
            "contribution": {
                "before": to_plain(replan.before),
                "after": to_plain(replan.after),
                "change": replan.after.total - replan.before.total,
            },
            "price_of_moving": replan.price_of_moving,
            "from_greedy": replan.from_greedy,
            "to_tell": to_plain([move.order for move in replan.to_tell]),
            "moves": moves,
            "unmade_firm": to_plain(replan.unmade_firm),
            "dates": to_plain(replan.dates),
            "findings": findings_plain(replan.findings),
            "plan": to_plain(plan),
        }
    )
