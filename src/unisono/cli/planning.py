"""`unisono plan`: decide, and write plan.json."""

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from unisono.bootstrap import executor, kernels_are_compiled
from unisono.cli.company import Opened, open_company
from unisono.cli.endings import Code, Refused
from unisono.cli.findings import findings_plain, tell_in_short
from unisono.cli.interrupts import Interrupts
from unisono.cli.plans import PLAN_FILE
from unisono.cli.progress import telling
from unisono.cli.screen import Screen, table
from unisono.domain.plans import AnswerKind, Plan
from unisono.services.deciding import Effort, plan_together
from unisono.services.preparing import prepare
from unisono.storage.outputs.documents import write_plan
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import Money, plural
from unisono.storage.outputs.report.times import Times


def plan_company(screen: Screen, path: Path, *, out: Path, effort: Effort, now: str | None) -> Code:
    """Plan a company, write plan.json, and say what the plan earns; after Ctrl-C it is the best plan so far."""
    opened = open_company(screen, path, now=now)
    tell_in_short(screen, opened.findings, path)
    announce_compiling(screen)
    with Interrupts() as interrupts:
        with telling(screen, interrupts) as tell, executor(effort.workers) as chains:
            ground = prepare(snapshot=opened.snapshot, now=opened.now)
            plan = plan_together(ground=ground, effort=effort, executor=chains, tell=tell)
        place = out / PLAN_FILE
        try:
            write_plan(plan, place)
        except OSError as error:
            raise Refused(f"{place} cannot be written: {error.strerror}.") from error
        if interrupts.asked:
            screen.tell(Text("Interrupted: this is the best plan found until then.", style="yellow"))
        show_plan(screen, opened, plan, place)
        screen.document(plan_document(opened, plan, place, interrupted=interrupts.asked))
        return Code.INTERRUPTED if interrupts.asked else Code.FINE


def announce_compiling(screen: Screen) -> None:
    """Say why the first search takes longer than the others."""
    if not kernels_are_compiled():
        screen.tell("Compiling the planner, once, about 20 s.")


def show_plan(screen: Screen, opened: Opened, plan: Plan, place: Path) -> None:
    """Show what a plan earns, what the orders are told, how full the lines are, and where the plan lies."""
    company = opened.snapshot.company
    money = Money.for_amounts(company.currency, plan.contribution.total)
    times = Times(zone=ZoneInfo(company.timezone), now=plan.now, end=company.horizon_end)
    told = Counter(answer.kind for answer in plan.answers)
    late = sum(answer.kind is AnswerKind.ACCEPTED and answer.days_late > 0 for answer in plan.answers)
    screen.show(
        Text(f"The plan earns {money.amount(plan.contribution.total)} {times.horizon}.", style="bold"),
        f"Of {plural(len(plan.answers), 'order')} it accepts {told[AnswerKind.ACCEPTED]} ({late} of them late), "
        f"postpones {told[AnswerKind.POSTPONED]} and declines {told[AnswerKind.DECLINED]}.",
    )
    for unmade in plan.unmade_firm:
        screen.show(Text(f"Firm order {unmade.order} cannot be made: {unmade.reason}", style="red"))
    screen.show("", _lines(plan, times), "", f"Plan: {place}")


def _lines(plan: Plan, times: Times) -> Table:
    """Return how much each line of a plan does."""
    rows = table(
        "Line",
        "Orders",
        "Campaigns",
        "Work h",
        "Changeover h",
        "Ends",
        right=("Orders", "Campaigns", "Work h", "Changeover h"),
    )
    for line in dict.fromkeys(operation.line for operation in plan.operations):
        work = [operation for operation in plan.operations if operation.line == line]
        rows.add_row(
            line,
            str(len(work)),
            str(sum(campaign.line == line for campaign in plan.campaigns)),
            _hours(sum(operation.work_minutes for operation in work)),
            _hours(sum(operation.changeover_minutes for operation in work)),
            times.moment(work[-1].end),
        )
    return rows


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}"


def plan_document(opened: Opened, plan: Plan, place: Path, *, interrupted: bool) -> str:
    """Return what the command says to programs; the plan itself is in the file."""
    told = Counter(answer.kind for answer in plan.answers)
    orders: dict[str, Plain] = {kind.value: told[kind] for kind in AnswerKind}
    orders["late"] = sum(answer.kind is AnswerKind.ACCEPTED and answer.days_late > 0 for answer in plan.answers)
    orders["unmade_firm"] = len(plan.unmade_firm)
    return write_json(
        {
            "format": "unisono-planned/1",
            "company": opened.snapshot.company.name,
            "currency": opened.snapshot.company.currency,
            "contribution": plan.contribution.total,
            "orders": orders,
            "campaigns": len(plan.campaigns),
            "plan": str(place),
            "snapshot_hash": plan.snapshot_hash,
            "now": to_plain(plan.now),
            "parameters": to_plain(plan.parameters),
            "interrupted": interrupted,
            "findings": findings_plain(opened.findings),
        }
    )
