"""The insertions of an order into the plan in work: all of them listed once, then weighed on any terms."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unisono.engines.planning.kernel.insertion import (
    GRAIN,
    ROW,
    best_with_room,
    list_insertions,
    list_touched,
    weigh_insertion,
    weigh_rows,
)
from unisono.engines.planning.kernel.records import FROM_STOCK, World
from unisono.engines.planning.kernel.rests import empty, is_full, lay_out, make_survey
from unisono.engines.planning.problem import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Insertion:
    """A way to take in an order: what it changes in money, and which inquiries lose their places.

    `found` says where it goes (see `kernel.insertion`), `end` when it is ready.
    """

    order: int
    found: Ints
    end: int
    change: float
    displaces: tuple[int, ...]

    @property
    def is_yes(self) -> bool:
        """Return whether the company should take it: it gains, or it loses nothing and displaces nobody."""
        return self.change > GRAIN or (self.change >= -GRAIN and not self.displaces)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Insertions of one order: a ROW each, and what is known of the room of others (see `kernel.insertion`)."""

    rows: NDArray[np.void]
    others_room: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An order that an insertion moves: when it is ready now and then, None where it loses its place."""

    order: int
    end: int
    end_after: int | None


class Insertions:
    """What is known of the insertions into a plan; whoever changes a line of it says so."""

    def __init__(self, world: World, handle: object) -> None:
        """Begin with a world and the kernel's handle of it."""
        self._world, self._handle = world, handle
        self._survey = make_survey(world)
        self._stale = set(range(len(world.lines)))

    def forget(self, line: int) -> None:
        """Forget what is known of a line, because its orders have changed; without a line there is nothing to do."""
        if line >= 0:
            self._stale.add(line)

    def forget_all(self) -> None:
        """Forget what is known of all lines."""
        self._stale.update(range(len(self._world.lines)))

    def all_of(self, order: int, first_gaps: Ints, *, until: int) -> Ways:
        """Return the insertions of an order without a place that end by minute `until`.

        Args:
            order: its index.
            first_gaps: the first gap of each line after the frozen zone.
            until: the last minute that is of use.
        """
        self._lay_out()
        world = self._world
        stocked = world.orders["first_claim"][order] < world.orders["after_claims"][order]
        able = world.fits["minutes"][order] >= 0
        rows = np.empty(2 * int((world.lines["count"][able] + 1).sum()) * (1 + int(stocked)) + 1, ROW)
        count = list_insertions(self._handle, self._survey, order, first_gaps, until, rows)
        return Ways(rows=rows[:count], others_room=np.full(count, np.nan))

    def best_of(self, order: int, ways: Ways) -> Insertion | None:
        """Return the best of the listed insertions of an order on the terms it has now, None where there is none."""
        rows, count = ways.rows, len(ways.rows)
        changes = np.empty(count)
        best = int(weigh_rows(self._handle, order, rows, count, changes))
        if best >= 0 and self._world.state["has_room"][0]:
            best = int(best_with_room(self._handle, order, rows, count, changes, ways.others_room, best))
        return None if best < 0 else self._insertion(order, rows[best])

    def touched(self, insertion: Insertion) -> tuple[Touched, ...]:
        """Return whose work an insertion would move or push out, in turn."""
        self._lay_out()
        orders, ends = np.empty((2, len(self._world.orders)), np.int64)
        count = list_touched(self._handle, self._survey, insertion.order, insertion.found, orders, ends)
        places, found = self._world.places["end"], self._world.orders
        return tuple(
            Touched(
                order=order,
                end=int(places[found["line"][order], found["place"][order]]),
                end_after=None if end < 0 else end,
            )
            for order, end in zip(orders[:count].tolist(), ends[:count].tolist(), strict=True)
        )

    def _insertion(self, order: int, row: np.void) -> Insertion:
        found = row["found"].copy()
        change = float(weigh_insertion(self._handle, order, found, False))
        state = self._world.state[0]
        out = [int(j) for j in self._world.scratch[2, : state["ejected"]]]
        if found[0] != FROM_STOCK and state["leaving"] >= 0:
            out.append(int(state["leaving"]))
        return Insertion(order=order, found=found, end=int(row["end"]), change=change, displaces=tuple(out))

    def _lay_out(self) -> None:
        if is_full(self._survey):
            empty(self._survey)
            self.forget_all()
        for line in self._stale:
            lay_out(self._handle, self._survey, line)
        self._stale.clear()
