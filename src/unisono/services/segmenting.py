"""Segment the customers."""

from datetime import datetime

from unisono.domain.company import Snapshot
from unisono.domain.segments import Segmentation
from unisono.engines.segmenting.problem import problem_of
from unisono.engines.segmenting.solving import solve


def segment_customers(*, snapshot: Snapshot, now: datetime) -> Segmentation:
    """Return every customer's tier with its reason, waterfall and whale curve.

    Args:
        snapshot: the company's data, checked and without errors.
        now: the moment of judging, aware; the past up to the end of its local day counts.
    """
    return solve(problem_of(snapshot, now=now))
