"""The graph of a late case of a log: its pieces of work one after the other, beside what such work took before.

A log knows no agreements. The reference of a piece of work is the median of what the same activity took in the cases
that were closed before this one was opened: a reference, not agreed. What has none, and what no piece of work tells of,
is unrecorded.
"""

from bisect import insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.attribution.told import Commitment, Told, Work
from unisono.domain.facts import UNRECORDED

FEWEST = 5
"""So many earlier pieces of work make a reference."""

NO_REFERENCE = f"no reference: fewer than {FEWEST} earlier cases had it"
TOO_LONG = "what earlier cases took leads beyond the due time"
NOTHING_TOLD = "nothing is recorded between the last work and the end"


def case_graphs(told: Told, wanted: Callable[[Commitment], bool]) -> Iterator[OrderGraph]:
    """Yield the graph of each closed case that ended after its promise, or after its deadline if nobody promised.

    Args:
        told: what the facts tell.
        wanted: which of the cases are looked at.
    """
    closed = [told.commitments[case] for case in told.work if told.commitments[case].delivered is not None]
    by_end = iter(sorted(closed, key=_end))
    earlier = next(by_end, None)
    lengths: dict[str, list[int]] = {}
    for case in sorted(closed, key=attrgetter("requested", "commitment")):
        while earlier is not None and _end(earlier) <= case.requested:
            for work, length in _steps(earlier, told.work[earlier.commitment]):
                insort(lengths.setdefault(work.activity, []), length)
            earlier = next(by_end, None)
        due = case_due(case)
        if due is not None and _end(case) > due and wanted(case):
            yield _graph(case, due, told.work[case.commitment], lengths)


def case_due(case: Commitment) -> int | None:
    """Return when a case was promised to end, or its deadline."""
    return case.asked if case.due is None else case.due


def _end(case: Commitment) -> int:
    return case.requested if case.delivered is None else max(case.requested, case.delivered)


def _steps(case: Commitment, done: Sequence[Work]) -> list[tuple[Work, int]]:
    """Return what was done until the end of a case, and the seconds each took since what was before it."""
    steps, before = [], case.requested
    for work in done:
        ended = max(before, work.ended)
        if ended > _end(case):
            break
        steps.append((work, ended - before))
        before = ended
    return steps


def _graph(case: Commitment, due: int, done: Sequence[Work], lengths: Mapping[str, Sequence[int]]) -> OrderGraph:
    stages: list[Stage] = []
    at = case.requested
    for work, length in _steps(case, done):
        at += length
        stages.append(_stage(work, at, len(stages), case.requested, lengths.get(work.activity, ())))
    if at < _end(case) or not stages:
        stages.append(
            Stage(
                name=f"{case.commitment} end",
                party=UNRECORDED,
                end=_end(case),
                start=None if stages else case.requested,
                inputs=(len(stages) - 1,) if stages else (),
                kind="end",
                reason=NOTHING_TOLD,
                commitment=case.commitment,
            )
        )
    return OrderGraph(order=case.commitment, stages=tuple(stages), due=due, promiser=UNRECORDED, reason=TOO_LONG)


def _stage(work: Work, end: int, place: int, opened: int, lengths: Sequence[int]) -> Stage:
    is_known = len(lengths) >= FEWEST and work.party != UNRECORDED
    return Stage(
        name=f"{work.activity} @{work.position}",
        party=work.party if is_known else UNRECORDED,
        end=end,
        agreed=_median(lengths) if is_known else 0,
        start=None if place else opened,
        inputs=(place - 1,) if place else (),
        kind=work.activity,
        reason="" if is_known or work.party == UNRECORDED else NO_REFERENCE,
        is_reference=is_known,
        positions=(work.position,),
    )


def _median(ascending: Sequence[int]) -> int:
    """Return the median, cut to a whole second."""
    middle = len(ascending) // 2
    return ascending[middle] if len(ascending) % 2 else (ascending[middle - 1] + ascending[middle]) // 2
