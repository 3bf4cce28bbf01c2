"""Steel: a service centre on the Baltic coast with four lines, asked for a fifth more than it can make."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from samples.chance import Chance, rounded
from samples.history import Deed, Habit, Past, history
from samples.plant import plant_of
from samples.steel.book import orders
from samples.steel.buyers import BUYERS, QUIET, TRADES, Buyer
from samples.steel.policy import POLICY
from samples.steel.works import WORKS, calendars, changeovers, products, rates
from samples.tiering import contributions, published_tiers, with_tiers
from unisono.domain.company import (
    Company,
    Customer,
    Department,
    Order,
    OrderStatus,
    Partner,
    Product,
    Slot,
    Snapshot,
    Stock,
    StockKind,
    Tier,
)

ZONE = ZoneInfo("Europe/Warsaw")

COMPANY = Company(
    name="Vistula Steel Service",
    currency="EUR",
    timezone="Europe/Warsaw",
    as_of=datetime(2026, 11, 23, 6, tzinfo=ZONE),
    horizon_end=datetime(2027, 1, 4, tzinfo=ZONE),
    ambition="Every crane, silo and dairy around the Baltic can build tomorrow because we keep today's word.",
    warehouse_room=Decimal(900),
    extra_room_price=Decimal("1.60"),
    departments=(
        Department(id="sales", name="Sales", labour_rate_per_hour=Decimal(44), hours_per_week=Decimal(280)),
        Department(id="purchasing", name="Purchasing", labour_rate_per_hour=Decimal(42), hours_per_week=Decimal(120)),
        Department(id="production", name="Production", labour_rate_per_hour=Decimal(36), hours_per_week=Decimal(1120)),
        Department(id="logistics", name="Logistics", labour_rate_per_hour=Decimal(32), hours_per_week=Decimal(520)),
    ),
    partners=(
        Partner(id="bursztyn-trans", name="Bursztyn Trans", kind="carrier"),
        Partner(id="oderlogistik", name="Oderlogistik", kind="carrier"),
        Partner(id="huta-wschod", name="Huta Wschód", kind="supplier"),
        Partner(id="magazyn-praga", name="Magazyn Praga", kind="outside warehouse"),
    ),
)


def build() -> Snapshot:
    """Return the whole steel service centre."""
    lines = tuple(works.line for works in WORKS)
    made, speeds, changes, shifts = tuple(products()), tuple(rates()), tuple(changeovers()), tuple(calendars())
    plant = plant_of(COMPANY, lines=lines, calendars=shifts, products=made, rates=speeds, changeovers=changes)
    past = Past(
        first_on=date(2025, 11, 24),
        last_on=date(2026, 11, 20),
        lines=4000,
        lines_per_invoice=4,
        sigma=0.7,
        quantity_step="0.5",
    )
    sales, services = history("steel", past, [_habit(key, buyer, made) for key, buyer in BUYERS.items()], made)
    ranked = contributions(
        policy=POLICY,
        labour_rates={item.id: float(item.labour_rate_per_hour) for item in COMPANY.departments},
        customers=BUYERS,
        products=made,
        sales=sales,
        services=services,
    )
    book = orders(COMPANY, plant, made)
    return Snapshot(
        company=COMPANY,
        policy=POLICY,
        customers=with_tiers(_customers(), published_tiers(POLICY, ranked)),
        products=made,
        lines=lines,
        calendars=shifts,
        rates=speeds,
        changeovers=changes,
        orders=book,
        stock=_stock(book, made),
        slots=_slots(),
        sales=tuple(sales),
        services=tuple(services),
    )


def _customers() -> list[Customer]:
    strategic = {"Dźwigi Pomorskie sp. z o.o.", "Mejeriteknik Thy A/S", "Stocznia Martwa Wisła S.A."}
    overrides = {
        "Kattegat Offshore Stål A/S": (Tier.GOLD, "frame contract for wind foundations from spring 2027"),
        "Someș Utilaje SA": (Tier.SILVER, "first year after the new plant in Cluj"),
    }
    return [
        Customer(
            id=key,
            name=buyer.name,
            strategic=buyer.name in strategic,
            tier_override=overrides[buyer.name][0] if buyer.name in overrides else None,
            override_reason=overrides[buyer.name][1] if buyer.name in overrides else "",
            override_until=date(2027, 3, 31) if buyer.name in overrides else None,
        )
        for key, buyer in BUYERS.items()
    ]


def _habit(customer: str, buyer: Buyer, made: tuple[Product, ...]) -> Habit:
    """Return how a buyer traded in the past year."""
    trade, manner = TRADES[buyer.trade], buyer.manner
    own = [product for product in made if product.family in trade]
    size = 24 * buyer.volume**0.3 / manner.line_factor
    deeds = [
        Deed(activity="order_handling"),
        Deed(activity="freight", share=0.8, cost_share=0.032 * manner.freight_factor),
        Deed(activity="picking", monthly=True, count=manner.line_factor),
        Deed(activity="quotation", share=0.1 * manner.line_factor),
        Deed(activity="payment_interest", monthly=True, cost_share=manner.payment_days / 365 * 0.07),
        Deed(activity="rush", share=manner.rush_share, cost_share=0.02),
        Deed(activity="return", share=2 * manner.return_share, cost_share=0.12),
        Deed(activity="claim", share=4 * manner.claim_share, cost_share=0.25),
        Deed(activity="changeover", share=0.1 * manner.line_factor, minutes=(20, 110)),
    ]
    if customer in _CONSIGNEES:
        deeds.append(Deed(activity="consignment_holding", monthly=True, count=0.5, cost_share=0.002))
    return Habit(
        customer=customer,
        weight=buyer.volume**0.7 * manner.line_factor,
        products={product.id: trade[product.family] for product in own},
        quantity={product.id: size * (0.45 if product.family in {"1.4301", "S690QL"} else 1) for product in own},
        discount=manner.past_discount,
        returns=manner.return_share,
        deeds=deeds,
    )


_CONSIGNEES = tuple(key for key, buyer in BUYERS.items() if buyer.manner is QUIET)[:4]
_FRAMEWORKS = tuple(key for key, buyer in BUYERS.items() if buyer.manner is QUIET)[4:8]


def _stock(book: tuple[Order, ...], made: tuple[Product, ...]) -> tuple[Stock, ...]:
    """Return goods that are there: some for anybody, some at or for customers that have asked for them."""
    chance = Chance("steel stock")
    rows = [
        Stock(
            product=product.id,
            kind=StockKind.OWN,
            quantity=rounded(chance.lognormal(14, 0.5), "0.5"),
            location="Hall 2",
        )
        for product in made
        if chance.happens(0.2)
    ]
    for kind, owners in ((StockKind.CONSIGNMENT, _CONSIGNEES), (StockKind.CALL_OFF, _FRAMEWORKS)):
        for owner in owners:
            asked = [order for order in book if order.customer == owner and order.status is OrderStatus.INQUIRY]
            for order in asked[:2]:
                rows.append(
                    Stock(
                        product=order.product,
                        kind=kind,
                        quantity=rounded(float(order.quantity) * chance.between(0.5, 1.2), "0.5"),
                        location=BUYERS[owner].town if kind is StockKind.CONSIGNMENT else "Hall 1",
                        owner=owner,
                        valid_until=COMPANY.horizon_end + timedelta(days=27) if kind is StockKind.CALL_OFF else None,
                    )
                )
    return tuple(rows)


def _slots() -> tuple[Slot, ...]:
    """Return the reserved time: for gold customers on every line, and two shifts for the crane builder."""
    crane_builder = next(key for key, buyer in BUYERS.items() if buyer.name.startswith("Dźwigi"))

    def slot(line: str, month: int, day: int, hours: tuple[int, int], opens: int, customer: str = "") -> Slot:
        midnight = datetime(2026, month, day, tzinfo=ZONE)
        return Slot(
            line=line,
            start=midnight + timedelta(hours=hours[0]),
            end=midnight + timedelta(hours=hours[1]),
            tier=None if customer else Tier.GOLD,
            customer=customer,
            opens_at=midnight - timedelta(days=opens) + timedelta(hours=12),
        )

    return (
        slot("plate", 12, 1, (6, 14), 4),
        slot("slitting", 12, 3, (14, 22), 3),
        slot("cut-to-length", 12, 8, (6, 14), 4),
        slot("plate", 12, 9, (6, 14), 5, crane_builder),
        slot("blanking", 12, 10, (6, 14), 3),
        slot("plate", 12, 16, (6, 14), 5, crane_builder),
    )
