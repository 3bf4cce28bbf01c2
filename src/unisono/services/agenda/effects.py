"""Whom a replanned option touches: orders that become later or earlier, win or lose a place, and departments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from unisono.domain.agenda import Touched
from unisono.domain.changes import OrderSplit, OvertimeOpened, SlotOpened
from unisono.domain.policy import OptionKind
from unisono.services.agenda.replanned import Replanned
from unisono.services.agenda.roles import Roles
from unisono.services.preparing import Ground

PLACES = Decimal("0.0001")
"""Days are told to the fifth part of a minute, so that an evening can be told in minutes."""

MINUTES_A_DAY = 1440

AN_HOUR = 60
"""Lateness that changes by no more than this is nothing to tell."""

SHARE_OF_HORIZON = 100
"""On a short horizon a hundredth of it is told already."""

LOSES, WINS = "loses its place", "wins a place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What an option does: days late in all, orders of others, departments that act."""

    late_days_change: Decimal
    touches: tuple[Touched, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Baseline:
    """What options are compared with: the plan in force after an equally long search without any change."""

    ground: Ground
    reference: Replanned

    def effects(self, order: str, kind: OptionKind, result: Replanned) -> Effects:
        """Return what an option does.

        Args:
            order: the order that the option is about; it is not among those touched.
            kind: of the option.
            result: the plan after it.
        """
        before, after = self.reference.lateness(), result.lateness()
        own = {order, *(change.rest_id for change in result.variant.changes if isinstance(change, OrderSplit))}
        touches = self._touches(before, after, own)
        departments = filter(None, self._departments(order, kind, result, touches))
        return Effects(
            late_days_change=in_days(sum(after.values()) - sum(before.values())),
            touches=touches,
            departments=tuple(dict.fromkeys(departments)),
        )

    def _touches(self, before: Mapping[str, int], after: Mapping[str, int], own: set[str]) -> tuple[Touched, ...]:
        """Return who wins or loses a place and who becomes clearly later or earlier, the heaviest first."""
        tiers, horizon = self.ground.book.tiers, self.ground.problem.horizon
        told_from = min(AN_HOUR, horizon // SHARE_OF_HORIZON)
        found: list[tuple[int, Touched]] = []
        for order in (item for item in self.ground.book.snapshot.orders if item.id not in own):
            touched = Touched(order=order.id, customer=order.customer, tier=tiers[order.customer].value)
            was, now = before.get(order.id), after.get(order.id)
            if was is not None and now is None:
                found.append((2 * horizon, replace(touched, fate=LOSES)))
            elif was is None and now is not None:
                found.append((horizon, replace(touched, fate=WINS)))
            elif was is not None and now is not None and abs(now - was) > told_from:
                found.append((abs(now - was), replace(touched, days=in_days(now - was))))
        return tuple(touched for _, touched in sorted(found, key=lambda item: (-item[0], item[1].order)))

    def _departments(
        self, order: str, kind: OptionKind, result: Replanned, touches: tuple[Touched, ...]
    ) -> Iterator[str]:
        """Yield who must do something else than the plan says; Sales tells the customers of it in any case."""
        snapshot = self.ground.book.snapshot
        roles = Roles.of(snapshot)
        yield roles.sales
        of_line = {line.id: line.department for line in snapshot.lines}
        lines = {change.line for change in result.variant.changes if isinstance(change, OvertimeOpened)}
        slots = {change.slot_id for change in result.variant.changes if isinstance(change, SlotOpened)}
        lines |= {slot.line for slot in snapshot.slots if slot.id in slots}
        moved = {order, *(touched.order for touched in touches)}
        lines |= self.reference.lines_of(moved) | result.lines_of(moved)
        yield from (of_line[line] for line in sorted(lines))
        extra_room = result.solution.worth.extra_room_cost - self.reference.solution.worth.extra_room_cost
        if abs(extra_room) >= 1 or kind in {OptionKind.STOCK, OptionKind.SPLIT}:
            yield roles.logistics


def in_days(minutes: int) -> Decimal:
    """Return minutes as days.

    >>> in_days(2160), in_days(-18)
    (Decimal('1.5000'), Decimal('-0.0125'))
    """
    return (Decimal(minutes) / MINUTES_A_DAY).quantize(PLACES)
