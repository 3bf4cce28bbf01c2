"""The report as text: what it says, that it is safe and that it needs nothing else."""

import base64
import hashlib
import re
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from tests.companies import bakery
from tests.runs import bakery_run
from tests.storage.outputs.pages import Element, read_page
from unisono.domain.comparison import Way, Worth
from unisono.domain.findings import Source
from unisono.domain.plans import AnswerKind, UnmadeFirmOrder
from unisono.services.runs import Run
from unisono.storage.outputs.report.first_screen import worth_sentence
from unisono.storage.outputs.report.page import report_page

WICKED = """<script>alert("a")</script>' onload='b"""


@cache
def the_page() -> Element:
    """Return the report of the bakery's run."""
    return read_page(report_page(bakery_run()))


def with_worth(run: Run, total: str, *parts: str) -> Run:
    """Return the run with another worth of deciding together."""
    noes, campaigns, stock = (Decimal(part) for part in parts)
    worth = Worth(over=Way.IN_TURN, total=Decimal(total), from_noes=noes, from_campaigns=campaigns, from_stock=stock)
    return replace(run, comparison=replace(run.comparison, worth=worth))


def test_the_first_thing_on_the_page_is_the_sentence() -> None:
    """What deciding together is worth, in which time and from what, is the page's only main heading."""
    (heading,) = the_page().all("h1")
    assert heading.words() == " ".join(worth_sentence(bakery_run()).split())
    assert re.fullmatch(
        r"Deciding together is worth € [\d.,]+ in one week: "
        r"€ [\d.,]+ from better noes, € [\d.,]+ from campaigns and € [\d.,]+ from stock\.",
        heading.words(),
    )


@pytest.mark.parametrize(
    ("total", "parts", "said"),
    [
        (
            "604.88",
            ("700", "-95.12", "0"),
            "€ 700.00 from better noes, less € 95.12 through campaigns and nothing from stock",
        ),
        ("0.001", ("0.001", "0", "0"), "Deciding together earns as much in one week as in turn, the best other way."),
        ("-12.5", ("-12.5", "0", "0"), "Deciding together earns € 12.50 less in one week than in turn."),
    ],
)
def test_the_sentence_never_says_more_than_is_true(total: str, parts: tuple[str, ...], said: str) -> None:
    """A part that costs is subtracted, and where nothing is gained the sentence says so."""
    run = with_worth(bakery_run(), total, *parts)
    assert said in " ".join(worth_sentence(run).split())
    assert said in read_page(report_page(run)).all("h1")[0].words()


def test_the_part_that_can_be_had_now_stands_with_the_no() -> None:
    """The clinic's no says how much it could have as asked, and when the rest would come; nobody else's does."""
    table = the_page().by_id("promises").words()
    assert table.count("Part now") == 1
    assert "Part now: 48 kg as asked, the rest by Fri 6 Mar" in table


def test_it_says_what_the_worth_is_counted_over() -> None:
    """The best other way and the money of both stand under the sentence."""
    run, said = bakery_run(), the_page().by_id("worth").words()
    assert "Counted over production alone" in said
    for way in (Way.PRODUCTION_ALONE, Way.TOGETHER):
        assert f"€ {run.figures(way).contribution:,.2f}" in said


def test_a_way_that_leaves_firm_orders_unmade_is_not_called_the_best() -> None:
    """Where another way shows more money because it breaks promises, the page says so beside it."""
    run = with_worth(bakery_run(), "600", "600", "0", "0")
    unmade = replace(
        run.comparison.plans[Way.SALES_ALONE],
        unmade_firm=(UnmadeFirmOrder(order="B-1", reason=""), UnmadeFirmOrder(order="B-2", reason="")),
    )
    richer = replace(run.figures(Way.SALES_ALONE), contribution=Decimal(9000))
    comparison = replace(
        run.comparison,
        plans={**run.comparison.plans, Way.SALES_ALONE: unmade},
        figures=(richer, *run.comparison.figures[1:]),
    )
    page = read_page(report_page(replace(run, comparison=comparison)))
    assert "Sales alone would show more money, but leaves 2 firm orders unmade." in page.by_id("worth").words()
    assert "2 firm orders not made" in page.by_id("ways").words()
    assert "would show more money" not in the_page().by_id("worth").words()


def test_the_decisions_that_matter_most_come_with_their_best_option() -> None:
    """The first row of the agenda shows who asked for what, what is short, the best option and who decides."""
    said = the_page().by_id("worth").words()
    assert "City Clinic silver" in said
    assert "Asked 175 kg free-loaf by Thu 5 Mar, covered 25 kg, short 150 kg" in said
    assert "Overtime on the deck oven, Saturday 22:00 to 02:00" in said
    assert "+ € 96.20" in said
    assert "head baker" in said


