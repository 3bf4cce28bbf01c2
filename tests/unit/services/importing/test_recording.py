"""Facts on their way into a ledger that does not take everything."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.repair_shop import NOW
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.canonical import NotCanonical
from unisono.domain.facts import Actor, Fact, Medium, Origin
from unisono.domain.logs import LeftOut, Tally
from unisono.services.importing import recording
from unisono.services.importing.recording import Item, Recorder
from unisono.services.ports import Appended, DoesNotFollow, Head, Ledger, SameIdOtherFact


class StrictLedger:
    """A ledger that refuses facts whose activity says how, and counts how often it was asked."""

    def __init__(self) -> None:
        self.kept: dict[str, Fact] = {}
        self.appends = 0

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Keep the facts, all or none."""
        assert (now, expected_position) == (NOW, None)
        self.appends += 1
        for fact in facts:
            if _says(fact) == "ill-written":
                raise NotCanonical("a text holds the character 0")
        kept = dict(self.kept)
        for fact in facts:
            if _says(fact) == "early":
                raise DoesNotFollow(fact.id, "nobody asked for it")
            if kept.setdefault(fact.id, fact) != fact:
                raise SameIdOtherFact(fact.id, position=1)
        new = len(kept) - len(self.kept)
        self.kept = kept
        places = self.positions([fact.id for fact in facts])
        return Appended(
            positions=tuple(places[fact.id] for fact in facts),
            new=new,
            head=Head(size=len(self.kept), root=bytes(32)),
        )

    def positions(self, fact_ids: Collection[str]) -> Mapping[str, int]:
        """Return where facts stand."""
        places = {fact_id: place for place, fact_id in enumerate(self.kept, start=1)}
        return {fact_id: places[fact_id] for fact_id in fact_ids if fact_id in places}


def _says(fact: Fact) -> str:
    assert isinstance(fact.act, WorkRecorded)
    return fact.act.activity


def work(name: str, activity: str = "repair", line: int = 2) -> Fact:
    """Return work that stands in a line of the shop's log."""
    return Fact(
        id=name,
        happened_at=datetime(2026, 3, 2, tzinfo=UTC),
        actor=Actor(party="workshop"),
        origin=Origin(medium=Medium.FILE, place=f"repairs.csv:{line}"),
        act=WorkRecorded(activity=activity),
    )


class Desk:
    """A recorder with its ledger and its counts."""

    def __init__(self) -> None:
        self.ledger = StrictLedger()
        self.rows, self.others = Tally(), Tally()
        taken_for: Ledger = self.ledger  # type: ignore[assignment] # it has what a recorder calls
        self.recorder = Recorder(taken_for, now=NOW, rows=self.rows, others=self.others)

    def take(self, *facts: Fact) -> None:
        """Record facts, each of a row of its own."""
        for fact in facts:
            self.recorder.add(Item((fact,), (fact.origin.place,)))
        self.recorder.flush()


