"""The page of what the facts tell, as a person reads it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from benchmarks.busy_company import facts_of_a_busy_company
from tests.reviews import reviewed
from tests.storage.outputs.pages import Element, read_page
from unisono.analytics.happenings import COLUMNS
from unisono.analytics.kpis import KPIS
from unisono.domain.facts import Fact
from unisono.storage.outputs.report.facts_page import PLACES, facts_page
from unisono.storage.outputs.report.happenings import event_of

BREAKDOWN = datetime(2026, 12, 9, 10, tzinfo=UTC).replace(tzinfo=None)


def page_of(facts: list[Fact]) -> Element:
    """Return the page of some facts."""
    return read_page(facts_page(reviewed(facts, name="<Busy> & Sons")))


@pytest.fixture(scope="module")
def page() -> Element:
    """Return the page of a busy company."""
    return page_of(list(facts_of_a_busy_company(2500, seed=3)))


def test_an_empty_ledger_has_a_page() -> None:
    """Whoever begins sees every KPI, without a case, and no week."""
    words = page_of([]).words()
    assert "Nothing has been recorded yet." in words
    assert "Nothing has happened yet." in words
    assert words.count("No case yet.") == len(KPIS)


def test_the_parts_stand_in_their_order(page: Element) -> None:
    """The navigation names every section, in the order in which they come, and no id stands twice."""
    (sections,) = ([one.attributes["id"] for one in place.children] for place in page.all("main"))
    assert sections == [name for name, _ in PLACES]
    links = [link.attributes["href"] for link in page.all("nav")[0].all("a")]
    assert links == [f"#{name}" for name in sections]
    ids = page.ids()
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"][1:] for link in page.all("a")} <= set(ids)


def test_every_kpi_has_a_card(page: Element) -> None:
    """Each KPI stands on the page once, with its value, both sides' view and how it is counted."""
    for kpi in KPIS:
        words = page.by_id(kpi.id).words()
        for text in (kpi.card.name, kpi.card.formula, kpi.card.notes, kpi.card.sales_view, kpi.card.production_view):
            assert " ".join(text.split()) in words, kpi.id
        assert "No case yet." not in words, kpi.id


def test_a_value_opens_to_weeks_parties_and_facts(page: Element) -> None:
    """Under a card stand a picture over the weeks with its table, the parties, and cases with their facts."""
    card = page.by_id("promise_kept_last")
    weeks, parties, cases = card.all("table")
    assert len(card.all("path")) == 1
    assert len(weeks.all("tr")) > 3 or len(parties.all("tr")) > 3
    assert "logistics" in card.words()
    assert len(cases.all("tr")) > 4
    assert cases.all("td")[2].words().split(", ")[0].strip().isdigit()


def test_the_six_truths_stand_side_by_side(page: Element) -> None:
    """Both departments find the way in which they count."""
    words = page.by_id("truths").words()
    assert words.count("%") == 6
    assert "how Sales counts" in words
    assert "how Production counts" in words


def test_the_weeks_tell_what_happened(page: Element) -> None:
    """Beside a week's figures stand its disputes, moves and oversteps, each with its fact; many are counted."""
    words = page.by_id("weeks").words()
    for text in ("that was to stay: rush order.", "tried to decide what production decides", "promises kept", "fact "):
        assert text in words
    assert "handed over says one side" in words
    assert "x coil arrived late" in words


def test_a_name_cannot_break_the_page(page: Element) -> None:
    """A ledger may be called anything."""
    assert "<Busy> & Sons" in page.all("title")[0].words()


def row(kind: str, **told: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the values of any column
    """Return a row of what happened."""
    nothing = dict.fromkeys(COLUMNS)
    return nothing | {"position": 7, "happened_at": BREAKDOWN, "kind": kind, "actor_party": "sales"} | told


@pytest.mark.parametrize(
    ("told", "label", "sentence"),
    [
        (
            row("LineStopped", line="slitting", started_at=BREAKDOWN, minutes=2880.0, reason="gear box broken"),
            "breakdown",
            "Slitting stood still from Wed 10:00 on, 2 days of working time lost: gear box broken.",
        ),
        (
            row(
                "Promised",
                commitment="SO-1/promise",
                due=datetime(2026, 12, 1),  # noqa: DTZ001 - as the table has it
                planned=datetime(2026, 12, 3),  # noqa: DTZ001 - the same
                reason="gold customer insists",
            ),
            "override",
            "Sales promised SO-1/promise 2 days before what the plan said: gold customer insists.",
        ),
        (
            row("Revoked", commitment="SO-1/ship", reason="no lorry."),
            "revoked",
            "Sales took back its promise SO-1/ship: no lorry.",
        ),
        (
            row("HandoverDisputed", commitment="SO-1/pick", delivered=10.0, received=8.5),
            "dispute",
            "SO-1/pick: 10 handed over says one side, 8.5 received the other.",
        ),
        (
            row("DisputeSettled", commitment="SO-1/pick", quantity=9.0),
            "settled",
            "SO-1/pick: both sides count 9 now.",
        ),
        (
            row("PlanPublished", owner="production", reason="the week's plan"),
            "plan",
            "Production put a plan into force: the week's plan.",
        ),
        (
            row("FrozenWorkMoved", owner="sales", subject="SO-1", line="plate", reason="a rush"),
            "frozen work moved",
            "Sales moved SO-1 on plate that was to stay: a rush.",
        ),
        (
            row("DecisionRequested", decision="move_order", decider="production", subject="SO-1", is_overstep=False),
            "question",
            "Sales asked production, who decides on move order about SO-1.",
        ),
        (
            row("DecisionRequested", decision="overtime", decider="production", is_overstep=True, reason="a rush"),
            "overstep",
            "Sales tried to decide what production decides, overtime: a rush.",
        ),
        (
            row("Decided", actor_party="production", decision="overtime", is_yes=False, reason="nobody is free"),
            "no",
            "Production said no to overtime: nobody is free.",
        ),
    ],
)
def test_what_happened_is_told_in_a_sentence(told: Mapping[str, Any], label: str, sentence: str) -> None:
    """Whoever was not there understands what happened, and why if somebody said so."""
    event = event_of(told)
    assert (event.label, event.sentence.replace("\N{NARROW NO-BREAK SPACE}", " "), event.position) == (
        label,
        sentence,
        7,
    )
