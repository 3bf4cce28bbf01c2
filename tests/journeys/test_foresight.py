"""A planner lets the past tell what is to come, and asks how far that can be trusted."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.command_line import unisono
from tests.commitments import MONDAY
from tests.public_logs import public_log
from tests.tailors import past, until
from unisono.bootstrap import open_books

NOW = MONDAY + timedelta(hours=8 * 45)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of a tailor's shop with 45 coats, some of them still on the bench."""
    place = tmp_path_factory.mktemp("shop") / "shop.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(until(past(45), NOW), now=NOW)
    return place


def test_the_shop_learns_and_keeps_what_it_learned(ledger: Path) -> None:
    """Training says what it learned from and in which way, and leaves one file beside the ledger, time after time."""
    said = unisono("foresight", "train", "--ledger", ledger)
    assert said.code == 0
    assert "quantiles, as for gradient boosting about 100 must have ended" in said.out
    told = unisono("foresight", "train", "--ledger", ledger, "--json").document
    assert told["way"] == "quantiles"
    assert told["tracks"] > 40
    assert [path.name for path in Path(f"{ledger}.foresight").iterdir()] == ["model.skops"]


def test_the_shop_sees_how_good_it_is(ledger: Path) -> None:
    """The errors stand beside those of simple rules and of promises, for people and for programs."""
    said = unisono("foresight", "evaluate", "--ledger", ledger)
    assert said.code == 0
    assert "the mean after as many steps" in said.out
    assert "The interval of 90% held" in said.out
    told = unisono("foresight", "evaluate", "--ledger", ledger, "--json").document
    assert {"mae_days", "coverage", "prefix_mean_days", "median_days"} <= set(told)
    assert 0 <= told["coverage"] <= 1
    assert told["promised_days"] > 0


def test_a_shop_without_a_past_is_told_so(tmp_path: Path) -> None:
    """Where too little has ended, both commands refuse with a sentence; where there is no ledger, none is made."""
    place = tmp_path / "young.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(until(past(3), MONDAY + timedelta(hours=20)), now=NOW)
    for command in ("train", "evaluate"):
        said = unisono("foresight", command, "--ledger", place)
        assert said.code == 1
        assert "0 commitments and cases have ended, and at least 5 are needed" in said.beside
        missing = unisono("foresight", command, "--ledger", tmp_path / "none.ledger", "--json")
        assert missing.code == 1
        assert "refusal" in json.loads(missing.out)
    assert not (tmp_path / "none.ledger").exists()


def test_permits_are_foreseen_better_than_by_simple_rules(tmp_path: Path) -> None:
    """On a public log foresight errs less than both yardsticks, and its intervals hold what they say."""
    place = tmp_path / "permits.ledger"
    assert unisono("ledger", "import", public_log("receipt.csv"), "--ledger", place).code == 0
    told = unisono("foresight", "evaluate", "--ledger", place, "--json").document
    assert told["mae_days"] < min(told["prefix_mean_days"], told["median_days"])
    assert 0.84 <= told["coverage"] <= 0.96
    assert told["mae_days_where_promised"] < told["promised_days"]
    assert [one["lead_days"] for one in told["warnings"]] == [1, 2, 3, 7]
