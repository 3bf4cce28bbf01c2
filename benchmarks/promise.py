"""Promises against the plan of a made-up order book: how long a date and a whole answer take.

`python -m benchmarks.promise --orders 10000 --inquiries 500 --json` prints one JSON object. Times are of the processor,
in one thread, after compilation. Inquiries are not in the book: each mixes three of its orders.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import numpy as np

from benchmarks.book import ground_of, search, timed, warm_up
from benchmarks.memory import peak_mb
from benchmarks.processor import ProcessorSeconds
from unisono.domain.company import Order, OrderStatus
from unisono.engines.planning.checking import check
from unisono.engines.planning.dispatching import first_plan
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import complete
from unisono.engines.promising.desk import Desk, Quote
from unisono.services.preparing import Ground
from unisono.services.promising import OpenDesk, answer_inquiry, open_desk

WARMING = 5
"""So many inquiries are answered before time counts."""

CHECKED = 10
"""So many yeses are put into the plan and looked at by the checker."""

Told = TypeVar("Told")


def published(ground: Ground, *, seconds: float, seed: int) -> Solution:
    """Return the plan that is published: the best after so many seconds, with every yes taken in."""
    problem = ground.plannable
    found = search(problem, ProcessorSeconds.from_now(seconds), seed=seed, start=first_plan(problem))
    return complete(problem, found)


def opened(ground: Ground, plan: Solution) -> OpenDesk:
    """Return the promise desk on a published plan."""
    snapshot, now = ground.book.snapshot, ground.book.now
    told = plan_of(ground.problem, plan, snapshot, now=now, parameters={})
    return open_desk(snapshot=snapshot, plan=told, now=now)


def inquiries(orders: Sequence[Order], count: int, *, seed: int) -> list[Order]:
    """Return inquiries: what one order of the book wants, for the customer of another, when a third wants it."""
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secrets
    prices = [Decimal(draw.randint(80, 130)) / 100 for _ in range(count)]
    return [_inquiry(number, *draw.sample(orders, 3), price=price) for number, price in enumerate(prices)]


def _inquiry(number: int, what: Order, who: Order, when: Order, *, price: Decimal) -> Order:
    return replace(
        what,
        id=f"inquiry {number}",
        customer=who.customer,
        net_price=round(what.net_price * price, 2),
        requested=when.requested,
        latest=when.latest or when.requested,
        earliest_start=None,
        status=OrderStatus.INQUIRY,
        promised=None,
        min_quantity=(what.quantity / 2).to_integral_value() or Decimal(1),
    )


def measure(desk: OpenDesk, asked: Sequence[Order]) -> dict[str, object]:
    """Return how long dates and whole answers take, what they are, and what the checker finds in some of the yeses."""
    quotes, dates = _each(asked, desk.desk.quote)
    promises, answers = _each(asked, lambda order: answer_inquiry(desk, order))
    kinds = Counter(promise.answer.kind.value for promise in promises)
    parts = [promise.answer.part_now for promise in promises if promise.answer.part_now is not None]
    return {
        "answers": dict(sorted(kinds.items())),
        "with_part": sum(part.quantity is not None for part in parts),
        "date_ms": _spread(dates),
        "answer_ms": _spread(answers),
        "findings": _findings(desk.desk, [quote for quote in quotes if quote.is_yes][:CHECKED]),
    }


def _each(asked: Sequence[Order], ask: Callable[[Order], Told]) -> tuple[list[Told], list[float]]:
    """Return what everybody is told, and the milliseconds each took."""
    told, took = [], []
    for order in asked:
        began = time.thread_time()
        told.append(ask(order))
        took.append(1000 * (time.thread_time() - began))
    return told, took


def _spread(milliseconds: Sequence[float]) -> dict[str, float]:
    p50, p99 = np.percentile(milliseconds, (50, 99))
    return {"p50": round(float(p50), 2), "p99": round(float(p99), 2), "max": round(max(milliseconds), 2)}


def _findings(desk: Desk, yeses: Sequence[Quote]) -> int:
    return sum(len(check(*desk.after(quote))) for quote in yeses)


def main(call_arguments: list[str] | None = None) -> int:
    """Measure one book; return 1 where the checker found something."""
    parser = argparse.ArgumentParser(prog="benchmarks.promise", description="Promises against the plan of a book.")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=10)
    parser.add_argument("--load", type=float, default=1.25, help="hours asked for an open hour")
    parser.add_argument("--inquiries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1, help="of the book, of the search and of the inquiries")
    parser.add_argument("--seconds", type=float, default=5.0, help="processor seconds of the search before")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args(call_arguments)
    warm_up()
    ground = ground_of(orders=given.orders, lines=given.lines, load=given.load, seed=given.seed)
    plan, publish_s = timed(lambda: published(ground, seconds=given.seconds, seed=given.seed))
    desk, open_s = timed(lambda: opened(ground, plan))
    asked = inquiries(ground.book.snapshot.orders, given.inquiries + WARMING, seed=given.seed)
    for order in asked[:WARMING]:
        answer_inquiry(desk, order)
    result: dict[str, object] = {
        "orders": ground.problem.n,
        "planned": len(plan.jobs),
        "lines": len(ground.problem.lines.ids),
        "load": given.load,
        "inquiries": given.inquiries,
        "publish_cpu_s": publish_s,
        "open_cpu_s": open_s,
    }
    result |= measure(desk, asked[WARMING:]) | {"peak_mb": peak_mb()}
    print(json.dumps(result) if given.json else "\n".join(f"{key}: {value}" for key, value in result.items()))
    return 1 if result["findings"] else 0


if __name__ == "__main__":
    sys.exit(main())
