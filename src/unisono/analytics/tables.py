"""The tables that figures are made from: the facts, their links, and what is made of them once for all figures.

Each is known by a name, under which an engine finds it. Those that are made are made in the order of `MADE`, so that a
later one may read an earlier one; an engine may keep them as tables or as views.
"""

from collections.abc import Mapping
from typing import Final

import ibis

from unisono.analytics.commitments import commitments, promises
from unisono.analytics.deliveries import deliveries
from unisono.analytics.fact_table import FACTS, LINKS
from unisono.analytics.handovers import handovers

_promises = promises(FACTS)
PROMISES: Final = ibis.table(_promises.schema(), name="promises")

_deliveries = deliveries(FACTS)
DELIVERIES: Final = ibis.table(_deliveries.schema(), name="deliveries")

_commitments = commitments(FACTS, PROMISES, DELIVERIES)
COMMITMENTS: Final = ibis.table(_commitments.schema(), name="commitments")

_handovers = handovers(FACTS, LINKS)
HANDOVERS: Final = ibis.table(_handovers.schema(), name="handovers")

MADE: Final[Mapping[str, ibis.Table]] = {
    "promises": _promises,
    "deliveries": _deliveries,
    "commitments": _commitments,
    "handovers": _handovers,
}
"""How each table that is made is made."""

__all__ = ["COMMITMENTS", "DELIVERIES", "FACTS", "HANDOVERS", "LINKS", "MADE", "PROMISES"]
