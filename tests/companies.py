"""Small companies made by hand, for every test that needs one.

`bakery()` is stable: tests elsewhere count on its numbers. Change a copy with `dataclasses.replace`.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import (
    CalendarWindow,
    Changeover,
    Company,
    Customer,
    Department,
    Line,
    Order,
    OrderStatus,
    Partner,
    Product,
    Rate,
    Sale,
    SalesForecast,
    Service,
    Slot,
    Snapshot,
    Stock,
    StockKind,
    Tier,
    Weekday,
)
from unisono.domain.policy import Activity, Decision, DecisionRight, Meeting, Policy, Rule, ServiceStep, Verdict

WARSAW = ZoneInfo("Europe/Warsaw")


def local(text: str) -> datetime:
    """Return a local time of the bakery, e.g. `2026-03-02T06:00`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW).astimezone(UTC)


def bakery() -> Snapshot:
    """Return the Thorn Bakery on the morning of Monday, 2 March 2026, with one week to plan.

    Two ovens, three families (rye, wheat, gluten-free), five products, four customers, eight orders: two firm and six
    inquiries, for more hours than the ovens work.
    """
    return Snapshot(
        company=_company(),
        policy=_policy(),
        customers=_customers(),
        products=_products(),
        lines=_lines(),
        calendars=_calendars(),
        rates=_rates(),
        changeovers=_changeovers(),
        orders=_orders(),
        stock=_stock(),
        slots=_slots(),
        sales=_sales(),
        forecast=_forecast(),
        services=_services(),
        content_hash="bakery",
    )


def _company() -> Company:
    return Company(
        name="Thorn Bakery",
        currency="EUR",
        timezone="Europe/Warsaw",
        as_of=local("2026-03-02T06:00"),
        horizon_end=local("2026-03-09T00:00"),
        ambition="Bread on every table in town by seven.",
        warehouse_room=Decimal(600),
        extra_room_price=Decimal("0.10"),
        departments=(
            Department(id="sales", name="Sales", labour_rate_per_hour=Decimal(30), hours_per_week=Decimal(40)),
            Department(id="bakehouse", name="Bakehouse", labour_rate_per_hour=Decimal(24), hours_per_week=Decimal(160)),
            Department(id="dispatch", name="Dispatch", labour_rate_per_hour=Decimal(20)),
        ),
        partners=(Partner(id="quickvan", name="Quick Van", kind="carrier"),),
    )


def _policy() -> Policy:
    return Policy(
        short_campaign_charge=Decimal(40),
        frozen_hours=Decimal(0),
        price_of_moving=Decimal(25),
        meeting=Meeting(minutes=45, minutes_per_row=5, minutes_aside=15),
        activities=(
            Activity(
                id="order_handling",
                step=ServiceStep.ORDER_HANDLING,
                department="sales",
                fixed_minutes=Decimal(3),
                minutes_each=Decimal(2),
            ),
            Activity(id="picking", step=ServiceStep.PICKING, department="dispatch", minutes_each=Decimal(1)),
            Activity(id="delivery", step=ServiceStep.FREIGHT, cost_each=Decimal(12)),
        ),
        rules=(
            Rule(
                number=1,
                when="quantity < 30.0",
                verdict=Verdict.DECLINE,
                says="Orders under 30 kg are not worth the oven.",
            ),
            Rule(
                number=2,
                when='tier == "standard" && quantity > 390.0',
                verdict=Verdict.APPEAL,
                says="Very large orders of standard customers go to the meeting.",
            ),
        ),
        decision_rights=(DecisionRight(option=Decision.OVERTIME, decider="head baker"),),
    )


def _customers() -> tuple[Customer, ...]:
    return (
        Customer(id="HOTEL", name="Hotel Copernicus", strategic=True, tier=Tier.GOLD),
        Customer(id="SCHOOL", name="School Kitchens", tier=Tier.SILVER),
        Customer(id="CORNER", name="Corner Shops", tier=Tier.STANDARD),
        Customer(
            id="CLINIC",
            name="City Clinic",
            tier=Tier.STANDARD,
            tier_override=Tier.SILVER,
            override_reason="new wards open in spring",
            override_until=date(2026, 6, 30),
        ),
    )


