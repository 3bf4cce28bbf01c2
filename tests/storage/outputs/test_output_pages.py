"""The reference of the outputs names everything that is in them."""

import re
from pathlib import Path

import pytest

from tests.runs import bakery_run
from unisono.storage.outputs.documents import plan_text
from unisono.storage.outputs.json_text import read_json
from unisono.storage.outputs.rows import PLAN_COLUMNS, PROMISE_COLUMNS, SEGMENT_COLUMNS
from unisono.storage.outputs.summary import summary

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "outputs.md").read_text("utf-8")


def names_in(title: str) -> list[str]:
    """Return the names in the first column of the table under a title."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return [
        name for row in re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)
    ]


@pytest.mark.parametrize(
    ("title", "columns"),
    [("plan.csv", PLAN_COLUMNS), ("promises.csv", PROMISE_COLUMNS), ("segments.csv", SEGMENT_COLUMNS)],
)
def test_every_column_is_explained_in_its_order(title: str, columns: tuple[str, ...]) -> None:
    """Whoever opens a table finds each of its columns in the reference, in the same order."""
    assert names_in(title) == [str(column) for column in columns]


def test_every_key_of_the_summary_is_explained() -> None:
    """Whoever reads the summary finds each of its keys in the reference, in the same order."""
    assert names_in("summary.json") == list(summary(bakery_run()))


def test_every_key_of_the_plan_is_explained() -> None:
    """The head of a plan and the parts of its body are in the reference."""
    document = read_json(plan_text(bakery_run().plan))
    assert isinstance(document, dict)
    assert names_in("plan.json") == list(document)
    body = document["body"]
    assert isinstance(body, dict)
    assert all(f"`{part}`" in PAGE for part in body)
