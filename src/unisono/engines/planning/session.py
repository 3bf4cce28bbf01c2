"""A problem loaded into the kernel: the arrays, the handle for compiled functions, and the ways in and out."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from unisono.engines.planning.insertions import Insertion, Insertions, Touched, Ways
from unisono.engines.planning.kernel.dispatch import WAITING, dispatch
from unisono.engines.planning.kernel.handle import handle_of
from unisono.engines.planning.kernel.insertion import LINE, find_first_gaps, purge, weigh_insertion
from unisono.engines.planning.kernel.packing import fit_records, load, make_world, order_records
from unisono.engines.planning.kernel.records import FROM_STOCK, NOWHERE
from unisono.engines.planning.kernel.search import keep_best, search
from unisono.engines.planning.kernel.trial import revalue
from unisono.engines.planning.placing import Placed, place, worth_of
from unisono.engines.planning.problem import Floats, Ints, Problem
from unisono.engines.planning.solution import Solution, Take

ALL_FREEDOM = 7
"""The search may choose orders (1), sequence them (2) and shift stock (4)."""


class Session:
    """The kernel's state for one problem; not shared between threads."""

    def __init__(self, problem: Problem, *, seed: int = 1) -> None:
        """Load a problem with an empty plan.

        Args:
            problem: what to plan.
            seed: start of the random numbers.
        """
        self.problem = problem
        self.world = make_world(problem, seed=seed)
        self._handle = handle_of(self.world)
        self._best = np.zeros((len(self.world.lines), problem.n, 2), np.int64)
        self._counts = np.zeros(len(self.world.lines), np.int64)
        self._taken: Floats = np.zeros(len(self.world.claims))
        self._insertions = Insertions(self.world, self._handle)
        revalue(self._handle)
        self._keep()

    @property
    def value(self) -> float:
        """Return the value of the plan in work: its contribution less penalties and moving costs, overtime left out."""
        return float(self.world.state["value"][0])

    @property
    def best_value(self) -> float:
        """Return the value of the best plan met since the last `load`."""
        return float(self.world.state["best"][0])

    def _keep(self) -> None:
        """Make the plan in work the best one."""
        self.world.lines["changed"] = 1
        keep_best(self._handle, self._best, self._counts, self._taken)
        self.world.state["best"] = self.world.state["value"]

    def load(self, *, sequences: Sequence[Ints], waits: Ints | None = None, takes: Sequence[Take] = ()) -> None:
        """Make this the plan in work and the best one; orders that would pass their deadlines lose their places."""
        self._insertions.forget_all()
        load(self.world, sequences=sequences, waits=waits, takes=takes)
        revalue(self._handle)
        purge(self._handle)
        revalue(self._handle)
        self._keep()

    def dispatch(self, *, ahead: float) -> None:
        """Fill the lines with the orders that have no place (see `dispatching`); the plan becomes the best one."""
        fits, orders = self.world.fits, self.world.orders
        able = (fits["minutes"] > 0) & (orders["line"] == NOWHERE)[:, None]
        bounds = np.where(able, (fits["gain"] + ahead * orders["late"][:, None]) / fits["minutes"], -np.inf)
        waiting = np.zeros(fits.shape[::-1], WAITING)
        waiting["order"] = np.argsort(-bounds, axis=0, kind="stable").T
        waiting["bound"] = np.take_along_axis(bounds.T, waiting["order"], axis=1)
        self._insertions.forget_all()
        is_calm = bool((orders["firm"] == orders["firm"].max(initial=0)).all())
        dispatch(self._handle, waiting, is_calm, ahead)
        revalue(self._handle)
        self._keep()

    def search(self, *, freedom: int, steps: int, hot: float, cold: float, share: float, total: int) -> None:
        """Try `steps` moves (see `kernel.search.search`)."""
        self._insertions.forget_all()
        search(self._handle, self._best, self._counts, self._taken, freedom, steps, hot, cold, share, total)

    def warm_up(self) -> None:
        """Have the search compiled, or read from its cache, before anybody's time is counted."""
        self.search(freedom=ALL_FREEDOM, steps=0, hot=1.0, cold=1.0, share=0.0, total=0)

    def insist_on(self, orders: Collection[int]) -> None:
        """Let leaving out one of these firm orders cost more than leaving out all others."""
        penalty = self.world.orders["penalty"]
        penalty[list(orders)] *= 1 + int(self.problem.orders.firm.sum())

    def return_to_best(self) -> None:
        """Make the best plan met the plan in work."""
        sequences, waits, takes = self._best_parts()
        self.load(sequences=sequences, waits=waits, takes=takes)

    def _best_parts(self) -> tuple[tuple[Ints, ...], Ints, tuple[Take, ...]]:
        """Return sequences, waits and takes of the best plan."""
        kept = [lines[:count] for lines, count in zip(self._best, self._counts, strict=True)]
        waits = self.problem.orders.release.copy()
        for line in kept:
            waits[line[:, 0]] = line[:, 1]
        claims = self.world.claims
        takes = tuple(
            Take(order=int(claims["order"][c]), pool=int(claims["pool"][c]), quantity=float(self._taken[c]))
            for c in np.flatnonzero(self._taken > 0.0)
        )
        return tuple(line[:, 0].copy() for line in kept), waits, takes

    def first_gaps(self) -> Ints:
        """Return for each line the first gap after all work that starts within the frozen zone."""
        gaps = np.zeros(len(self.world.lines), np.int64)
        find_first_gaps(self._handle, self.problem.frozen_until, gaps)
        return gaps

    def is_out(self, order: int) -> bool:
        """Return whether an order has no place in the plan in work."""
        return bool(self.world.orders["line"][order] == NOWHERE)

    def replace_order(self, order: int, one: Problem) -> None:
        """Put another order, the only one of a problem, in the row of an order that has no place."""
        orders, record = self.world.orders, order_records(one)[0]
        for name in ("group", "kin_rank", "due_rank", "penalty", "first_claim", "after_claims"):
            record[name] = orders[name][order]
        orders[order] = record
        self.world.fits[order], self.world.rates[order] = (records[0] for records in fit_records(one))

    @contextmanager
    def holding_back(self, free: Sequence[int]) -> Iterator[None]:
        """Let only these pools have free stock for a while."""
        pools = self.world.pools["free"]
        held = pools.copy()
        held[list(free)] = 0.0
        pools -= held
        try:
            yield
        finally:
            pools += held

    def left_out(self, orders: Sequence[int] | Ints) -> list[int]:
        """Return those of the orders that have no place in the plan in work."""
        asked = np.asarray(orders, np.int64)
        return [int(order) for order in asked[self.world.orders["line"][asked] == NOWHERE]]

    def try_insertion(self, order: int, first_gaps: Ints) -> Insertion | None:
        """Return the best insertion of an order without a place, None where there is none; the plan stays as it is."""
        until = int(self.world.orders["deadline"][order])
        return self.best_of(order, self.insertions_of(order, first_gaps, until=until))

    def insertions_of(self, order: int, first_gaps: Ints, *, until: int) -> Ways:
        """Return all insertions of an order without a place that end by a minute (see `Insertions`)."""
        with self.asked(order):
            return self._insertions.all_of(order, first_gaps, until=until)

    def best_of(self, order: int, ways: Ways) -> Insertion | None:
        """Return the best of all insertions of an order on the terms it has now, None where there is none."""
        with self.asked(order):
            return self._insertions.best_of(order, ways)

    def neighbours(self, insertion: Insertion) -> list[int]:
        """Return the orders beside an insertion on its line: before it, then behind it, as far as there are any."""
        line, gap, replaces, _ = map(int, insertion.found)
        if line == FROM_STOCK:
            return []
        sequence = self.world.places["order"][line, : self.world.lines["count"][line]]
        return [int(sequence[place]) for place in (gap - 1, gap + replaces) if 0 <= place < len(sequence)]

    def free_stock(self, order: int) -> float:
        """Return how many units of stock are free for an order."""
        first, after = self.world.orders["first_claim"][order], self.world.orders["after_claims"][order]
        return float(self.world.pools["free"][self.world.claims["pool"][first:after]].sum())

    def touched(self, insertion: Insertion) -> tuple[Touched, ...]:
        """Return whose work an insertion would move or push out, in turn."""
        with self.asked(insertion.order):
            return self._insertions.touched(insertion)

    @contextmanager
    def asked(self, order: int) -> Iterator[None]:
        """Let an order without a place wait for its release and the end of the frozen zone while it is asked for."""
        orders = self.world.orders
        wait = int(orders["wait"][order])
        orders["wait"][order] = max(int(orders["release"][order]), self.problem.frozen_until)
        try:
            yield
        finally:
            orders["wait"][order] = wait

    def ends(self) -> dict[int, int]:
        """Return the minute at which each order of the plan in work is ready; those from stock at their due minute."""
        return {order: end for order, end in enumerate(self.end_minutes().tolist()) if end >= 0}

    def end_minutes(self) -> Ints:
        """Return `ends` as an array (n), -1 for orders without a place."""
        orders, places = self.world.orders, self.world.places
        ends = np.where(orders["line"] == FROM_STOCK, orders["due"], -1).astype(np.int64)
        placed = np.flatnonzero(orders["line"] >= 0)
        ends[placed] = places["end"][orders["line"][placed], orders["place"][placed]]
        return ends

    def ends_after(self, insertion: Insertion) -> dict[int, int]:
        """Return `ends` as an insertion would make them; the plan in work stays as it is."""
        with self.made(insertion):
            return self.ends()

    def solution_after(self, insertion: Insertion) -> Solution:
        """Return the plan that an insertion would make; the plan in work stays as it is."""
        with self.made(insertion):
            return self.solution()

    @contextmanager
    def made(self, insertion: Insertion) -> Iterator[None]:
        """Make an insertion so for a while; nobody may push the order out."""
        world, line = self.world, max(0, int(insertion.found[LINE]))
        lines = (world.lines, world.places[line], world.spans[line], self._best, self._counts)
        others = (world.orders, world.fits, world.claims, world.pools, world.nights, world.state, self._taken)
        changed = (*lines, *others)
        before = [array.copy() for array in changed]
        self.make(insertion)
        world.orders["firm"][insertion.order] = 1
        try:
            yield
        finally:
            for array, kept in zip(changed, before, strict=True):
                array[:] = kept
            self._insertions.forget(int(insertion.found[LINE]))

    def make(self, insertion: Insertion) -> None:
        """Make an insertion so; the plan in work becomes the best one."""
        order = insertion.order
        self.world.orders["wait"][order] = max(int(self.world.orders["release"][order]), self.problem.frozen_until)
        weigh_insertion(self._handle, order, insertion.found, True)
        self._insertions.forget(int(insertion.found[LINE]))
        keep_best(self._handle, self._best, self._counts, self._taken)
        self.world.state["best"] = self.world.state["value"]

    def solution(self, *, iterations: int = 0, seconds: float = 0.0, interrupted: bool = False) -> Solution:
        """Return the best plan met; it becomes the plan in work."""
        sequences, waits, takes = self._best_parts()
        self.load(sequences=sequences, waits=waits, takes=takes)
        placed = self.placed()
        out = np.flatnonzero((self.world.orders["line"] == NOWHERE) & self.problem.orders.firm)
        return Solution(
            sequences=sequences,
            waits=waits,
            takes=takes,
            jobs=placed.jobs,
            worth=worth_of(self.problem, placed, takes),
            unmade=tuple(int(j) for j in out),
            iterations=iterations,
            seconds=seconds,
            interrupted=interrupted,
        )

    def placed(self) -> Placed:
        """Return when the work of the plan in work is done."""
        places, lines = self.world.places, range(len(self.problem.lines.ids))
        counts = self.world.lines["count"]
        return place(
            self.problem,
            sequences=[places["order"][line, : counts[line]] for line in lines],
            ends=[places["end"][line, : counts[line]] for line in lines],
            waits=self.world.orders["wait"],
            made=self.world.orders["need"],
        )
