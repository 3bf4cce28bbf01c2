"""A made-up order book of any size: the first plan, and what the search earns beyond dispatching.

`python -m benchmarks.book --orders 10000 --lines 10 --load 1.25 --seed 1 --seconds 30 --json` prints one JSON object.
Seconds are processor time of one core; the kernel is compiled before.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from benchmarks.book_company import company_with_book
from benchmarks.memory import peak_mb
from benchmarks.processor import ProcessorSeconds
from unisono.bootstrap import executor, prepare_kernel_cache

prepare_kernel_cache()

from unisono.domain.company import Tier  # noqa: E402 - the kernel's cache has its place first
from unisono.engines.planning.checking import check  # noqa: E402
from unisono.engines.planning.dispatching import dispatch, first_plan  # noqa: E402
from unisono.engines.planning.problem import Problem  # noqa: E402
from unisono.engines.planning.solution import Solution  # noqa: E402
from unisono.engines.planning.solving import Params, solve  # noqa: E402
from unisono.engines.planning.stopping import Iterations, Stop  # noqa: E402
from unisono.services.preparing import Ground, prepare  # noqa: E402

Result = TypeVar("Result")


def ground_of(*, orders: int, lines: int, load: float, seed: int) -> Ground:
    """Return what is known before a book is planned."""
    company = company_with_book(orders=orders, lines=lines, load=load, seed=seed)
    return prepare(snapshot=company, now=company.company.as_of)


def measure(ground: Ground, *, seconds: float, seed: int) -> dict[str, object]:
    """Return what dispatching, the first plan and a search of so many seconds reach on a book, all of them checked."""
    problem = ground.problem
    dispatched, dispatch_s = timed(lambda: dispatch(problem))
    first, first_s = timed(lambda: first_plan(problem))
    found, search_s = timed(lambda: search(problem, ProcessorSeconds.from_now(seconds), seed=seed, start=first))
    findings, check_s = timed(lambda: sum(len(check(problem, plan)) for plan in (dispatched, first, found)))
    return {
        "orders": problem.n,
        "lines": len(problem.lines.ids),
        "horizon_days": round(problem.horizon / 1440),
        "dispatch": figures(dispatched) | {"cpu_s": dispatch_s},
        "first": figures(first) | {"cpu_s": first_s},
        "search": figures(found) | {"cpu_s": search_s},
        "gain_over_dispatch_percent": gain(found, dispatched),
        "gain_over_first_percent": gain(found, first),
        "moves_per_second": round(found.iterations / seconds),
        "tiers": by_tier(ground, found),
        "check_cpu_s": check_s,
        "peak_mb": peak_mb(),
        "findings": findings,
    }


def timed(job: Callable[[], Result]) -> tuple[Result, float]:
    """Return what a job returns and the processor seconds it took."""
    began = time.process_time()
    return job(), round(time.process_time() - began, 3)


def search(problem: Problem, stop: Stop, *, seed: int, start: Solution | None = None) -> Solution:
    """Return the plan that one chain finds."""
    with executor(1) as inline:
        return solve(problem, params=Params(chains=1), seed=seed, stop=stop, executor=inline, start=start)


def warm_up() -> None:
    """Compile the kernel, or load it from the cache, before anything is timed."""
    search(ground_of(orders=40, lines=3, load=1.0, seed=1).problem, Iterations(count=100), seed=1)


def figures(plan: Solution) -> dict[str, object]:
    """Return what a plan earns, and what it leaves out."""
    return {
        "contribution": round(plan.worth.contribution, 2),
        "planned": len({job.order for job in plan.jobs} | {take.order for take in plan.takes}),
        "firm_unmade": len(plan.unmade),
    }


def gain(plan: Solution, over: Solution) -> float:
    """Return how many percent more a plan earns than another."""
    return round(100 * (plan.worth.contribution / over.worth.contribution - 1), 2)


def by_tier(ground: Ground, plan: Solution) -> dict[str, dict[str, int]]:
    """Return how many orders of each tier are asked for, accepted and late."""
    due = ground.problem.orders.due
    tiers = [ground.book.tiers[order.customer] for order in ground.book.snapshot.orders]
    asked = Counter(tiers)
    accepted = Counter(tiers[job.order] for job in plan.jobs)
    late = Counter(tiers[job.order] for job in plan.jobs if job.end > due[job.order])
    return {tier.value: {"asked": asked[tier], "accepted": accepted[tier], "late": late[tier]} for tier in Tier}


def main(call_arguments: list[str] | None = None) -> int:
    """Measure one book; return 1 where the checker found something."""
    parser = argparse.ArgumentParser(prog="benchmarks.book", description="A made-up order book of any size.")
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=10)
    parser.add_argument("--load", type=float, default=1.25, help="hours asked for an open hour")
    parser.add_argument("--seed", type=int, default=1, help="of the book and of the search")
    parser.add_argument("--seconds", type=float, default=30.0, help="processor seconds of the search")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args(call_arguments)
    warm_up()
    ground, problem_s = timed(
        lambda: ground_of(orders=given.orders, lines=given.lines, load=given.load, seed=given.seed)
    )
    result = {"load": given.load, "seed": given.seed, "problem_cpu_s": problem_s}
    result |= measure(ground, seconds=given.seconds, seed=given.seed)
    print(json.dumps(result) if given.json else "\n".join(f"{key}: {value}" for key, value in result.items()))
    return 1 if result["findings"] else 0


if __name__ == "__main__":
    sys.exit(main())
