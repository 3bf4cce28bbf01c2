"""Laws of segmentation."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.florist import NOW, TODAY, florist
from unisono.domain.company import Sale, Service, Snapshot, Tier
from unisono.domain.policy import Tiering, TierMeasure
from unisono.domain.segments import Segmentation
from unisono.engines.segmenting.checking import check
from unisono.engines.segmenting.expecting import ENOUGH_LINES, PLANNED, service_costs_of
from unisono.engines.segmenting.problem import problem_of
from unisono.engines.segmenting.solving import solve
from unisono.engines.segmenting.tiering import RANK, judge

SHOP = florist()
CUSTOMERS = [customer.id for customer in SHOP.customers]
cents = st.integers(-50_000, 100_000).map(lambda number: Decimal(number) / 100)
days = st.integers(-5, 260).map(lambda ago: TODAY - timedelta(days=ago))

sales = st.builds(
    Sale,
    date=days,
    invoice=st.just("1"),
    customer=st.sampled_from([*CUSTOMERS, ""]),
    product=st.sampled_from(["rose", "tulip"]),
    quantity=st.integers(-50, 400).map(Decimal),
    net_amount=cents,
    variable_cost=st.none() | cents,
)
services = st.builds(
    Service,
    date=days,
    customer=st.sampled_from(CUSTOMERS),
    activity=st.sampled_from([activity.id for activity in SHOP.policy.activities]),
    count=st.integers(0, 30).map(Decimal),
    minutes=st.none() | st.integers(0, 300).map(Decimal),
    cost=st.just(Decimal(0)) | st.integers(0, 9999).map(lambda number: Decimal(number) / 100),
)
tierings = st.builds(
    Tiering,
    measure=st.sampled_from(TierMeasure),
    gold_from=st.integers(60, 95).map(Decimal),
    silver_from=st.integers(10, 60).map(Decimal),
    leave_share=st.sampled_from([Decimal(0), Decimal("0.85"), Decimal(1)]),
    period_days=st.integers(1, 150),
    minimum_history_days=st.integers(0, 150),
)
shops = st.builds(
    lambda sold, served, tiering: replace(
        SHOP, sales=tuple(sold), services=tuple(served), policy=replace(SHOP.policy, tiers=tiering)
    ),
    st.lists(sales, max_size=15),
    st.lists(services, max_size=15),
    tierings,
)


def solved(shop: Snapshot) -> Segmentation:
    """Return the segments of a florist."""
    return solve(problem_of(shop, now=NOW))


@given(shop=shops)
def test_the_independent_checker_agrees(shop: Snapshot) -> None:
    """Whatever was sold, returned and done, and whatever the thresholds, the checker finds nothing."""
    problem = problem_of(shop, now=NOW)
    assert check(problem, solve(problem)) == ()


@given(shop=shops, random=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(shop: Snapshot, random: object) -> None:
    """The same rows in another order give the same tiers, reasons and money."""
    shuffle = random.shuffle  # type: ignore[attr-defined]  # Hypothesis hands in a random.Random
    tables = {"sales": list(shop.sales), "services": list(shop.services), "customers": list(shop.customers)}
    for rows in tables.values():
        shuffle(rows)
    first, second = (
        solved(shop),
        solved(replace(shop, **{name: tuple(rows) for name, rows in tables.items()})),  # type: ignore[arg-type]
    )
    assert first.whale == second.whale
    assert first.tiers == second.tiers
    assert first.capacities == second.capacities
    for one, other in zip(first.segments, second.segments, strict=True):
        assert (one.customer, one.why, one.standings, one.returned) == (
            other.customer,
            other.why,
            other.standings,
            other.returned,
        )
        assert [step.amount for step in one.steps] == [step.amount for step in other.steps]


@given(shop=shops)
def test_money_is_neither_lost_nor_made(shop: Snapshot) -> None:
    """Revenue over all waterfalls is that of all rows, to the cent."""
    segmentation = solved(shop)
    waterfalls = [segment.steps for segment in segmentation.segments] + [
        part.steps for part in segmentation.unallocated
    ]
    revenue = sum((steps[0].amount for steps in waterfalls), Decimal(0))
    assert revenue == sum((sale.net_amount for sale in shop.sales), Decimal(0))


@given(shop=shops)
def test_a_second_look_on_the_same_day_changes_no_tier(shop: Snapshot) -> None:
    """Publishing the tiers and segmenting again gives the same tiers, with the same overrides."""
    tiers = solved(shop).tiers
    published = tuple(replace(customer, tier=tiers[customer.id]) for customer in shop.customers)
    assert solved(replace(shop, customers=published)).tiers == tiers


figures = st.lists(st.integers(0, 100).map(Decimal), min_size=1, max_size=2)
befores = st.none() | st.sampled_from(Tier)


@given(tiering=tierings, before=befores, measures=figures, more=st.integers(0, 40))
def test_doing_better_never_costs_a_tier(
    tiering: Tiering, before: Tier | None, measures: list[Decimal], more: int
) -> None:
    """A higher figure in either period gives the same tier or a better one."""
    tier = judge(tiering, before=before, measures=measures).tier
    for period in range(len(measures)):
        better = [figure + more if index == period else figure for index, figure in enumerate(measures)]
        assert RANK[judge(tiering, before=before, measures=better).tier] >= RANK[tier]


@given(tiering=tierings, before=befores, measures=figures)
def test_one_bad_period_takes_nothing_away(tiering: Tiering, before: Tier | None, measures: list[Decimal]) -> None:
    """A tier is lost only by figures below its leaving limit in two known periods."""
    tier = judge(tiering, before=before, measures=measures).tier
    if RANK[tier] < RANK[before or Tier.STANDARD]:
        lost = tiering.gold_from if before is Tier.GOLD else tiering.silver_from
        assert len(measures) == 2
        assert max(measures) < lost * tiering.leave_share


@given(tiering=tierings, before=befores, measures=figures)
def test_nobody_rises_without_reaching_the_threshold(
    tiering: Tiering, before: Tier | None, measures: list[Decimal]
) -> None:
    """Who is better off than published has reached the threshold in the latest period."""
    tier = judge(tiering, before=before, measures=measures).tier
    if RANK[tier] > RANK[before or Tier.STANDARD]:
        assert measures[0] >= (tiering.gold_from if tier is Tier.GOLD else tiering.silver_from)


@given(shop=shops, lines=st.lists(sales, min_size=ENOUGH_LINES, max_size=12))
def test_expected_service_costs_would_have_paid_for_the_past(shop: Snapshot, lines: list[Sale]) -> None:
    """What orders like each past line of the hotel are expected to cost adds up to what these lines did cost."""
    past = tuple(replace(line, date=TODAY, customer="HOTEL", quantity=abs(line.quantity) + 1) for line in lines)
    others = tuple(sale for sale in shop.sales if sale.customer != "HOTEL")
    again = tuple(
        replace(shop.orders[0], id=str(number), product=line.product, quantity=line.quantity)
        for number, line in enumerate(past)
    )
    known = replace(shop, sales=(*past, *others), orders=again)
    costs = service_costs_of(known, now=NOW)
    (hotel,) = (segment for segment in solved(known).segments if segment.customer == "HOTEL")
    paid = -sum((step.amount for step in hotel.steps if step.kind in PLANNED), Decimal(0))
    assert abs(sum(costs.by_order.values()) - paid) <= Decimal("0.005") * len(lines)
