"""Where a plan that must take in one more order may begin: beside which work it goes, and what gives way for it.

The promise desk asks what an order costs when no firm order may suffer. A meeting may decide otherwise: here every
order may become later, and the inquiries that earn least an hour give way.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from unisono.engines.planning.problem import Floats, Ints, Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.session import Session
from unisono.engines.planning.solution import Take
from unisono.engines.planning.timing import NOTHING

MOST_GAPS = 24
"""Gaps of a line that are tried, those whose time suits the order best."""

APART = 3
"""Places for the order that are this many gaps apart are different enough to make room at each."""

PLACES = 4
"""Places at which room is made."""

BEFORE = 6
"""Work that is so many gaps before the order's may give way too: the order then begins earlier."""

SPANS = (3.0, 6.0)
"""How far ahead the inquiries that may give way are looked for, in times of the order's work."""

SHARES = (0.5, 1.0, 1.3)
"""How much work gives way, in times of the order's work."""

SOME_HOURS = 600.0
"""Minutes of work in which inquiries may give way even for a short order."""


class Beginning(NamedTuple):
    """A plan to start a search from, and what it is worth as it stands."""

    decisions: Decisions
    value: float


def beginnings(
    session: Session, start: Decisions, orders: Sequence[int], *, frozen: Container[int], most: int
) -> list[Beginning]:
    """Return the best plans near an earlier one in which all the orders have a place, the best first.

    An order goes into a gap between two families or beside its own, after the frozen zone; to the best of these
    places belong plans in which the inquiries around it that earn least an hour give way until there is room for it.
    Stock that is free serves the order first. There may be no such plan at all.

    Args:
        session: loaded with what to plan now; afterwards its plan in work is another.
        start: what the earlier plan decided; an order that has a place in it already may get another.
        orders: who needs a place, in turn.
        frozen: orders whose work stays where it is, nothing is put before it.
        most: how many to return at most.
    """
    found = _different(session, [_load(session, start)], 1)
    for order in orders:
        room = _Room.of(session, order, frozen)
        deeper = [plan for beginning in found for plan in room.plans(beginning.decisions)]
        found = _different(session, sorted(deeper, key=lambda plan: -plan.value), most)
    return found


