"""The way of one order as a graph of stages, and what each stage took beyond what was agreed.

Times are whole seconds since an epoch of the caller's choice. Nothing here is about time alone: with what is missing
instead of when it ended, the same graph tells of a short delivery (`unisono.analytics.attribution.quantities`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

NO_START = -(2**60)
"""The agreed start of a stage that may begin as soon as its inputs are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One piece of work on the way of an order: what was agreed, and when it really ended.

    Args of the constructor:
        name: what it is called when people speak of it; a reply names it.
        party: whose work it is.
        end: when it really ended, in seconds.
        agreed: seconds it takes by agreement, counted from `start` or from its last input, whichever is later.
        start: when it was promised to begin; None: as soon as its inputs are there.
        inputs: the places of the stages that it waits for, all of them earlier in the graph.
        kind: what kind of work or decision it is; stages of one kind are counted together.
        reason: why it took longer, where a fact tells it.
        is_reference: whether the agreed time is a reference that nobody agreed to.
        line: of the party, that does it, where one is told.
        commitment: whose facts it stands on; empty: on those at `positions` alone.
        positions: of facts in the ledger that it stands on, beside those of its commitment.
    """

    name: str
    party: str
    end: int
    agreed: int = 0
    start: int | None = None
    inputs: tuple[int, ...] = ()
    kind: str = ""
    reason: str = ""
    is_reference: bool = False
    line: str = ""
    commitment: str = ""
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderGraph:
    """An order's way to its delivery.

    Args of the constructor:
        order: its name.
        stages: each after those it waits for; the last one is the delivery.
        due: when it was promised, in seconds.
        promiser: the party that promised.
        planned: when the plan said that it would be there, if it was promised against the plan.
        reason: why it was promised against the plan, where a fact tells it.
        unit: of what is missing, in thousandths; empty: it is about time, in seconds.
    """

    order: str
    stages: tuple[Stage, ...]
    due: int
    promiser: str
    planned: int | None = None
    reason: str = ""
    unit: str = ""

    @property
    def lateness(self) -> int:
        """Return how many seconds after the promise it was delivered; 0 if in time."""
        return max(0, self.stages[-1].end - self.due)


def own_overruns(graph: OrderGraph) -> list[int]:
    """Return how many seconds each stage took beyond the agreed time, below 0 where it recovered time.

    Counted from when its last input really arrived, and not before its promised start: d = end - (max(start, ends of
    the inputs) + agreed). A stage with neither a promised start nor an input was as agreed.

    Args:
        graph: of an order.

    >>> from unisono.analytics.attribution.graphs import OrderGraph, Stage
    >>> steel = Stage(name="supply", party="purchasing", start=0, agreed=5, end=7)
    >>> cut = Stage(name="produce", party="production", start=5, agreed=3, end=9, inputs=(0,))
    >>> own_overruns(OrderGraph(order="SO-1", stages=(steel, cut), due=8, promiser="sales"))
    [2, -1]
    """
    stages = graph.stages
    overruns = []
    for stage in stages:
        begun = begin(stage.start, [stages[place].end for place in stage.inputs])
        overruns.append(0 if begun == NO_START else stage.end - begun - stage.agreed)
    return overruns


def agreed_finish(graph: OrderGraph) -> int:
    """Return when the order would have been delivered had every stage been as agreed, in seconds.

    Where the plan said later, that counts: stages that were agreed on to meet an override do not make it feasible.

    Args:
        graph: of an order.
    """
    ends: list[int] = []
    for stage in graph.stages:
        begun = begin(stage.start, [ends[place] for place in stage.inputs])
        ends.append(stage.end if begun == NO_START else begun + stage.agreed)
    return ends[-1] if graph.planned is None else max(ends[-1], graph.planned)


def begin(start: int | None, arrivals: Sequence[int]) -> int:
    """Return when work could begin: at its promised start, or with its last input if that came later.

    Args:
        start: the promised start; None: with the inputs.
        arrivals: when the inputs came.
    """
    return max(NO_START if start is None else start, *arrivals, NO_START)


def paused(stage: Stage, pause: Stage, *, seconds: int, stages: Sequence[Stage]) -> tuple[Stage, Stage]:
    """Return a pause through another party, and the stage that stood still for so long before it could go on.

    What is left of the stage's own overrun is its own.

    Args:
        stage: that stood still; its inputs are among `stages`.
        pause: its name, party and reason.
        seconds: how long.
        stages: those before the pause, which is going to stand right after them.
    """
    begun = begin(stage.start, [stages[place].end for place in stage.inputs])
    still = replace(pause, start=stage.start, inputs=stage.inputs, agreed=0, end=begun + seconds)
    return still, replace(stage, start=None, inputs=(len(stages),))
