"""Six weeks of the Thorn Forge: two lines, sixty jobs, a mill, two carriers, and a plan that somebody wrote by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from tests.spoken import after, said_by
from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.state import Commitment
from unisono.domain.company import (
    CalendarWindow,
    Changeover,
    Company,
    Customer,
    Department,
    Line,
    Order,
    OrderStatus,
    Partner,
    Product,
    Rate,
    Snapshot,
    Stock,
    StockKind,
    Tier,
    Weekday,
)
from unisono.domain.plans import Answer, AnswerKind, Contribution, DateOfYes, Operation, Plan, StockUse
from unisono.domain.policy import AgreedDuration, Decision, DecisionRight, Policy
from unisono.engines.planning.calendars import expand_calendar, minute_of, moment_of
from unisono.game.executing.scene import Situation
from unisono.game.executing.shifts import Shifts

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = datetime(2026, 3, 2, 6, tzinfo=WARSAW).astimezone(UTC)
END = datetime(2026, 4, 13, tzinfo=WARSAW).astimezone(UTC)
DAYS = 30
WORK = 330
"""Minutes of each job: two hours and a half of each day are left."""

WAY = timedelta(hours=24)
FROM_STOCK, PUT_OFF, DECLINED = ("F-901", "F-902"), ("F-911", "F-912", "F-913"), "F-921"


def forge() -> Snapshot:
    """Return the forge's data on the morning of Monday, 2 March 2026."""
    workdays = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)
    return Snapshot(
        company=Company(
            name="Thorn Forge",
            currency="EUR",
            timezone="Europe/Warsaw",
            as_of=MONDAY,
            horizon_end=END,
            departments=tuple(
                Department(id=name, name=name.title(), labour_rate_per_hour=Decimal(30))
                for name in ("sales", "purchasing", "production", "logistics")
            ),
            partners=(
                Partner(id="ox-cart", name="Ox Cart", kind="carrier"),
                Partner(id="river-barge", name="River Barge", kind="carrier"),
                Partner(id="iron-hill", name="Iron Hill", kind="supplier"),
            ),
        ),
        policy=_policy(),
        customers=tuple(
            Customer(id=f"C{number}", name=f"Farm {number}", tier=Tier.GOLD if number % 3 == 0 else Tier.STANDARD)
            for number in range(8)
        ),
        products=tuple(
            Product(id=name, family=family, unit="piece", variable_cost=Decimal(20))
            for name, family in (("gate", "gates"), ("fence", "fences"), ("hinge", "hinges"))
        ),
        lines=(
            Line(
                id="press",
                department="production",
                calendar="day",
                initial_family="hinges",
                overtime_premium_per_hour=Decimal(10),
                overtime_hours_per_week=Decimal(4),
            ),
            Line(
                id="anvil",
                department="production",
                calendar="day",
                initial_family="gates",
                overtime_premium_per_hour=Decimal(10),
                overtime_hours_per_week=Decimal(6),
            ),
        ),
        calendars=tuple(CalendarWindow(calendar="day", weekday=day, start=time(6), end=time(14)) for day in workdays),
        rates=(
            Rate(line="anvil", family="gates", units_per_hour=Decimal(6)),
            Rate(line="anvil", family="fences", units_per_hour=Decimal(6)),
            Rate(line="press", family="fences", units_per_hour=Decimal(5)),
            Rate(line="press", family="hinges", units_per_hour=Decimal(8)),
        ),
        changeovers=tuple(
            Changeover(line=line, from_family=one, to_family=other, minutes=Decimal(40))
            for line, one, other in (
                ("anvil", "gates", "fences"),
                ("anvil", "fences", "gates"),
                ("press", "hinges", "fences"),
                ("press", "fences", "hinges"),
            )
        ),
        orders=(*_jobs(), *_others()),
        stock=(
            Stock(product="hinge", kind=StockKind.OWN, quantity=Decimal(90), replenish=True),
            Stock(product="gate", kind=StockKind.OWN, quantity=Decimal(50), replenish=False),
        ),
        content_hash="forge",
    )


def _policy() -> Policy:
    return Policy(
        frozen_hours=Decimal(16),
        decision_rights=tuple(
            DecisionRight(option=option, decider="foreman", party="production")
            for option in (Decision.OVERTIME, Decision.MOVE_FROZEN_WORK, Decision.MOVE_ORDER, Decision.PROMISE_OVERRIDE)
        ),
        agreed_durations=(
            AgreedDuration(purpose=Purpose.PICK, performer="logistics", requester="sales", hours=Decimal(6)),
            AgreedDuration(purpose=Purpose.SHIP, performer="ox-cart", requester="logistics", hours=Decimal(18)),
        ),
    )


