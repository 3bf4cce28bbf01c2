"""Fair shares of lateness for many orders: 10,000 with 8 parties each by default.

`python -m benchmarks.attribution [--orders N] [--parties N]` makes up late orders of as many stages as parties and one
more, in each of which every party has an overrun, works out their shares and their causes in this process, and prints
the seconds of the processor as one line of JSON.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator

from benchmarks.memory import peak_mb
from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.attribution.sharing import share_out
from unisono.analytics.causes.finding import find_causes

HOUR = 3600


def late_orders(count: int, *, parties: int, seed: int) -> Iterator[OrderGraph]:
    """Yield late orders in which every party took too long, some of them waiting for two inputs.

    Args:
        count: how many.
        parties: in each order.
        seed: of the made-up times.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up orders
    for number in range(count):
        stages: list[Stage] = []
        for place in range(parties):
            earlier = {place - 1, chance.randrange(place)} if place else set()
            begun = max([0, *(stages[before].end for before in earlier)])
            agreed = chance.randrange(HOUR, 48 * HOUR)
            stages.append(
                Stage(
                    name=f"stage {place}",
                    party=f"party {place}",
                    kind=f"work {place}",
                    reason=chance.choice(("", "torn", "late")),
                    agreed=agreed,
                    start=0,
                    end=begun + agreed + chance.randrange(60, 12 * HOUR),
                    inputs=tuple(sorted(earlier)),
                )
            )
        fast = stages[-1].end + HOUR
        stages.append(
            Stage(name="ship", party="party 0", kind="ship", agreed=2 * HOUR, end=fast, inputs=(parties - 1,))
        )
        due = fast - chance.randrange(HOUR, 30 * HOUR)
        yield OrderGraph(order=f"{number}", stages=tuple(stages), due=due, promiser="party 1")


def main() -> int:
    """Measure and print; 1 where shares and lateness differ, or causes have another sum than parties."""
    parser = argparse.ArgumentParser(prog="benchmarks.attribution", description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--parties", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    graphs = list(late_orders(arguments.orders, parties=arguments.parties, seed=arguments.seed))
    started, busy = time.perf_counter(), time.process_time()
    shared = share_out(graphs)
    seconds, cpu = time.perf_counter() - started, time.process_time() - busy
    busy = time.process_time()
    causes = find_causes(graphs)
    causes_cpu = time.process_time() - busy
    astray = sum(
        sum(share.seconds - share.credit for share in order.shares) != order.graph.lateness for order in shared
    )
    is_same_sum = sum(cause.amount for cause in causes) == sum(order.without_recovery for order in shared)
    print(
        json.dumps(
            {
                "orders": len(graphs),
                "parties": arguments.parties,
                "cpu_seconds": round(cpu, 2),
                "causes": len(causes),
                "causes_cpu_seconds": round(causes_cpu, 2),
                "is_same_sum": is_same_sum,
                "seconds": round(seconds, 2),
                "astray": astray,
                "cores": os.cpu_count(),
                "peak_mb": peak_mb(),
            }
        )
    )
    return 1 if astray or not is_same_sum else 0


if __name__ == "__main__":
    sys.exit(main())
