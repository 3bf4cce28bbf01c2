"""What the wholesaler's lines are taken for."""

from datetime import date
from decimal import Decimal

import pytest

from benchmarks.online_retail import InvoiceLine, Use, snapshot_of, unit_costs


def line(code: str, quantity: int, price: str, *, customer: str = "17850", invoice: str = "536365") -> InvoiceLine:
    """Return a line as it stands in the file."""
    return InvoiceLine(
        invoice=invoice,
        code=code,
        quantity=Decimal(quantity),
        day=date(2010, 12, 1),
        price=Decimal(price),
        customer=customer,
    )


@pytest.mark.parametrize(
    ("seen", "use"),
    [
        (line("85123A", 6, "2.55"), Use.SOLD),
        (line("85123A", 6, "2.55", customer=""), Use.SOLD),
        (line("85123A", -6, "2.55", invoice="C536391"), Use.RETURNED),
        (line("22841", 1, "0"), Use.GIVEN),
        (line("22139", 56, "0", customer=""), Use.ADJUSTED),
        (line("84968A", -38, "0", customer=""), Use.ADJUSTED),
        (line("POST", 3, "18"), Use.POSTAGE),
        (line("D", -1, "27.5", invoice="C536379"), Use.MONEY),
        (line("AMAZONFEE", -1, "13541.33", customer="", invoice="C537630"), Use.MONEY),
    ],
)
def test_what_a_line_is_used_for(seen: InvoiceLine, use: Use) -> None:
    """Returns, gifts, postage, fees and stock adjustments are told apart from goods sold."""
    assert seen.use is use


def test_goods_cost_a_share_of_their_median_price() -> None:
    """Three prices of one article, the middle one 3.00: it is taken to cost 1.80; a gift tells no price."""
    lines = [line("A", 1, "2.00"), line("A", 1, "3.00"), line("A", -1, "9.00"), line("GIFT", 1, "0")]
    assert unit_costs(lines) == {"A": Decimal("1.80"), "GIFT": Decimal(0)}


def test_an_invoice_becomes_work() -> None:
    """Two lines of goods and postage are one entry of two lines, two picks and a delivery; postage earns nothing."""
    snapshot = snapshot_of(
        [line("A", 1, "2.00"), line("B", 1, "3.00"), line("POST", 1, "18"), line("X", 1, "0", customer="")]
    )
    assert [(row.activity, row.count) for row in snapshot.services] == [
        ("order_entry", Decimal(2)),
        ("picking", Decimal(2)),
        ("delivery", Decimal(1)),
    ]
    assert len(snapshot.sales) == 3
    postage = snapshot.sales[2]
    assert postage.net_amount == postage.variable_cost == Decimal(18)
