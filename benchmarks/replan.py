"""Replans of a made-up order book: how long they take, kind by kind, and what they move.

`python -m benchmarks.replan --orders 10000 --json` prints one JSON object. Times are of the processor, in one thread,
after compilation: `replan_ms` from the plan in force and the changed problem to the answer, `whole_ms` from the change
to the answer, the problem built anew. Every plan goes through the checkers.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import numpy as np

from benchmarks.book import ground_of, warm_up
from benchmarks.memory import peak_mb
from benchmarks.promise import published
from unisono.domain.changes import (
    Change,
    LineDown,
    OrderAltered,
    OrderCancelled,
    OrderReceived,
    OvertimeOpened,
    RateChanged,
    StockFound,
)
from unisono.domain.company import Order, OrderStatus, StockKind
from unisono.domain.plans import Plan
from unisono.engines.planning.checking import check
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.replan_checking import Compared, check_replan
from unisono.engines.planning.stopping import Iterations
from unisono.services.preparing import Ground
from unisono.services.replanning import Answered, amend, hold, replan_changed

MOST = 50
"""So many inquiries without a place are asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A published plan and what is known, from which changes are drawn."""

    ground: Ground
    plan: Plan
    draw: random.Random

    def order(self, *, firm: bool = False) -> Order:
        """Return an order of the plan."""
        orders = {order.id: order for order in self.ground.book.snapshot.orders}
        made = [orders[operation.order] for operation in self.plan.operations]
        return self.draw.choice([order for order in made if not firm or order.status is OrderStatus.FIRM])

    def new(self, *, firm: bool) -> Change:
        """Return an order like one of the book."""
        like = self.order()
        wanted = like.requested
        status = OrderStatus.FIRM if firm else OrderStatus.INQUIRY
        return OrderReceived(order=replace(like, id="NEW", status=status, promised=wanted if firm else None))

    def down(self, hours: int) -> Change:
        """Return a line that is down within the next two weeks."""
        start = self.plan.now + timedelta(hours=self.draw.randint(0, 14 * 24))
        line = self.draw.choice(self.ground.book.snapshot.lines)
        return LineDown(line=line.id, start=start, end=start + timedelta(hours=hours))

    def sooner(self) -> Change:
        """Return a firm order that is wanted two days sooner."""
        order = self.order(firm=True)
        return OrderAltered(order=order.id, wanted=(order.promised or order.requested) - timedelta(days=2))

    def twice(self) -> Change:
        """Return an order of twice the quantity."""
        order = self.order()
        return OrderAltered(order=order.id, quantity=2 * order.quantity)

    def slower(self) -> Change:
        """Return a rate that is a fifth lower."""
        rate = self.draw.choice(self.ground.book.snapshot.rates)
        speed = rate.units_per_hour * Decimal("0.8")
        return RateChanged(line=rate.line, product=rate.product, family=rate.family, units_per_hour=speed)

    def overtime(self) -> Change:
        """Return eight hours of overtime on a Sunday within the next weeks."""
        sunday = self.plan.now + timedelta(days=6 + 7 * self.draw.randint(0, 2), hours=1)
        line = self.draw.choice(self.ground.book.snapshot.lines)
        return OvertimeOpened(line=line.id, start=sunday, end=sunday + timedelta(hours=8))

    def found(self) -> Change:
        """Return stock that serves an order."""
        order = self.order()
        return StockFound(product=order.product, kind=StockKind.OWN, quantity=order.quantity)


KINDS: Mapping[str, Callable[[Book], Change]] = {
    "new firm order": lambda book: book.new(firm=True),
    "new inquiry": lambda book: book.new(firm=False),
    "order cancelled": lambda book: OrderCancelled(order=book.order().id),
    "twice the quantity": Book.twice,
    "wanted two days sooner": Book.sooner,
    "line down for 8 hours": lambda book: book.down(8),
    "line down for 2 days": lambda book: book.down(48),
    "a rate a fifth lower": Book.slower,
    "overtime": Book.overtime,
    "stock found": Book.found,
}


def measure(book: Book, *, changes: int, moves: int) -> dict[str, object]:
    """Return how long each kind of change takes, and what is wrong with any of the plans."""
    kinds: dict[str, object] = {}
    findings, everything = 0, list[float]()
    for name, draw in KINDS.items():
        replans, wholes, moved, gained = list[float](), list[float](), list[int](), list[float]()
        for _ in range(changes):
            change, began = draw(book), time.thread_time()
            amendment = amend(book.ground, [change], now=book.plan.now)
            built = time.thread_time()
            answered = replan_changed(
                hold(amendment, ground=book.ground, plan=book.plan), stop=Iterations(count=moves), seed=1, most=MOST
            )
            ended = time.thread_time()
            replans.append((ended - built) * 1000)
            wholes.append((ended - began) * 1000)
            moved.append(len(answered.replan.to_tell))
            gained.append(float(answered.replan.from_greedy))
            findings += _findings(answered)
        kinds[name] = {
            "replan_ms": _spread(replans),
            "whole_ms": _spread(wholes),
            "to_tell": round(float(np.median(moved)), 1),
            "over_greedy": round(float(np.mean(gained)), 2),
        }
        everything += replans
    return {"all_ms": _spread(everything), "kinds": kinds, "findings": findings}


def _findings(answered: Answered) -> int:
    """Return how much the checkers find in a replan."""
    changed, real = answered.changed, answered.changed.frozen.real
    snapshot = changed.book.snapshot
    after = plan_of(real, answered.solution, snapshot, now=changed.plan.now, parameters={})
    compared = Compared(
        before=changed.plan,
        after=after,
        orders_before=changed.before,
        orders_after={order.id: order for order in snapshot.orders},
        price_of_moving=snapshot.policy.price_of_moving,
    )
    return len(check(real, answered.solution)) + len(check_replan(compared, answered.replan))


def _spread(milliseconds: list[float]) -> dict[str, float]:
    return {
        "p50": round(float(np.percentile(milliseconds, 50)), 1),
        "p99": round(float(np.percentile(milliseconds, 99)), 1),
        "max": round(max(milliseconds), 1),
    }


def main(call_arguments: list[str] | None = None) -> int:
    """Measure one book; return 1 where a checker found something."""
    parser = argparse.ArgumentParser(prog="benchmarks.replan", description="Replans of a made-up order book.")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=10)
    parser.add_argument("--load", type=float, default=1.25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="processor time of the search for the plan in force"
    )
    parser.add_argument("--changes", type=int, default=10, help="changes of each kind")
    parser.add_argument("--moves", type=int, default=2000, help="moves of each replan")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    arguments = parser.parse_args(call_arguments)
    warm_up()
    ground = ground_of(orders=arguments.orders, lines=arguments.lines, load=arguments.load, seed=arguments.seed)
    solution = published(ground, seconds=arguments.seconds, seed=arguments.seed)
    snapshot, now = ground.book.snapshot, ground.book.now
    plan = plan_of(ground.plannable, solution, snapshot, now=now, parameters={})
    draw = random.Random(arguments.seed)  # noqa: S311 - made-up data, no secrets
    book = Book(ground=ground, plan=plan, draw=draw)
    measure(book, changes=1, moves=10)  # what is compiled or read for the first time is not counted
    result = {
        "orders": arguments.orders,
        "planned": len(plan.operations),
        **measure(book, changes=arguments.changes, moves=arguments.moves),
        "peak_mb": peak_mb(),
    }
    print(json.dumps(result) if arguments.json else "\n".join(f"{key}: {value}" for key, value in result.items()))
    return 1 if result["findings"] else 0


if __name__ == "__main__":
    sys.exit(main())