def test_facts_go_in_by_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch is recorded as soon as it is full, and whoever adds to it hears of it."""
    monkeypatch.setattr(recording, "BATCH", 2)
    desk = Desk()
    added = [desk.recorder.add(Item((work(f"f{number}"),), ("",))) for number in range(5)]
    assert added == [False, True, False, True, False]
    assert (len(desk.ledger.kept), desk.recorder.recorded) == (4, 4)


def test_what_is_there_is_not_recorded_again() -> None:
    """A row that comes again is counted as known, whether it comes with new ones or alone."""
    desk = Desk()
    desk.take(work("a"), work("b"))
    desk.take(work("a", line=2), work("c", line=3))
    assert (desk.rows.taken, desk.recorder.recorded) == (3, 3)
    assert desk.rows.left_out == (LeftOut(reason=recording.IN_THE_LEDGER, count=1, example="repairs.csv:2"),)


def test_a_known_row_may_have_moved() -> None:
    """A row that stands in another line or file than it did is the same row, and new ones beside it go in."""
    desk = Desk()
    desk.take(work("a"))
    desk.take(work("a", line=9), work("b", line=10))
    assert sorted(desk.ledger.kept) == ["a", "b"]
    assert desk.rows.left_out == (LeftOut(reason=recording.IN_THE_LEDGER, count=1, example="repairs.csv:9"),)


def test_what_does_not_follow_is_left_out_and_the_rest_goes_in() -> None:
    """One fact that cannot come after what is known holds up no other one, and its reason is told."""
    desk = Desk()
    desk.take(work("a"), work("b", "early", 3), work("c", line=4), work("d", "early", 5), work("e", line=6))
    assert sorted(desk.ledger.kept) == ["a", "c", "e"]
    assert (desk.rows.taken, desk.recorder.recorded) == (3, 3)
    assert desk.rows.left_out == (
        LeftOut(
            reason="does not follow what is known of its commitment",
            count=2,
            example="repairs.csv:3: nobody asked for it",
        ),
    )


def test_many_that_do_not_follow_are_left_out_quickly() -> None:
    """Where a thousand rows do not follow, the ledger is not asked for all that are left again and again."""
    desk = Desk()
    desk.take(*(work(f"f{number}", "early") for number in range(1_000)))
    assert desk.rows.left_out[0].count == 1_000
    assert desk.ledger.appends < 1_100


def test_what_cannot_be_written_is_found_among_many() -> None:
    """A row with a character that no fact may hold is left out, its neighbours are not."""
    desk = Desk()
    facts = [work(f"f{number}", "ill-written" if number in (17, 80) else "repair", number) for number in range(100)]
    desk.take(*facts)
    assert len(desk.ledger.kept) == 98
    assert desk.rows.left_out == (
        LeftOut(reason="cannot be kept", count=2, example="repairs.csv:17: a text holds the character 0"),
    )


def test_facts_of_one_row_stand_or_fall_together() -> None:
    """Where the second fact of a row does not follow, its first is not recorded either, and both rows are told."""
    desk = Desk()
    desk.recorder.add(Item((work("a"), work("b", "early")), ("repairs.csv:2", "repairs.csv:3")))
    desk.recorder.flush()
    assert (desk.ledger.kept, desk.rows.left_out[0].count) == ({}, 2)


def test_what_comes_from_no_row_is_told_apart() -> None:
    """A case's commitment that cannot be taken is counted with its place, but not as a row."""
    desk = Desk()
    desk.recorder.add(Item((work("a", "early", 7),), ()))
    desk.recorder.flush()
    assert (desk.rows.rows, desk.others.left_out[0].example) == (0, "repairs.csv:7: nobody asked for it")


def test_a_row_of_which_a_part_is_known_brings_the_rest() -> None:
    """A mapping that makes one fact more of each row adds that fact, and the row counts as imported."""
    desk = Desk()
    desk.take(work("a"))
    desk.recorder.add(Item((replace(work("a"), actor=Actor(party="counter")), work("a/1")), ("repairs.csv:2",)))
    desk.recorder.flush()
    assert (sorted(desk.ledger.kept), desk.rows.taken) == (["a", "a/1"], 2)


def test_an_id_that_a_fact_brings_along_is_not_taken_for_its_content() -> None:
    """A fact of `facts.csv` whose id is known for something else is told, and so is one that comes twice in a file."""
    desk = Desk()
    desk.take(work("a"))
    facts = [
        work("a", "paint", 5),
        work("b", "repair", 6),
        work("b", "paint", 7),
        work("b", "paint", 8),
        work("c", line=9),
    ]
    for fact in facts:
        desk.recorder.add(Item((fact,), (fact.origin.place,), is_named_by_content=False))
    desk.recorder.flush()
    assert [(name, _says(fact)) for name, fact in desk.ledger.kept.items()] == [
        ("a", "repair"),
        ("b", "repair"),
        ("c", "repair"),
    ]
    (left_out,) = desk.rows.left_out
    assert (left_out.reason, left_out.count, desk.rows.taken) == ("has the id of another fact", 3, 3)


def test_some_of_a_rows_facts_may_be_known_otherwise() -> None:
    """Where the first fact of a row stands there from another mapping, the others of this one are added."""
    desk = Desk()
    desk.take(work("a"), work("x"))
    desk.recorder.add(Item((work("a", "paint"), work("a/1")), ("repairs.csv:2",)))
    desk.recorder.add(Item((work("x", line=9),), ("repairs.csv:9",)))
    desk.recorder.flush()
    assert sorted(desk.ledger.kept) == ["a", "a/1", "x"]
    assert (desk.rows.taken, desk.rows.left_out[0].count) == (3, 1)


def test_a_fact_that_comes_twice_in_a_file_is_imported_once() -> None:
    """The second of two equal rows of facts is counted as known."""
    desk = Desk()
    for line in (work("a"), work("b"), work("a")):
        desk.recorder.add(Item((line,), (line.origin.place,), is_named_by_content=False))
    desk.recorder.flush()
    assert (desk.rows.taken, desk.recorder.recorded, desk.rows.left_out[0].count) == (2, 2, 1)
