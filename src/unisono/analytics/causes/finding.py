"""The causes behind late or short deliveries, and what each has of the whole.

The game is that of the parties' fair shares (`unisono.analytics.attribution`), with causes as its players: the same
graphs, the same overruns, and so the same sum.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.attribution.sharing import OrderShares, share_out
from unisono.analytics.causes.naming import OVER_PROMISED, UNTOLD, cause_name
from unisono.domain.acts.commitments import Purpose
from unisono.domain.facts import CUSTOMER, UNRECORDED

Thing = TypeVar("Thing", str, tuple[str, str])

NO_OWNERS = frozenset({CUSTOMER, UNRECORDED})
"""Nobody within reach, so that they can prevent nothing."""


class Part(NamedTuple):
    """What a cause has in one order, in seconds or thousandths of a unit; `error` 0: exactly so."""

    order: str
    amount: int
    error: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A cause with all that it did.

    Args of the constructor:
        name: its short name.
        stage: what kind of work or decision it is.
        reason: as people told it most often.
        parts: its share in each order that it made late or short.
        happenings: the stages that went beyond what was agreed, each once, however many orders it held up.
        owner: the party that most of the happenings are of, or else the one that dealt with the customers of most of
            the orders; never the customer, and empty where nobody is recorded.
    """

    name: str
    stage: str
    reason: str
    parts: tuple[Part, ...]
    happenings: tuple[Stage, ...]
    owner: str

    @property
    def amount(self) -> int:
        """Return what it has in all orders together, in seconds or thousandths of a unit."""
        return sum(part.amount for part in self.parts)

    @property
    def error(self) -> int:
        """Return the standard error of the amount; 0: it is exact."""
        return sum(part.error for part in self.parts)

    @property
    def times(self) -> int:
        """Return how often it happened."""
        return len(self.happenings)

    @property
    def parties(self) -> tuple[str, ...]:
        """Return whose stages they were."""
        return tuple(sorted({stage.party for stage in self.happenings}))


def find_causes(graphs: Sequence[OrderGraph]) -> tuple[Found, ...]:
    """Return the causes of late or short orders, the largest first; together they have all that the parties have.

    Args:
        graphs: the orders.

    >>> from unisono.analytics.attribution.graphs import OrderGraph, Stage
    >>> stages = (
    ...     Stage(name="material", party="logistics", kind="supply", start=0, agreed=3, end=4, reason="no lorry"),
    ...     Stage(name="produce", party="production", kind="produce", start=3, agreed=7, end=13, inputs=(0,)),
    ... )
    >>> causes = find_causes([OrderGraph(order="SO-1", stages=stages, due=10, promiser="sales")])
    >>> [(cause.name, cause.amount, cause.owner) for cause in causes]
    [('produce/nobody-told-why', 2, 'production'), ('supply/no-lorry', 1, 'logistics')]
    """
    gathered: dict[str, _Gathered] = {}
    for graph, shares in zip(graphs, share_out([_by_cause(graph) for graph in graphs]), strict=True):
        due = {share.party: share for share in shares.shares if share.seconds}
        dealer = _dealer(graph)
        for name, share in due.items():
            part = Part(graph.order, share.seconds, share.error)
            gathered.setdefault(name, _Gathered()).parts.append(part)
        for stage in _beyond_agreed(graph, shares):
            name = cause_name(stage.kind, stage.reason)
            if name in due:
                gathered[name].add(stage, dealer)
    found = [one.found(name) for name, one in gathered.items()]
    return tuple(sorted(found, key=lambda cause: (-cause.amount, cause.name)))


def _dealer(graph: OrderGraph) -> str:
    """Return the party that dealt with the customer, empty where a log tells of none."""
    promises = [stage.party for stage in graph.stages if stage.kind == Purpose.PROMISE.value]
    return next((party for party in (graph.promiser, *promises) if party not in NO_OWNERS), "")


def _by_cause(graph: OrderGraph) -> OrderGraph:
    """Return the graph with the causes in the place of the parties."""
    stages = tuple(replace(stage, party=cause_name(stage.kind, stage.reason)) for stage in graph.stages)
    return replace(graph, stages=stages, promiser=cause_name(OVER_PROMISED, graph.reason))


def _beyond_agreed(graph: OrderGraph, shares: OrderShares) -> Iterator[Stage]:
    """Yield the stages of an order that took longer than agreed; a promise before the agreed finish stands as one."""
    for stage, own in zip(graph.stages, shares.overruns, strict=True):
        if own > 0:
            yield stage
    if shares.over_promised:
        yield Stage(
            name=f"{graph.order} {OVER_PROMISED}",
            party=graph.promiser,
            end=graph.due,
            kind=OVER_PROMISED,
            reason=graph.reason,
            commitment=graph.stages[-1].commitment,
        )


@dataclass(slots=True)
class _Gathered:
    """What is known of one cause so far."""

    parts: list[Part] = field(default_factory=list)
    happenings: dict[str, Stage] = field(default_factory=dict)
    spelt: Counter[tuple[str, str]] = field(default_factory=Counter)
    dealt: Counter[str] = field(default_factory=Counter)

    def add(self, stage: Stage, dealer: str) -> None:
        """Take in a stage; the same one held up several orders, and lasted as long as the longest wait for it."""
        known = self.happenings.get(stage.name)
        if known is None or known.end < stage.end:
            self.happenings[stage.name] = stage
        self.spelt[stage.kind, stage.reason or UNTOLD] += 1
        self.dealt[dealer] += 1

    def found(self, name: str) -> Found:
        stage, reason = _most(self.spelt)
        whose = Counter(item.party for item in self.happenings.values() if item.party not in NO_OWNERS)
        return Found(
            name=name,
            stage=stage,
            reason=reason,
            parts=tuple(self.parts),
            happenings=tuple(sorted(self.happenings.values(), key=lambda item: (item.end, item.name))),
            owner=_most(whose or self.dealt),
        )


def _most(counted: Counter[Thing]) -> Thing:
    """Return what was counted most, the first by name of several."""
    return min(counted, key=lambda thing: (-counted[thing], thing))