def _products() -> tuple[Product, ...]:
    def product(name: str, family: str, cost: str, price: str) -> Product:
        return Product(
            id=name,
            family=family,
            unit="kg",
            variable_cost=Decimal(cost),
            list_price=Decimal(price),
            room_per_unit=Decimal(1),
            holding_cost_per_unit_day=Decimal("0.05"),
        )

    return (
        product("rye-loaf", "rye", "1.10", "3.20"),
        product("rye-roll", "rye", "1.20", "3.60"),
        product("baguette", "wheat", "0.90", "2.80"),
        product("wheat-roll", "wheat", "1.00", "3.10"),
        product("free-loaf", "gluten-free", "2.40", "7.50"),
    )


def _lines() -> tuple[Line, ...]:
    return (
        Line(
            id="stone-oven",
            department="bakehouse",
            calendar="early",
            initial_family="rye",
            overtime_premium_per_hour=Decimal(18),
            overtime_hours_per_week=Decimal(6),
        ),
        Line(id="deck-oven", department="bakehouse", calendar="night", initial_family="wheat"),
    )


def _calendars() -> tuple[CalendarWindow, ...]:
    working_days = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)
    return (
        *(CalendarWindow(calendar="early", weekday=day, start=time(6), end=time(14)) for day in working_days),
        *(CalendarWindow(calendar="night", weekday=day, start=time(22), end=time(6)) for day in working_days),
        CalendarWindow(calendar="early", date=date(2026, 3, 4), start=time(12), end=time(14), works=False),
        CalendarWindow(calendar="early", date=date(2026, 3, 7), start=time(6), end=time(12)),
    )


def _rates() -> tuple[Rate, ...]:
    return (
        Rate(line="stone-oven", family="rye", units_per_hour=Decimal(40), min_campaign_hours=Decimal(4)),
        Rate(line="stone-oven", family="wheat", units_per_hour=Decimal(50), yield_share=Decimal("0.98")),
        Rate(line="deck-oven", family="wheat", units_per_hour=Decimal(60), min_campaign_hours=Decimal(3)),
        Rate(line="deck-oven", product="wheat-roll", units_per_hour=Decimal(45), min_campaign_hours=Decimal(3)),
        Rate(line="deck-oven", family="gluten-free", units_per_hour=Decimal(25), min_campaign_hours=Decimal(4)),
    )


def _changeovers() -> tuple[Changeover, ...]:
    def change(line: str, before: str, after: str, minutes: int, cost: int) -> Changeover:
        return Changeover(
            line=line,
            from_family=before,
            to_family=after,
            minutes=Decimal(minutes),
            cost=Decimal(cost),
            scrap_units=Decimal(2),
        )

    return (
        change("stone-oven", "rye", "wheat", 30, 10),
        change("stone-oven", "wheat", "rye", 20, 8),
        change("deck-oven", "wheat", "gluten-free", 120, 60),
        change("deck-oven", "gluten-free", "wheat", 15, 5),
    )


def _orders() -> tuple[Order, ...]:
    return (
        Order(
            id="B-1",
            customer="HOTEL",
            product="rye-loaf",
            quantity=Decimal(320),
            net_price=Decimal("3.00"),
            received=local("2026-02-25T10:00"),
            requested=local("2026-03-05T00:00"),
            status=OrderStatus.FIRM,
            promised=local("2026-03-05T00:00"),
            ship_lead=Decimal(2),
        ),
        Order(
            id="B-2",
            customer="SCHOOL",
            product="wheat-roll",
            quantity=Decimal(270),
            net_price=Decimal("2.70"),
            received=local("2026-02-25T11:30"),
            requested=local("2026-03-06T00:00"),
            status=OrderStatus.FIRM,
            promised=local("2026-03-06T00:00"),
            ship_lead=Decimal(2),
        ),
        Order(
            id="B-3",
            customer="HOTEL",
            product="free-loaf",
            quantity=Decimal(150),
            net_price=Decimal("7.20"),
            received=local("2026-02-26T09:00"),
            requested=local("2026-03-07T00:00"),
            latest=local("2026-03-09T00:00"),
            late_cost_per_day=Decimal(60),
            ship_lead=Decimal(2),
        ),
        Order(
            id="B-4",
            customer="CORNER",
            product="baguette",
            quantity=Decimal(400),
            net_price=Decimal("2.10"),
            received=local("2026-02-26T15:20"),
            requested=local("2026-03-05T00:00"),
            latest=local("2026-03-08T00:00"),
        ),
        Order(
            id="B-5",
            customer="CLINIC",
            product="free-loaf",
            quantity=Decimal(175),
            net_price=Decimal("6.50"),
            received=local("2026-02-27T08:45"),
            requested=local("2026-03-06T00:00"),
            latest=local("2026-03-09T00:00"),
            min_quantity=Decimal(75),
            ship_lead=Decimal(1),
        ),
        Order(
            id="B-6",
            customer="SCHOOL",
            product="rye-roll",
            quantity=Decimal(480),
            net_price=Decimal("3.10"),
            received=local("2026-02-27T12:00"),
            requested=local("2026-03-07T00:00"),
            latest=local("2026-03-09T00:00"),
            earliest_start=local("2026-03-03T06:00"),
        ),
        Order(
            id="B-7",
            customer="CORNER",
            product="rye-loaf",
            quantity=Decimal(360),
            net_price=Decimal("2.40"),
            received=local("2026-02-28T09:10"),
            requested=local("2026-03-06T00:00"),
            latest=local("2026-03-07T00:00"),
        ),
        Order(
            id="B-8",
            customer="CORNER",
            product="wheat-roll",
            quantity=Decimal(24),
            net_price=Decimal("3.10"),
            received=local("2026-03-01T18:00"),
            requested=local("2026-03-04T00:00"),
        ),
    )


