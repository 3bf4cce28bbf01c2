"""How an entered forecast is measured."""

from math import isclose

from unisono.engines.forecasting.bias import Said, bias_of


def test_hope_is_told_from_chance() -> None:
    """Ten weeks that are all too high are no chance; ten that err up and down by the same are."""
    hopeful = bias_of([Said(entered=13, sold=10)] * 10)
    assert (hopeful.mean_error, hopeful.tracking_signal, hopeful.is_chance) == (3, 10, False)
    assert hopeful.share is not None
    assert isclose(hopeful.share, 0.3)
    assert hopeful.correction is not None
    assert isclose(hopeful.correction * 130, 100)
    even = bias_of([Said(entered=13, sold=10), Said(entered=7, sold=10)] * 5)
    assert (even.tracking_signal, even.mean_absolute_error, even.is_chance) == (0, 3, True)


def test_people_are_compared_over_the_same_weeks() -> None:
    """The engine's and the naive error stand beside the people's over weeks in which all three said something."""
    weeks = [
        Said(entered=12, sold=10, computed=11, naive=14),
        Said(entered=12, sold=10, computed=9, naive=6),
        Said(entered=50, sold=10),
    ]
    bias = bias_of(weeks)
    assert (bias.weeks, bias.compared) == (3, 2)
    assert (bias.entered_error, bias.computed_error, bias.naive_error) == (2, 1, 4)
    assert isclose(bias.mean_absolute_error, 44 / 3)


def test_where_nothing_was_sold_there_is_no_share() -> None:
    """A share of nothing is not told, and a forecast of nothing cannot be corrected."""
    assert bias_of([Said(entered=5, sold=0)]).share is None
    none = bias_of([Said(entered=0, sold=0)])
    assert (none.correction, none.tracking_signal, none.computed_error) == (None, 0, None)
