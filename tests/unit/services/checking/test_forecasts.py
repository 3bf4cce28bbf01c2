"""What is said of the forecast that Sales enters."""

from dataclasses import replace
from datetime import date

from tests.companies import bakery
from tests.drafts import codes_of, findings_of

BAKERY = bakery()
RYE = BAKERY.forecast[-1]


def test_a_forecast_made_on_the_sunday_before_counts() -> None:
    """The last day on which a forecast can be made is the one before its week begins."""
    sunday = replace(RYE, week=date(2026, 3, 2), made_on=date(2026, 3, 1))
    assert codes_of(forecast=(sunday,)) == []
    assert codes_of(forecast=(replace(sunday, made_on=date(2026, 3, 2)),)) == ["forecast-made-late"]


def test_two_days_of_one_week_are_the_same_week() -> None:
    """Whoever forecasts the Tuesday and the Friday of a week has said the same thing twice."""
    tuesday, friday = replace(RYE, week=date(2026, 3, 10)), replace(RYE, week=date(2026, 3, 13))
    (finding,) = findings_of(forecast=(tuesday, friday))
    assert finding.code == "duplicate-row"
    assert finding.value == "2026-03-09 rye gold 2026-02-27"


def test_loaves_and_kilograms_are_not_added_up() -> None:
    """A forecast of a family whose products have several units is refused once, with the units named."""
    products = tuple(
        replace(product, unit="piece") if product.id == "rye-roll" else product for product in BAKERY.products
    )
    (finding,) = (one for one in findings_of(products=products) if one.source.file == "forecast.csv")
    assert finding.code == "forecast-of-several-units"
    assert "kg and piece" in finding.message
