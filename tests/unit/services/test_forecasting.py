"""What is expected in the weeks ahead, from sales and from what Sales has entered."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.rye_past import AS_OF, FIRST_MONDAY, SOON, WEEKS, expected, rye_past
from unisono.domain.company import Sale, Snapshot, Tier
from unisono.engines.forecasting.problem import Method
from unisono.services.forecasting import Outlook, look_ahead
from unisono.services.segmenting import segment_customers

NEXT_WEEK = date(2026, 3, 9)
HOURS = {("rye", Tier.GOLD): 1 / 40, ("rye", Tier.STANDARD): 1 / 40}


def outlook_of(snapshot: Snapshot) -> Outlook:
    """Return the outlook of the bakery on the morning of Monday, 2 March."""
    tiers = segment_customers(snapshot=snapshot, now=AS_OF).tiers
    return look_ahead(snapshot=snapshot, now=AS_OF, tiers=tiers, hours=HOURS)


def weeks_back(count: int, quantity: int) -> tuple[date, int]:
    """Return the Monday so many weeks before this one, with a quantity."""
    return FIRST_MONDAY + timedelta(days=7 * (WEEKS - count)), quantity


def test_the_hotels_rye_is_expected_from_its_past() -> None:
    """Twenty-six whole weeks are known, this week and three more are forecast, and only what was bought is there."""
    outlook = outlook_of(rye_past())
    assert outlook.first_monday == FIRST_MONDAY
    assert outlook.mondays == tuple(date(2026, 3, day) for day in (2, 9, 16, 23))
    assert [(demand.family, demand.tier) for demand in outlook.demands] == [("rye", Tier.GOLD), ("rye", Tier.STANDARD)]
    hotel = outlook.demands[0]
    assert hotel.sold == (500.0, 800.0) * 13
    assert hotel.unit == "kg"
    assert hotel.forecast.method in {Method.MEAN, Method.SMOOTHED}
    assert hotel.weeks[0].used == hotel.weeks[0].computed == pytest.approx(650, abs=60)
    assert hotel.bias is None
    assert outlook.biases == {}


def test_returns_strangers_and_this_week_do_not_count() -> None:
    """What came back, what nobody bought by name, and a week that is not over say nothing about demand."""
    thorn = rye_past()
    extra = Sale(
        date=date(2026, 2, 25),
        invoice="F-X",
        customer="HOTEL",
        product="rye-loaf",
        quantity=Decimal(-90),
        net_amount=Decimal(-270),
    )
    nameless = replace(extra, customer="", quantity=Decimal(700))
    today = replace(extra, date=date(2026, 3, 2), quantity=Decimal(700))
    more = replace(thorn, sales=(*thorn.sales, extra, nameless, today))
    assert outlook_of(more).demands == outlook_of(thorn).demands


def test_what_sales_has_entered_is_used_for_its_week() -> None:
    """A forecast for next week takes the place of the computed one in that week alone, with the computed doubt."""
    outlook = outlook_of(rye_past(forecast=(expected(NEXT_WEEK, 900, made_on=date(2026, 2, 27)),)))
    this_week, next_week, *_ = outlook.demands[0].weeks
    assert (this_week.entered, this_week.used) == (None, this_week.computed)
    assert (next_week.entered, next_week.used, next_week.sd) == (900, 900, this_week.sd)


def test_the_last_word_before_the_week_counts() -> None:
    """Of three forecasts for one week the last made before it counts; what will only be made later does not."""
    rows = (
        expected(NEXT_WEEK, 900, made_on=date(2026, 3, 1)),
        expected(NEXT_WEEK, 700, made_on=date(2026, 2, 20)),
        expected(NEXT_WEEK, 300, made_on=date(2026, 3, 6)),
    )
    assert outlook_of(rye_past(forecast=rows)).demands[0].weeks[1].entered == 900


def test_a_family_that_was_never_sold_may_be_forecast_by_sales() -> None:
    """The first gluten-free order of gold customers is known to Sales alone."""
    row = replace(expected(NEXT_WEEK, 80), family="gluten-free")
    new = next(one for one in outlook_of(rye_past(forecast=(row,))).demands if one.family == "gluten-free")
    assert (new.weeks[0].used, new.weeks[1].used) == (0, 80)


def hopeful(count: int, factor: float) -> Snapshot:
    """Return the bakery whose salespeople forecast a factor of what the hotel took, in the last weeks and the next."""
    rows = [
        expected(monday, round(factor * (500, 800)[(WEEKS - back) % 2]))
        for back in range(count, 0, -1)
        for monday, _ in [weeks_back(back, 0)]
    ]
    return rye_past(forecast=(*rows, expected(NEXT_WEEK, 910)), protection=replace(SOON, correct_bias=True))


def test_hope_is_measured_and_taken_back() -> None:
    """Ten weeks 40% too high are no chance: next week's 910 are corrected to 650, with the error that is left."""
    outlook = outlook_of(hopeful(10, 1.4))
    bias = outlook.biases[Tier.GOLD]
    assert bias.share == pytest.approx(0.4)
    assert bias.weeks == 10
    assert bias.mean_error == pytest.approx(0.4 * 650 / 40)
    assert outlook.corrections == {Tier.GOLD: pytest.approx(1 / 1.4)}
    next_week = outlook.demands[0].weeks[1]
    assert next_week.entered == 910
    assert next_week.used == pytest.approx(650)
    assert next_week.sd == pytest.approx(0, abs=1)


