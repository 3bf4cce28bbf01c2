"""What segmentation knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import Customer, Department, Product, Sale, Service, Snapshot
from unisono.domain.policy import Activity, Tiering
from unisono.domain.segments import Bottleneck
from unisono.engines.segmenting.bottleneck import bottleneck_of, hours_per_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A company's past and the rules of its tiers; `today` is the local day of now, which is the last day looked at.

    Rows name only what is there: `unisono check` reports those that do not. `bottleneck_hours_per_unit` holds, by
    product, the hours of the bottleneck that a unit is expected to take.
    """

    currency: str
    today: date
    customers: tuple[Customer, ...]
    products: tuple[Product, ...]
    departments: tuple[Department, ...]
    line_departments: frozenset[str]
    activities: tuple[Activity, ...]
    sales: tuple[Sale, ...]
    services: tuple[Service, ...]
    tiering: Tiering
    practical_capacity: Decimal
    bottleneck: Bottleneck | None
    bottleneck_hours_per_unit: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        """Refuse rows that name what is not there.

        Raises:
            ValueError: a customer, product, activity or department is unknown.
        """
        known = {
            "customer": {customer.id for customer in self.customers} | {""},
            "product": {product.id for product in self.products},
            "activity": {activity.id for activity in self.activities},
            "department": {department.id for department in self.departments} | {""},
        }
        named = {
            "customer": {row.customer for row in self.sales} | {row.customer for row in self.services},
            "product": {row.product for row in self.sales},
            "activity": {row.activity for row in self.services},
            "department": {activity.department for activity in self.activities},
        }
        for noun, names in named.items():
            if unknown := names - known[noun]:
                message = f"unknown {noun}: {', '.join(sorted(unknown))}"
                raise ValueError(message)


def problem_of(snapshot: Snapshot, *, now: datetime) -> Problem:
    """Return the problem of a company's data.

    Args:
        snapshot: checked data.
        now: the moment of judging, aware; rows up to the end of its local day count.
    """
    bottleneck = bottleneck_of(snapshot, now=now)
    return Problem(
        currency=snapshot.company.currency,
        today=now.astimezone(ZoneInfo(snapshot.company.timezone)).date(),
        customers=snapshot.customers,
        products=snapshot.products,
        departments=snapshot.company.departments,
        line_departments=frozenset(line.department for line in snapshot.lines),
        activities=snapshot.policy.activities,
        sales=snapshot.sales,
        services=snapshot.services,
        tiering=snapshot.policy.tiers,
        practical_capacity=snapshot.policy.practical_capacity,
        bottleneck=bottleneck,
        bottleneck_hours_per_unit=hours_per_unit(snapshot, bottleneck.line) if bottleneck else {},
    )
