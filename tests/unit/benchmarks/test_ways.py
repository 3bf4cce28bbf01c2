"""What the comparison of the four ways of deciding on made-up books says."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import ways
from benchmarks.ways import Outcome, best_losses, interval_of, losses, table
from benchmarks.ways_plot import Interval, Share, plot
from unisono.domain.comparison import Way


def outcomes(sales: float, production: float, in_turn: float, together: float) -> dict[Way, Outcome]:
    """Return four ways on a book by what they earn."""
    earned = zip(Way, (sales, production, in_turn, together), strict=True)
    return {way: Outcome(contribution=money, planned=10, late=1, firm_unmade=0) for way, money in earned}


BOOKS = [outcomes(50, 60, 90, 100), outcomes(80, 120, 110, 200)]


def test_a_loss_is_a_share_of_what_together_earns() -> None:
    """Sales alone earns 50 of 100 and 80 of 200: it loses 50 and 60 percent."""
    assert losses(BOOKS, Way.SALES_ALONE) == pytest.approx([50, 60])


def test_the_worth_is_counted_over_the_best_other_way_of_each_book() -> None:
    """In turn was best on the first book, Production on the second."""
    assert best_losses(BOOKS) == pytest.approx([10, 40])


def test_an_interval_is_students() -> None:
    """Of 1, 2 and 3 the mean is 2, give or take 4.303 / sqrt 3 (two degrees of freedom, 95%)."""
    interval = interval_of([1.0, 2.0, 3.0])
    assert interval == pytest.approx((2, 2 - 4.302653 / 3**0.5, 2 + 4.302653 / 3**0.5), rel=1e-6)


def test_one_book_has_no_interval() -> None:
    """Nobody can tell from one book how books differ."""
    assert interval_of([7.0]) == (7.0, 7.0, 7.0)


def test_the_table_has_a_row_for_each_way() -> None:
    """Four ways, what each loses, and the best other way below."""
    lines = table(1.25, BOOKS).splitlines()
    assert lines[2].startswith("| sales alone | 65 | 55.0% (-8.5 to 118.5) |")
    assert lines[5].startswith("| together | 150 |  |")
    assert lines[-1].startswith("Against the best other way: 25.0%")


def test_two_small_books_are_decided_in_all_ways(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A book of each load, decided and checked; together earns at least about what in turn earns; a picture is made."""
    picture = tmp_path / "ways.svg"
    arguments = ["--seeds", "1", "--orders", "60", "--lines", "3", "--moves", "4000", "--json", "--plot", str(picture)]
    assert ways.main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["loads"]) == {"1.25", "0.7"}
    assert found["findings"] == 0
    assert found["loads"]["1.25"]["ways"]["together"]["firm_unmade"] == 0
    assert set(found["wider_cut_lost_percent"]) == {"1.1", "1.2"}
    assert ET.fromstring(picture.read_text()).tag.endswith("svg")  # noqa: S314 - our own picture


def test_the_same_seed_gives_the_same_worth(capsys: pytest.CaptureFixture[str]) -> None:
    """Who measures again with the same seeds and moves reads the same figures."""
    arguments = ["--seeds", "1", "--orders", "40", "--lines", "2", "--moves", "1000", "--json"]
    figures = []
    for _ in range(2):
        ways.main(arguments)
        figures.append(json.loads(capsys.readouterr().out))
    assert figures[0] == figures[1]


def test_the_picture_has_a_dot_for_every_book_and_names_its_rows() -> None:
    """Two books: two dots, a mean, an interval; the description says in words what the picture shows."""
    share = Share(load=1.25, way="in_turn", kept=(90.0, 94.0), average=Interval(mean=92.0, low=88.0, high=96.0))
    root = ET.fromstring(plot([share]))  # noqa: S314 - our own picture
    tag = "{http://www.w3.org/2000/svg}"
    dots = [item for item in root.iter(f"{tag}circle") if "book" in str(item.get("class"))]
    description = root.find(f"{tag}desc")
    assert len(dots) == 2
    assert description is not None
    assert description.text == "Load 1.25, In turn: 92.0 percent, 88.0 to 96.0."
    assert float(str(dots[0].get("cx"))) < float(str(dots[1].get("cx")))