def beginning_of(session: Session, plan: Decisions, orders: Sequence[int]) -> list[Beginning]:
    """Return a plan of the session's problem as a beginning, nothing if one of the orders loses its place in it."""
    beginning = _load(session, plan)
    return [] if any(session.is_out(order) for order in orders) else [beginning]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Place:
    """A gap of a line, the gap from which on inquiries may give way, and the plan with the order in it."""

    line: int
    gap: int
    from_gap: int
    plan: Beginning


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Room:
    """Makes room for one order; `work` (n, L) are minutes of work, `density` (n, L) is contribution a minute of it."""

    session: Session
    order: int
    frozen: Container[int]
    work: Floats
    density: Floats

    @classmethod
    def of(cls, session: Session, order: int, frozen: Container[int]) -> "_Room":
        orders, lines = session.problem.orders, session.problem.lines
        able = np.isfinite(lines.minutes_per_unit)
        work = np.where(able, lines.minutes_per_unit, 0.0) * orders.quantity[:, None]
        earned = (orders.revenue - orders.service_cost)[:, None]
        earned = earned - np.where(able, lines.unit_cost, 0.0) * orders.quantity[:, None]
        density = earned / np.maximum(work, 1.0)
        return cls(session=session, order=order, frozen=frozen, work=work, density=density)

    @property
    def problem(self) -> Problem:
        return self.session.problem

    def plans(self, start: Decisions) -> list[Beginning]:
        """Return plans in which the order has a place."""
        if self.order in self.frozen:
            as_it_is = _load(self.session, start)
            return [] if self.session.is_out(self.order) else [as_it_is]
        start, rest = self._with_free_stock(start)
        if rest <= NOTHING:
            return [_load(self.session, start)]
        others = tuple(take for take in start.takes if take.order != self.order)
        settled, ends = _settled(self.session, start._replace(takes=others))
        own = tuple(take for take in start.takes if take.order == self.order)
        start = settled._replace(takes=(*settled.takes, *own))
        places = sorted(self._places(start, ends), key=_worst_last)
        chosen: list[_Place] = []
        for place in places:
            if all(place.line != other.line or abs(place.gap - other.gap) >= APART for other in chosen):
                chosen.append(place)
        chosen = chosen[:PLACES]
        return [place.plan for place in chosen] + [plan for place in chosen for plan in self._roomier(place)]

    def _with_free_stock(self, start: Decisions) -> tuple[Decisions, float]:
        """Return the plan without the order's work, with stock for it that nobody takes, and what is left to make."""
        pools, order = self.problem.pools, self.order
        free = pools.quantity.copy()
        for take in start.takes:
            free[take.pool] -= take.quantity
        rest = float(self.problem.orders.quantity[order])
        rest -= sum(take.quantity for take in start.takes if take.order == order)
        takes = list(start.takes)
        for pool in np.flatnonzero(pools.may_use[:, order] & (free > NOTHING)):
            quantity = min(float(free[pool]), rest)
            if quantity > NOTHING and not any(take.order == order and take.pool == pool for take in takes):
                takes.append(Take(order=order, pool=int(pool), quantity=quantity))
                rest -= quantity
        waits = start.waits.copy()
        waits[order] = max(int(self.problem.orders.release[order]), self.problem.frozen_until)
        sequences = tuple(sequence[sequence != order] for sequence in start.sequences)
        return Decisions(sequences=sequences, waits=waits, takes=tuple(takes)), rest

    def _places(self, start: Decisions, ends: dict[int, int]) -> Iterator[_Place]:
        """Yield the plans with the order in a gap, as long as it keeps its deadline there."""
        for line in np.flatnonzero(np.isfinite(self.problem.lines.minutes_per_unit[self.order])):
            resting = [place for place, order in enumerate(start.sequences[line]) if int(order) in self.frozen]
            first = max(resting, default=-1) + 1
            for gap in self._gaps(int(line), start.sequences[line], first, ends):
                changed = np.insert(start.sequences[line], gap, self.order)
                plan = _load(self.session, _with_line(start, int(line), changed))
                if self.session.is_out(self.order):
                    break
                yield _Place(line=int(line), gap=gap, from_gap=max(first, gap - BEFORE), plan=plan)

    def _gaps(self, line: int, sequence: Ints, first: int, ends: dict[int, int]) -> list[int]:
        """Return the gaps between two families or beside the order's own, those nearest to its time."""
        family = self.problem.orders.family
        own = int(family[self.order])
        around = [int(self.problem.lines.initial[line]), *(int(family[order]) for order in sequence), -1]
        gaps = [gap for gap in range(first, len(sequence) + 1) if around[gap] != around[gap + 1] or around[gap] == own]
        wanted = int(self.problem.orders.due[self.order]) - float(self.work[self.order, line])
        near = sorted(gaps, key=lambda gap: abs((ends[int(sequence[gap - 1])] if gap else 0) - wanted))
        return sorted(near[:MOST_GAPS])

    def _roomier(self, place: _Place) -> Iterator[Beginning]:
        """Yield the plan of a place with room made for the order by inquiries after it that give way."""
        decisions, tried = place.plan.decisions, set[frozenset[int]]()
        sequence, needed = decisions.sequences[place.line], float(self.work[self.order, place.line])
        for span in SPANS:
            movable = self._movable(sequence[place.from_gap :], place.line, span * needed + SOME_HOURS)
            for share in SHARES:
                gone = self._giving_way(movable, place.line, share * needed)
                if not gone or gone in tried:
                    continue
                tried.add(gone)
                kept = np.array([order for order in sequence if int(order) not in gone], np.int64)
                takes = tuple(take for take in decisions.takes if take.order not in gone)
                yield _load(self.session, _with_line(decisions._replace(takes=takes), place.line, kept))

    def _movable(self, following: Ints, line: int, minutes: float) -> list[int]:
        """Return the inquiries within so many minutes of work, those that earn least an hour first."""
        movable, passed = [], 0.0
        for order in map(int, following):
            if order == self.order:
                continue
            if not self.problem.orders.firm[order]:
                movable.append(order)
            passed += float(self.work[order, line])
            if passed > minutes:
                break
        return sorted(movable, key=lambda order: float(self.density[order, line]))

    def _giving_way(self, movable: Sequence[int], line: int, minutes: float) -> frozenset[int]:
        gone, freed = set[int](), 0.0
        for order in movable:
            if freed >= minutes:
                break
            gone.add(order)
            freed += float(self.work[order, line])
        return frozenset(gone)


def _different(session: Session, plans: Sequence[Beginning], most: int) -> list[Beginning]:
    """Return the first plans that differ, without the orders that lose their places in them."""
    chosen: dict[tuple[tuple[int, ...], ...], Beginning] = {}
    for plan in plans:
        if len(chosen) == most:
            break
        decisions, _ = _settled(session, plan.decisions)
        sequences = tuple(tuple(map(int, sequence)) for sequence in decisions.sequences)
        chosen.setdefault(sequences, Beginning(decisions=decisions, value=plan.value))
    return list(chosen.values())


def _settled(session: Session, plan: Decisions) -> tuple[Decisions, dict[int, int]]:
    """Return a plan without the orders that lose their places in it, and when the others end."""
    session.load(sequences=plan.sequences, waits=plan.waits, takes=plan.takes)
    ends = session.ends()
    sequences = tuple(
        np.array([order for order in map(int, sequence) if order in ends], np.int64) for sequence in plan.sequences
    )
    takes = tuple(take for take in plan.takes if take.order in ends)
    return plan._replace(sequences=sequences, takes=takes), ends


def _worst_last(place: _Place) -> tuple[float, int, int]:
    return -place.plan.value, place.line, place.gap


def _with_line(decisions: Decisions, line: int, sequence: Ints) -> Decisions:
    sequences = list(decisions.sequences)
    sequences[line] = sequence
    return decisions._replace(sequences=tuple(sequences))


def _load(session: Session, decisions: Decisions) -> Beginning:
    """Return what a plan is worth, overtime included."""
    session.load(sequences=decisions.sequences, waits=decisions.waits, takes=decisions.takes)
    return Beginning(decisions=decisions, value=session.value - session.problem.overtime_cost)