def test_one_order_is_told_as_a_story() -> None:
    """Asked, what stood in the way, whom it would hit, what it would cost, and what we can say."""
    said = the_page().by_id("worth").words()
    assert "City Clinic asks for 175 kg free-loaf" in said
    assert "The deck oven is full until the clinic wants it." in said
    assert "B-3 (Hotel Copernicus, gold) would lose its place." in said
    assert "the company would lose € 212.40" in said
    assert "Date of yes" in said
    assert "Sat 7 Mar" in said
    assert "€ 7.72 / kg" in said


@pytest.mark.parametrize("part", ["worth", "ways", "plan", "customers", "promises", "agenda", "findings", "made"])
def test_every_part_is_a_landmark_that_the_navigation_reaches(part: str) -> None:
    """Each part is a section with a heading, and the page's navigation links to it."""
    section = the_page().by_id(part)
    assert section.tag == "section"
    assert the_page().by_id(section.attributes["aria-labelledby"]).tag in {"h1", "h2"}
    assert f"#{part}" in {link.attributes["href"] for link in the_page().all("nav")[0].all("a")}


def test_headings_go_down_one_level_at_a_time() -> None:
    """A reader who jumps from heading to heading misses no level."""
    html = report_page(bakery_run())
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_link_inside_the_page_leads_somewhere() -> None:
    """No link of the page is dead, and none leads out of it."""
    links = {link.attributes["href"] for link in the_page().all("a")}
    assert links
    assert all(link.startswith("#") and the_page().find(link[1:]) is not None for link in links)


def test_every_picture_has_its_table() -> None:
    """Each picture names the table that says the same, and that table has rows."""
    pictures = [svg for svg in the_page().all("svg") if svg.attributes.get("role") == "img"]
    assert len(pictures) >= 3
    for picture in pictures:
        assert picture.attributes["aria-label"]
        table = the_page().by_id(picture.attributes["aria-describedby"])
        assert table.all("tbody")[0].all("tr")
    decoration = [svg for svg in the_page().all("svg") if svg.attributes.get("role") != "img"]
    inner = {id(one) for picture in pictures for one in picture.all("svg")}
    assert all(svg.attributes.get("aria-hidden") == "true" for svg in decoration if id(svg) not in inner)


def test_every_table_says_what_its_cells_are_of() -> None:
    """Column heads have the scope of their column, and each row begins with a head or is a list of money."""
    tables = the_page().all("table")
    assert len(tables) > 8
    for table in tables:
        assert all(head.attributes.get("scope") in {"col", "row"} for head in table.all("th"))
        assert all(row.all("th") for row in table.all("tr"))


