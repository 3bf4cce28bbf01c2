"""What lines can make, and the changeovers between it."""

from dataclasses import replace
from decimal import Decimal

from tests.companies import bakery
from tests.drafts import codes_of, findings_of, table_of
from unisono.domain.company import Product, Rate
from unisono.domain.findings import Severity

BAKERY = bakery()


def test_a_product_nobody_ordered_is_a_hint_only() -> None:
    """A product that no line can make stops nothing as long as nobody asks for it."""
    cake = Product(id="cake", family="cake", unit="kg")
    (finding,) = findings_of(products=(*BAKERY.products, cake))
    assert (finding.code, finding.severity) == ("product-without-line", Severity.WARNING)


def test_an_order_no_line_can_make_is_an_error() -> None:
    """An order for a product without any rate stops the import, and says how many ask for it."""
    cake = Product(id="cake", family="cake", unit="kg")
    orders = (*BAKERY.orders, *(replace(BAKERY.orders[3], id=f"C-{number}", product="cake") for number in range(2)))
    (finding,) = findings_of(products=(*BAKERY.products, cake), orders=orders)
    assert (finding.code, finding.severity) == ("product-without-line", Severity.ERROR)
    assert "2 order lines ask for it" in finding.message


def test_every_missing_changeover_is_told_apart() -> None:
    """A line that learns a third family needs four more changeovers, two of them from and to each other family."""
    rate = Rate(line="stone-oven", family="gluten-free", units_per_hour=Decimal(20))
    findings = findings_of(rates=(*BAKERY.rates, rate))
    assert {finding.code for finding in findings} == {"missing-changeover"}
    assert sorted(finding.value or "" for finding in findings) == [
        "stone-oven: gluten-free to rye",
        "stone-oven: gluten-free to wheat",
        "stone-oven: rye to gluten-free",
        "stone-oven: wheat to gluten-free",
    ]


def test_a_line_set_up_for_a_family_it_does_not_make_needs_the_way_from_it() -> None:
    """The first changeover of a plan is from the family a line is set up for, so it must be known."""
    lines = (BAKERY.lines[0], replace(BAKERY.lines[1], initial_family="rye"))
    values = [finding.value for finding in findings_of(lines=lines)]
    assert values == ["deck-oven: rye to gluten-free", "deck-oven: rye to wheat"]


def test_a_changeover_with_a_mistake_in_it_is_not_missing() -> None:
    """A changeover whose minutes cannot be read has been complained about already."""
    row = BAKERY.changeovers[0]
    broken = ({"line": row.line, "from_family": row.from_family, "to_family": row.to_family},)
    table = replace(table_of("changeovers.csv", BAKERY.changeovers[1:]), broken=broken)
    assert codes_of(changeovers=table) == []


def test_a_rate_with_a_mistake_in_it_still_makes_its_product() -> None:
    """A product whose only rate cannot be read is not called unmakeable on top."""
    broken = ({"line": "deck-oven", "family": "gluten-free"},)
    table = replace(table_of("rates.csv", BAKERY.rates[:-1]), broken=broken)
    assert codes_of(rates=table) == []


def test_without_rates_nothing_is_said_about_what_lines_make() -> None:
    """Where the rates are missing altogether that is the one thing to say, and it is said elsewhere."""
    empty = table_of("rates.csv", ())
    assert codes_of(rates=empty) == []
    assert codes_of(rates=replace(empty, complete=False)) == []


def test_overtime_of_no_price_may_be_free() -> None:
    """Overtime that costs nothing extra is allowed: the premium is 0, not empty."""
    free = replace(BAKERY.lines[0], overtime_premium_per_hour=Decimal(0))
    assert codes_of(lines=(free, BAKERY.lines[1])) == []


def test_a_line_of_too_many_families_is_told_once() -> None:
    """A thousand and one families on one line would need a million changeovers: one finding, not a million."""
    families = [Product(id=f"cake-{number}", family=f"cake-{number}", unit="kg") for number in range(1_001)]
    rates = [Rate(line="stone-oven", family=item.family, units_per_hour=Decimal(20)) for item in families]
    findings = findings_of(products=(*BAKERY.products, *families), rates=(*BAKERY.rates, *rates))
    assert [finding.code for finding in findings] == ["too-many-changeovers"]