def _end(day: int, line: str) -> datetime:
    shifts = Shifts(
        expand_calendar(
            [CalendarWindow(calendar="day", weekday=day, start=time(6), end=time(14)) for day in list(Weekday)[:5]],
            zone=WARSAW,
            now=MONDAY,
            horizon=minute_of(END, now=MONDAY),
        )
    )
    start = shifts.windows[day][0] + (45 if _family(day, line) != _family(day - 1, line) else 0)
    return moment_of(shifts.end(start, WORK), now=MONDAY)


def _family(day: int, line: str) -> str:
    own = "gates" if line == "anvil" else "hinges"
    return own if day < 0 or day % 5 < 3 else "fences"


def _order(name: str, number: int, product: str, due: datetime, *, status: OrderStatus = OrderStatus.FIRM) -> Order:
    return Order(
        id=name,
        customer=f"C{number % 8}",
        product=product,
        quantity=Decimal("32.5") if number % 2 else Decimal(30),
        net_price=Decimal(45),
        received=MONDAY - timedelta(days=6),
        requested=due,
        status=status,
        promised=due if status is OrderStatus.FIRM else None,
        min_quantity=Decimal(10) if number % 3 else None,
        ship_lead=Decimal(24),
    )


def _jobs() -> tuple[Order, ...]:
    return tuple(
        _order(
            f"F-{line[0]}{day:02}",
            day + shift,
            _family(day, line)[:-1],
            _end(day, line) + WAY + timedelta(hours=5 * (day % 3)),
        )
        for day in range(DAYS)
        for shift, line in enumerate(("anvil", "press"))
    )


def _others() -> tuple[Order, ...]:
    stock = (_order(name, number, "hinge", MONDAY + 9 * WAY) for number, name in enumerate(FROM_STOCK))
    put_off = (
        _order(name, 3, "gate", MONDAY + (16 + 4 * number) * WAY, status=OrderStatus.INQUIRY)
        for number, name in enumerate(PUT_OFF)
    )
    return (*stock, *put_off, _order(DECLINED, 1, "gate", MONDAY + 12 * WAY, status=OrderStatus.INQUIRY))


def forge_plan(snapshot: Snapshot) -> Plan:
    """Return the plan: a job a day on each line, two orders from stock, three gold ones put off, one declined."""
    operations, answers = [], []
    tiers = {customer.id: str(customer.tier) for customer in snapshot.customers}
    for order in snapshot.orders:
        answer = Answer(order=order.id, customer=order.customer, tier=tiers[order.customer], kind=AnswerKind.DECLINED)
        if order.id in PUT_OFF:
            later = DateOfYes(date=order.requested + timedelta(days=6))
            answer = replace(answer, kind=AnswerKind.POSTPONED, reason="it has no place", date_of_yes=later)
        elif order.id == DECLINED:
            answer = replace(answer, reason="not worth the anvil", rule=1)
        else:
            answer = replace(answer, kind=AnswerKind.ACCEPTED, delivery=order.requested)
        if order.id.startswith(("F-a", "F-p")):
            operations.append(_operation(order))
        answers.append(answer)
    return Plan(
        snapshot_hash=snapshot.content_hash,
        now=MONDAY,
        parameters={},
        operations=tuple(operations),
        stock_uses=tuple(StockUse(order=name, stock=0, quantity=Decimal(30)) for name in FROM_STOCK),
        campaigns=(),
        contribution=Contribution(),
        answers=tuple(answers),
    )


def _operation(order: Order) -> Operation:
    line, day = ("anvil" if order.id[2] == "a" else "press"), int(order.id[3:])
    end = _end(day, line)
    changeover = 45 if _family(day, line) != _family(day - 1, line) else 0
    start = end - timedelta(minutes=WORK)
    return Operation(
        order=order.id,
        line=line,
        family=_family(day, line),
        quantity=order.quantity,
        changeover_start=start - timedelta(minutes=changeover),
        changeover_minutes=changeover,
        start=start,
        end=end,
        work_minutes=WORK,
    )


def promised_by(plan: Plan, snapshot: Snapshot) -> Mapping[str, Commitment]:
    """Return the commitments that publishing a plan makes."""
    return after({}, said_by(plan, snapshot, {}))


@cache
def forge_situation() -> Situation:
    """Return the forge on the morning on which its plan is published."""
    return situation_of(forge())


def situation_of(snapshot: Snapshot) -> Situation:
    """Return a forge with other data on that morning."""
    plan = forge_plan(snapshot)
    commitments = promised_by(plan, snapshot)
    return Situation(snapshot=snapshot, plan=plan, commitments=commitments, service_costs={"F-a00": Decimal(12)})