def _stock() -> tuple[Stock, ...]:
    return (
        Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(40), location="cold room"),
        Stock(
            product="wheat-roll", kind=StockKind.CONSIGNMENT, quantity=Decimal(30), location="school", owner="SCHOOL"
        ),
        Stock(
            product="free-loaf",
            kind=StockKind.CALL_OFF,
            quantity=Decimal(25),
            location="freezer",
            owner="CLINIC",
            valid_until=local("2026-04-01T00:00"),
        ),
    )


def _slots() -> tuple[Slot, ...]:
    return (
        Slot(
            line="stone-oven",
            start=local("2026-03-05T06:00"),
            end=local("2026-03-05T10:00"),
            tier=Tier.GOLD,
            opens_at=local("2026-03-04T12:00"),
        ),
        Slot(line="deck-oven", start=local("2026-03-04T22:00"), end=local("2026-03-05T02:00"), customer="CLINIC"),
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
        sale(date(2025, 6, 12), "F-1", "HOTEL", "rye-loaf", 900, "2700.00"),
        sale(date(2025, 8, 20), "F-2", "SCHOOL", "wheat-roll", 700, "1890.00"),
        sale(date(2025, 9, 3), "F-3", "CORNER", "baguette", 1500, "3150.00"),
        sale(date(2025, 10, 14), "F-4", "HOTEL", "free-loaf", 400, "2880.00"),
        sale(date(2025, 12, 2), "F-5", "CLINIC", "free-loaf", 120, "780.00"),
        sale(date(2026, 1, 9), "F-6", "CORNER", "rye-loaf", 600, "1440.00"),
        sale(date(2026, 1, 12), "F-7", "CORNER", "rye-loaf", -50, "-120.00"),
        sale(date(2026, 2, 11), "F-8", "HOTEL", "rye-roll", 300, "990.00"),
    )


def _forecast() -> tuple[SalesForecast, ...]:
    def expected(week: date, family: str, quantity: int, made_on: date) -> SalesForecast:
        return SalesForecast(week=week, family=family, tier=Tier.GOLD, quantity=Decimal(quantity), made_on=made_on)

    return (
        expected(date(2026, 2, 9), "rye", 400, date(2026, 1, 30)),
        expected(date(2026, 2, 16), "rye", 60, date(2026, 1, 30)),
        expected(date(2026, 3, 9), "rye", 350, date(2026, 2, 27)),
    )


def _services() -> tuple[Service, ...]:
    def service(day: date, customer: str, activity: str, count: int) -> Service:
        return Service(date=day, customer=customer, activity=activity, count=Decimal(count))

    return (
        service(date(2025, 6, 10), "HOTEL", "order_handling", 1),
        service(date(2025, 6, 12), "HOTEL", "delivery", 1),
        service(date(2025, 8, 19), "SCHOOL", "order_handling", 2),
        service(date(2025, 9, 2), "CORNER", "order_handling", 12),
        service(date(2025, 9, 3), "CORNER", "picking", 90),
        service(date(2025, 9, 3), "CORNER", "delivery", 14),
        service(date(2026, 1, 9), "CORNER", "order_handling", 9),
        service(date(2026, 2, 10), "CLINIC", "order_handling", 3),
    )
