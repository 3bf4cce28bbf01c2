"""Dispatching in plain Python, written beside the words of `engines/planning/dispatching.py`."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from unisono.engines.planning.problem import Problem
from unisono.engines.planning.solution import Take
from unisono.engines.planning.timing import NOTHING, after_open_minutes, first_open, openings, work_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What taking an order now would mean: its end, the index it is chosen by, and whether it cannot wait."""

    end: int
    index: float
    is_urgent: bool


class PlainDispatch:
    """A problem whose lines are filled one order at a time."""

    def __init__(self, problem: Problem, takes: Iterable[Take], *, ahead: float) -> None:
        """Begin with nothing on the lines and stock given out."""
        self.problem, self.ahead = problem, ahead
        self.made = [float(quantity) for quantity in problem.orders.quantity]
        for take in takes:
            self.made[take.order] -= take.quantity
        self.free: list[float] = [0.0 for _ in problem.lines.ids]
        self.family = [int(family) for family in problem.lines.initial]

    def sequences(self) -> list[list[int]]:
        """Return the orders of each line in turn."""
        sequences: list[list[int]] = [[] for _ in self.free]
        waiting = [order for order, made in enumerate(self.made) if made > NOTHING]
        while min(self.free) < math.inf:
            line = self.free.index(min(self.free))
            able = [order for order in waiting if np.isfinite(self.problem.lines.minutes_per_unit[order, line])]
            here = [order for order in able if self.wakes(order, line) <= self.free[line]]
            offers = {order: offer for order in here if (offer := self.offer(order, line)) is not None}
            if offers:
                chosen = max(offers, key=lambda order: self.rank(order, line, offers[order]))
                sequences[line].append(chosen)
                waiting.remove(chosen)
                self.free[line], self.family[line] = offers[chosen].end, int(self.problem.orders.family[chosen])
            else:
                self.free[line] = min(
                    (self.wakes(order, line) for order in able if order not in here), default=math.inf
                )
        return sequences

    def wakes(self, order: int, line: int) -> int:
        """Return the first minute from which the line loses no working time if it waits for the order's release."""
        release = int(self.problem.orders.release[order])
        opened = ((start, end) for start, end in openings(self.problem, order, line) if start < release)
        return max((min(end, release) for _, end in opened), default=0)

    def offer(self, order: int, line: int) -> Offer | None:
        """Return what taking an order now would mean; None where it ends too late, or brings a loss and is not firm."""
        orders, lines, now = self.problem.orders, self.problem.lines, int(self.free[line])
        change = (line, self.family[line], int(orders.family[order]))
        times, release = openings(self.problem, order, line), int(orders.release[order])
        changeover = int(lines.changeover_minutes[change])
        work = work_minutes(self.problem, order, line, self.made[order])
        begin = first_open(times, now if self.problem.changeover_before_release else max(now, release))
        ready = after_open_minutes(times, begin, changeover)
        end = after_open_minutes(times, first_open(times, max(ready, release)), work)
        if end > min(int(orders.deadline[order]), self.problem.horizon):
            return None
        late = end - int(orders.due[order])
        waiting = float(orders.holding_cost[order]) * self.made[order]
        money = self.gain(order, line) - float(lines.changeover_cost[change])
        money -= float(lines.changeover_scrap[change]) * float(orders.scrap_cost[order])
        money -= float(orders.late_cost[order]) * late if late > 0 else waiting * -late
        money -= float(orders.moving_cost[order]) if end > orders.keep_by[order] else 0.0
        if money < 0 and not orders.firm[order]:
            return None
        is_urgent = bool(orders.firm[order] and late > 0 and not orders.firm.all())
        press = self.pressure(order, late)
        return Offer(end=end, index=(money + press) / (changeover + work), is_urgent=is_urgent)

    def pressure(self, order: int, late: int) -> float:
        """Return what putting the order off might cost: the more, the nearer it is due."""
        if not self.ahead:
            return 0.0
        return float(self.problem.orders.late_cost[order]) * self.ahead * math.exp(min(0, late) / self.ahead)

    def gain(self, order: int, line: int) -> float:
        """Return what an order brings on a line before all that depends on time."""
        orders, made = self.problem.orders, self.made[order]
        stock = float(orders.stock_cost[order]) * (float(orders.quantity[order]) - made)
        return (
            float(orders.revenue[order] - orders.service_cost[order] - self.problem.lines.unit_cost[order, line] * made)
            - stock
        )

    def rank(self, order: int, line: int, offer: Offer) -> tuple[bool, float, float, int]:
        """Return what the largest of is taken: haste, index, and of equals the one that could be the best of all."""
        work = work_minutes(self.problem, order, line, self.made[order])
        press = self.ahead * float(self.problem.orders.late_cost[order])
        return offer.is_urgent, offer.index, (self.gain(order, line) + press) / work, -order
