"""The independent checker finds every kind of lie."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.florist import NOW, florist
from unisono.domain.company import Tier
from unisono.domain.segments import Cause, Segment, Segmentation, Step, StepKind, Unallocated
from unisono.engines.segmenting.checking import check
from unisono.engines.segmenting.problem import problem_of
from unisono.engines.segmenting.solving import solve

PROBLEM = problem_of(florist(), now=NOW)
TRUE = solve(PROBLEM)


def codes(segmentation: Segmentation) -> set[str]:
    """Return the kinds of complaints about a segmentation of the florist."""
    return {finding.code for finding in check(PROBLEM, segmentation)}


def with_segment(customer: str, change: Callable[[Segment], Segment]) -> Segmentation:
    """Return the true segmentation with one segment changed."""
    changed = tuple(change(item) if item.customer == customer else item for item in TRUE.segments)
    return replace(TRUE, segments=changed)


def with_step(customer: str, kind: StepKind, change: Callable[[Step], Step]) -> Segmentation:
    """Return the true segmentation with one step of one customer changed."""

    def changed(segment: Segment) -> Segment:
        steps = tuple(change(step) if step.kind is kind else step for step in segment.steps)
        return replace(segment, steps=steps)

    return with_segment(customer, changed)


def test_the_truth_is_not_complained_of() -> None:
    """What `solve` says is true."""
    assert check(PROBLEM, TRUE) == ()


def test_a_step_that_is_not_the_sum_of_its_rows() -> None:
    """A cent more revenue than the rows have is found, in the step, and in all that follows from it."""
    found = codes(
        with_step("HOTEL", StepKind.REVENUE, lambda step: replace(step, amount=step.amount + Decimal("0.01")))
    )
    assert found == {"step-differs", "whale-differs"}


def test_a_row_that_is_left_out() -> None:
    """A sale in nobody's waterfall is found."""
    assert "row-not-once" in codes(
        with_step("CHURCH", StepKind.REVENUE, lambda step: replace(step, sales=step.sales[1:]))
    )


def test_a_row_that_counts_twice() -> None:
    """A drive that two customers pay is found."""
    assert "row-not-once" in codes(with_step("CHURCH", StepKind.FREIGHT, lambda step: replace(step, services=(2,))))


def test_a_row_that_is_not_there() -> None:
    """A row beyond the end of the file is found."""
    assert "row-unknown" in codes(with_step("CHURCH", StepKind.FREIGHT, lambda step: replace(step, services=(77,))))


def test_a_row_in_a_step_where_it_does_not_belong() -> None:
    """An apology that is shown as freight is found, though the contribution is right."""
    segment = next(item for item in TRUE.segments if item.customer == "CHURCH")
    claims = next(step for step in segment.steps if step.kind is StepKind.CLAIMS)
    swapped = {StepKind.CLAIMS: StepKind.FREIGHT, StepKind.FREIGHT: StepKind.CLAIMS}
    steps = {step.kind: step for step in segment.steps}
    moved = tuple(replace(steps[swapped.get(step.kind, step.kind)], kind=step.kind) for step in segment.steps)
    assert claims.services
    assert codes(with_segment("CHURCH", lambda item: replace(item, steps=moved))) == {"step-differs"}


def test_a_row_with_the_wrong_customer() -> None:
    """Two customers who swap their waterfalls are found."""
    steps = {item.customer: item.steps for item in TRUE.segments}
    swap = {"HOTEL": "CHURCH", "CHURCH": "HOTEL"}
    swapped = tuple(replace(item, steps=steps[swap.get(item.customer, item.customer)]) for item in TRUE.segments)
    assert "row-misplaced" in codes(replace(TRUE, segments=swapped))


def test_a_row_that_is_set_apart_for_the_wrong_cause() -> None:
    """A sale of next week that is called old is found."""
    swap = {Cause.OLDER: Cause.AFTER_NOW, Cause.AFTER_NOW: Cause.OLDER}
    swapped = tuple(Unallocated(cause=swap.get(part.cause, part.cause), steps=part.steps) for part in TRUE.unallocated)
    assert "row-misplaced" in codes(replace(TRUE, unallocated=swapped))


def test_a_customer_who_is_forgotten_or_a_step_that_is_missing() -> None:
    """Every customer has a segment and every segment all steps."""
    assert codes(replace(TRUE, segments=TRUE.segments[:-1])) >= {"customers-differ"}
    assert codes(with_segment("CLUB", lambda item: replace(item, steps=item.steps[:-1]))) == {"steps-differ"}


