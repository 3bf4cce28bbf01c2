"""Where the weeks play: the company's data, its plan, and who is who, ready to be looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.order_graphs import commitment_id, roles_of
from unisono.domain.commitments.state import Commitment
from unisono.domain.company import Order, Snapshot
from unisono.domain.facts import Link
from unisono.domain.plans import Plan
from unisono.domain.policy import Decision
from unisono.engines.planning.calendars import minute_from, minute_of, moment_of
from unisono.game.executing.chance import Chance
from unisono.game.executing.voices import Voices

HOUR = 60
DAY = 24 * HOUR
WEEK = 7 * DAY
OPENS, CLOSES = time(7), time(16)
"""Office hours on weekdays, in which people answer; lines and lorries have their own."""

SATURDAY = 5
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the weeks begin with: the data, the plan in force, the commitments it made, and what serving costs."""

    snapshot: Snapshot
    plan: Plan
    commitments: Mapping[str, Commitment]
    service_costs: Mapping[str, Decimal]


class Scene:
    """A situation with what is looked up again and again, the chance of its seed, and what is said in it.

    Args:
        situation: what the weeks begin with.
        seed: start of all chance.
        prefix: how the ids of the facts begin.
    """

    def __init__(self, situation: Situation, *, seed: int, prefix: str) -> None:
        snapshot = situation.snapshot
        self.situation = situation
        self.snapshot = snapshot
        self.plan = situation.plan
        self.voices = Voices(states=situation.commitments, prefix=prefix, now=situation.plan.now)
        self.seed = seed
        self.now = situation.plan.now
        self.zone = ZoneInfo(snapshot.company.timezone)
        self.horizon = minute_from(snapshot.company.horizon_end, now=self.now)
        self.orders = {order.id: order for order in snapshot.orders}
        self.products = {product.id: product for product in snapshot.products}
        self.answers = {answer.order: answer for answer in situation.plan.answers}
        roles = roles_of(snapshot)
        self.sales = roles[Purpose.PROMISE].performer
        self.buyer = roles[Purpose.SUPPLY].performer
        self.picker = roles[Purpose.PICK].performer
        states = situation.commitments.values()
        self.quantities = {state.id: state.terms.quantity for state in states if state.terms.quantity is not None}
        self.dues = {state.id: self.minute(state.terms.due) for state in states if state.terms.due is not None}
        self.agreed = {state.id: int(state.agreed_minutes) for state in states if state.agreed_minutes is not None}

    def chance(self, *topic: object) -> Chance:
        """Return the chance of a topic."""
        return Chance(self.seed, *topic)

    def maker(self, line: str) -> str:
        """Return the department that runs a line."""
        return next(item.department for item in self.snapshot.lines if item.id == line)

    def partners(self, kind: str) -> tuple[str, ...]:
        """Return the outside parties of a kind, in the order of the data."""
        return tuple(partner.id for partner in self.snapshot.company.partners if partner.kind == kind)

    def minute(self, moment: datetime) -> int:
        """Return the minute that an instant falls into."""
        return minute_of(moment, now=self.now)

    def moment(self, minute: int) -> datetime:
        """Return the instant at which a minute begins."""
        return moment_of(minute, now=self.now)

    def due(self, order: str, purpose: Purpose) -> int | None:
        """Return the minute for which one of the commitments of an order is promised by the plan."""
        return self.dues.get(commitment_id(order, purpose))

    def decider(self, decision: Decision) -> str:
        """Return the party that has the right to decide; nobody: an empty text."""
        rights = self.snapshot.policy.decision_rights
        return next((right.party for right in rights if right.option is decision), "")

    def office(self, minute: int) -> int:
        """Return the first minute in office hours that is not before a minute."""
        local = self.moment(minute).astimezone(self.zone)
        day = local.date()
        if local.time() >= CLOSES:
            day += timedelta(days=1)
        moved = day != local.date()
        while day.weekday() >= SATURDAY:
            day, moved = day + timedelta(days=1), True
        if not moved and local.time() >= OPENS:
            return minute
        return self.minute(datetime.combine(day, OPENS, tzinfo=self.zone)) + minute % HOUR

    def at(self, week: int, weekday: int, hour: int) -> int:
        """Return the minute of a clock time.

        Args:
            week: counted from 0, the week in which the plan begins.
            weekday: 0 for Monday.
            hour: hour of the day in the company's zone.
        """
        first = self.now.astimezone(self.zone).date()
        day = first + timedelta(days=7 * week + weekday - first.weekday())
        return self.minute(datetime.combine(day, time(hour), tzinfo=self.zone))

    def links(self, order: Order) -> tuple[Link, ...]:
        """Return the objects that a fact about an order is about."""
        return (
            Link(type="order", object=order.id),
            Link(type="customer", object=order.customer),
            Link(type="product", object=order.product),
        )


def share(quantity: Decimal, percent: int) -> Decimal:
    """Return a share of a quantity in its own steps: of 28.5 in tenths, of 20 in whole ones.

    >>> share(Decimal("28.5"), 5), share(Decimal(20), 4)
    (Decimal('1.4'), Decimal('1'))
    """
    step = Decimal(1).scaleb(min(int(quantity.as_tuple().exponent), 0))
    return (quantity * percent / 100).quantize(step)
