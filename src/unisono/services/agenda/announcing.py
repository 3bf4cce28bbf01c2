"""Promise changes to announce: firm orders that come later than promised, or not at all."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from unisono.domain.agenda import Notice, RowKind
from unisono.domain.company import OrderStatus
from unisono.engines.planning.calendars import MINUTE
from unisono.engines.planning.shortfalls import Shortfall
from unisono.services.agenda.proposals import wanted_at
from unisono.services.agenda.roles import Roles
from unisono.services.agenda.wording import Wording, length, quantity
from unisono.services.preparing import Ground

A_DAY = timedelta(days=1)


def notices_of(
    ground: Ground, shortfalls: Sequence[Shortfall], *, on_agenda: Container[str], wording: Wording
) -> tuple[Notice, ...]:
    """Return which customer must be told what, by whom and by when; those whose promise breaks first come first.

    Args:
        ground: what the plan was made from.
        shortfalls: what the plan does not do for its orders.
        on_agenda: orders of which the meeting may still decide otherwise.
        wording: of the company.
    """
    broken = [item for item in shortfalls if item.order.status is OrderStatus.FIRM]
    teller = _Teller(ground=ground, wording=wording)
    told = sorted(broken, key=lambda item: (wanted_at(item.order), item.order.id))
    return tuple(teller.notice(item, open_still=item.order.id in on_agenda) for item in told)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Teller:
    ground: Ground
    wording: Wording

    def notice(self, shortfall: Shortfall, *, open_still: bool) -> Notice:
        order, snapshot = shortfall.order, self.ground.book.snapshot
        names = {customer.id: customer.name for customer in snapshot.customers}
        departments = {department.id: department.name for department in snapshot.company.departments}
        who = departments.get(Roles.of(snapshot).sales, "Sales")
        condition = ", unless the meeting finds another way" if open_still else ""
        message = f"{who} tells {names[order.customer]} {self._when(wanted_at(order))}: {self._what(shortfall)}"
        return Notice(
            order=order.id,
            customer=order.customer,
            customer_name=names[order.customer],
            tier=self.ground.book.tiers[order.customer].value,
            message=f"{message}{condition}.",
        )

    def _what(self, shortfall: Shortfall) -> str:
        order, products = shortfall.order, self.ground.book.snapshot.products
        unit = next(product.unit for product in products if product.id == order.product)
        promised = self.wording.by(wanted_at(order))
        goods = f"{quantity(order.quantity, unit)} {order.product}, promised for {promised},"
        if shortfall.kind is RowKind.UNMADE_FIRM:
            return f"{goods} cannot be made"
        arrival = self.wording.by(wanted_at(order) + shortfall.late * MINUTE)
        return f"{goods} come {length(shortfall.late)} late, for {arrival}"

    def _when(self, promised: datetime) -> str:
        """Return by when: within a day, and before the promise is broken."""
        if self.wording.within_a_day:
            return "at once"
        day_after = self.wording.now + A_DAY
        return "today" if promised <= day_after else f"by {self.wording.by(day_after)}"
