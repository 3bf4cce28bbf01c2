"""`unisono agenda`: what the next meeting decides."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from unisono.bootstrap import executor
from unisono.cli.company import Opened, open_company
from unisono.cli.endings import Code, Refused
from unisono.cli.interrupts import Interrupts
from unisono.cli.planning import announce_compiling
from unisono.cli.plans import open_plan
from unisono.cli.progress import telling
from unisono.cli.screen import Screen, table
from unisono.domain.agenda import Agenda, AgendaRow
from unisono.domain.plans import Plan
from unisono.services.agenda import write_agenda
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.deciding import PlanningInterrupted
from unisono.services.preparing import prepare
from unisono.storage.outputs.documents import agenda_text
from unisono.storage.outputs.report.figures import Money, plural, quantity
from unisono.storage.outputs.report.page import ROW_KINDS
from unisono.storage.outputs.report.times import Times

MOST_TOUCHED = 4
"""Orders that are named for an option; the report names all."""


def show_agenda(screen: Screen, company: Path, plan_file: Path, *, appeals: Sequence[str], workers: int) -> Code:
    """Write the agenda of a plan's exceptions and show it: each row with its priced options, then the rest.

    Raises:
        Refused: it was interrupted.
    """
    opened = open_company(screen, company, now=None, judge_rules=False)
    plan = open_plan(screen, plan_file, opened)
    _judge_appeals(appeals, plan)
    announce_compiling(screen)
    with Interrupts() as interrupts, telling(screen, interrupts) as tell, executor(workers) as chains:
        ground = prepare(snapshot=opened.snapshot, now=plan.now)
        try:
            agenda = write_agenda(ground=ground, plan=plan, executor=chains, tell=tell, appealed=appeals)
        except PlanningInterrupted as interruption:
            raise Refused("Interrupted.", code=Code.INTERRUPTED) from interruption
    show_rows(screen, opened, plan, agenda)
    screen.document(agenda_text(agenda))
    return Code.FINE


def _judge_appeals(appeals: Sequence[str], plan: Plan) -> None:
    """Refuse an appeal for an order that no rule has declined."""
    ruled = {answer.order for answer in plan.answers if answer.rule is not None}
    for order in appeals:
        if order not in ruled:
            sentence = f"No rule has declined '{order}' in this plan. {did_you_mean(order, ruled)}".strip()
            raise typer.BadParameter(sentence, param_hint="'--appeal'")


def show_rows(screen: Screen, opened: Opened, plan: Plan, agenda: Agenda) -> None:
    """Show the rows of an agenda, then the promise changes to announce and what rules decide."""
    company = opened.snapshot.company
    times = Times(zone=ZoneInfo(company.timezone), now=plan.now, end=company.horizon_end)
    money = Money.for_amounts(company.currency, max((abs(row.at_stake) for row in agenda.rows), default=Decimal(0)))
    head = (
        f"{plural(len(agenda.rows), 'row')} in {agenda.minutes} minutes; facts frozen {times.moment(agenda.frozen_at)}."
    )
    screen.show(Text(head, style="bold"))
    for number, row in enumerate(agenda.rows, start=1):
        screen.show("", *_row(number, row, money, times), _options(row, money))
    if agenda.notices:
        screen.show("", Text("To announce", style="bold"), _notices(agenda))
    if agenda.decided_by_rule:
        screen.show("", Text("Decided by rule, for want of time", style="bold"), _decided(agenda, money))


def _row(number: int, row: AgendaRow, money: Money, times: Times) -> list[RenderableType]:
    head = Text.assemble(
        (f"{number}. {row.customer_name}, {row.product}", "bold"), f" ({row.order}, {row.tier}): {ROW_KINDS[row.kind]}"
    )
    stuck = f"; it is stuck on {row.bottleneck_line}, {row.bottleneck_week}" if row.bottleneck_line else ""
    asked = (
        f"Asked {quantity(row.asked, row.unit)} by {times.by(row.wanted)}, covered {quantity(row.covered, row.unit)}"
    )
    facts = f"{asked}, short {quantity(row.gap, row.unit)}{stuck}. At stake: {money.amount(row.at_stake)}."
    return [head, facts, *([row.reason] if row.reason else [])]


def _options(row: AgendaRow, money: Money) -> Table:
    rows = table("", "Option", "Plan", "Days late", "Touches", "Decides", right=("Plan", "Days late"))
    for option in row.options:
        what = Text(option.title)
        if option.detail:
            what.append(f"\n{option.detail}", style="dim")
        days = f"{option.late_days_change:+.1f}" if option.late_days_change else ""
        touched = ", ".join([*(item.order for item in option.touches[:MOST_TOUCHED]), *option.departments])
        rows.add_row(option.letter, what, money.change(option.change), days, touched, option.decider)
    return rows


def _notices(agenda: Agenda) -> Table:
    rows = table("Customer", "Order", "Tell them")
    for notice in agenda.notices:
        rows.add_row(notice.customer_name, notice.order, notice.message)
    return rows


def _decided(agenda: Agenda, money: Money) -> Table:
    rows = table("Order", "Customer", "At stake", "What happens", right=("At stake",))
    for item in agenda.decided_by_rule:
        rows.add_row(item.order, item.customer, money.amount(item.at_stake), item.outcome)
    return rows
