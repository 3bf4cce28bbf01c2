"""What segmentation takes, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from tests.companies import local
from tests.florist import NOW, florist
from unisono.engines.segmenting.problem import problem_of


def test_today_is_the_local_day() -> None:
    """Half past midnight in Warsaw is still yesterday in UTC: the florist's day counts."""
    assert problem_of(florist(), now=local("2026-03-02T00:30")).today == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("table", "column", "message"),
    [
        ("sales", "customer", "unknown customer: GHOST"),
        ("sales", "product", "unknown product: GHOST"),
        ("services", "activity", "unknown activity: GHOST"),
    ],
)
def test_rows_that_name_what_is_not_there(table: str, column: str, message: str) -> None:
    """The check of the data reports such rows; here they are a mistake of the program."""
    snapshot = florist()
    row = replace(getattr(snapshot, table)[0], **{column: "GHOST"})
    changes: dict[str, object] = {table: (row,)}
    with pytest.raises(ValueError, match=message):
        problem_of(replace(snapshot, **changes), now=NOW)  # type: ignore[arg-type]  # the table is named above


def test_an_activity_of_nobody() -> None:
    """An activity may be money only, but its department must be one of the company's."""
    snapshot = florist()
    activities = tuple(replace(activity, department="GHOST") for activity in snapshot.policy.activities)
    with pytest.raises(ValueError, match="unknown department: GHOST"):
        problem_of(replace(snapshot, policy=replace(snapshot.policy, activities=activities)), now=NOW)
