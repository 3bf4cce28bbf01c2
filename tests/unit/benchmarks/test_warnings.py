"""The benchmark of warnings, on a forge that brings every coil two days late."""

import json
from pathlib import Path

import pytest

from benchmarks import warnings
from tests.late_orders import day, done, said, work
from unisono.bootstrap import open_books
from unisono.domain.acts.commitments import Purpose, SlipNotified
from unisono.domain.facts import Fact

COILS = 16


def coils() -> list[Fact]:
    """Return a coil a day, promised for the next day and brought three days after; the last is told of in time."""
    facts: list[Fact] = []
    for place in range(COILS):
        name = f"{place:02}"
        facts += work(
            name, Purpose.SUPPLY, asks="production", does="purchasing", agreed=None, due=place + 1.5, asked_at=place
        )
        facts += done(name, Purpose.SUPPLY, does="purchasing", asks="production", at=place + 3)
    notice = SlipNotified(expected=day(COILS + 2))
    facts.append(said(f"{COILS - 1:02}/supply", "purchasing", notice, COILS - 0.75))
    return sorted(facts, key=lambda fact: fact.happened_at)


def test_warnings_are_held_against_what_came(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All coils of the second week are late: people told of one of them, and warnings of all that were seen before."""
    place = tmp_path / "forge.ledger"
    with open_books(str(place), create=True) as books:
        for fact in coils():
            books.ledger.append([fact], now=fact.happened_at)
    assert warnings.main([str(place), "--weeks", "1"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    whole = {row["who"]: row for row in rows if row["of"] == "all"}
    assert {row["commitments"] for row in whole.values()} == {row["late"] for row in whole.values()} == {10}
    assert (whole["notices"]["said"], whole["notices"]["precision"], whole["notices"]["lead_hours"]) == (1, 1.0, 30.0)
    assert whole["warnings"]["precision"] == 1.0
    assert whole["warnings"]["recall"] > 0.8
    assert whole["either"]["recall"] >= whole["warnings"]["recall"]
    assert {row["commitments"] for row in rows if row["of"] != "all"} == {0}


def test_what_was_said_too_late_does_not_count() -> None:
    """A word after the promised time is no warning, and one about nothing known is passed over."""
    due = {"coil": day(1), "gate": day(2)}
    worth = warnings.worth_of({"coil": day(1), "gate": day(1), "wire": day(0)}, due, {"coil", "gate"})
    assert (worth.said, worth.right, worth.late, worth.precision, worth.recall) == (1, 1, 2, 1.0, 0.5)
    nothing = warnings.worth_of({}, {}, set())
    assert (nothing.precision, nothing.recall, nothing.lead_hours) == (None, None, None)