def test_the_page_needs_nothing_from_outside() -> None:
    """No address of another page, picture, font or script is in it; the policy forbids all but its own script."""
    html = report_page(bakery_run())
    assert re.findall(r"https?://|//[a-z]|@import|url\((?!#)", html.split("</style>")[1]) == []
    assert "@import" not in html
    assert "url(" not in html.split("</style>")[0]
    (policy,) = [meta.attributes["content"] for meta in the_page().all("meta") if "http-equiv" in meta.attributes]
    (script,) = the_page().all("script")
    digest = base64.b64encode(hashlib.sha256("".join(script.texts).encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{digest}'" in policy


def test_names_cannot_do_harm() -> None:
    """Names, ids, units, sentences and findings that look like HTML are shown as they were written."""
    page = read_page(report_page(_wicked(bakery_run())))
    assert len(page.all("script")) == 1
    assert [name for one in _everything(page) for name in one.attributes if name.startswith("on")] == []
    for part in ("worth", "plan", "customers", "promises", "agenda", "findings", "made"):
        assert 'alert("a")' in page.by_id(part).words(), part


def _wicked(value: Any) -> Any:  # noqa: ANN401 - any part of a run
    """Return the value with something wicked at the end of every text in it."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"{value}{WICKED}" if value else value
    if isinstance(value, tuple):
        return tuple(map(_wicked, value))
    if isinstance(value, dict):
        return {_wicked(key): _wicked(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {item.name: _wicked(getattr(value, item.name)) for item in fields(value) if item.name != "timezone"}
        return replace(value, **changed)
    return value


def _everything(element: Element) -> list[Element]:
    return [element, *(one for child in element.children for one in _everything(child))]


def test_every_order_has_its_row_among_the_promises() -> None:
    """The noes come first, with price and date of yes or why there is none."""
    rows = the_page().by_id("promises-table").all("tbody")[0].all("tr")
    told = [(row.all("th")[0].words(), row.attributes["data-kind"].split()[0]) for row in rows]
    assert told[:3] == [("B-7", "declined"), ("B-8", "declined"), ("B-5", "postponed")]
    assert {kind for _, kind in told[3:]} == {AnswerKind.ACCEPTED.value}
    assert len(told) == len(bakery().orders)
    assert "€ 2.67 / kg" in rows[0].words()
    assert "It is not wanted after Friday" in rows[0].words()
    assert "Rule 1" in rows[1].words()


def test_firm_orders_that_cannot_be_made_are_said_before_all_promises() -> None:
    """A firm order without a place is named with its customer and the reason."""
    run = bakery_run()
    plan = replace(run.plan, unmade_firm=(UnmadeFirmOrder(order="B-2", reason="No line can make it."),))
    plans = {**run.comparison.plans, Way.TOGETHER: plan}
    page = read_page(report_page(replace(run, comparison=replace(run.comparison, plans=plans))))
    assert "Firm orders that the plan cannot make" in page.by_id("promises").words()
    assert "No line can make it." in page.by_id("promises").words()
    assert "Firm orders that the plan cannot make" not in the_page().words()


def test_the_agenda_has_all_that_a_meeting_needs() -> None:
    """Quorum, each row with its options and whom they touch, notices, what a rule decides, and room to write."""
    said = the_page().by_id("agenda").words()
    for words in (
        "Sales Production Logistics Chair",
        "1 of 1: City Clinic, free-loaf",
        "not covered",
        "Hotel Copernicus (gold) 9.6 h later.",
        "+ € 41.00 1.5 days more late in all",
        "12 h less late in all",
        "Nobody else moves.",
        "Decides: head baker.",
        "The wheat rolls come on Friday, not on Thursday.",
        "Declined by rule 1.",
        "DecidedOwnerBy",
    ):
        assert words in said, words


def test_a_waterfall_goes_down_to_its_rows() -> None:
    """The hotel's revenue opens to its invoices, the largest first."""
    cards = [
        one for one in the_page().by_id("customers").all("details") if "customer" in one.attributes.get("class", "")
    ]
    hotel = next(card for card in cards if "Hotel Copernicus" in card.words())
    revenue = next(one for one in hotel.all("details") if one.words().startswith("Revenue"))
    assert "€ 6,570.00" in revenue.words()
    assert "3 rows" in revenue.words()
    assert revenue.all("tr")[0].words() == "14 Oct 2025 F-4, 400 kg free-loaf € 2,880.00"


def test_findings_are_told_with_their_place() -> None:
    """File, line and column of each finding stand beside what to do."""
    said = the_page().by_id("findings").words()
    assert str(Source(file="policy.toml", line=21, column="when")) in said
    assert "Check the condition, or take the rule out." in said


def test_the_report_says_how_it_was_made() -> None:
    """Hash of the data, moment, parameters and seed are on the page."""
    run = bakery_run()
    said = the_page().by_id("made").words()
    assert run.snapshot.content_hash in said
    assert "Mon 2 Mar 2026, 06:00" in said
    assert "Seed 7" in said


def test_a_run_without_work_noes_or_findings_has_a_report() -> None:
    """A quiet company gets a page that says so."""
    run = bakery_run()
    accepted = tuple(
        replace(answer, kind=AnswerKind.ACCEPTED, days_late=Decimal(0), rule=None, reason="", displaces=())
        for answer in run.plan.answers
    )
    plan = replace(run.plan, operations=(), campaigns=(), answers=accepted)
    quiet = replace(
        run,
        findings=(),
        agenda=replace(run.agenda, rows=(), notices=(), decided_by_rule=()),
        comparison=replace(run.comparison, plans=dict.fromkeys(Way, plan)),
    )
    said = read_page(report_page(quiet)).words()
    for words in (
        "No line has work in this plan.",
        "Every order is made by the date it was wanted",
        "No exception of this plan needs a meeting.",
        "No row: every exception is decided by a rule.",
        "Nothing was found wrong",
    ):
        assert words in said, words


def test_stock_says_what_it_cost_and_saved() -> None:
    """Each kind has its money, each stock its advice, and each framework order its cumulated quantities."""
    section = the_page().by_id("stock")
    said = section.words()
    assert "Stock It ties up € 134.00, and keeping it costs € 22.26 in one week." in said
    assert "Own stock. Without it 1 order would not be made (Hotel Copernicus) and 2 orders would come later." in said
    assert "€ 75.10" in said
    assert "Ask for calls: 690 kg until 2026-06-28" in said
    assert "25 kg are called and not delivered" in said


def test_a_company_without_stock_has_no_section_about_it() -> None:
    """Nothing is said of stock, in the page and in its places, where there is none."""
    run = bakery_run()
    page = report_page(replace(run, stock=replace(run.stock, levels=(), call_offs=())))
    assert 'id="stock"' not in page
    assert 'href="#stock"' not in page


def test_a_line_that_rests_is_drawn_without_work() -> None:
    """Where a plan gives one oven nothing to do, its row stands empty in the picture and the page is whole."""
    run = bakery_run()
    plan = replace(
        run.plan,
        operations=tuple(one for one in run.plan.operations if one.line == "stone-oven"),
        campaigns=tuple(one for one in run.plan.campaigns if one.line == "stone-oven"),
    )
    plans = {**run.comparison.plans, Way.TOGETHER: plan}
    page = read_page(report_page(replace(run, comparison=replace(run.comparison, plans=plans))))
    assert "deck-oven" in page.by_id("plan").words()
