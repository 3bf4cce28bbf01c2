"""Rows that begin work and rows that end it."""

from dataclasses import replace

from tests.repair_shop import PLAIN, column, event
from unisono.services.importing.lifecycle import Pairing, Work
from unisono.services.importing.rows import Row, RowReader
from unisono.services.importing.values import Objects

MAPPING = replace(PLAIN, transition=column("step"))


def row(number: int, step: str, hour: int, **columns: str) -> Row:
    """Return a row of a repair by Jan in the workshop."""
    said = {"case": "R-1", "activity": "repair", "dept": "workshop", "who": "Jan", "step": step}
    said["end"] = f"2026-03-02 {hour:02}:00:00+00:00"
    return RowReader(MAPPING, Objects({})).read(event(number, **{**said, **columns}))


def told(*rows: Row) -> list[Work]:
    """Return the work that rows tell, the unfinished last."""
    pairing = Pairing()
    work = [done for one in rows if (done := pairing.take(one)) is not None]
    return [*work, *pairing.rest()]


def test_a_start_and_its_end_are_one_piece_of_work() -> None:
    """It happened when it ended, began when it was begun, and accounts for both rows."""
    (work,) = told(row(1, "start", 8), row(2, "COMPLETE", 10))
    assert work.row.at.hour == 10
    assert work.row.started_at is not None
    assert work.row.started_at.hour == 8
    assert work.places == ("repairs.csv:2", "repairs.csv:3")


def test_what_the_start_says_otherwise_is_kept() -> None:
    """Who began the work is not lost when somebody else ends it."""
    begun = row(1, "start", 8, who="Ola", dept="counter", shift="early", bench="3")
    (work,) = told(begun, row(2, "complete", 10, shift="late", bench="3"))
    assert work.row.beside == {
        "bench": "3",
        "shift": "late",
        "step": "complete",
        "start:shift": "early",
        "start:step": "start",
        "start:party": "counter",
        "start:person": "Ola",
    }
    assert work.row.person == "Jan"


def test_work_is_ended_in_the_order_in_which_it_began() -> None:
    """Where the same work begins twice, the first end belongs to the first start."""
    works = told(row(1, "start", 8), row(2, "start", 9), row(3, "complete", 10), row(4, "complete", 12))
    assert [work.places[0] for work in works] == ["repairs.csv:2", "repairs.csv:3"]


def test_instances_are_told_apart() -> None:
    """Where rows name the instance of the work, an end belongs to the start of the same instance."""
    first, second = {"concept:instance": "a"}, {"concept:instance": "b"}
    works = told(row(1, "start", 8, **first), row(2, "start", 9, **second), row(3, "complete", 10, **second))
    assert works[0].places == ("repairs.csv:3", "repairs.csv:4")
    assert works[1].row.activity == "repair (start)"


def test_a_row_without_partner_stands_for_itself() -> None:
    """An end without a start is work; a start without an end, or any other step, says so in its name."""
    works = told(row(1, "complete", 8), row(2, "schedule", 9), row(3, "", 10), row(4, "start", 11))
    assert [work.row.activity for work in works] == ["repair", "repair (schedule)", "repair", "repair (start)"]
    assert [len(work.places) for work in works] == [1, 1, 1, 1]


def test_a_start_that_a_row_tells_itself_stays() -> None:
    """A row that says when its work began is not corrected by another row."""
    ended = row(2, "complete", 10)
    (work,) = told(row(1, "start", 8), ended._replace(started_at=ended.at))
    assert work.row.started_at == ended.at
