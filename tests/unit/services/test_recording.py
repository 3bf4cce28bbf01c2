"""Decisions are recorded on the ledger that they were made on."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.plain_ledger import PlainLedger
from unisono.domain.acts.plans import SnapshotImported
from unisono.domain.acts.promises import PromiseConfirmed
from unisono.domain.facts import Act, Actor, Fact, Medium, Origin
from unisono.services.ports import Appended
from unisono.services.recording import LedgerIsBusy, record_decision

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def fact(name: str, act: Act) -> Fact:
    """Return a fact of sales."""
    return Fact(
        id=name, happened_at=NOON, actor=Actor(party="sales"), origin=Origin(medium=Medium.COMMAND, place=""), act=act
    )


class BusyLedger(PlainLedger):
    """A ledger into which somebody else writes just before each of the first appends.

    Args:
        others: what the others write, each once.
    """

    def __init__(self, *others: Act) -> None:
        super().__init__()
        self.others = list(others)

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Let somebody else be quicker."""
        if self.others:
            super().append([fact(f"other {len(self.others)}", self.others.pop())], now=now)
        return super().append(facts, now=now, expected_position=expected_position)


def decisions(ledger: PlainLedger, **options: tuple[str, ...]) -> list[int]:
    """Return on how many facts it was decided, each time, until the decision was recorded."""
    decided: list[int] = []

    def decide(position: int) -> tuple[int, list[Fact]]:
        decided.append(position)
        return position, [fact("ours", SnapshotImported(snapshot="s", as_of=NOON))]

    assert record_decision(ledger, decide, now=NOON, **options) == decided[-1]
    return decided


def test_it_is_decided_anew_when_somebody_was_quicker() -> None:
    """On what the other has written."""
    ledger = BusyLedger(PromiseConfirmed(subject="B-1"), PromiseConfirmed(subject="B-2"))
    assert decisions(ledger) == [0, 1, 2]
    assert [entry.fact.id for entry in ledger.kept] == ["other 2", "other 1", "ours"]


def test_what_somebody_else_has_just_recorded_is_theirs() -> None:
    """Two clerks who ask for the same in the same moment are told of two promises, not twice of one."""
    ledger = PlainLedger()

    def decide(position: int) -> tuple[str, list[Fact]]:
        number = f"P-{len(ledger.kept) + 1}"
        promised = [fact(f"held {position}", PromiseConfirmed(subject=number))]
        if not ledger.kept:
            ledger.append(promised, now=NOON)  # the other clerk is quicker
        return number, promised

    assert record_decision(ledger, decide, now=NOON, matters=("PromiseConfirmed",)) == "P-2"
    assert [entry.fact.id for entry in ledger.kept] == ["held 0", "held 1"]


def test_what_is_known_already_is_recorded_once() -> None:
    """Whoever says again what stood there before is told the same."""
    ledger = PlainLedger()
    assert decisions(ledger) == [0]
    assert decisions(ledger) == [1]
    assert len(ledger.kept) == 1


def test_what_does_not_matter_changes_no_decision() -> None:
    """It is recorded behind what the other has written."""
    assert decisions(BusyLedger(PromiseConfirmed(subject="B-1")), matters=("PlanPublished",)) == [0]
    assert decisions(BusyLedger(PromiseConfirmed(subject="B-1")), matters=("PromiseConfirmed",)) == [0, 1]


def test_nothing_to_record_is_not_recorded() -> None:
    """The decision is told all the same."""
    ledger = PlainLedger()
    assert record_decision(ledger, lambda position: (f"on {position}", ()), now=NOON) == "on 0"
    assert ledger.kept == []


def test_a_ledger_that_never_rests_is_told_of() -> None:
    """After many attempts it says so, and nothing was recorded."""
    ledger = BusyLedger(*(PromiseConfirmed(subject=f"B-{number}") for number in range(100)))
    with pytest.raises(LedgerIsBusy, match="nothing was recorded"):
        decisions(ledger)
    assert "ours" not in [entry.fact.id for entry in ledger.kept]