def test_returns_that_are_hidden() -> None:
    """Twenty roses that came back cannot be left out of the returned money."""
    assert codes(with_segment("CHURCH", lambda item: replace(item, returned=Decimal(0)))) == {"returns-differ"}


@pytest.mark.parametrize("hours", [None, Decimal(1)])
def test_bottleneck_hours_that_are_wrong(hours: Decimal | None) -> None:
    """Hours of the bottleneck follow from what was sold."""
    assert codes(with_segment("HOTEL", lambda item: replace(item, bottleneck_hours=hours))) == {"hours-differ"}


def test_a_bottleneck_that_is_not_there() -> None:
    """Without a bottleneck nobody uses hours of it."""
    without = replace(PROBLEM, bottleneck=None, bottleneck_hours_per_unit={})
    assert {finding.code for finding in check(without, TRUE)} == {"hours-differ"}
    assert check(without, solve(without)) == ()


@pytest.mark.parametrize("tier", [Tier.STANDARD, Tier.SILVER])
def test_a_tier_that_does_not_follow(tier: Tier) -> None:
    """The hotel is gold by hysteresis; anything else is found."""
    assert codes(with_segment("HOTEL", lambda item: replace(item, tier=tier))) == {"tier-differs"}


def test_a_tier_without_a_reason() -> None:
    """A tier that nobody explains is no tier."""
    assert codes(with_segment("HOTEL", lambda item: replace(item, why=""))) == {"tier-differs"}


def test_an_override_that_is_ignored_or_outlived() -> None:
    """The museum's override counts on its last day, the club's is over."""
    assert codes(with_segment("MUSEUM", lambda item: replace(item, tier=Tier.STANDARD))) == {"tier-differs"}
    assert codes(with_segment("CLUB", lambda item: replace(item, tier=Tier.GOLD))) == {"tier-differs"}


def test_a_standing_that_does_not_follow() -> None:
    """Money, share of customers and money a year of each period are recomputed."""

    def flattered(segment: Segment) -> Segment:
        first = replace(segment.standings[0], percentile=Decimal(99))
        return replace(segment, standings=(first, *segment.standings[1:]))

    assert codes(with_segment("KIOSK", flattered)) == {"standing-differs"}


@pytest.mark.parametrize(
    "change",
    [
        {"points": TRUE.whale.points[::-1]},
        {"points": TRUE.whale.points[:-1]},
        {"total": TRUE.whale.total + 1},
        {"peak": TRUE.whale.peak - 1},
        {"peak_percent": Decimal(100)},
        {"peak_customers": 3},
    ],
)
def test_a_whale_curve_that_is_bent(change: dict[str, object]) -> None:
    """Order, members, sums, peak and end of the curve are recomputed."""
    bent = replace(TRUE.whale, **change)  # type: ignore[arg-type]  # the table above names fields of the right type
    assert codes(replace(TRUE, whale=bent)) == {"whale-differs"}


@pytest.mark.parametrize("change", [{"used_hours": Decimal(9)}, {"unused_hours": Decimal(0)}])
def test_capacity_that_does_not_add_up(change: dict[str, Decimal]) -> None:
    """Used hours are those of the rows, unused ones the rest."""
    sales, van = TRUE.capacities
    assert codes(replace(TRUE, capacities=(replace(sales, **change), van))) == {"capacity-differs"}  # type: ignore[arg-type]


def test_history_is_counted_from_the_first_row() -> None:
    """With a minimum of 92 days the church, first seen 91 days ago, starts as standard; with 91 it is silver."""
    for days, tier in ((91, Tier.SILVER), (92, Tier.STANDARD)):
        problem = replace(PROBLEM, tiering=replace(PROBLEM.tiering, minimum_history_days=days))
        segmentation = solve(problem)
        assert segmentation.tiers["CHURCH"] is tier
        assert check(problem, segmentation) == ()


def test_the_day_before_the_opening_and_the_day_after() -> None:
    """An override counts through its last day and not a day longer."""
    for day, tier in ((date(2026, 3, 2), Tier.SILVER), (date(2026, 3, 3), Tier.STANDARD)):
        problem = problem_of(florist(), now=NOW + (day - date(2026, 3, 2)))
        assert solve(problem).tiers["MUSEUM"] is tier
    assert problem_of(florist(), now=NOW + timedelta(days=1)).today == date(2026, 3, 3)
