"""The tables for spreadsheets."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.companies import bakery
from tests.runs import bakery_run
from unisono.storage.outputs.rows import plan_rows, promise_rows, segment_rows


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_plan_has_a_row_for_all_work_by_line_and_time() -> None:
    """Each row says what, for whom, where, when and how late, in local time with its offset."""
    rows = rows_of(plan_rows(bakery_run()))
    assert [(row["line"], row["order"]) for row in rows] == [
        ("deck-oven", "B-4"),
        ("deck-oven", "B-2"),
        ("deck-oven", "B-3"),
        ("stone-oven", "B-1"),
        ("stone-oven", "B-6"),
    ]
    assert rows[3]["customer_name"] == "Hotel Copernicus"
    assert rows[3]["start"] == "2026-03-02T06:00+01:00"
    assert (rows[3]["quantity"], rows[3]["unit"], rows[3]["family"]) == ("320", "kg", "rye")


def test_every_order_has_its_promise() -> None:
    """Prices and dates of yes stand in their own columns, and so does why there is none."""
    rows = {row["order"]: row for row in rows_of(promise_rows(bakery_run()))}
    assert list(rows) == [order.id for order in bakery().orders]
    assert rows["B-1"]["answer"] == "accepted"
    assert rows["B-5"]["answer"] == "postponed"
    assert rows["B-5"]["price_of_yes"] == "7.72"
    assert rows["B-5"]["date_of_yes"] == "2026-03-08T00:00+01:00"
    assert rows["B-5"]["displaces"] == "B-3"
    assert rows["B-7"]["no_date_because"].startswith("It is not wanted after Friday")
    assert rows["B-8"]["rule"] == "1"
    assert rows["B-8"]["price_of_yes"] == ""
    assert (rows["B-5"]["part_now"], rows["B-5"]["rest_by"]) == ("48", "2026-03-07T00:00+01:00")
    assert rows["B-8"]["no_part_because"] == "The customer takes all of it or nothing."


def test_every_customer_has_its_steps() -> None:
    """Revenue less all steps is the contribution, to the cent."""
    rows = rows_of(segment_rows(bakery_run()))
    assert {row["customer"] for row in rows} == {"HOTEL", "SCHOOL", "CORNER", "CLINIC"}
    steps = ("revenue", "variable_cost", "order_handling", "picking", "freight", "rush", "returns", "claims")
    rest = ("interest", "consignment", "changeovers", "other")
    for row in rows:
        total = sum(Decimal(row[step]) for step in (*steps, *rest))
        assert abs(total - Decimal(row["contribution"])) <= Decimal("0.05")


def test_a_name_cannot_become_a_formula() -> None:
    """A customer called `=1+1` stays text in a spreadsheet."""
    data = bakery()
    named = tuple(replace(customer, name="=HYPERLINK(1)") for customer in data.customers)
    rows = rows_of(promise_rows(bakery_run(replace(data, customers=named))))
    assert {row["customer_name"] for row in rows} == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("+1+cmd|x", "'+1+cmd|x"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3", "'-2+3"),
        ("  =1+1", "'  =1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("Mill;=1+1", "Mill;'=1+1"),
        ("Mill\t@x", "Mill\t'@x"),
        ("Mill\n=1", "Mill\n'=1"),
        ("A=B; 3-4", "A=B; 3-4"),
        ("K-Mart", "K-Mart"),
    ],
)
def test_no_program_finds_a_formula_however_it_splits_the_file(name: str, written: str) -> None:
    """Also where a spreadsheet takes semicolons or tabs for the ends of cells, no cell begins like a formula."""
    data = bakery()
    named = tuple(replace(customer, name=name) for customer in data.customers)
    rows = rows_of(segment_rows(bakery_run(replace(data, customers=named))))
    assert {row["customer_name"] for row in rows} == {written}
