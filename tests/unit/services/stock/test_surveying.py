"""What the bakery hears of its stock."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.companies import bakery, local
from unisono.domain.company import Sale, Snapshot, Stock, StockKind
from unisono.domain.frameworks import Framework
from unisono.domain.policy import StockPolicy
from unisono.domain.stocks import Advice, Keeping, Pace, StockLevel
from unisono.services.stock import survey_stock

THORN = bakery()
NOW = THORN.company.as_of
TODAY = date(2026, 3, 2)
RYE = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(40), location="cold room", supply_days=Decimal(2))
CLINIC = Framework(
    id="FO-1",
    customer="CLINIC",
    product="free-loaf",
    quantity=Decimal(730),
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    lead_days=Decimal(5),
    called=Decimal(60),
    delivered=Decimal(45),
)


def weekly(product: str, quantity: int, customer: str = "HOTEL") -> tuple[Sale, ...]:
    """Return a year of weekly sales."""
    return tuple(
        Sale(
            date=TODAY - timedelta(days=7 * week),
            invoice=f"F-{week}",
            customer=customer,
            product=product,
            quantity=Decimal(quantity) + Decimal("0.5"),
            net_amount=Decimal(0),
        )
        for week in range(52)
    )


def level_of(stock: Stock, *more: Stock, sales: tuple[Sale, ...] = (), **changes: object) -> StockLevel:
    """Return what is said of one stock of a bakery without other orders in its book."""
    known = replace(THORN, orders=(), stock=(stock, *more), sales=sales)
    snapshot: Snapshot = replace(known, **changes)  # type: ignore[arg-type]  # each of its own type
    return survey_stock(snapshot=snapshot, now=NOW).levels[0]


def test_rye_is_ordered_before_the_next_week() -> None:
    """Seventy a week ask for more than forty; the sentence says how much meanwhile and for chance."""
    level = level_of(RYE, sales=weekly("rye-loaf", 70))
    assert (level.keeping, level.advice) == (Keeping.REORDER, Advice.ORDER)
    assert level.lowest > level.safety > 40
    assert level.highest == pytest.approx(level.quantity + level.amount, abs=Decimal("0.2"))
    assert level.todo == f"Order {level.amount} kg now."
    assert level.why.startswith("10.2 kg a day are asked for, and more takes 2 days: 20.5 kg meanwhile and ")
    assert "95% service" in level.why
    assert level.cover_days == Decimal("3.91")


def test_better_service_asks_for_more() -> None:
    """A bakery that wants to run out less often keeps more rye, and the sentence says for which service."""
    kept = [
        level_of(
            RYE,
            sales=weekly("rye-loaf", 70),
            policy=replace(THORN.policy, stock=StockPolicy(service_level=Decimal(level))),
        )
        for level in ("0.9", "0.99")
    ]
    assert kept[0].safety < kept[1].safety
    assert "99% service" in kept[1].why


def test_two_shelves_share_what_is_asked_for() -> None:
    """Rye in two rooms is not asked for twice: their levels together are about those of one room."""
    one = level_of(RYE, sales=weekly("rye-loaf", 70))
    two = level_of(replace(RYE, quantity=Decimal(20)), replace(RYE, quantity=Decimal(20)), sales=weekly("rye-loaf", 70))
    assert two.safety * 2 == pytest.approx(one.safety, rel=Decimal("0.01"))
    assert two.demand_per_day * 2 == pytest.approx(one.demand_per_day, rel=Decimal("0.01"))


def test_customers_with_their_own_stock_do_not_ask_for_ours() -> None:
    """What the hotel draws from its own consignment stock is not asked of the cold room."""
    hotel = Stock(product="rye-loaf", kind=StockKind.CONSIGNMENT, quantity=Decimal(90), location="H", owner="HOTEL")
    sales = (*weekly("rye-loaf", 70), *weekly("rye-loaf", 7, "CLINIC"))
    assert level_of(RYE, hotel, sales=sales).demand_per_day == Decimal("1.09")
    assert level_of(hotel, RYE, sales=sales).demand_per_day == Decimal("10.2")


def test_consignment_stock_comes_back() -> None:
    """Far too much at the school comes back by its date; asked for in the book it stays."""
    school = Stock(
        product="wheat-roll",
        kind=StockKind.CONSIGNMENT,
        quantity=Decimal(900),
        location="school",
        owner="SCHOOL",
        take_back_on=date(2026, 3, 6),
    )
    sales = weekly("wheat-roll", 70, "SCHOOL")
    level = level_of(school, sales=sales)
    assert level.advice is Advice.TAKE_BACK
    assert level.amount == 859
    assert level.todo.startswith("Take 859 kg back by 2026-03-06")
    order = replace(next(order for order in THORN.orders if order.customer == "SCHOOL"), product="wheat-roll")
    asked = level_of(school, sales=sales, orders=(replace(order, quantity=Decimal(900)),))
    assert (asked.advice, asked.todo) == (Advice.FINE, "Nothing to do: it is more than usual, and asked for.")


def test_the_clinic_calls_too_little() -> None:
    """A sixth of the year and a twelfth of the loaves: the weekly rate that is still needed stands in the sentence."""
    survey = survey_stock(snapshot=replace(THORN, frameworks=(CLINIC,)), now=NOW)
    (called,) = survey.call_offs
    assert called.pace is Pace.BEHIND
    assert (called.open, called.missing, called.left) == (Decimal(15), Decimal(670), Decimal(670))
    assert called.due == 120
    assert called.last_call_on == date(2026, 12, 26)
    assert called.todo == "Ask for calls: 670 kg until 2026-12-26, 15.6 kg a week, else the least is missed."
    level = survey.of_kind(StockKind.CALL_OFF)[0]
    assert level.keeping is Keeping.CALLS
    assert level.lowest == 15


@pytest.mark.parametrize(
    ("changes", "pace", "said"),
    [
        ({"called": Decimal(400)}, Pace.AHEAD, "Agree on more, or on a slower pace: 330 kg are left"),
        (
            {"called": Decimal(121), "tolerance_percent": Decimal(10)},
            Pace.AS_AGREED,
            "Nothing to do: 682 kg may still be called.",
        ),
        ({"starts_on": date(2026, 4, 1)}, Pace.NOT_BEGUN, "It begins on 2026-04-01."),
        ({"ends_on": date(2026, 3, 5)}, Pace.LOST, "Settle it with the customer: 670 kg of the least"),
    ],
)
def test_other_paces(changes: dict[str, object], pace: Pace, said: str) -> None:
    """Each pace has its own advice."""
    framework = replace(CLINIC, **changes)  # type: ignore[arg-type]  # each of its own type
    (called,) = survey_stock(snapshot=replace(THORN, frameworks=(framework,)), now=NOW).call_offs
    assert called.pace is pace
    assert called.todo.startswith(said)


def test_a_framework_that_is_over_calls_nothing() -> None:
    """Stock made for last year's framework is left over."""
    over = replace(CLINIC, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    survey = survey_stock(snapshot=replace(THORN, frameworks=(over,)), now=NOW)
    level = survey.of_kind(StockKind.CALL_OFF)[0]
    assert level.keeping is Keeping.LEFT_OVER
    assert level.why.startswith("No framework order calls it")


def test_what_cannot_be_known_is_not_said() -> None:
    """Without sales nobody is told to order, or to sell off."""
    level = level_of(RYE)
    assert (level.keeping, level.advice) == (Keeping.UNKNOWN, Advice.FINE)
    assert level.amount == 0
    assert level.cover_days is None


def test_bread_of_today_is_no_matter_of_reordering() -> None:
    """What is good for one day more is baked for what it may earn and lose."""
    level = level_of(replace(RYE, valid_until=local("2026-03-04T00:00")), sales=weekly("rye-loaf", 70))
    assert level.keeping is Keeping.WHILE_GOOD
    assert "good for 2 days" in level.why


def test_lying_costs_holding_and_interest() -> None:
    """Forty loaves that nobody draws lie a week less six hours, at the product's rate and six percent a year."""
    policy = replace(THORN.policy, stock=StockPolicy(interest_percent=Decimal(6)))
    level = level_of(RYE, policy=policy)
    product = next(item for item in THORN.products if item.id == "rye-loaf")
    days = Decimal("6.75")
    assert level.tied_up == 40 * product.variable_cost
    assert level.holding == (40 * days * product.holding_cost_per_unit_day).quantize(Decimal("0.01"))
    assert level.interest == (40 * days * product.variable_cost * Decimal("0.06") / 365).quantize(Decimal("0.01"))
    assert level.cost == level.holding + level.interest
