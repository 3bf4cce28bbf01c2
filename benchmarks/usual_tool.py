"""Directly-follows, handovers and throughput by pm4py, for `benchmarks.ledger`, in an environment of its own.

Never imported: pm4py is under the AGPL and no part of Unisono. `python usual_tool.py EVENTS.parquet` prints one line of
JSON.
"""

import json
import sys
import time
from itertools import pairwise

import pandas as pd
import pm4py


def main(path: str) -> None:
    """Print what pm4py finds in a log, and the processor's seconds for reading it and for each of the three figures."""
    marks = [time.process_time()]
    log = pd.read_parquet(path)
    marks.append(time.process_time())
    follows, _, _ = pm4py.discover_dfg(log)
    marks.append(time.process_time())
    network = pm4py.discover_handover_of_work_network(log)
    marks.append(time.process_time())
    durations = pm4py.get_all_case_durations(log)
    marks.append(time.process_time())
    read, dfg, handovers, throughput = (later - earlier for earlier, later in pairwise(marks))
    print(
        json.dumps(
            {
                "version": pm4py.__version__,
                "follows": sum(follows.values()),
                "kinds": len(follows),
                "party_pairs": len(network.connections),
                "median_s": sorted(durations)[len(durations) // 2],
                "read_cpu_s": round(read, 2),
                "follows_cpu_s": round(dfg, 2),
                "handovers_cpu_s": round(handovers, 2),
                "throughput_cpu_s": round(throughput, 2),
                "cpu_s": round(marks[-1] - marks[0], 2),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
