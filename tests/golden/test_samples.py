"""The four sample companies as they ship: what they promise to a newcomer, and that the generator still makes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from samples.__main__ import AGREEMENTS, BUILDERS, TARGET, sample_files
from samples.plant import Plant, plant_of
from unisono.analytics.kpis import KPIS_BY_ID
from unisono.domain.acts.commitments import Purpose
from unisono.domain.company import OrderStatus, Snapshot, StockKind, Tier
from unisono.domain.policy import Decision
from unisono.engines.planning.building import build_problem
from unisono.engines.planning.problem import Problem
from unisono.engines.planning.timing import time_plan
from unisono.engines.ruling.check import check_rules
from unisono.engines.ruling.order_fields import OrderFields
from unisono.engines.ruling.reading import fields_of
from unisono.engines.ruling.rulebook import RuleBook, Ruling
from unisono.engines.segmenting.expecting import service_costs_of
from unisono.services.segmenting import segment_customers
from unisono.storage.reading.agreements import read_agreements
from unisono.storage.reading.company import read_company

NAMES = tuple(BUILDERS)
ORDERS_TO_A_CAMPAIGN = 3
"""How many orders share a changeover when a load is estimated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A sample as read from its files, with what follows from it."""

    snapshot: Snapshot
    plant: Plant
    tiers: dict[str, Tier]
    service_costs: dict[str, Decimal]
    fields: dict[str, OrderFields]

    def load(self, *statuses: OrderStatus) -> float:
        """Return hours asked for on the best line, with a changeover for every few orders, over the open hours."""
        asked = [order for order in self.snapshot.orders if order.status in statuses]
        work = sum(self.plant.best_hours(order.product, float(order.quantity)) for order in asked)
        changeovers = len(asked) / ORDERS_TO_A_CAMPAIGN * self.plant.changeover_hours
        return (work + changeovers) / self.plant.open_hours


@cache
def known(name: str) -> Known:
    """Return a sample company, read once."""
    snapshot = read_company(TARGET / name).snapshot
    assert snapshot is not None
    now = snapshot.company.as_of
    tiers = dict(segment_customers(snapshot=snapshot, now=now).tiers)
    costs = dict(service_costs_of(snapshot, now=now).by_order)
    return Known(
        snapshot=snapshot,
        plant=plant_of(snapshot),
        tiers=tiers,
        service_costs=costs,
        fields=fields_of(snapshot, now=now, tiers=tiers, service_costs=costs),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_generator_makes_the_committed_files_again(name: str) -> None:
    """Whoever regenerates a sample gets the same bytes."""
    shipped = {
        path.relative_to(TARGET / name).as_posix(): path.read_bytes()
        for path in (TARGET / name).rglob("*")
        if path.is_file()
    }
    made = sample_files(name)
    assert sorted(made) == sorted(shipped)
    assert [file for file in made if made[file] != shipped[file]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_reads_without_a_complaint(name: str) -> None:
    """A newcomer who checks a sample is told that nothing is wrong with it."""
    assert read_company(TARGET / name).findings == ()


def test_steel_ships_with_agreements_that_can_be_signed() -> None:
    """The three agreements of steel read as they were written, between parties and with KPIs that are known."""
    parties = known("steel").snapshot.company.parties
    readings = read_agreements(TARGET / "steel", known_parties=parties, known_kpis=KPIS_BY_ID)
    assert [reading.findings for reading in readings] == [(), (), ()]
    assert {reading.agreement for reading in readings} == set(AGREEMENTS["steel"])


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_no_decides_something(name: str) -> None:
    """No rule of a sample is there for show: each is the first to hold for some inquiry."""
    sample = known(name)
    assert check_rules(sample.snapshot.policy.rules, sample.fields) == ()
    assert {verdict.rule for verdict in _verdicts(sample)} == {rule.number for rule in sample.snapshot.policy.rules}


@pytest.mark.parametrize("name", NAMES)
def test_customers_differ(name: str) -> None:
    """Each sample has gold, silver and standard customers, and some that were moved since the last time."""
    sample = known(name)
    assert set(sample.tiers.values()) == set(Tier)
    published = {customer.id: customer.tier for customer in sample.snapshot.customers}
    assert any(published[customer] is not tier for customer, tier in sample.tiers.items())


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_an_ambition_and_someone_who_decides(name: str) -> None:
    """Each sample says what it works for, who decides on what, and which department that role belongs to."""
    snapshot = known(name).snapshot
    assert snapshot.company.ambition.endswith(".")
    assert {right.option for right in snapshot.policy.decision_rights} == set(Decision)
    assert all(right.party for right in snapshot.policy.decision_rights)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_says_who_does_what_for_whom(name: str) -> None:
    """Each sample names who promises, supplies, makes, picks and ships, and how long supply, pick and shipment take."""
    durations = known(name).snapshot.policy.agreed_durations
    assert {row.purpose for row in durations} == set(Purpose) - {Purpose.PREVENT, Purpose.OTHER}
    assert all(row.hours for row in durations if row.purpose in (Purpose.SUPPLY, Purpose.PICK, Purpose.SHIP))
    assert all(row.answer_hours for row in durations)


@pytest.mark.parametrize("name", NAMES)
def test_firm_orders_can_be_kept(name: str) -> None:
    """A planner who makes only the firm orders, by promised date and wherever each is done first, is late with none."""
    problem = _firm_only(known(name))
    sequences: list[list[int]] = [[] for _ in problem.lines.ids]
    for order in np.argsort(problem.orders.due, kind="stable").tolist():
        ends = dict(_ends(problem, sequences, order))
        sequences[min(ends, key=lambda line: ends[line])].append(order)
    timed = time_plan(problem, sequences=sequences, waits=problem.orders.release, takes=())
    assert timed.passed == ()
    assert [problem.orders.ids[job.order] for job in timed.jobs if job.end > problem.orders.due[job.order]] == []


def test_steel_is_as_large_as_promised() -> None:
    """Steel: 4 lines, 14 families, 60 customers, 400 orders of which a third is firm, six weeks, under 1.5 MB."""
    snapshot = known("steel").snapshot
    families = {product.family for product in snapshot.products}
    firm = [order for order in snapshot.orders if order.status is OrderStatus.FIRM]
    assert (len(snapshot.lines), len(families), len(snapshot.customers)) == (4, 14, 60)
    assert (len(snapshot.orders), len(firm)) == (400, 140)
    assert timedelta(days=41) < snapshot.company.horizon_end - snapshot.company.as_of < timedelta(days=42)
    assert {stock.kind for stock in snapshot.stock} == set(StockKind)
    assert len(snapshot.sales) == 4000
    assert sum(path.stat().st_size for path in (TARGET / "steel").iterdir()) < 1_500_000


def test_steel_is_asked_for_a_fifth_more_than_it_can_make() -> None:
    """All orders of steel together take 120% of the open hours, the firm ones 45%."""
    steel = known("steel")
    assert steel.load(*OrderStatus) == pytest.approx(1.2, abs=0.02)
    assert steel.load(OrderStatus.FIRM) == pytest.approx(0.45, abs=0.02)


def test_few_inquiries_of_steel_are_declined_by_rule() -> None:
    """The rules of steel say no to 3 to 6% of its inquiries: most noes are a matter of price and place."""
    steel = known("steel")
    noes = [verdict for verdict in _verdicts(steel) if verdict.verdict != "allow"]
    inquiries = [order for order in steel.snapshot.orders if order.status is OrderStatus.INQUIRY]
    assert 0.03 <= len(noes) / len(inquiries) <= 0.06


def test_steel_has_a_whale() -> None:
    """The best customers of steel earn well above all of its profit, and the loud ones lose part of it again."""
    steel = known("steel").snapshot
    peak = segment_customers(snapshot=steel, now=steel.company.as_of).whale.peak_percent
    assert peak is not None
    assert 130 <= peak <= 200


def test_changeovers_of_steel_depend_on_the_direction() -> None:
    """From light to dark paint is quicker than back, on both lines that paint runs on."""
    minutes = known("steel").plant.changeover_minutes
    for line in ("slitting", "cut-to-length"):
        assert minutes[line, "PE9002", "PE7016"] < minutes[line, "PE7016", "PE9002"]
    assert 15 <= min(minutes.values()) < max(minutes.values()) <= 150


def test_the_kitchen_is_planned_in_minutes() -> None:
    """All dishes are wanted in one evening, at any minute, and each is work for minutes."""
    kitchen = known("kitchen")
    orders = kitchen.snapshot.orders
    assert 90 <= len(orders) <= 120
    assert {order.requested.date() for order in orders} == {kitchen.snapshot.company.as_of.date()}
    assert len({order.requested.minute for order in orders}) > 30
    assert max(kitchen.plant.best_hours(order.product, float(order.quantity)) for order in orders) < 1


@pytest.mark.parametrize(("name", "least", "most"), [("repair", 115, 125), ("software", 75, 85)])
def test_the_small_samples_are_busy(name: str, least: int, most: int) -> None:
    """Repair and software have as many orders as promised; their lines are asked for most of their time or more."""
    sample = known(name)
    assert least <= len(sample.snapshot.orders) <= most
    assert 0.85 < sample.load(*OrderStatus) < 1.25


def _verdicts(sample: Known) -> Iterator[Ruling]:
    book = RuleBook.of(sample.snapshot.policy.rules)
    return (verdict for fields in sample.fields.values() if (verdict := book.verdict(fields)) is not None)


def _firm_only(sample: Known) -> Problem:
    inquiries = {order.id for order in sample.snapshot.orders if order.status is OrderStatus.INQUIRY}
    return build_problem(
        sample.snapshot,
        now=sample.snapshot.company.as_of,
        tiers=sample.tiers,
        service_costs=sample.service_costs,
        excluded=inquiries,
    )


def _ends(problem: Problem, sequences: list[list[int]], order: int) -> Iterator[tuple[int, int]]:
    """Yield for each line that can make the order the minute at which it would end as the line's last."""
    for line in np.flatnonzero(np.isfinite(problem.lines.minutes_per_unit[order])).tolist():
        trial = [[*sequence, order] if index == line else [] for index, sequence in enumerate(sequences)]
        timed = time_plan(problem, sequences=trial, waits=problem.orders.release, takes=())
        yield line, timed.jobs[-1].end
