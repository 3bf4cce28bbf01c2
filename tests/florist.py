"""A florist whose customers' contributions are worked out by hand: in `docs/methods/segmenting.md` and in the tests.

Today is Monday, 2 March 2026. Two periods of 100 days: 15 August to 22 November 2025, 23 November to 2 March. A minute
of Sales costs 36 / 0.8 / 60 = 0.75, a minute of the van 30 / 0.8 / 60 = 0.625.
"""

from datetime import date, time
from decimal import Decimal

from tests.companies import local
from unisono.domain.company import (
    CalendarWindow,
    Company,
    Customer,
    Department,
    Line,
    Order,
    Product,
    Rate,
    Sale,
    Service,
    Snapshot,
    Tier,
    Weekday,
)
from unisono.domain.policy import Activity, Policy, ServiceStep, Tiering, TierMeasure

TODAY = date(2026, 3, 2)
NOW = local("2026-03-02T06:00")

TIERING = Tiering(
    measure=TierMeasure.VALUE,
    gold_from=Decimal(4000),
    silver_from=Decimal(800),
    leave_share=Decimal("0.8"),
    period_days=100,
    minimum_history_days=50,
)


def florist() -> Snapshot:
    """Return Tulip & Fern: two products, one table to bind bouquets on, five customers."""
    return Snapshot(
        company=Company(
            name="Tulip & Fern",
            currency="EUR",
            timezone="Europe/Warsaw",
            as_of=NOW,
            horizon_end=local("2026-03-09T00:00"),
            departments=(
                Department(id="sales", name="Sales", labour_rate_per_hour=Decimal(36), hours_per_week=Decimal(10)),
                Department(id="van", name="Van", labour_rate_per_hour=Decimal(30)),
                Department(id="shop", name="Shop", labour_rate_per_hour=Decimal(24), hours_per_week=Decimal(40)),
            ),
        ),
        policy=Policy(tiers=TIERING, activities=_activities()),
        customers=_customers(),
        products=(
            Product(id="rose", family="roses", unit="stem", variable_cost=Decimal("1.00")),
            Product(id="tulip", family="tulips", unit="stem", variable_cost=Decimal("0.50")),
        ),
        lines=(Line(id="table", department="shop", calendar="mornings"),),
        calendars=tuple(
            CalendarWindow(calendar="mornings", weekday=day, start=time(8), end=time(12))
            for day in (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)
        ),
        rates=(
            Rate(line="table", family="roses", units_per_hour=Decimal(60)),
            Rate(line="table", family="tulips", units_per_hour=Decimal(120)),
        ),
        changeovers=(),
        orders=(
            Order(
                id="T-1",
                customer="HOTEL",
                product="rose",
                quantity=Decimal(600),
                net_price=Decimal("2.00"),
                received=local("2026-03-01T10:00"),
                requested=local("2026-03-07T00:00"),
            ),
        ),
        sales=_sales(),
        services=_services(),
        content_hash="florist",
    )


def _customers() -> tuple[Customer, ...]:
    return (
        Customer(id="HOTEL", name="Hotel Copernicus", tier=Tier.GOLD),
        Customer(id="CHURCH", name="St John's Church"),
        Customer(id="KIOSK", name="Station Kiosk", tier=Tier.SILVER),
        Customer(
            id="CLUB",
            name="Rowing Club",
            tier_override=Tier.GOLD,
            override_reason="regatta in February",
            override_until=date(2026, 2, 28),
        ),
        Customer(
            id="MUSEUM",
            name="Town Museum",
            tier=Tier.STANDARD,
            tier_override=Tier.SILVER,
            override_reason="opening in March",
            override_until=TODAY,
        ),
    )


def _activities() -> tuple[Activity, ...]:
    return (
        Activity(
            id="call",
            step=ServiceStep.ORDER_HANDLING,
            department="sales",
            fixed_minutes=Decimal(3),
            minutes_each=Decimal(2),
        ),
        Activity(id="pack", step=ServiceStep.PICKING, department="van", minutes_each=Decimal(4)),
        Activity(id="drive", step=ServiceStep.FREIGHT, cost_each=Decimal(8)),
        Activity(
            id="fetch",
            step=ServiceStep.RETURNS,
            department="van",
            fixed_minutes=Decimal(10),
            minutes_each=Decimal(5),
        ),
        Activity(id="apology", step=ServiceStep.CLAIMS, department="sales"),
    )


def _sales() -> tuple[Sale, ...]:
    def sale(day: date, invoice: str, customer: str, product: str, quantity: int, amount: str) -> Sale:
        return Sale(
            date=day,
            invoice=invoice,
            customer=customer,
            product=product,
            quantity=Decimal(quantity),
            net_amount=Decimal(amount),
        )

    return (
        sale(date(2025, 8, 1), "1", "HOTEL", "rose", 10, "20.00"),
        sale(date(2025, 9, 1), "2", "HOTEL", "tulip", 800, "1200.00"),
        sale(date(2025, 10, 1), "3", "KIOSK", "tulip", 100, "80.00"),
        sale(date(2025, 12, 1), "4", "CHURCH", "tulip", 100, "90.00"),
        sale(date(2026, 1, 10), "5", "HOTEL", "rose", 1000, "2000.00"),
        sale(date(2026, 1, 20), "6", "", "rose", 50, "100.00"),
        sale(date(2026, 2, 1), "7", "CHURCH", "rose", 200, "500.00"),
        sale(date(2026, 2, 5), "8", "CHURCH", "rose", -20, "-50.00"),
        sale(date(2026, 2, 20), "9", "KIOSK", "tulip", 100, "60.00"),
        sale(date(2026, 3, 5), "10", "KIOSK", "tulip", 100, "70.00"),
    )


def _services() -> tuple[Service, ...]:
    def service(day: date, customer: str, activity: str, count: int) -> Service:
        return Service(date=day, customer=customer, activity=activity, count=Decimal(count))

    return (
        service(date(2026, 1, 9), "HOTEL", "call", 5),
        service(date(2026, 1, 10), "HOTEL", "pack", 20),
        service(date(2026, 1, 10), "HOTEL", "drive", 2),
        service(date(2026, 2, 5), "CHURCH", "fetch", 1),
        Service(
            date=date(2026, 2, 6),
            customer="CHURCH",
            activity="apology",
            count=Decimal(1),
            minutes=Decimal(40),
            cost=Decimal(25),
        ),
        service(date(2026, 2, 19), "KIOSK", "call", 10),
        service(date(2026, 2, 20), "KIOSK", "drive", 3),
    )
