"""The report's section on slots: who fills them, which more would pay, and the forecast behind it."""

from dataclasses import replace
from datetime import date, timedelta

from tests.companies import bakery
from tests.runs import bakery_run
from tests.rye_past import AS_OF, expected, rye_past
from tests.storage.outputs.pages import Element, read_page
from unisono.domain.company import Snapshot
from unisono.services.segmenting import segment_customers
from unisono.services.slots import review_slots
from unisono.storage.outputs.report.page import report_page


def section_of(past: Snapshot | None = None) -> Element:
    """Return the section of the bakery's report, with the slots and the forecast that another past makes of it."""
    run = bakery_run()
    if past is not None:
        segmentation = segment_customers(snapshot=past, now=AS_OF)
        review = review_slots(snapshot=past, now=AS_OF, segmentation=segmentation)
        run = replace(run, slots=review, slots_before=review)
    return read_page(report_page(run)).by_id("slots")


def hopeful_past() -> Snapshot:
    """Return half a year of rye, and salespeople who said 900 for the hotel in each of ten weeks and the next."""
    mondays = [date(2026, 3, 9) - timedelta(days=7 * back) for back in (*range(2, 12), 0)]
    return rye_past(forecast=tuple(expected(monday, 900) for monday in mondays))


def test_every_slot_in_force_says_who_fills_it() -> None:
    """The morning for gold and the night for the clinic stand there with when they open and how full they are."""
    words = section_of().words()
    assert "2 in force" in words
    assert "stone-oven Thu 5 Mar, 06:00 to 10:00 gold Wed 4 Mar, 12:00" in words
    assert "deck-oven Wed 4 Mar, 22:00 to Thu 5 Mar, 02:00 City Clinic never nobody yet 0%" in words


def test_what_is_proposed_stands_there_with_its_money() -> None:
    """The stone oven is overfull: the proposed slots, what they bring, and how to reserve them are told."""
    review = section_of(rye_past())
    words = review.words()
    assert "more is expected than without" in words
    assert "unisono slots COMPANY --out slots.csv" in words
    assert "Protection pays in" in words
    proposed = next(table for table in review.all("table") if "Hours" in table.words() and "Opens" in table.words())
    assert len(proposed.all("tr")) > 4


def test_where_none_pays_the_page_says_so_plainly() -> None:
    """With room for everybody nothing is proposed, and each line says why."""
    words = section_of(rye_past(hotel=(100, 160), shops=(300, 400))).words()
    assert "No protection pays here: nothing is proposed." in words
    assert "No protection pays here: the hours suffice for nearly all that is wanted." in words
    assert "--out" not in words


def test_the_forecast_is_drawn_and_can_be_read() -> None:
    """Each tier that buys has a picture; their table has 26 weeks of sales and four ahead, with what Sales said."""
    section = section_of(hopeful_past())
    pictures = [svg for svg in section.all("svg") if svg.attributes.get("role") == "img"]
    assert len(pictures) == 2
    assert {picture.attributes["aria-describedby"] for picture in pictures} == {"forecast-table"}
    table = section.by_id("forecast-table").all("table")[0]
    assert len(table.all("tr")) == 1 + 26 + 4
    assert "said by Sales" in section.words()
    assert "Sales' forecast for gold was" in section.words()
    assert "it is used as entered" in section.words()
    assert "22.5 h" in table.words()  # 900 kg at 40 kg an hour


def test_a_company_without_a_past_is_told_what_to_add() -> None:
    """Without sales there is no picture, and the page says which file would help."""
    section = section_of(replace(rye_past(), sales=()))
    assert section.find("forecast-table") is None
    assert "Add sales.csv of the last year." in section.words()


def test_a_company_without_slots_has_no_empty_table() -> None:
    """Where nothing is reserved and the plan is too short for it, one sentence remains."""
    evening = replace(bakery().company, horizon_end=rye_past().company.as_of + timedelta(hours=20))
    section = section_of(replace(rye_past(), company=evening, sales=()))
    assert "0 in force" in section.words()
    assert "The planned time ends before a new slot could begin: nothing is proposed." in section.words()
    assert section.all("table") == []
