"""The company's data: what is true of customers, products, lines and orders at one moment.

One class is one row of one file; the field metadata explain the columns (see `columns`). Instants are aware datetimes
in UTC; money and quantities that people see are decimals in the company's one currency.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from unisono.domain.columns import column
from unisono.domain.frameworks import Framework
from unisono.domain.policy import Policy
from unisono.domain.weeks import monday_of

Day = date
"""The type of a column that is itself called `date`, which would hide the type's own name."""


class Tier(StrEnum):
    """How much a customer matters to the company, by contribution after cost-to-serve."""

    GOLD = "gold"
    SILVER = "silver"
    STANDARD = "standard"


class OrderStatus(StrEnum):
    """An inquiry may be declined or postponed, a firm order must be made."""

    INQUIRY = "inquiry"
    FIRM = "firm"


class StockKind(StrEnum):
    """Whose stock it is: for anybody (own), at one customer (consignment), or for one customer's framework order."""

    OWN = "own"
    CONSIGNMENT = "consignment"
    CALL_OFF = "call_off"


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department, with what an hour of its people costs."""

    id: str = column(about="Short name used in other files.", example="production")
    name: str = column(about="Name on screens.", example="Production")
    labour_rate_per_hour: Decimal = column(
        about="Cost of one paid hour of its people.", example="38.50", unit="money/h", minimum=0
    )
    hours_per_week: Decimal | None = column(
        about="Paid hours of all its people in a week; with it the unused capacity is shown.",
        example="320",
        unit="h",
        above=0,
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An outside party that keeps commitments: carrier, supplier, outside warehouse."""

    id: str = column(about="Short name used in other files.", example="nordfreight")
    name: str = column(about="Name on screens.", example="Nord Freight")
    kind: str = column(about="What it does for the company.", example="carrier", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The head of `company.toml`."""

    name: str = column(about="Name of the company.", example="Vistula Steel Service")
    currency: str = column(about="The one currency of all money, ISO 4217.", example="EUR")
    timezone: str = column(about="Zone of all local times, IANA name.", example="Europe/Warsaw")
    as_of: datetime = column(about="The moment the data speak of.", example="2026-11-23T06:00")
    horizon_end: datetime = column(
        about="The end of the time that is planned.", example="2027-01-04T00:00", end_of_day=True
    )
    ambition: str = column(
        about="The one sentence that the whole company works for.",
        example="No colleague hears bad news second.",
        default="",
    )
    warehouse_room: Decimal | None = column(
        about="Room for finished goods that wait for shipment; empty: unlimited.",
        example="900",
        unit="room",
        minimum=0,
        default=None,
    )
    extra_room_price: Decimal = column(
        about="Price of a unit of room beyond it, for one night.",
        example="1.20",
        unit="money/room/day",
        minimum=0,
        default=Decimal(0),
    )
    departments: tuple[Department, ...] = ()
    partners: tuple[Partner, ...] = ()

    @property
    def parties(self) -> frozenset[str]:
        """Return the ids of all departments and partners."""
        return frozenset(row.id for row in self.departments) | {row.id for row in self.partners}


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A row of `customers.csv`."""

    id: str = column(about="Customer number.", example="C014")
    name: str = column(about="Name on screens.", example="Baltic Cranes")
    strategic: bool = column(
        about="Whether the company wants it beyond today's money; rules may read it.", example="no", default=False
    )
    tier: Tier | None = column(about="The tier last published.", example="silver", default=None)
    tier_override: Tier | None = column(about="A tier set by a person.", example="gold", default=None)
    override_reason: str = column(about="Why; required with an override.", example="new plant in 2027", default="")
    override_until: date | None = column(
        about="Last day of the override; required with it.", example="2027-03-31", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A row of `products.csv`."""

    id: str = column(about="Product number.", example="S355-2.0")
    family: str = column(about="Products of one family need no changeover between them.", example="S355")
    unit: str = column(about="Unit of every quantity of it.", example="t")
    variable_cost: Decimal = column(
        about="Material and other cost that one more unit causes; empty: 0.",
        example="512.00",
        unit="money/unit",
        minimum=0,
        default=Decimal(0),
    )
    list_price: Decimal | None = column(
        about="Price before discounts.", example="790.00", unit="money/unit", minimum=0, default=None
    )
    room_per_unit: Decimal = column(
        about="Room one finished unit takes.", example="1", unit="room/unit", minimum=0, default=Decimal(0)
    )
    holding_cost_per_unit_day: Decimal = column(
        about="Cost of a finished unit that waits one day.",
        example="0.35",
        unit="money/unit/day",
        minimum=0,
        default=Decimal(0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of `lines.csv`: a line or work centre, a kitchen station, a technician, a team."""

    id: str = column(about="Name of the line.", example="L2")
    department: str = column(about="Department that runs it.", example="production")
    calendar: str = column(about="Its working calendar.", example="two-shift")
    initial_family: str = column(
        about="Family it is set up for at `as_of`; empty: the first changeover costs nothing.",
        example="S355",
        default="",
    )
    overtime_premium_per_hour: Decimal | None = column(
        about="What an hour of overtime costs beyond a regular one; empty: no overtime.",
        example="290",
        unit="money/h",
        minimum=0,
        default=None,
    )
    overtime_hours_per_week: Decimal = column(
        about="Overtime that may be asked for in a week.", example="8", unit="h", minimum=0, default=Decimal(0)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWindow:
    """A row of `calendars.csv`: working time on a weekday, or on one date; `works = no` takes the time away.

    Exactly one of `weekday` and `date` is given. An end at or before the start is on the next day; `24:00` is midnight.
    Windows of one calendar may not overlap on the same weekday or date.
    """

    calendar: str = column(about="Name of the calendar.", example="two-shift")
    weekday: Weekday | None = column(about="Day of the week it repeats on.", example="mon", default=None)
    date: Day | None = column(about="Or the one date it is for.", example="2026-12-24", default=None)
    start: time = column(about="Local time at which it starts.", example="06:00")
    end: time = column(about="Local time at which it ends; `24:00` or `00:00` is midnight.", example="22:00")
    works: bool = column(about="`no` takes this time away from the calendar.", example="yes", default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A row of `rates.csv`: what a line can make, for a product or a whole family (a product's row wins)."""

    line: str = column(about="Line.", example="L2")
    product: str = column(about="Product, or leave empty and give the family.", example="", default="")
    family: str = column(about="Family, or leave empty and give the product.", example="S355", default="")
    units_per_hour: Decimal = column(about="Units started in an hour of work.", example="7.5", unit="unit/h", above=0)
    yield_share: Decimal = column(
        about="Good units per unit started.", example="0.98", unit="1", above=0, maximum=1, default=Decimal(1)
    )
    min_campaign_hours: Decimal = column(
        about="A campaign with fewer hours of work costs the policy's charge.",
        example="6",
        unit="h",
        minimum=0,
        default=Decimal(0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changeover:
    """A row of `changeovers.csv`."""

    line: str = column(about="Line.", example="L2")
    from_family: str = column(about="Family before.", example="S355")
    to_family: str = column(about="Family after.", example="DX51")
    minutes: Decimal = column(about="Working minutes it takes.", example="45", unit="min", minimum=0)
    cost: Decimal = column(about="Money without wages.", example="120", unit="money", minimum=0, default=Decimal(0))
    scrap_units: Decimal = column(
        about="Units of the product made next that are lost, at their variable cost.",
        example="0.4",
        unit="unit",
        minimum=0,
        default=Decimal(0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A row of `orders.csv`: one order line."""

    id: str = column(about="Number of the order line.", example="SO-4471-10")
    customer: str = column(about="Customer.", example="C014")
    product: str = column(about="Product.", example="S355-2.0")
    quantity: Decimal = column(about="Units asked for.", example="42", unit="unit", above=0)
    net_price: Decimal = column(about="Price after discounts.", example="812.00", unit="money/unit", minimum=0)
    received: datetime = column(about="When the customer asked.", example="2026-11-12T09:30")
    requested: datetime = column(
        about="When the customer wants it; a date means the end of that day.", example="2026-12-03", end_of_day=True
    )
    latest: datetime | None = column(
        about="After this an inquiry is lost; empty: never.", example="2026-12-10", end_of_day=True, default=None
    )
    late_cost_per_day: Decimal | None = column(
        about="Cost of each day late, for the whole line; empty: the tier's percentage of the price.",
        example="350",
        unit="money/day",
        minimum=0,
        default=None,
    )
    earliest_start: datetime | None = column(
        about="Its work cannot begin before.", example="2026-11-26T06:00", default=None
    )
    status: OrderStatus = column(
        about="`inquiry` may be declined or postponed, `firm` must be made.",
        example="inquiry",
        default=OrderStatus.INQUIRY,
    )
    promised: datetime | None = column(
        about="Date promised to the customer; required when firm.", example="2026-12-04", end_of_day=True, default=None
    )
    min_quantity: Decimal | None = column(
        about="Smallest part the customer takes as a first delivery; empty: all or nothing.",
        example="10",
        unit="unit",
        above=0,
        default=None,
    )
    ship_lead: Decimal = column(
        about="Hours between the end of the work and the customer's door.",
        example="24",
        unit="h",
        minimum=0,
        default=Decimal(0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A row of `stock.csv`."""

    product: str = column(about="Product.", example="S355-2.0")
    kind: StockKind = column(about="`own`, `consignment` or `call_off`.", example="own")
    quantity: Decimal = column(about="Units there.", example="18", unit="unit", minimum=0)
    location: str = column(about="Where it lies.", example="Aarhus", default="")
    owner: str = column(
        about="The customer it is for; required for consignment and call-off stock.", example="C014", default=""
    )
    valid_until: datetime | None = column(
        about="It can be used until then.", example="2027-01-31", end_of_day=True, default=None
    )
    supply_days: Decimal | None = column(
        about="Days from asking for more to having it there; empty: as `[stock]` says.",
        example="5",
        unit="day",
        minimum=0,
        default=None,
    )
    replenish: bool = column(
        about="Whether it is filled up again; `no`: it is left over and used up.", example="no", default=True
    )
    take_back_on: date | None = column(
        about="Last day on which consignment stock lies at the customer; then we take back what is left.",
        example="2027-01-15",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A row of `slots.csv`: time on a line that only one tier or customer may use until it opens to all."""

    line: str = column(about="Line.", example="L2")
    start: datetime = column(about="Start of the reserved time.", example="2026-12-02T06:00")
    end: datetime = column(about="End of the reserved time.", example="2026-12-02T14:00")
    tier: Tier | None = column(
        about="The tier it is for, or leave empty and give the customer.", example="gold", default=None
    )
    customer: str = column(about="The customer it is for, or leave empty and give the tier.", example="", default="")
    opens_at: datetime | None = column(
        about="When it opens to all; empty: never.", example="2026-11-30T12:00", default=None
    )

    @property
    def id(self) -> str:
        """Return the name of the slot: its line and its start in UTC."""
        return f"{self.line}@{self.start:%Y-%m-%dT%H:%MZ}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """A row of `sales.csv`: a past invoice line; a negative quantity is a return."""

    date: Day = column(about="Day of the invoice.", example="2026-03-14")
    invoice: str = column(about="Invoice number.", example="F-10233")
    customer: str = column(about="Customer; empty: the sale is shown apart.", example="C014", default="")
    product: str = column(about="Product.", example="S355-2.0")
    quantity: Decimal = column(about="Units; negative for a return.", example="24", unit="unit")
    net_amount: Decimal = column(about="Money for the line after discounts.", example="18960.00", unit="money")
    variable_cost: Decimal | None = column(
        about="Variable cost of the line; empty: quantity times the product's.",
        example="12288.00",
        unit="money",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesForecast:
    """A row of `forecast.csv`: how much of a family Sales expects one tier to take in one week, Monday to Sunday.

    Of several rows for the same week, family and tier the one made last before the week began counts.
    """

    week: Day = column(about="Any day of the week it speaks of.", example="2026-12-07")
    family: str = column(about="Family.", example="S690QL")
    tier: Tier = column(about="Tier of the customers.", example="gold")
    quantity: Decimal = column(
        about="Units expected to be invoiced, in the unit of the family's products.",
        example="38",
        unit="unit",
        minimum=0,
    )
    made_on: Day | None = column(
        about="Day it was made; empty: on the last day before its week.", example="2026-11-20", default=None
    )

    @property
    def monday(self) -> Day:
        """Return the first day of its week."""
        return monday_of(self.week)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A row of `services.csv`: something done for a customer that costs time or money."""

    date: Day = column(about="Day.", example="2026-03-12")
    customer: str = column(about="Customer.", example="C014")
    activity: str = column(about="An activity of `policy.toml`.", example="order_handling")
    count: Decimal = column(about="How many.", example="3", unit="1", minimum=0)
    minutes: Decimal | None = column(
        about="Measured minutes; empty: the activity's time equation.",
        example="15",
        unit="min",
        minimum=0,
        default=None,
    )
    cost: Decimal = column(
        about="Money paid for it beyond the minutes.", example="140.00", unit="money", minimum=0, default=Decimal(0)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The whole data of a company at one moment, immutable; `content_hash` names it."""

    company: Company
    policy: Policy
    customers: tuple[Customer, ...]
    products: tuple[Product, ...]
    lines: tuple[Line, ...]
    calendars: tuple[CalendarWindow, ...]
    rates: tuple[Rate, ...]
    changeovers: tuple[Changeover, ...]
    orders: tuple[Order, ...]
    stock: tuple[Stock, ...] = ()
    slots: tuple[Slot, ...] = ()
    sales: tuple[Sale, ...] = ()
    forecast: tuple[SalesForecast, ...] = ()
    services: tuple[Service, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    content_hash: str = ""


TABLES: dict[str, type] = {
    "customers": Customer,
    "products": Product,
    "lines": Line,
    "calendars": CalendarWindow,
    "rates": Rate,
    "changeovers": Changeover,
    "orders": Order,
    "stock": Stock,
    "slots": Slot,
    "sales": Sale,
    "forecast": SalesForecast,
    "services": Service,
    "frameworks": Framework,
}
"""The tables of a snapshot by the name of their file or sheet; all after `orders` may be absent."""
