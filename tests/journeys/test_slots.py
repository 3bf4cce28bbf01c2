"""A coordinator looks ahead, and reserves what pays."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import KITCHEN, QUICKLY, STEEL, unisono
from unisono.storage.samples import sample_path

REPAIR = sample_path("repair")


@pytest.fixture(name="steel")
def _steel(tmp_path: Path) -> Path:
    """Return a copy of the steel sample that may be changed."""
    return Path(shutil.copytree(STEEL, tmp_path / "steel"))


def test_the_forecast_says_who_hopes_too_much(steel: Path) -> None:
    """The gold forecast of the steel sample is far too high, more than chance, and corrected; silver is left alone."""
    told, document = unisono("forecast", steel), unisono("forecast", steel, "--json").document
    assert told.code == 0
    assert "Sales' forecast for gold was 40% too high over 16 weeks, more than chance" in told.out
    assert "which may be chance" in told.out
    outlook = document["outlook"]
    assert document["format"] == "unisono-forecast/1"
    assert set(outlook["corrections"]) == {"gold"}
    plate = next(one for one in outlook["demands"] if (one["family"], one["tier"]) == ("S355J2", "gold"))
    assert len(plate["weeks"]) == 6
    assert plate["errors"][plate["method"]] < plate["errors"]["last"]
    assert plate["weeks"][0]["used"] == pytest.approx(
        plate["weeks"][0]["entered"] * outlook["corrections"]["gold"], 1e-3
    )


def test_slots_pay_on_the_plate_line_and_not_where_there_is_room(steel: Path) -> None:
    """Where more is wanted than can be made slots pay; on a line with room the plain sentence says that none does."""
    told, document = unisono("slots", steel), unisono("slots", steel, "--json").document
    assert told.code == 0
    assert "No protection pays here: the hours suffice for nearly all that is wanted." in told.out
    verdicts = {line["line"]: line for line in document["lines"]}
    assert verdicts["plate"]["load"] > 1.2
    assert verdicts["plate"]["paying"] > 0
    assert verdicts["cut-to-length"]["paying"] == 0
    assert document["gain"] == pytest.approx(sum(line["gain"] for line in document["lines"]))
    assert document["with_plan"] is False


def test_proposals_take_the_place_of_slots_as_they_are(steel: Path) -> None:
    """The written file is read without a complaint, holds the old slots, and leaves little to propose again."""
    written = steel.parent / "slots.csv"
    document = unisono("slots", steel, "--out", written, "--json").document
    assert document["out"] == str(written)
    old = (steel / "slots.csv").read_text("utf-8").splitlines()
    new = written.read_text("utf-8").splitlines()
    assert new[: len(old)] == old
    assert len(new) == len(old) + len(document["proposals"])
    shutil.move(written, steel / "slots.csv")
    assert "nothing to complain about" in unisono("check", steel).out
    again = unisono("slots", steel, "--json").document
    assert again["gain"] < document["gain"] / 5


def test_nothing_is_written_over(steel: Path) -> None:
    """The company's own slots.csv is not replaced behind anybody's back."""
    before = (steel / "slots.csv").read_bytes()
    refused = unisono("slots", steel, "--out", steel / "slots.csv")
    assert refused.code == 1
    assert "is there already" in refused.beside
    assert (steel / "slots.csv").read_bytes() == before


def test_a_plan_says_how_full_the_slots_are(tmp_path: Path) -> None:
    """With a plan of the same data each slot in force is told with how much of it is used."""
    plan = tmp_path / "plan.json"
    assert unisono("plan", REPAIR, "--out", tmp_path, *QUICKLY).code == 0
    document = unisono("slots", REPAIR, "--plan", plan, "--json").document
    assert document["with_plan"] is True
    assert len(document["in_force"]) == 2
    assert all(0 <= slot["filled"] <= 1 for slot in document["in_force"])
    told = unisono("slots", REPAIR, "--plan", plan)
    assert "Would more slots pay, on top of what the plan has accepted?" in told.out
    later = unisono("slots", REPAIR, "--plan", plan, "--now", "2026-11-26T12:00", "--json").document
    assert (document["now"], later["now"]) == ("2026-11-23T06:00:00Z", "2026-11-26T10:00:00Z")
    assert len(later["in_force"]) == 1


def test_a_kitchen_tonight_has_no_time_for_slots() -> None:
    """A company that plans one evening sees its slots, and reads why none is proposed."""
    told = unisono("slots", KITCHEN)
    assert told.code == 0
    assert "Silver wedding in the garden room" in told.out
    assert "nothing is proposed" in told.out
    assert unisono("forecast", KITCHEN).code == 0
