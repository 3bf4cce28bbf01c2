"""The matrix of friction: what each pair of parties loses, with intervals, made of weighed losses."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from unisono.analytics.friction.losses import HANDOVERS, NOT_AGREED, PAID, Loss
from unisono.analytics.friction.weighing import HIGH, LOW, Against, Excess, Floats, Sums, Waits, weigh

MINUTES_PER_HOUR = 60.0
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An amount as the facts have it (`mid`), and the bounds between which nine in ten replicates lie."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Losses of one kind between one pair, as counted."""

    loss: Loss
    pair: Pair
    n: int
    purpose: str = ""
    ping_pong: int = 0
    same_activity: int = 0
    silent: int = 0
    median: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The `n` handovers of a kind: their median wait, hours, and what they are compared with; None: there is nothing.

    A kind is what is waited for, and of answers and signatures the purpose of what was asked for. Those that have an
    agreed time of their own are compared with that.
    """

    loss: Loss
    purpose: str
    n: int
    against: Against
    hours: float | None
    median: float
    excess: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFriction:
    """What work lost on its way from one party to another; `money` is None without rates."""

    pair: Pair
    counts: Mapping[Loss, int]
    ping_pong: int
    same_activity: int
    silent: int
    waiting: Interval
    paid: Interval
    money: Interval | None
    compared: tuple[Compared, ...]

    @property
    def handovers(self) -> int:
        """Return how many handovers of all kinds there were."""
        return sum(self.counts.get(loss, 0) for loss in HANDOVERS)

    @property
    def losses(self) -> int:
        """Return how many things went wrong that have no hours: slips, refusals, expedited work."""
        return sum(self.counts.get(loss, 0) for loss in (Loss.UNTOLD_SLIP, Loss.REFUSAL, Loss.EXPEDITED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All pairs, the worst first by their low ends, and what they sum to."""

    pairs: tuple[PairFriction, ...]
    waiting: Interval
    paid: Interval
    money: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """Hours of each group as found and in every replicate: waited beyond the reference, and paid."""

    waiting: tuple[Floats, Floats]
    paid: tuple[Floats, Floats]
    excess: Excess


def matrix(
    groups: Sequence[Group],
    arrays: Mapping[str, np.ndarray],
    *,
    rates: Mapping[str, float] | None,
    replicates: int,
    seed: int = 0,
) -> Matrix:
    """Return what each pair of parties loses.

    Args:
        groups: what was counted, in the order of the groups' numbers.
        arrays: `losses.in_numbers`: the group and case of each loss, counted from 0, and its figures.
        rates: cost of a paid hour by party; None: no money is told. A party without a rate costs nothing.
        replicates: how often the cases are drawn anew.
        seed: start of the random numbers.
    """
    weighed = _weighed(groups, arrays, replicates=replicates, seed=seed)
    costs = np.array([0.0 if rates is None else rates.get(group.pair[1], 0.0) for group in groups])
    by_pair: dict[Pair, list[int]] = {}
    for number, group in enumerate(groups):
        by_pair.setdefault(group.pair, []).append(number)
    pairs = [
        _pair(pair, [(number, groups[number]) for number in numbers], weighed, None if rates is None else costs)
        for pair, numbers in by_pair.items()
    ]
    everything = np.ones(len(groups))
    return Matrix(
        pairs=tuple(sorted(pairs, key=_rank)),
        waiting=_interval(weighed.waiting, everything),
        paid=_interval(weighed.paid, everything),
        money=None if rates is None else _interval(weighed.paid, costs),
    )


def _rank(pair: PairFriction) -> tuple[object, ...]:
    return -pair.waiting.low, -pair.paid.low, -pair.waiting.mid, -pair.losses, -pair.ping_pong, pair.pair


def _weighed(groups: Sequence[Group], arrays: Mapping[str, np.ndarray], *, replicates: int, seed: int) -> _Weighed:
    group, case = arrays["group"].astype(np.int64), arrays["number"].astype(np.int64)
    hours, agreed = arrays["hours"], arrays["agreed"]
    is_wait = np.isin(group, [number for number, one in enumerate(groups) if one.loss in HANDOVERS])
    is_agreed = is_wait & (agreed != NOT_AGREED)
    is_open = is_wait & ~is_agreed
    numbers = {kind: number for number, kind in enumerate(dict.fromkeys((one.loss, one.purpose) for one in groups))}
    kinds = np.array([numbers[one.loss, one.purpose] for one in groups])
    month = arrays["month"][is_open].astype(np.int64)
    waits = Waits(
        hours=hours[is_open],
        group=group[is_open],
        case=case[is_open],
        month=month - month.min(initial=0 if not len(month) else int(month[0])),
        kind_of_group=kinds.astype(np.int64),
    )
    beyond = np.where(is_agreed, np.maximum(hours - agreed, 0.0), arrays["minutes"] / MINUTES_PER_HOUR)
    counted = ~is_open & (beyond > 0)
    sums = Sums(amount=beyond[counted], row=group[counted], case=case[counted], rows=len(groups))
    excess, totals = weigh(waits, sums, cases=int(case.max(initial=0)) + 1, replicates=replicates, seed=seed)
    found = np.bincount(sums.row, sums.amount, sums.rows)
    is_paid = np.array([one.loss in PAID for one in groups], bool)
    return _Weighed(
        waiting=(excess.found + found * ~is_paid, excess.replicates + totals * ~is_paid),
        paid=(found * is_paid, totals * is_paid),
        excess=excess,
    )


def _pair(pair: Pair, numbered: Sequence[tuple[int, Group]], weighed: _Weighed, costs: Floats | None) -> PairFriction:
    chosen = np.zeros(len(weighed.waiting[0]))
    chosen[[number for number, _ in numbered]] = 1.0
    groups = [group for _, group in numbered]
    counts: Counter[Loss] = Counter()
    for group in groups:
        counts[group.loss] += group.n
    return PairFriction(
        pair=pair,
        counts=counts,
        ping_pong=sum(group.ping_pong for group in groups),
        same_activity=sum(group.same_activity for group in groups),
        silent=sum(group.silent for group in groups),
        waiting=_interval(weighed.waiting, chosen),
        paid=_interval(weighed.paid, chosen),
        money=None if costs is None else _interval(weighed.paid, chosen * costs),
        compared=tuple(
            Compared(
                loss=group.loss,
                purpose=group.purpose,
                n=group.n,
                against=weighed.excess.against[number],
                hours=limit if np.isfinite(limit := float(weighed.excess.reference[number])) else None,
                median=group.median,
                excess=float(weighed.waiting[0][number]),
            )
            for number, group in numbered
            if group.loss in HANDOVERS
        ),
    )


def _interval(amounts: tuple[Floats, Floats], weights: Floats) -> Interval:
    """Return the interval of a weighted sum of groups; it always holds what the facts have."""
    mid = float(amounts[0] @ weights)
    spread = amounts[1] @ weights
    low, high = np.quantile(spread, [LOW, HIGH]) if len(spread) else (mid, mid)
    return Interval(low=min(float(low), mid), mid=mid, high=max(float(high), mid))
