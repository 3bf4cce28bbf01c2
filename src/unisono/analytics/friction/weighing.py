"""How sure the hours between parties are: a bootstrap over cases in which the reference is found anew each time.

Whole cases are drawn again, not single handovers, as what happens within one case hangs together. Each replicate gives
every case a weight, how often it was drawn, and all sums and medians are taken with these weights over arrays that were
sorted once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

REPLICATES = 1000
LOW, HIGH = 0.05, 0.95
"""The interval holds nine in ten replicates."""

FEWEST = 5
"""Handovers below which a pair, or a month of a pair, is no example for others."""

FEWEST_PAIRS = 4
"""Pairs below which the best quarter of them means nothing."""

BEST_SHARE = 0.25

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Against(StrEnum):
    """What the waits of a group are compared with."""

    PAIRS = "best quarter of pairs"
    MONTH = "own best month"
    NOTHING = "nothing to compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Waits without an agreed time, an entry each; a group is a kind of handover between a pair.

    `group` counts from 0, `kind_of_group` says of which kind each group is; `month` is any number that grows with time.
    """

    hours: Floats
    group: Ints
    case: Ints
    month: Ints
    kind_of_group: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Amounts that need no reference, an entry each: hours beyond an agreed time, or paid hours.

    `row` says into which of `rows` sums an amount goes.
    """

    amount: Floats
    row: Ints
    case: Ints
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """Hours beyond the reference of each group, as found and in every replicate (a row each), and the reference."""

    found: Floats
    replicates: Floats
    reference: Floats
    against: tuple[Against, ...]


class _Medians:
    """Weighted medians of groups, of values sorted once."""

    def __init__(self, hours: Floats, group: Ints, case: Ints, groups: int) -> None:
        order = np.lexsort((hours, group))
        self.hours, self.case = hours[order], case[order]
        counts = np.bincount(group, minlength=groups)
        self.ends = np.cumsum(counts)
        self.starts = self.ends - counts
        self.counts = counts
        self.width = float(self.hours.max(initial=0.0)) + 1.0
        self.places = self.hours + self.width * group[order]

    def of(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return the median of each group, not a number where nothing weighs anything, and the sums of weights."""
        so_far = np.concatenate(([0.0], np.cumsum(weights)))
        below, total = so_far[self.starts], so_far[self.ends] - so_far[self.starts]
        medians = np.full(len(total), np.nan)
        known = total > 0
        half = (below + total / 2)[known]
        last_below = np.searchsorted(so_far[1:], half, side="left")
        first_above = np.searchsorted(so_far[1:], half, side="right")
        medians[known] = (self.hours[last_below] + self.hours[first_above]) / 2
        return medians, so_far

    def after(self, limits: Floats) -> Ints:
        """Return for each group where its values begin that are greater than its limit."""
        at = np.arange(len(limits)) * self.width + np.minimum(limits, self.width - 0.5)
        return np.searchsorted(self.places, at, side="right")


class _Reference:
    """Finds what the waits of each group are compared with."""

    def __init__(self, waits: Waits) -> None:
        groups = len(waits.kind_of_group)
        self.groups = groups
        self.medians = _Medians(waits.hours, waits.group, waits.case, groups)
        examples = self.medians.counts >= FEWEST
        self.against = [Against.NOTHING] * groups
        self.kinds: list[tuple[Ints, Ints]] = []
        for kind in np.unique(waits.kind_of_group):
            of_kind = np.flatnonzero(waits.kind_of_group == kind)
            best_of = of_kind[examples[of_kind]]
            if len(best_of) >= FEWEST_PAIRS:
                self.kinds.append((of_kind, best_of))
                for group in of_kind:
                    self.against[group] = Against.PAIRS
        self._prepare_months(waits)

    def _prepare_months(self, waits: Waits) -> None:
        alone = np.array([against is Against.NOTHING for against in self.against], bool)
        rows = np.flatnonzero(alone[waits.group])
        width = int(waits.month.max(initial=0)) + 1
        months, cell = np.unique(waits.group[rows] * width + waits.month[rows], return_inverse=True)
        self.months = _Medians(waits.hours[rows], cell.astype(np.int64), waits.case[rows], len(months))
        owners = months // width
        enough = self.months.counts >= FEWEST
        several = np.bincount(owners[enough], minlength=self.groups) > 1
        self.of_month = enough & several[owners]
        self.owners = owners[self.of_month]
        for group in np.flatnonzero(several):
            self.against[group] = Against.MONTH

    def of(self, weights: Floats, medians: Floats) -> Floats:
        """Return the hours of each group; without end where there is nothing to compare with.

        Args:
            weights: of the cases.
            medians: of the groups.
        """
        reference = np.full(self.groups, np.inf)
        for of_kind, best_of in self.kinds:
            told = medians[best_of]
            told = told[~np.isnan(told)]
            if len(told):
                reference[of_kind] = np.quantile(told, BEST_SHARE)
        if len(self.owners):
            best, _ = self.months.of(weights[self.months.case])
            best = np.where(np.isnan(best), np.inf, best)
            np.minimum.at(reference, self.owners, best[self.of_month])
        return reference


def drawn(cases: int, *, replicates: int, seed: int) -> Iterator[Floats]:
    """Yield the weights of all cases, shape (cases,), for each replicate: as many draws as there are cases.

    Args:
        cases: how many there are.
        replicates: how often all are drawn.
        seed: start of the random numbers.
    """
    numbers = np.random.default_rng(seed)
    for _ in range(replicates):
        yield np.bincount(numbers.integers(0, cases, cases), minlength=cases).astype(np.float64)


def weigh(
    waits: Waits, sums: Sums, *, cases: int, replicates: int = REPLICATES, seed: int = 0
) -> tuple[Excess, Floats]:
    """Return the hours beyond the reference of each group, and the sums in every replicate (a row each).

    Args:
        waits: handovers without an agreed time.
        sums: amounts that need no reference.
        cases: how many cases there are.
        replicates: how often they are drawn.
        seed: start of the random numbers.
    """
    finder = _Reference(waits)
    found, reference = _beyond(finder, np.ones(cases))
    many, totals = np.zeros((replicates, finder.groups)), np.zeros((replicates, sums.rows))
    for number, weights in enumerate(drawn(cases, replicates=replicates, seed=seed)):
        many[number] = _beyond(finder, weights)[0]
        totals[number] = np.bincount(sums.row, sums.amount * weights[sums.case], sums.rows)
    return Excess(found=found, replicates=many, reference=reference, against=tuple(finder.against)), totals


def _beyond(finder: _Reference, weights: Floats) -> tuple[Floats, Floats]:
    """Return the weighted hours beyond the reference of each group, and the reference."""
    sorted_ = finder.medians
    of_rows = weights[sorted_.case]
    medians, so_far = sorted_.of(of_rows)
    hours_so_far = np.concatenate(([0.0], np.cumsum(of_rows * sorted_.hours)))
    reference = finder.of(weights, medians)
    places = sorted_.after(reference)
    hours = hours_so_far[sorted_.ends] - hours_so_far[places]
    weight = so_far[sorted_.ends] - so_far[places]
    counted = np.isfinite(reference)
    excess = np.zeros(finder.groups)
    excess[counted] = hours[counted] - reference[counted] * weight[counted]
    return np.maximum(excess, 0.0), reference
