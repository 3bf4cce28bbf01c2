"""`unisono stock`: how much should lie where, what to do, and what it costs."""

from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from unisono.cli.company import Opened, open_company
from unisono.cli.findings import findings_plain, tell_in_short
from unisono.cli.screen import Screen, table
from unisono.domain.company import StockKind
from unisono.domain.stocks import Advice, CallOff, Pace, StockLevel, StockSurvey
from unisono.services.stock import survey_stock
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import NONE, Money, number, quantity
from unisono.storage.outputs.report.stocks import KINDS, kept_between, lasts
from unisono.storage.outputs.report.times import Times

STYLES = {Advice.ORDER: "bold", Advice.TAKE_BACK: "yellow", Advice.TOO_MUCH: "yellow"}
PACES = {Pace.BEHIND: "yellow", Pace.LOST: "red", Pace.AHEAD: "yellow"}


def show_stock(screen: Screen, company: Path, *, now: str | None) -> None:
    """Show all there is to say of a company's stock without a plan."""
    opened = open_company(screen, company, now=now, judge_rules=False)
    tell_in_short(screen, opened.findings, company)
    show_survey(screen, opened, survey_stock(snapshot=opened.snapshot, now=opened.now))


def show_survey(screen: Screen, opened: Opened, survey: StockSurvey) -> None:
    """Show a survey of stock: each kind with its stocks, why the levels are so, the framework orders, and the money."""
    company = opened.snapshot.company
    tied_up = sum((level.tied_up for level in survey.levels), Decimal(0))
    money = Money.for_amounts(company.currency, tied_up)
    times = Times(zone=ZoneInfo(company.timezone), now=survey.now, end=company.horizon_end)
    cost = sum((level.cost for level in survey.levels), Decimal(0))
    screen.document(survey_document(opened, survey))
    if not survey.levels and not survey.call_offs:
        screen.show("There is no stock, and there are no framework orders.")
        return
    screen.show(
        Text(f"Stock ties up {money.amount(tied_up)}; it costs {money.amount(cost)} {times.horizon}.", style="bold")
    )
    for kind in StockKind:
        if levels := survey.of_kind(kind):
            screen.show("", Text(KINDS[kind], style="bold"), _stocks(opened, levels, money))
    reasons = [level for level in survey.levels if level.advice in STYLES]
    if reasons:
        screen.show("", Text("Why", style="bold"), _reasons(reasons))
    if survey.call_offs:
        screen.show("", Text("Framework orders", style="bold"), _call_offs(opened, survey.call_offs))
    screen.show("", Text(f"In money, {times.horizon}", style="bold"), _money(survey, money))
    if not survey.worth:
        screen.show("With --plan plan.json it also says what the plan draws from stock and earns through it.")


def _stocks(opened: Opened, levels: tuple[StockLevel, ...], money: Money) -> Table:
    names = {customer.id: customer.name for customer in opened.snapshot.customers}
    right = ("There", "Lasts", "Keep", "Safety", "Costs")
    rows = table("Product", "Where", "For", *right, "What to do", right=right)
    for level in levels:
        rows.add_row(
            level.product,
            level.location,
            names.get(level.owner, level.owner),
            quantity(level.quantity, level.unit),
            lasts(level),
            kept_between(level),
            quantity(level.safety) if level.safety else NONE,
            money.amount(level.cost),
            Text(level.todo, style=STYLES.get(level.advice, "")),
        )
    return rows


def _reasons(levels: list[StockLevel]) -> Table:
    rows = table("Product", "Where", "Why so much")
    for level in levels:
        rows.add_row(level.product, level.location, level.why)
    return rows


def _call_offs(opened: Opened, call_offs: tuple[CallOff, ...]) -> Table:
    names = {customer.id: customer.name for customer in opened.snapshot.customers}
    right = ("Agreed", "Least", "Called", "Delivered", "Open", "Missing")
    rows = table("Order", "Customer", "Product", *right, "Last call", "What to do", right=right)
    for item in call_offs:
        rows.add_row(
            item.framework,
            names.get(item.customer, item.customer),
            item.product,
            quantity(item.quantity, item.unit),
            quantity(item.least),
            quantity(item.called),
            quantity(item.delivered),
            quantity(item.open),
            quantity(item.missing),
            item.last_call_on.isoformat(),
            Text(item.todo, style=PACES.get(item.pace, "")),
        )
    return rows


def _money(survey: StockSurvey, money: Money) -> Table:
    """Return what each kind ties up and costs, and what a plan draws from it and earns through it."""
    right = ("Ties up", "Holding", "Interest", "Drawn by", "Hours spared", "Saves", "Net")
    rows = table("Kind", *(right if survey.worth else right[:3]), right=right)
    for kind in StockKind:
        levels = survey.of_kind(kind)
        if not levels:
            continue
        cells = [
            money.amount(sum((level.tied_up for level in levels), Decimal(0))),
            money.amount(sum((level.holding for level in levels), Decimal(0))),
            money.amount(sum((level.interest for level in levels), Decimal(0))),
        ]
        if survey.worth:
            drawn = [survey.drawn[level.stock] for level in levels if level.stock in survey.drawn]
            saved = survey.worth[kind].saved if kind in survey.worth else Decimal(0)
            cells += [
                f"{len({order for item in drawn for order in item.orders})} orders",
                number(sum((item.hours for item in drawn), Decimal(0)), 1),
                money.amount(saved),
                money.amount(saved - sum((level.cost for level in levels), Decimal(0))),
            ]
        rows.add_row(KINDS[kind], *cells)
    return rows


def survey_document(opened: Opened, survey: StockSurvey) -> str:
    """Return all of a survey for programs."""
    company = opened.snapshot.company
    stocks: list[Plain] = [
        {**fields, "drawn": to_plain(survey.drawn.get(level.stock))}
        for level in survey.levels
        if isinstance(fields := to_plain(level), dict)
    ]
    worth: dict[str, Plain] = {
        kind.value: {**fields, "saved": item.saved}
        for kind, item in survey.worth.items()
        if isinstance(fields := to_plain(item), dict)
    }
    return write_json(
        {
            "format": "unisono-stock/1",
            "company": company.name,
            "currency": company.currency,
            "now": to_plain(survey.now),
            "until": to_plain(survey.until),
            "stocks": stocks,
            "frameworks": to_plain(survey.call_offs),
            "worth": worth,
            "findings": findings_plain(opened.findings),
        }
    )
