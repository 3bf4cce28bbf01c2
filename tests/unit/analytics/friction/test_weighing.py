"""Hours beyond a reference, with weights of cases, each against sums by hand or by plain Python."""

from statistics import median

import numpy as np
import pytest

from unisono.analytics.friction.weighing import Against, Sums, Waits, drawn, weigh

NOTHING = Sums(amount=np.zeros(0), row=np.zeros(0, np.int64), case=np.zeros(0, np.int64), rows=0)


def waits(*groups: tuple[list[float], list[int]], kinds: list[int] | None = None) -> Waits:
    """Return waits of groups, each its hours and the months in which they were; every wait is a case of its own."""
    hours = [hour for told, _ in groups for hour in told]
    return Waits(
        hours=np.array(hours),
        group=np.array([number for number, (told, _) in enumerate(groups) for _ in told], np.int64),
        case=np.arange(len(hours)),
        month=np.array([month for _, months in groups for month in months], np.int64),
        kind_of_group=np.array(kinds or [0] * len(groups), np.int64),
    )


def test_pairs_are_compared_with_the_best_quarter_of_pairs() -> None:
    """With four pairs of five handovers the reference lies at a quarter of their medians."""
    four = [([base + step for step in (0, 1, 2, 3, 4)], [0] * 5) for base in (2.0, 10.0, 20.0, 30.0)]
    excess, _ = weigh(waits(*four), NOTHING, cases=20, replicates=20)
    reference = float(np.quantile([4, 12, 22, 32], 0.25))
    assert excess.against == (Against.PAIRS,) * 4
    assert excess.reference.tolist() == [reference] * 4
    by_hand = [sum(max(0.0, hour - reference) for hour in hours) for hours, _ in four]
    assert excess.found.tolist() == pytest.approx(by_hand)


def test_few_pairs_are_compared_with_their_own_best_month() -> None:
    """Where there are too few pairs a pair stands against its own best month, if it has several."""
    two_months = ([1.0, 2.0, 3.0, 4.0, 5.0, 9.0, 9.0, 10.0, 11.0, 12.0], [0] * 5 + [1] * 5)
    one_month = ([7.0, 8.0, 9.0, 10.0, 11.0, 3.0], [0] * 5 + [1])
    excess, _ = weigh(waits(two_months, one_month), NOTHING, cases=16, replicates=10)
    assert excess.against == (Against.MONTH, Against.NOTHING)
    assert excess.reference.tolist() == [3.0, float("inf")]
    assert excess.found.tolist() == [1 + 2 + 6 + 6 + 7 + 8 + 9, 0.0]
    assert not excess.replicates[:, 1].any()


def test_every_replicate_is_what_its_cases_say() -> None:
    """A replicate equals the same sum over cases written out as often as they were drawn, the reference found anew."""
    numbers = np.random.default_rng(7)
    told = [(numbers.exponential(scale, 9).tolist(), [0] * 9) for scale in (1, 2, 5, 9, 20)]
    groups = waits(*told)
    excess, _ = weigh(groups, NOTHING, cases=45, replicates=25, seed=3)
    for weights, row in zip(drawn(45, replicates=25, seed=3), excess.replicates, strict=True):
        again = [
            np.repeat(groups.hours[groups.group == number], weights[groups.group == number].astype(int)).tolist()
            for number in range(5)
        ]
        reference = float(np.quantile([median(hours) for hours in again if hours], 0.25))
        by_hand = [sum(max(0.0, hour - reference) for hour in hours) for hours in again]
        assert row.tolist() == pytest.approx(by_hand)


def test_cases_are_drawn_whole() -> None:
    """All that belongs to one case is drawn together: with one case every replicate is what was found."""
    sums = Sums(amount=np.array([2.0, 5.0]), row=np.array([0, 1]), case=np.array([0, 0]), rows=2)
    groups = waits(([1.0] * 5, [0] * 5))
    same = Waits(
        hours=groups.hours,
        group=groups.group,
        case=np.zeros(5, np.int64),
        month=groups.month,
        kind_of_group=groups.kind_of_group,
    )
    _, totals = weigh(same, sums, cases=1, replicates=5)
    assert totals.tolist() == [[2.0, 5.0]] * 5


def test_weights_are_as_many_draws_as_there_are_cases() -> None:
    """A replicate draws as many cases as there are, and the same seed draws the same."""
    first, again = (list(drawn(30, replicates=4, seed=1)) for _ in range(2))
    assert [weights.sum() for weights in first] == [30.0] * 4
    assert all((one == other).all() for one, other in zip(first, again, strict=True))
