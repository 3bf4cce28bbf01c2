"""KPIs of small histories, each worked out by hand."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tests.commitments import MONDAY
from tests.plain_fact_table import PlainFactTable
from tests.plain_kpis import PlainKpis
from unisono.analytics.handovers import handovers
from unisono.analytics.kpis import KPIS, KPIS_BY_ID
from unisono.analytics.kpis.cases import CASE_COLUMNS
from unisono.domain.acts.commitments import (
    Accepted,
    Declined,
    Delivered,
    DisputeSettled,
    HandoverDisputed,
    Promised,
    Purpose,
    Rejected,
    Renegotiated,
    Requested,
    SlipNotified,
    Withdrawn,
)
from unisono.domain.acts.plans import DecisionRequested, FrozenWorkMoved
from unisono.domain.acts.work import (
    ChangedOver,
    FeedbackGiven,
    Invoiced,
    LineOpened,
    OperationFinished,
    StockCounted,
    WorkRecorded,
)
from unisono.domain.facts import CUSTOMER, UNRECORDED, Act, Actor, Fact, Link, Medium, Origin
from unisono.services.measuring import measure, open_kpi

Told = tuple[float, str, Act] | tuple[float, str, Act, str]
"""On which day after Monday, by which party, what; and of which commitment."""


def day(number: float) -> datetime:
    """Return the moment so many days after Monday."""
    return MONDAY + timedelta(days=number)


def history(*told: Told) -> list[Fact]:
    """Return facts from what was told."""
    return [
        Fact(
            id=str(number),
            happened_at=day(item[0]),
            actor=Actor(party=item[1]),
            origin=Origin(medium=Medium.COMMAND),
            act=item[2],
            commitment=item[3] if len(item) > 3 else "",
        )
        for number, item in enumerate(told)
    ]


def values(facts: list[Fact], *ids: str, by: str | None = None) -> dict[str, object]:
    """Return the values of KPIs, rounded to a tenth; in groups by the names of these."""
    kpis = [KPIS_BY_ID[name] for name in ids] or KPIS
    figures = measure(table=PlainFactTable(facts), kpis=kpis, by=by)
    return {
        figure.kpi.id if by is None else str(figure.group): None if figure.value is None else round(figure.value, 1)
        for figure in figures
    }


def order(name: str, *, asked: float, promised: float, moved: float | None, came: Mapping[float, int]) -> list[Told]:
    """Return the story of an order of ten gates: promised a day after the request, then moved, then delivered."""
    commitment = f"{name}/promise"
    request = Requested(
        requester=CUSTOMER,
        performer="sales",
        purpose=Purpose.PROMISE,
        subject=name,
        quantity=Decimal(10),
        due=day(asked),
        customer="Rosewood Park",
        tier="gold",
    )
    told: list[Told] = [
        (0, CUSTOMER, request, commitment),
        (1, "sales", Promised(due=day(promised), quantity=Decimal(10)), commitment),
    ]
    if moved is not None:
        change = Renegotiated(due=day(moved), quantity=Decimal(10), owner="sales", reason="rush")
        told.append((2, "sales", change, commitment))
    for number, (at, quantity) in enumerate(came.items()):
        told.append((at, "sales", Delivered(handover=str(number), quantity=Decimal(quantity)), commitment))
        told.append((at, CUSTOMER, Accepted(handover=str(number), quantity=Decimal(quantity)), commitment))
    return told


def picked(name: str, at: float) -> list[Told]:
    """Return how an order was picked."""
    commitment = f"{name}/pick"
    asked = Requested(requester="sales", performer="logistics", purpose=Purpose.PICK, subject=name)
    return [
        (3, "sales", asked, commitment),
        (at, "logistics", Delivered(handover="1"), commitment),
    ]


def told_in_time(stories: Iterable[Told]) -> list[Fact]:
    """Return facts in the order of time."""
    return history(*sorted(stories, key=lambda item: item[0]))


def test_an_empty_ledger_has_no_values() -> None:
    """Nobody reads a zero where nothing has happened yet."""
    figures = measure(table=PlainFactTable([]), kpis=KPIS)
    assert {(figure.value, figure.n) for figure in figures} == {(None, 0)}
    assert measure(table=PlainFactTable([]), kpis=KPIS, by="party") == []


def test_every_kpi_has_the_same_columns() -> None:
    """Whatever reads the cases of one KPI reads those of all, and no two have one name."""
    assert {tuple(kpi.cases().columns) for kpi in KPIS} == {CASE_COLUMNS}
    assert len(KPIS_BY_ID) == len(KPIS)


def test_six_truths_of_one_month() -> None:
    """Asked for day 5, promised for day 7, moved to day 9; picked on day 6 and received on day 8: six answers."""
    facts = told_in_time([*order("G-1", asked=5, promised=7, moved=9, came={8: 10}), *picked("G-1", 6)])
    otif = [kpi.id for kpi in KPIS if kpi.id.startswith("otif")]
    assert values(facts, *otif) == {
        "otif_receipt_requested": 0,
        "otif_receipt_first": 0,
        "otif_receipt_last": 100,
        "otif_departure_requested": 0,
        "otif_departure_first": 100,
        "otif_departure_last": 100,
    }


def test_departure_needs_the_quantity() -> None:
    """Where the pick is counted, nine of ten gates do not depart in full."""
    stories = order("G-1", asked=7, promised=7, moved=None, came={8: 10})
    counted = Requested(
        requester="sales", performer="logistics", purpose=Purpose.PICK, subject="G-1", quantity=Decimal(10)
    )
    picks: list[Told] = [
        (3, "sales", counted, "G-1/pick"),
        (6, "logistics", Delivered(handover="1", quantity=Decimal(9), is_last=True), "G-1/pick"),
    ]
    facts = told_in_time([*stories, *picks])
    assert values(facts, "otif_departure_first") == {"otif_departure_first": 0}


def test_orders_of_a_month() -> None:
    """Of four orders one came on its first promise, one on its last, one short of a rejected gate, one not at all."""
    good = order("G-1", asked=5, promised=6, moved=None, came={4: 6, 5: 4})
    moved = order("G-2", asked=5, promised=6, moved=9, came={8: 10})
    bent = [
        *order("G-3", asked=5, promised=6, moved=None, came={}),
        (5.0, "sales", Delivered(handover="1", quantity=Decimal(10)), "G-3/promise"),
        (5.5, CUSTOMER, Accepted(handover="1", quantity=Decimal(9)), "G-3/promise"),
        (5.5, CUSTOMER, Rejected(handover="1", quantity=Decimal(1), reason="bent"), "G-3/promise"),
    ]
    missing = order("G-4", asked=5, promised=6, moved=None, came={})
    facts = told_in_time([*good, *moved, *bent, *missing])

    assert values(
        facts,
        "closed_cases",
        "open_past_due",
        "late_after_promise",
        "late_after_request",
        "delivery_time",
        "perfect_order",
        "promise_kept_first",
        "promise_kept_last",
        "right_first_time",
        "error_rate",
        "answer_time",
    ) == {
        "closed_cases": 2,
        "open_past_due": 2,
        "late_after_promise": 0,
        "late_after_request": 50,
        "delivery_time": 6.5,
        "perfect_order": 25,
        "promise_kept_first": 25,
        "promise_kept_last": 50,
        "right_first_time": 100,
        "error_rate": 25,
        "answer_time": 24,
    }


def test_slips_and_their_notices() -> None:
    """One slip was told two days ahead, one after the fact, one of an old promise only; a kept promise is no slip."""
    stories: list[Told] = [*order("kept", asked=6, promised=6, moved=None, came={6: 10})]
    for name, noticed in (("told", 4.0), ("late", 6.5), ("old", 1.5)):
        moved = 6.0 if name == "old" else None
        stories += order(name, asked=6, promised=6, moved=moved, came={7: 10})
        stories.append((noticed, "sales", SlipNotified(expected=day(7)), f"{name}/promise"))
    facts = told_in_time(stories)
    assert values(facts, "slips_told", "notice_lead") == {"slips_told": round(100 / 3, 1), "notice_lead": 48}


def test_a_settled_dispute_counts_as_settled() -> None:
    """Ten were handed over, eight counted, nine settled: the order is short, and the delivery an error."""
    stories = [
        *order("G-1", asked=6, promised=6, moved=None, came={}),
        (5.0, "sales", Delivered(handover="1", quantity=Decimal(10)), "G-1/promise"),
        (5.0, CUSTOMER, Accepted(handover="1", quantity=Decimal(8)), "G-1/promise"),
        (
            5.0,
            CUSTOMER,
            HandoverDisputed(handover="1", delivered=Decimal(10), received=Decimal(8), settle_by=day(7)),
            "G-1/promise",
        ),
        (5.5, CUSTOMER, DisputeSettled(handover="1", quantity=Decimal(9)), "G-1/promise"),
        (8.0, "sales", Delivered(handover="2", quantity=Decimal(1)), "G-1/promise"),
        (8.0, CUSTOMER, Accepted(handover="2", quantity=Decimal(1), documents_right=False), "G-1/promise"),
    ]
    facts = told_in_time(stories)
    assert values(facts, "error_rate", "right_first_time", "late_after_promise") == {
        "error_rate": 100,
        "right_first_time": 0,
        "late_after_promise": 100,
    }


def test_requests_that_led_to_nothing() -> None:
    """Of three requests one was withdrawn and one declined; two and a half hours went into them."""
    asked = Requested(requester="sales", performer="purchasing", purpose=Purpose.SUPPLY, subject="alloy")
    fence = Requested(requester="sales", performer="production", subject="fence")
    facts = history(
        (0, "sales", asked, "alloy/1"),
        (0, "sales", fence, "fence/1"),
        (0, "sales", fence, "fence/2"),
        (1, "purchasing", WorkRecorded(activity="ask mills", subject="alloy", minutes=Decimal(90))),
        (1, "production", WorkRecorded(activity="draw", minutes=Decimal(60)), "fence/1"),
        (1, "production", WorkRecorded(activity="draw", minutes=Decimal(600)), "fence/2"),
        (1, "production", WorkRecorded(activity="look", subject="alloy")),
        (2, "sales", Withdrawn(), "alloy/1"),
        (2, "production", Declined(reason="no hands"), "fence/1"),
        (2, "production", Promised(), "fence/2"),
    )
    assert values(facts, "requests_lost", "hours_lost") == {"requests_lost": round(200 / 3, 1), "hours_lost": 2.5}
    assert values(facts, "hours_lost", by="party") == {"production": 1, "purchasing": 1.5}


def test_a_day_of_a_line() -> None:
    """Of sixteen manned hours ten were work and two a changeover; one of two operations ended an hour too late."""

    def done(started: float, ended: float, planned: float, minutes: int | None = None) -> Told:
        act = OperationFinished(
            subject="G-1",
            line="anvil",
            started_at=day(started / 24),
            minutes=None if minutes is None else Decimal(minutes),
            planned=day(planned / 24),
        )
        return ended / 24, "production", act

    facts = history(
        (0, "production", LineOpened(line="anvil", started_at=day(0), minutes=Decimal(960))),
        done(0, 6, 5),
        done(8, 12, 10, 240),
        (
            8 / 24,
            "production",
            ChangedOver(line="anvil", to_family="gates", started_at=day(0.25), minutes=Decimal(120)),
        ),
        (0.4, "production", FrozenWorkMoved(subject="G-2", line="anvil", owner="sales", reason="rush")),
    )
    names = ("schedule_adherence", "changeover_loss", "capacity_use", "frozen_changes")
    assert values(facts, *names) == {
        "schedule_adherence": 50,
        "changeover_loss": 12.5,
        "capacity_use": 62.5,
        "frozen_changes": 1,
    }
    assert values(facts, "frozen_changes", by="party") == {"sales": 1}
    assert values(facts, "capacity_use", by="line") == {"anvil": 62.5}


def test_a_month_of_money() -> None:
    """300 a day cost for ten days and a mean stock of 5,475 turn over twenty times a year."""
    facts = history(
        (0, "logistics", StockCounted(product="iron", quantity=Decimal(1), value=Decimal(4000))),
        (0, "logistics", StockCounted(product="zinc", quantity=Decimal(1), value=Decimal(1000))),
        (5, "sales", Invoiced(customer="Rosewood Park", value=Decimal(5000), variable_cost=Decimal(3000))),
        (10, "logistics", StockCounted(product="iron", quantity=Decimal(1), value=Decimal(5950))),
    )
    assert values(facts, "inventory_turnover", "customer_contribution") == {
        "inventory_turnover": 20,
        "customer_contribution": 2000,
    }
    assert values(facts, "customer_contribution", by="customer") == {"Rosewood Park": 2000}


def test_oversteps_and_feedback() -> None:
    """An overstep counts for who overstepped, a score for whom it is about."""
    facts = history(
        (0, "sales", DecisionRequested(decision="overtime", decider="production", reason="rush", is_overstep=True)),
        (0, "sales", DecisionRequested(decision="overtime", decider="production", reason="rush")),
        (1, CUSTOMER, FeedbackGiven(about_party="logistics", score=4, customer="Rosewood Park")),
        (8, "sales", FeedbackGiven(about_party="logistics", score=7)),
    )
    assert values(facts, "oversteps", by="party") == {"sales": 1}
    assert values(facts, "satisfaction", by="party") == {"logistics": 5.5}
    assert values(facts, "satisfaction", by="week") == {"2026-03-02": 4, "2026-03-09": 7}
    assert values(facts, "satisfaction", by="customer") == {"Rosewood Park": 4, "None": 7}


def work(case: str, *steps: tuple[float, str, float | None]) -> list[Fact]:
    """Return work on a case: when it ended, by whom, and when it began."""
    return [
        Fact(
            id=f"{case}/{number}",
            happened_at=day(ended),
            actor=Actor(party=party),
            origin=Origin(medium=Medium.FILE),
            act=WorkRecorded(activity="check", started_at=None if began is None else day(began)),
            links=(Link(type="case", object=case),),
        )
        for number, (ended, party, began) in enumerate(steps)
    ]


def test_handovers_of_a_log() -> None:
    """A case goes from Sales to the yard and back, one overlaps; what nobody is known to have done is passed over."""
    facts = work("case 1", (1, "sales", None), (4, "yard", 2), (4.5, UNRECORDED, None), (5, "sales", None))
    facts += work("case 2", (1, "sales", None), (2, "sales", None), (3, "yard", 1))
    rows = PlainFactTable(facts).rows(handovers())
    assert sorted((row["from_party"], row["to_party"], row["from_position"], row["to_position"]) for row in rows) == [
        ("sales", "yard", 1, 2),
        ("sales", "yard", 6, 7),
        ("yard", "sales", 2, 4),
    ]
    assert values(facts, "handovers", "handover_wait") == {"handovers": 3, "handover_wait": 16}


def test_a_value_opens_down_to_its_facts() -> None:
    """Behind a missed order stand its request, its promise and its delivery, and when it left."""
    facts = told_in_time([*order("G-1", asked=5, promised=6, moved=None, came={8: 10}), *picked("G-1", 7)])
    table = PlainFactTable(facts)
    (case,) = open_kpi(table=table, kpi=KPIS_BY_ID["otif_departure_first"])
    kinds = {facts[position - 1].kind for position in case.positions}
    assert (case.name, case.numerator, case.denominator) == ("G-1/promise", 0, 1)
    assert kinds == {"Requested", "Promised", "Delivered", "Accepted"}
    assert case.groups == {
        "party": "sales",
        "customer": "Rosewood Park",
        "tier": "gold",
        "week": "2026-03-02",
        "line": None,
    }
    (closed,) = [case for case in open_kpi(table=table, kpi=KPIS_BY_ID["closed_cases"]) if case.name == "G-1/pick"]
    assert [facts[position - 1].kind for position in closed.positions] == ["Requested", "Delivered"]


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_cards_are_complete(kpi: object) -> None:
    """Every field of a card says something, in sentences where people read sentences."""
    card = kpi.card  # type: ignore[attr-defined] # a Kpi
    for name in card.__slots__:
        assert str(getattr(card, name)).strip(), name
    for name in ("description", "scope", "formula", "timing", "audience", "method", "notes"):
        assert getattr(card, name).endswith("."), name


def test_plain_python_counts_alike() -> None:
    """What the expressions are compared with finds the same in a month of orders."""
    facts = told_in_time(
        [*order("G-1", asked=5, promised=6, moved=9, came={4: 6, 8: 4}), *picked("G-1", 5), *picked("G-2", 5)]
    )
    plain = {name: None if value is None else round(value, 1) for name, (value, _) in PlainKpis(facts).values().items()}
    assert values(facts) == plain
