"""A head of department asks where work lies between departments, and gets hours, money and the cases."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import unisono
from tests.offices import files, hour
from tests.public_logs import public_log
from unisono.bootstrap import open_books
from unisono.storage.samples import sample_path

STEPS = (
    ("logistics", "report", 1.0, 10.0),
    ("production", "check", 5.0, 60.0),
    ("logistics", "report", 9.0, 20.0),
    ("production", "check", 30.0, 90.0),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of eight complaints that went to and fro between logistics and production."""
    place = tmp_path_factory.mktemp("friction") / "complaints.ledger"
    with open_books(str(place), create=True) as books:
        later = [[(party, what, at + 800, paid) for party, what, at, paid in STEPS] for _ in range(4)]
        books.ledger.append(files(*[STEPS] * 4, *later), now=hour(1000))
    return place


def test_people_see_low_ends_first_and_the_cases(ledger: Path) -> None:
    """The matrix tells waited and paid hours of each pair, then the worst pair with its cases and their facts."""
    said = unisono("friction", "--ledger", ledger)
    assert said.code == 0
    assert "Waited h" in said.out
    assert "From logistics to production" in said.out
    assert "file 1 " in said.out
    assert "EUR" not in said.out


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_names_of_pairs_are_not_cut(ledger: Path, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow screen too each row names both parties and tells what was counted."""
    monkeypatch.setenv("COLUMNS", columns)
    said = unisono("friction", "--ledger", ledger, "--company", sample_path("steel"))
    matrix = said.out.partition("From logistics to production")[0]
    assert "logistics to" in matrix
    assert "handed" in matrix
    assert "\N{HORIZONTAL ELLIPSIS}" not in said.out


def test_programs_get_counts_and_costs(ledger: Path) -> None:
    """With the company's rates the cost is money; without them it is told in paid hours."""
    told = unisono("friction", "--ledger", ledger, "--json").document
    assert [told[name] for name in ("handovers", "ping_pong", "ping_pong_same_activity")] == [24, 16, 16]
    assert told["cases_with_ping_pong"] == 8
    assert told["cost"]["unit"] == "paid hours"
    assert told["cost"]["low"] <= told["cost"]["mid"] == round(8 * 110 / 60, 3) <= told["cost"]["high"]
    priced = unisono("friction", "--ledger", ledger, "--company", sample_path("steel"), "--json").document
    assert priced["cost"]["unit"] == "EUR"
    assert priced["cost"]["mid"] == sum(pair["money"]["mid"] for pair in priced["pairs"])


def test_one_pair_is_opened(ledger: Path) -> None:
    """A pair that is asked for is told with all its cases; one that is not there, or no pair, is refused."""
    (pair,) = (
        pair
        for pair in unisono("friction", "--ledger", ledger, "--pair", "production, logistics", "--json").document[
            "pairs"
        ]
        if "cases" in pair
    )
    assert (pair["from"], pair["to"], len(pair["cases"])) == ("production", "logistics", 8)
    nobody = unisono("friction", "--ledger", ledger, "--pair", "sales,logistics")
    assert (nobody.code, "Nothing went from sales to logistics." in nobody.beside) == (1, True)
    assert unisono("friction", "--ledger", ledger, "--pair", "sales").code == 2


def test_an_empty_ledger_says_so(tmp_path: Path) -> None:
    """Where nothing was handed over there is nothing to show."""
    with open_books(str(tmp_path / "L"), create=True):
        pass
    assert "Nothing has gone from one party to another yet." in unisono("friction", "--ledger", tmp_path / "L").out


@pytest.fixture
def told_of(tmp_path: Path) -> Callable[..., dict[str, object]]:
    """Return a function that imports a public log and returns its friction."""

    def told(log: str, *options: str) -> dict[str, object]:
        path = public_log(log)
        ledger = tmp_path / f"{path.stem}.ledger"
        unisono("ledger", "import", path, "--ledger", ledger)
        return json.loads(unisono("friction", "--ledger", ledger, "--json", *options).out)  # type: ignore[no-any-return]

    return told


@pytest.mark.parametrize(
    ("log", "by_person", "by_activity"),
    [
        ("ping_pong_case", 2, 1),
        ("two_ping_pongs_case", 4, 3),
        ("double_ping_pong_case", 4, 3),
        ("ping_pong_case_fake", 0, 0),
    ],
)
def test_ping_pong_of_public_logs(
    told_of: Callable[..., dict[str, object]], log: str, by_person: int, by_activity: int
) -> None:
    """Both counts are those that the logs were made for."""
    told = told_of(f"pingpong/{log}.csv", "--by", "org:resource")
    assert (told["ping_pong"], told["ping_pong_same_activity"]) == (by_person, by_activity)


def test_orders_between_sales_and_warehousing(told_of: Callable[..., dict[str, object]]) -> None:
    """Following items to their orders, work goes to the warehouse 1,877 times and comes back 1,274 times."""
    pairs = told_of("order-management.sqlite")["pairs"]
    assert isinstance(pairs, list)
    found = {(pair["from"], pair["to"]): (pair["handovers"], pair["waits"][0]["median_hours"]) for pair in pairs}
    assert found == {
        ("Sales", "Warehousing"): (1877, pytest.approx(6.5, abs=0.05)),
        ("Warehousing", "Sales"): (1274, pytest.approx(3.2, abs=0.05)),
    }