def test_a_bias_is_only_shown_where_nobody_asked_to_correct_it() -> None:
    """Without `correct_bias` the forecast is used as entered."""
    thorn = hopeful(10, 1.4)
    policy = replace(thorn.policy, protection=SOON)
    outlook = outlook_of(replace(thorn, policy=policy))
    assert not outlook.biases[Tier.GOLD].is_chance
    assert outlook.corrections == {}
    assert outlook.demands[0].weeks[1].used == 910


def test_few_weeks_correct_nothing() -> None:
    """Five weeks to one side are too few to call anybody too hopeful."""
    assert outlook_of(hopeful(5, 1.4)).corrections == {}


def test_sales_is_compared_with_what_was_known_then() -> None:
    """A forecast of the Friday nine days before is compared with the engine's two weeks ahead, not with hindsight."""
    monday, _ = weeks_back(3, 0)
    outlook = outlook_of(rye_past(forecast=(expected(monday, 700, made_on=monday - timedelta(days=10)),)))
    bias = outlook.biases[Tier.GOLD]
    hotel = outlook.demands[0]
    known = WEEKS - 3 - 2
    row = hotel.forecast.tested[known - WEEKS - 1]
    assert bias.compared == 1
    assert bias.computed_error == pytest.approx(abs(row[2] - hotel.sold[-3]) / 40)
    assert bias.naive_error == pytest.approx(abs(hotel.sold[known - 1] - hotel.sold[-3]) / 40)


def test_without_sales_nothing_is_forecast_and_told() -> None:
    """A company without a past reads why there is no forecast."""
    outlook = outlook_of(replace(rye_past(), sales=()))
    assert outlook.demands == ()
    assert [finding.code for finding in outlook.findings] == ["no-past-sales"]


def test_an_invoice_of_long_ago_does_not_stretch_the_past() -> None:
    """One invoice of the year 2001 is no reason to look at a thousand empty weeks: three years are."""
    thorn = rye_past()
    old = replace(thorn.sales[0], date=date(2001, 5, 2))
    outlook = outlook_of(replace(thorn, sales=(old, *thorn.sales)))
    assert len(outlook.demands[0].sold) == 156
    assert outlook.demands[0].sold[-WEEKS:] == (500.0, 800.0) * 13


def test_pieces_and_kilograms_are_not_added_up() -> None:
    """A family counted in two units is left out, and the finding names it."""
    thorn = rye_past()
    products = tuple(replace(one, unit="piece") if one.id == "rye-roll" else one for one in thorn.products)
    outlook = outlook_of(replace(thorn, products=products))
    assert outlook.demands == ()
    assert [finding.code for finding in outlook.findings] == ["family-of-several-units"]
