"""Order lines, slots, stock, customers, units and the two heads."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.companies import bakery, local
from tests.drafts import codes_of, draft_of, findings_of, table_of
from unisono.domain.company import OrderStatus, Tier
from unisono.domain.findings import Source
from unisono.domain.policy import Meeting, Tiering, TierMeasure
from unisono.services.checking.orders import check_orders
from unisono.services.checking.rules import check_rule_use, rule_sources

BAKERY = bakery()
FIRM, INQUIRY = BAKERY.orders[0], BAKERY.orders[2]


def test_dates_are_told_as_people_wrote_them() -> None:
    """A date is shown in the company's zone, and the end of a day as its date."""
    (finding,) = findings_of(orders=(replace(INQUIRY, latest=local("2026-03-05T00:00")),))
    assert finding.value == "2026-03-04"
    assert finding.expected == "2026-03-06 or later"


def test_a_late_firm_order_is_measured_by_its_promise() -> None:
    """A firm order counts from the date promised, whatever date was asked for."""
    early = local("2026-02-28T00:00")
    assert codes_of(orders=(replace(FIRM, requested=early),)) == []
    assert codes_of(orders=(replace(FIRM, promised=early),)) == ["date-in-the-past"]


def test_work_that_cannot_begin_in_the_planned_time_is_told() -> None:
    """An order that is due within the plan but may not begin within it can never be made."""
    order = replace(INQUIRY, requested=local("2026-03-09T00:00"), latest=None, earliest_start=local("2026-03-09T00:00"))
    assert codes_of(orders=(order,)) == ["requested-before-start", "start-after-horizon"]


def test_an_upside_down_horizon_makes_no_order_late() -> None:
    """Where the horizon ends before it starts that is the one thing to say."""
    assert codes_of(horizon_end=local("2026-03-01T00:00")) == ["horizon-before-as-of"]


def test_an_unknown_product_has_no_cost_to_compare_with() -> None:
    """A price is compared with the cost of a product that is known."""
    order = replace(FIRM, product="nothing", net_price=Decimal(0))
    assert list(check_orders(draft_of(orders=(order,)))) == []


def test_a_promise_of_an_inquiry_is_ignored_aloud() -> None:
    """An inquiry with a promised date is told that the date does not count."""
    order = replace(FIRM, status=OrderStatus.INQUIRY)
    assert codes_of(orders=(order,)) == ["promised-inquiry"]


def test_an_override_ends_at_the_end_of_its_last_day() -> None:
    """An override until today still counts today."""
    clinic = BAKERY.customers[3]
    others = BAKERY.customers[:3]
    assert codes_of(customers=(*others, replace(clinic, override_until=date(2026, 3, 2)))) == []
    assert codes_of(customers=(*others, replace(clinic, override_until=date(2026, 3, 1)))) == ["override-expired"]


def test_a_day_without_its_override_is_told_at_the_day() -> None:
    """An end without an override points to the cell that means nothing."""
    clinic = replace(BAKERY.customers[3], tier_override=None, override_reason="")
    (finding,) = findings_of(customers=(*BAKERY.customers[:3], clinic))
    assert finding.source.column == "override_until"


def test_slots_one_after_the_other_do_not_overlap() -> None:
    """A slot may begin when another one ends, and lie at the same time on another line."""
    first = BAKERY.slots[0]
    second = replace(first, start=first.end, end=first.end + timedelta(hours=2), opens_at=None)
    assert codes_of(slots=(first, second)) == []
    assert codes_of(slots=(first, replace(first, line="deck-oven", opens_at=None))) == ["slot-on-closed-time"]


def test_a_long_slot_overlaps_with_each_slot_inside_it() -> None:
    """A slot over a whole shift is told for each one within it."""
    first = BAKERY.slots[0]
    whole = replace(first, end=first.end + timedelta(hours=4), opens_at=None)
    inside = [
        replace(first, start=first.start + timedelta(hours=start), end=first.start + timedelta(hours=start + 1))
        for start in (1, 3, 5)
    ]
    codes = codes_of(slots=(whole, *inside))
    assert codes == ["overlapping-slots"] * 3


def test_a_slot_that_ends_first_is_in_nobodys_way() -> None:
    """A slot whose times are swapped is told once, and not as an overlap too."""
    first = BAKERY.slots[0]
    swapped = replace(first, start=first.end, end=first.start, opens_at=None, tier=Tier.SILVER)
    assert codes_of(slots=(first, swapped)) == ["slot-ends-before-start"]


def test_quantities_in_another_unit_are_told() -> None:
    """Where a file has a column of units, each must be the product's."""
    orders = replace(table_of("orders.csv", BAKERY.orders[:3]), units=("kg", "pieces", ""))
    (finding,) = findings_of(orders=orders)
    assert (finding.code, str(finding.source)) == ("unit-mismatch", "orders.csv:3 (unit)")


def test_thresholds_in_money_may_be_above_a_hundred() -> None:
    """Only percentiles end at a hundred."""
    policy = replace(BAKERY.policy, tiers=Tiering(gold_from=Decimal(5000), silver_from=Decimal(2000)))
    assert codes_of(policy=policy) == ["out-of-range", "out-of-range"]
    in_money = replace(policy, tiers=replace(policy.tiers, measure=TierMeasure.VALUE))
    assert codes_of(policy=in_money) == []


def test_a_key_is_pointed_at_where_it_stands() -> None:
    """A finding about the policy names the line of the key, or the file where there is no such line."""
    policy = replace(BAKERY.policy, meeting=Meeting(minutes=10))
    (unplaced,) = findings_of(policy=policy)
    assert str(unplaced.source) == "policy.toml (meeting.minutes)"
    place = Source(file="policy.toml", line=7, column="meeting.minutes")
    (placed,) = findings_of(policy=policy, places={"policy.meeting.minutes": place})
    assert placed.source == place


def test_without_a_date_nothing_is_in_the_future() -> None:
    """Where as_of cannot be read, sales and services are not measured against it."""
    sales = (replace(BAKERY.sales[0], date=date(2027, 1, 1)),)
    assert codes_of(sales=sales) == ["history-in-the-future"]
    assert codes_of(sales=sales, as_of=None) == []


def test_a_rule_that_never_decides_is_told_where_it_stands() -> None:
    """A rule that holds for no inquiry of the data is named with its line."""
    company = bakery()
    rules = (company.policy.rules[0], replace(company.policy.rules[1], when='tier == "gold" && quantity > 9999.0'))
    company = replace(company, policy=replace(company.policy, rules=rules))
    sources = rule_sources(table_of("policy.toml", rules))
    (finding,) = check_rule_use(snapshot=company, now=company.company.as_of, sources=sources)
    assert finding.code == "rule-fires-never"
    assert str(finding.source) == "policy.toml:3 (when)"


def test_without_rules_nobody_is_segmented_for_them() -> None:
    """A company without rules of no has nothing to be told about them."""
    company = replace(bakery(), policy=replace(bakery().policy, rules=()))
    assert check_rule_use(snapshot=company, now=company.company.as_of, sources={}) == ()
