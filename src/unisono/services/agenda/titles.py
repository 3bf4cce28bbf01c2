"""What an option is called and what more there is to say of it, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from unisono.domain.agenda import RowKind, Touched
from unisono.domain.changes import OrderSplit, OvertimeOpened, SlotOpened
from unisono.domain.company import Order, Snapshot
from unisono.domain.plans import Answer
from unisono.domain.policy import OptionKind
from unisono.engines.planning.calendars import MINUTE, moment_of
from unisono.engines.planning.shortfalls import Shortfall
from unisono.services.agenda.effects import LOSES, WINS
from unisono.services.agenda.proposals import wanted_at
from unisono.services.agenda.replanned import Replanned
from unisono.services.agenda.wording import HOUR, Wording, joined, length, plural, quantity


class Named(NamedTuple):
    """An option in words: a line that names it, and a sentence or two that say more."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Titles:
    """The words for the options about one order."""

    snapshot: Snapshot
    wording: Wording
    shortfall: Shortfall

    @property
    def order(self) -> Order:
        """Return the order that the options are about."""
        return self.shortfall.order

    def named(  # noqa: PLR0911 - one return for each kind
        self, kind: OptionKind, result: Replanned, touches: Sequence[Touched]
    ) -> Named:
        """Return an option in words.

        Args:
            kind: what is done.
            result: the plan after it.
            touches: whom it touches.
        """
        delivery = self._delivery(result)
        match kind:
            case OptionKind.OVERTIME:
                return self._overtime(result, delivery)
            case OptionKind.OPEN_SLOT:
                return self._slot(result, delivery)
            case OptionKind.SPLIT:
                return self._split(result)
            case OptionKind.STOCK:
                return Named(f"{self._amount(result.from_stock(self.order.id))} from stock that others had", delivery)
            case OptionKind.ACCEPT_LATE:
                late = length(result.lateness()[self.order.id])
                return Named(f"Accept it {late} late, for {self._arrival(result, self.order.id)}", _given_way(touches))
            case OptionKind.MOVE_ORDER:
                return self._move(delivery, touches)
            case OptionKind.DECLINE:
                return Named("Decline it after all", "The customer hears no, and the place is free for others.")

    def as_planned(self, answer: Answer | None) -> Named:
        """Return in words that nothing is changed."""
        if self.shortfall.kind is RowKind.LATE:
            arrival = self.wording.by(wanted_at(self.order) + self.shortfall.late * MINUTE)
            return Named(f"Leave it {length(self.shortfall.late)} late, for {arrival}", "As the plan says.")
        if self.shortfall.kind is RowKind.UNMADE_FIRM:
            return Named("Tell the customer that it cannot be made", "As the plan says.")
        price = self._price_of_yes(answer)
        offer = answer.date_of_yes.date if answer is not None and answer.date_of_yes is not None else None
        if offer is not None:
            wanted = wanted_at(self.order)
            title = f"Decline for {self.wording.by(wanted)}, offer {self.wording.instead(offer, wanted)}"
            return Named(title, price or "As the plan says.")
        title = "Decline; the rule stands" if self.shortfall.kind is RowKind.APPEAL else "Decline"
        return Named(title, price or "As the plan says.")

    def _price_of_yes(self, answer: Answer | None) -> str:
        price = answer.price_of_yes.price if answer is not None and answer.price_of_yes is not None else None
        if price is None:
            return ""
        asked, unit = self.wording.price(self.order.net_price), self._unit()
        return f"A yes as asked from {self.wording.price(price)} a {unit}; the customer pays {asked}."

    def _overtime(self, result: Replanned, delivery: str) -> Named:
        window = next(change for change in result.variant.changes if isinstance(change, OvertimeOpened))
        hours = Decimal(int((window.end - window.start) / MINUTE)) / HOUR
        cost = self.wording.money(Decimal(str(result.problem.overtime_cost)))
        day = self.wording.weekday(window.start)
        title = f"{day} overtime on {window.line}, {quantity(hours, 'h')} ({cost})"
        return Named(
            title, f"{self.wording.span(window.start, window.end)}. {delivery}{self._for_others(result, window.start)}"
        )

    def _slot(self, result: Replanned, delivery: str) -> Named:
        opened = next(change for change in result.variant.changes if isinstance(change, SlotOpened))
        slot = next(slot for slot in self.snapshot.slots if slot.id == opened.slot_id)
        names = {customer.id: customer.name for customer in self.snapshot.customers}
        holder = f"{slot.tier.value} customers" if slot.tier is not None else names.get(slot.customer, slot.customer)
        title = f"Open the slot kept for {holder} on {slot.line}, {self.wording.span(slot.start, slot.end)}"
        opens = f"It would open to all {self.wording.moment(slot.opens_at)}. " if slot.opens_at is not None else ""
        return Named(title, f"{opens}{delivery}{self._for_others(result, slot.start)}")

    def _for_others(self, result: Replanned, start: datetime) -> str:
        """Return what time is for that begins after the order itself is made."""
        job = result.job(self.order.id)
        if job is None or moment_of(job.end, now=self.wording.now) > start:
            return ""
        return " Other orders are made in that time."

    def _split(self, result: Replanned) -> Named:
        split = next(change for change in result.variant.changes if isinstance(change, OrderSplit))
        first = f"{self._amount(split.first_quantity)} for {self._arrival(result, split.order)}"
        rest = f"the other {self._amount(self.order.quantity - split.first_quantity)} for"
        late = result.lateness()[split.rest_id]
        if not late:
            other = self._amount(self.order.quantity - split.first_quantity)
            title = f"Make it in two parts, {self._amount(split.first_quantity)} and {other}"
            return Named(title, f"Both are delivered in time, for {self._arrival(result, split.order)}.")
        return Named(f"{first}, {rest} {self._arrival(result, split.rest_id)}", f"The rest comes {length(late)} late.")

    def _move(self, delivery: str, touches: Sequence[Touched]) -> Named:
        if not any(item.fate == LOSES or (item.days or 0) > 0 for item in touches):
            return Named("Make it in time; nobody else suffers", delivery)
        return Named("Make it in time, others give way", f"{_given_way(touches)} {delivery}")

    def _delivery(self, result: Replanned) -> str:
        if self.order.id not in result.lateness():
            return ""
        late = result.lateness()[self.order.id]
        arrival = self._arrival(result, self.order.id)
        return f"Delivered for {arrival}, {length(late)} late." if late else f"Delivered in time, for {arrival}."

    def _arrival(self, result: Replanned, order: str) -> str:
        """Return when an order line reaches the customer: when wanted, or later."""
        return self.wording.by(wanted_at(self.order) + result.lateness()[order] * MINUTE)

    def _amount(self, value: Decimal) -> str:
        return quantity(value, self._unit())

    def _unit(self) -> str:
        return next(product.unit for product in self.snapshot.products if product.id == self.order.product)


def _given_way(touches: Sequence[Touched]) -> str:
    """Return in one sentence who loses and who wins by an option."""
    lost = sum(item.fate == LOSES for item in touches)
    won = sum(item.fate == WINS for item in touches)
    later = [item.days for item in touches if item.days is not None and item.days > 0]
    sooner = sum(item.days is not None and item.days < 0 for item in touches)
    parts = []
    if lost:
        parts.append(f"{plural(lost, 'order')} {'loses its place' if lost == 1 else 'lose their places'}")
    if later:
        worst = length(round(max(later) * 24 * HOUR))
        parts.append(f"{plural(len(later), 'order')} {'becomes' if len(later) == 1 else 'become'} up to {worst} later")
    if sooner:
        parts.append(f"{plural(sooner, 'order')} {'comes' if sooner == 1 else 'come'} sooner")
    if won:
        parts.append(f"{plural(won, 'order')} {'wins a place' if won == 1 else 'win places'}")
    return f"{joined(parts)}." if parts else "Nobody else moves."
