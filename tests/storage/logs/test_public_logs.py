"""Public logs are read whole, every row accounted for; they are not part of the project."""

from collections import Counter

import pytest

from tests.logs_of_events import events_of, opened, read_all
from tests.public_logs import public_log
from unisono.domain.logs import MISSING_OBJECT


@pytest.mark.parametrize(
    ("name", "rows", "left_out"),
    [
        ("receipt.csv", 8_577, {}),
        ("production.csv", 4_953, {}),
        ("helpdesk.xes.gz", 21_348, {}),
        ("order-management.sqlite", 18_211, {}),
        ("ocel20-tiny.sqlite", 13, {}),
        ("logistics-incomplete.sqlite", 8_727, {MISSING_OBJECT: 2_540}),
        ("pingpong/double_ping_pong_case.csv", 21, {}),
        ("pingpong/handoff-test.csv", 144, {}),
        ("pingpong/ping_pong_case.csv", 19, {}),
        ("pingpong/ping_pong_case_fake.csv", 19, {}),
        ("pingpong/two_ping_pongs_case.csv", 21, {}),
    ],
)
def test_every_row_of_a_public_log_is_accounted_for(name: str, rows: int, left_out: dict[str, int]) -> None:
    """As many rows are there as the log is known to have, and only those are left out whose objects are missing."""
    _, account = read_all(opened(public_log(name)))
    assert account.rows == rows
    assert {item.reason: item.count for item in account.left_out} == left_out
    assert account.is_whole


def test_the_help_desk_has_as_many_cases_as_are_known() -> None:
    """Each event of the help desk knows its case and its time."""
    events = events_of(opened(public_log("helpdesk.xes.gz")))
    assert len({event.attributes["case:concept:name"] for event in events}) == 4_580
    assert all(event.at is not None for event in events)


def test_the_objects_of_the_order_log_are_known_by_their_types() -> None:
    """Objects whose ids are numbers in one table and texts in another are one object with its attributes."""
    objects = opened(public_log("order-management.sqlite")).objects()
    assert Counter(item.type for item in objects.values()) == {
        "items": 7_670,
        "orders": 2_000,
        "packages": 320,
        "products": 20,
        "employees": 18,
        "customers": 3,
    }
    assert objects["990001"].attributes == {"price": "2591.97"}
    assert objects["Wil van der Aalst"].attributes == {"role": "Sales"}
