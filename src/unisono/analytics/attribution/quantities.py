"""The graph of a short delivery: what was missing at each stage of an order, beyond what was missing before it.

The same game as lateness, in thousandths of the order's unit instead of seconds: a stage that got everything and handed
on less has an overrun, one that made up for what was missing before it has recovered it.
"""

from collections.abc import Callable, Iterator

from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.attribution.told import Commitment, Told
from unisono.analytics.waiting import is_customers
from unisono.domain.facts import UNRECORDED

THOUSANDTHS = 1000


def short_graphs(told: Told, wanted: Callable[[Commitment], bool]) -> Iterator[OrderGraph]:
    """Yield the graph of each promise to a customer that ended with less than was promised first.

    Args:
        told: what the facts tell.
        wanted: which of the promises are looked at.
    """
    for root in told.commitments.values():
        if is_customers(root) and root.delivered is not None and _missing(root) > 0 and wanted(root):
            stages: list[Stage] = []
            _put(root, root, told, stages, set())
            yield OrderGraph(
                order=root.subject or root.commitment,
                stages=tuple(stages),
                due=0,
                promiser=root.performer,
                unit=root.unit or "units",
            )


def _missing(item: Commitment) -> int:
    """Return by how much less was taken in the end than was promised first, in thousandths."""
    return 0 if item.quantity is None else max(0, round((item.quantity - item.good) * THOUSANDTHS))


def _put(item: Commitment, root: Commitment, told: Told, stages: list[Stage], seen: set[str]) -> int:
    """Put a commitment after those of the same order that it waits for, and return its place."""
    seen.add(item.commitment)
    inputs = [
        _put(told.commitments[name], root, told, stages, seen)
        for name in told.inputs.get(item.commitment, ())
        if name in told.commitments and name not in seen and _is_of(told.commitments[name], root)
    ]
    inputs = _changes(item, inputs, told, stages)
    missing = _missing(item)
    came = max([stages[place].end for place in inputs], default=0)
    is_unexplained = item is root and bool(inputs) and item.rejected > 0 and missing > came
    stages.append(
        Stage(
            name=item.commitment,
            party=UNRECORDED if is_unexplained else item.performer,
            end=missing,
            start=0,
            inputs=tuple(inputs),
            kind=item.purpose,
            line=item.line,
            reason=told.refusals[item.commitment].reason if item.commitment in told.refusals else "",
            commitment=item.commitment,
        )
    )
    return len(stages) - 1


def _is_of(item: Commitment, root: Commitment) -> bool:
    return item.subject == root.subject and item.unit == root.unit and item.delivered is not None


def _changes(item: Commitment, inputs: list[int], told: Told, stages: list[Stage]) -> list[int]:
    """Put by how much less was promised later than came, each by the owner of the change, and return what counts now.

    A smaller promise that only tells what was missing already takes nothing away.
    """
    before, less = item.quantity, 0
    for change in told.changes.get(item.commitment, ()):
        if change.quantity is None or before is None or change.quantity >= before:
            continue
        less += round((before - change.quantity) * THOUSANDTHS)
        before = change.quantity
        stages.append(
            Stage(
                name=f"{item.commitment} moved @{change.position}",
                party=change.owner,
                end=max([less, *(stages[place].end for place in inputs)]),
                start=0,
                inputs=tuple(inputs),
                kind=f"{item.purpose} moved",
                reason=change.reason,
                positions=(change.position,),
            )
        )
        inputs = [len(stages) - 1]
    return inputs
