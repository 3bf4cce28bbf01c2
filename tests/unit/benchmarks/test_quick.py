"""What the quick measurement says, and how loudly it says what it could not measure."""

import json
from collections.abc import Iterator

import pytest

from benchmarks.quick import (
    FaultFoundError,
    Figure,
    Measured,
    as_json,
    made_up_book,
    measure,
    promises,
    replans,
    run,
    slots,
    table,
)


def test_an_aim_is_reached_from_its_own_side() -> None:
    """At most 1 second: 0.9 will do, 1.1 will not; at least 6 percent: 6 will do, 5.9 not; no aim is always met."""
    assert Figure(about="seconds", value=0.9, most=1).is_reached
    assert not Figure(about="seconds", value=1.1, most=1).is_reached
    assert Figure(about="percent", value=6, least=6).is_reached
    assert not Figure(about="percent", value=5.9, least=6).is_reached
    assert Figure(about="moves", value=-1).is_reached


def test_a_missed_aim_is_marked() -> None:
    """People see beside each figure what was aimed at, and which was missed."""
    figures = (Figure(about="promise, ms", value=25, most=20), Figure(about="moves", value=70_000))
    assert list(table(Measured(figures=figures))) == [
        "promise, ms            25  at most 20  MISSED",
        "moves              70,000",
    ]


def test_a_benchmark_that_fails_is_a_fault() -> None:
    """A benchmark that cannot be run is told of, and not left out in silence."""
    with pytest.raises(FaultFoundError, match="setup_lines ended with 2"):
        run("setup_lines", "nowhere.json")


def test_absent_public_data_are_said_loudly() -> None:
    """Both the table and the JSON object name what was not measured."""
    measured = measure([], not_measured=("order_acceptance",))
    assert list(table(measured)) == ["NOT MEASURED: order_acceptance; set UNISONO_DATA to the public data"]
    assert json.loads(as_json(measured))["not_measured"] == ["order_acceptance"]


def test_after_a_fault_the_rest_is_measured() -> None:
    """What was measured before a checker found something is kept, and the next benchmark runs."""

    def faulty() -> Iterator[Figure]:
        yield Figure(about="moves", value=1)
        raise FaultFoundError("book: the checker found something")

    def sound() -> Iterator[Figure]:
        yield Figure(about="seconds", value=2)

    measured = measure([faulty, sound])
    assert [figure.about for figure in measured.figures] == ["moves", "seconds"]
    assert list(table(measured))[-1] == "FAULT: book: the checker found something"


def test_a_small_book_tells_its_figures() -> None:
    """What the table says of ten thousand orders is read from the benchmark as it is; here it is of forty."""
    figures = {figure.about: figure for figure in made_up_book(orders=40, lines=2, load=1.25, seconds=0.1)}
    assert figures["book of 40, load 1.25, 0.1 s: more than dispatching, %"].least == 6
    assert figures["book of 40, load 1.25, 0.1 s: firm orders unmade"].value == 0
    assert figures["book of 40, load 1.25, 0.1 s: memory, MB"].is_reached


def test_promises_tell_their_milliseconds() -> None:
    """Against a small plan the table has half of the dates, nearly all dates, and nearly all whole answers."""
    figures = list(promises(orders=40, inquiries=5, seconds=0.1))
    assert [figure.most for figure in figures] == [5, 20, 200]
    assert all(figure.value > 0 for figure in figures)


def test_replans_tell_their_milliseconds() -> None:
    """Half a second is aimed at for every kind of change."""
    figures = list(replans(orders=40, changes=1, seconds=0.1))
    assert [figure.most for figure in figures] == [500, 500]
    assert all(figure.value > 0 for figure in figures)


def test_slots_tell_high_load_and_low() -> None:
    """The table says what protection brings where the line is full, and where it is not."""
    assert [figure.about.split(",")[1] for figure in slots(years=2)] == [" high load", " low load"]
