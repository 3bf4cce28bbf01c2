"""The benchmark of promises, on a book small enough to wait for."""

import json

import pytest

from benchmarks.book import ground_of
from benchmarks.promise import inquiries, main
from unisono.domain.company import OrderStatus


def test_inquiries_are_not_in_the_book() -> None:
    """Each has a number of its own, is asked for and not promised, and is the same whenever the seed is."""
    orders = ground_of(orders=40, lines=3, load=1.0, seed=1).book.snapshot.orders
    asked = inquiries(orders, 20, seed=3)
    assert asked == inquiries(orders, 20, seed=3)
    assert len({order.id for order in (*orders, *asked)}) == 60
    assert all(order.status is OrderStatus.INQUIRY and order.promised is None for order in asked)
    assert all(order.latest is not None for order in asked)


def test_a_small_book_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object: every inquiry has an answer, dates and answers took time, and the checker finds nothing."""
    code = main(["--orders", "80", "--lines", "3", "--inquiries", "12", "--seconds", "0.1", "--json"])
    result = json.loads(capsys.readouterr().out)
    assert (code, result["findings"]) == (0, 0)
    assert sum(result["answers"].values()) == 12
    assert 0 < result["date_ms"]["p50"] <= result["date_ms"]["p99"] <= result["date_ms"]["max"]
    assert 0 < result["answer_ms"]["p50"] <= result["answer_ms"]["max"]
