"""`plan.csv`, `promises.csv` and `segments.csv`: one row an operation, an order, a customer, for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import Order
from unisono.domain.plans import Answer, Operation
from unisono.domain.segments import Segment, StepKind
from unisono.services.runs import Run

Cell = str | int | Decimal | datetime | None

PLAN_COLUMNS = (
    "order", "customer", "customer_name", "tier", "product", "family", "line", "campaign", "quantity", "unit",
    "changeover_minutes", "changeover_start", "start", "end", "work_minutes", "due", "days_late",
)  # fmt: skip
PROMISE_COLUMNS = (
    "order", "customer", "customer_name", "tier", "product", "quantity", "unit", "status", "received", "requested",
    "promised", "net_price", "answer", "delivery", "days_late", "from_stock", "line", "contribution",
    "contribution_per_hour", "reason", "rule", "displaces", "change", "price_of_yes", "no_price_because",
    "date_of_yes", "no_date_because", "part_now", "rest_by", "no_part_because",
)  # fmt: skip
SEGMENT_COLUMNS = (
    "customer", "customer_name", "tier", "tier_before", "basis", "why", "contribution", *StepKind, "returned",
    "bottleneck_hours", "contribution_per_bottleneck_hour", "history_days",
)  # fmt: skip

_FORMULA = re.compile(r"(^|[;\t\r\n|])(?=\s*[=+\-@＝＋－＠])")  # noqa: RUF001 - the wide signs that Japanese keyboards write
"""Where a text would be run as a formula by a spreadsheet: at its beginning, and after what may end a cell."""


def plan_rows(run: Run) -> str:
    """Return `plan.csv`: all work of the published plan, line by line in time."""
    zone = ZoneInfo(run.snapshot.company.timezone)
    orders = {order.id: order for order in run.snapshot.orders}
    answers = {answer.order: answer for answer in run.plan.answers}
    names = {customer.id: customer.name for customer in run.snapshot.customers}
    units = {product.id: product.unit for product in run.snapshot.products}
    campaign_of = {order: index for index, item in enumerate(run.plan.campaigns) for order in item.orders}

    def row(item: Operation) -> tuple[Cell, ...]:
        order, answer = orders[item.order], answers.get(item.order)
        return (
            item.order, order.customer, names.get(order.customer, ""), answer.tier if answer else "", order.product,
            item.family, item.line, campaign_of.get(item.order), item.quantity, units.get(order.product, ""),
            item.changeover_minutes, item.changeover_start, item.start, item.end, item.work_minutes,
            order.promised or order.requested, answer.days_late if answer else None,
        )  # fmt: skip

    operations = sorted(run.plan.operations, key=lambda item: (item.line, item.start))
    return _table(PLAN_COLUMNS, map(row, operations), zone)


def promise_rows(run: Run) -> str:
    """Return `promises.csv`: what every order is told, in the order of `orders.csv`."""
    zone = ZoneInfo(run.snapshot.company.timezone)
    answers = {answer.order: answer for answer in run.plan.answers}
    names = {customer.id: customer.name for customer in run.snapshot.customers}
    units = {product.id: product.unit for product in run.snapshot.products}
    rows = (
        _promise(order, answers[order.id], names.get(order.customer, ""), units.get(order.product, ""))
        for order in run.snapshot.orders
        if order.id in answers
    )
    return _table(PROMISE_COLUMNS, rows, zone)


def _promise(order: Order, answer: Answer, name: str, unit: str) -> tuple[Cell, ...]:
    price, date, part = answer.price_of_yes, answer.date_of_yes, answer.part_now
    return (
        order.id, order.customer, name, answer.tier, order.product, order.quantity, unit, order.status, order.received,
        order.requested, order.promised, order.net_price, answer.kind, answer.delivery, answer.days_late,
        answer.from_stock, answer.line, answer.contribution, answer.contribution_per_hour, answer.reason, answer.rule,
        " ".join(answer.displaces), answer.change,
        price.price if price else None, price.why_none if price else "",
        date.date if date else None, date.why_none if date else "",
        part.quantity if part else None, part.rest.date if part and part.rest else None, part.why_none if part else "",
    )  # fmt: skip


def segment_rows(run: Run) -> str:
    """Return `segments.csv`: every customer with tier, why, and the steps from revenue to contribution."""
    zone = ZoneInfo(run.snapshot.company.timezone)
    return _table(SEGMENT_COLUMNS, map(_segment, run.segmentation.segments), zone)


def _segment(segment: Segment) -> tuple[Cell, ...]:
    amounts = {step.kind: step.amount for step in segment.steps}
    per_hour = segment.contribution_per_bottleneck_hour
    return (
        segment.customer, segment.name, segment.tier, segment.tier_before, segment.basis, segment.why,
        _cents(segment.contribution), *(_cents(amounts.get(kind, Decimal(0))) for kind in StepKind),
        _cents(segment.returned), _cents(segment.bottleneck_hours), _cents(per_hour), segment.history_days,
    )  # fmt: skip


def _cents(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"))


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], zone: ZoneInfo) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(cell, zone) for cell in row] for row in rows)
    return stream.getvalue()


def _text(cell: Cell, zone: ZoneInfo) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(zone).isoformat(timespec="minutes")
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, str):
        return _FORMULA.sub(r"\1'", cell)
    return str(cell)
