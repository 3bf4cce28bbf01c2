"""Changes as people type them, read for the Thorn Bakery."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.companies import bakery, local
from unisono.domain.changes import (
    Change,
    LineDown,
    OrderAltered,
    OrderCancelled,
    OrderDeclined,
    OrderForced,
    OrderReceived,
    OvertimeOpened,
    RateChanged,
    SlotOpened,
    StockFound,
)
from unisono.domain.company import Order, OrderStatus, StockKind
from unisono.domain.findings import Finding, Source
from unisono.storage.reading.change_texts import FORMS, read_change_file, read_changes

NOW = local("2026-03-02T06:00")
START = local("2026-03-03T06:00")
SLOT = bakery().slots[0]


def said(*texts: str) -> tuple[Change, ...]:
    """Return the changes that texts say; they say nothing wrong."""
    changes, findings = read_changes(texts, bakery(), now=NOW, file="--change")
    assert findings == ()
    return changes


def complaint(text: str) -> Finding:
    """Return what is wrong with a text."""
    _, (finding,) = read_changes([text], bakery(), now=NOW, file="--change")
    assert finding.source == Source(file="--change", line=1)
    return finding


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (
            "line deck-oven down 2026-03-03T06:00/PT8H",
            LineDown(line="deck-oven", start=START, end=local("2026-03-03T14:00")),
        ),
        (
            "line deck-oven down 2026-03-03T06:00/P1D",
            LineDown(line="deck-oven", start=START, end=local("2026-03-04T06:00")),
        ),
        (
            "overtime stone-oven 2026-03-03T06:00/2026-03-03T08:30",
            OvertimeOpened(line="stone-oven", start=START, end=local("2026-03-03T08:30")),
        ),
        (f"slot {SLOT.id} opened", SlotOpened(slot_id=SLOT.id)),
        ("slot stone-oven 2026-03-05T06:00 opened", SlotOpened(slot_id="stone-oven@2026-03-05T05:00Z")),
        ("order B-1 cancelled", OrderCancelled(order="B-1")),
        ("order B-3 declined", OrderDeclined(order="B-3")),
        ("order B-3 forced", OrderForced(order="B-3")),
        ("order B-3 quantity 400", OrderAltered(order="B-3", quantity=Decimal(400))),
        ("order B-3 price 2.75", OrderAltered(order="B-3", net_price=Decimal("2.75"))),
        ("order B-3 requested 2026-03-05", OrderAltered(order="B-3", wanted=local("2026-03-06T00:00"))),
        ("rate stone-oven rye 35", RateChanged(line="stone-oven", family="rye", units_per_hour=Decimal(35))),
        ("rate stone-oven rye-loaf 35", RateChanged(line="stone-oven", product="rye-loaf", units_per_hour=Decimal(35))),
        ("stock rye-loaf own 60", StockFound(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(60))),
        (
            "stock rye-loaf consignment 60 owner HOTEL",
            StockFound(product="rye-loaf", kind=StockKind.CONSIGNMENT, quantity=Decimal(60), owner="HOTEL"),
        ),
    ],
)
def test_a_sentence_is_a_change(text: str, change: Change) -> None:
    """Times are the bakery's own, a date alone means the end of that day where something is wanted by it."""
    assert said(text) == (change,)


def test_a_day_off_lasts_a_day_on_the_clock() -> None:
    """In the night of 29 March the clocks lose an hour: the oven is up again at six all the same."""
    (change,) = said("line deck-oven down 2026-03-28T06:00/P1D")
    assert isinstance(change, LineDown)
    assert (change.end, change.end - change.start) == (local("2026-03-29T06:00"), timedelta(hours=23))


def test_a_new_order_says_its_columns() -> None:
    """A firm one is promised for when it is wanted; an inquiry is received now."""
    text = "new order B-9 customer HOTEL product rye-loaf quantity 40 price 3.10 requested 2026-03-05"
    asked = Order(
        id="B-9",
        customer="HOTEL",
        product="rye-loaf",
        quantity=Decimal(40),
        net_price=Decimal("3.10"),
        received=NOW,
        requested=local("2026-03-06T00:00"),
    )
    assert said(text) == (OrderReceived(order=asked),)
    firm = replace(asked, status=OrderStatus.FIRM, promised=asked.requested, ship_lead=Decimal(2))
    assert said(f"{text} firm ship_lead 2") == (OrderReceived(order=firm),)


def test_names_with_spaces_stand_in_quotation_marks() -> None:
    """As on every command line."""
    assert said("order 'B-1' cancelled") == (OrderCancelled(order="B-1"),)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("lne deck-oven down", "unreadable-change", "Did you mean 'line'?"),
        ("line deck-oven down", "unreadable-change", "not complete"),
        ("line 'deck-oven down", "unreadable-change", "quotation mark"),
        ("line deck-oven down 2026-03-03T06:00", "unreadable-change", "no end"),
        ("line deck-oven down soon/P1D", "bad-date", "not a date"),
        ("line deck-oven down 2026-03-03T06:00/whenever", "bad-date", "not a date"),
        ("line wok down 2026-03-03T06:00/P1D", "change-does-not-fit", "the lines are stone-oven, deck-oven"),
        ("order B-3 quantity many", "bad-number", "not a number"),
        ("order B-3 price 9PLN", "other-currency", "the company's currency is EUR"),
        ("order B-3 eaten", "unreadable-change", "not complete"),
        ("new order B-9 custmer HOTEL", "unreadable-change", "Did you mean 'customer'?"),
        ("new order B-9 customer", "unreadable-change", "no cell"),
        ("new order B-9 customer HOTEL", "unreadable-change", "has no product, quantity, net_price, requested"),
        ("new order B-9 quantity few", "bad-number", "not a number"),
        ("new bread", "unreadable-change", "not complete"),
        ("stock rye-loaf borrowed 60", "unreadable-change", "not complete"),
        ("slot stone-oven opened", "change-does-not-fit", "no reserved slot stone-oven"),
    ],
)
def test_what_cannot_be_read_is_a_finding(text: str, code: str, words: str) -> None:
    """It says what is wrong, what was found and how it should be written."""
    finding = complaint(text)
    assert finding.code == code
    assert words in finding.message
    assert finding.expected or finding.remedy


def test_who_does_not_know_how_to_begin_gets_all_forms() -> None:
    """Each of them on offer."""
    assert all(form in complaint("help").expected for form in FORMS)


def test_changes_may_stand_in_a_file(tmp_path: Path) -> None:
    """One a line, with remarks; a finding names the line."""
    path = tmp_path / "monday.txt"
    path.write_text("# the oven is cold\n\norder B-3 declined\norder B-99 cancelled\n", "utf-8")
    changes, (finding,) = read_change_file(path, bakery(), now=NOW)
    assert changes == (OrderDeclined(order="B-3"), OrderCancelled(order="B-99"))
    assert finding.source == Source(file="monday.txt", line=4)


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    """As is one that is no text."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    for name, code in (("nothing.txt", "unreadable-file"), ("picture.png", "not-text")):
        changes, (finding,) = read_change_file(tmp_path / name, bakery(), now=NOW)
        assert (changes, finding.code) == ((), code)
