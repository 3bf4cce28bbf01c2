"""The whale curve."""

from decimal import Decimal

from unisono.engines.segmenting.whale import whale_curve


def test_a_loss_is_shown_in_money_only() -> None:
    """Where all customers together cost money, percentages of it would turn everything upside down."""
    curve = whale_curve({"A": Decimal(30), "B": Decimal(-50)})
    assert (curve.total, curve.peak, curve.peak_percent) == (Decimal(-20), Decimal(30), None)
    assert [point.percent for point in curve.points] == [None, None]
    assert [point.cumulative for point in curve.points] == [Decimal(30), Decimal(-20)]


def test_nothing_earned_at_all() -> None:
    """A total of nought is no base of a percentage either, and no customers make an empty curve."""
    assert whale_curve({"A": Decimal(5), "B": Decimal(-5)}).peak_percent is None
    empty = whale_curve({})
    assert (empty.points, empty.total, empty.peak_customers) == ((), Decimal(0), 0)


def test_a_small_total_is_a_total() -> None:
    """Half a euro of profit is enough for percentages."""
    assert whale_curve({"A": Decimal("0.75"), "B": Decimal("-0.25")}).peak_percent == Decimal(150)


def test_equal_customers_stand_by_name() -> None:
    """The order of the rows decides nothing."""
    curve = whale_curve({"B": Decimal(10), "A": Decimal(10)})
    assert [point.customer for point in curve.points] == ["A", "B"]
