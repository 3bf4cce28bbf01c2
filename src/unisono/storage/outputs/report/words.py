"""The words of one report: names of customers, products and departments, and how its money and times are written."""

from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import Customer, Department, Line, Order, Product, Snapshot
from unisono.domain.comparison import Comparison, Way
from unisono.domain.plans import Answer
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import Money, quantity
from unisono.storage.outputs.report.times import Times

WAY_NAMES = {
    Way.SALES_ALONE: "Sales alone",
    Way.PRODUCTION_ALONE: "Production alone",
    Way.IN_TURN: "In turn",
    Way.TOGETHER: "Together",
}
WAY_EXPLANATIONS = {
    Way.SALES_ALONE: "Sales says yes to everybody in order of arrival; the lines work by due date.",
    Way.PRODUCTION_ALONE: "Production runs the largest campaigns first; what does not fit is late or lost.",
    Way.IN_TURN: "Sales accepts by its own margin until the hours are full, then Production finds the best sequence.",
    Way.TOGETHER: "Orders, lines, campaigns and stock are decided at once, by what the company earns.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the sections of a report need to name things; made by `words_of`."""

    snapshot: Snapshot
    money: Money
    times: Times
    customers: dict[str, Customer] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)

    def customer(self, customer_id: str) -> str:
        """Return a customer's name, or its number when the data do not hold it."""
        known = self.customers.get(customer_id)
        return known.name if known else customer_id

    def customer_of(self, order_id: str) -> str:
        """Return the name of the customer of an order."""
        order = self.orders.get(order_id)
        return self.customer(order.customer) if order else ""

    def tier_of(self, order_id: str) -> str:
        """Return the tier that an order was planned with."""
        answer = self.answers.get(order_id)
        return answer.tier if answer else ""

    def unit_of(self, order_id: str) -> str:
        """Return the unit of an order's quantity."""
        order = self.orders.get(order_id)
        product = self.products.get(order.product) if order else None
        return product.unit if product else ""

    def asked(self, order_id: str) -> str:
        """Return what an order asks for, e.g. `42 t S355-2.0`."""
        order = self.orders.get(order_id)
        return f"{quantity(order.quantity, self.unit_of(order_id))} {order.product}" if order else order_id

    def department(self, department_id: str) -> str:
        """Return a department's name, or its short name when the data do not hold it."""
        known = self.departments.get(department_id)
        return known.name if known else department_id

    def colour_of(self, department_id: str) -> str:
        """Return the class of a department's colour; only Sales, Production and Logistics have one."""
        line_departments = {line.department for line in self.lines.values()}
        if department_id in {"sales", "logistics", "production"}:
            return department_id
        return "production" if department_id in line_departments else "other"


def words_of(run: Run) -> Words:
    """Return the words for the report of a run."""
    snapshot = run.snapshot
    return Words(
        snapshot=snapshot,
        money=Money.for_amounts(snapshot.company.currency, _largest(run.comparison)),
        times=Times(zone=ZoneInfo(snapshot.company.timezone), now=run.now, end=snapshot.company.horizon_end),
        customers={customer.id: customer for customer in snapshot.customers},
        products={product.id: product for product in snapshot.products},
        orders={order.id: order for order in snapshot.orders},
        departments={department.id: department for department in snapshot.company.departments},
        lines={line.id: line for line in snapshot.lines},
        answers={answer.order: answer for answer in run.plan.answers},
    )


def _largest(comparison: Comparison) -> Decimal:
    return max((abs(figures.contribution) for figures in comparison.figures), default=Decimal(0))
