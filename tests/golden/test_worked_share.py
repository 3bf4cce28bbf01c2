"""The worked example of the page on fair shares, from its facts to the shares."""

from tests.late_orders import worked_example
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.attribution.sharing import Share
from unisono.services.attributing import Range, attribute

DAY = 86_400


def test_the_worked_example() -> None:
    """Sales 2, Production 2 and Logistics 1 day, of which it made one good: four days late."""
    late, short = attribute(table=PlainFactTable(worked_example()), within=Range())
    assert short == ()
    (order,) = late.orders
    assert order.shares == (
        Share(party="logistics", seconds=DAY, but_for=DAY, credit=DAY),
        Share(party="production", seconds=2 * DAY, but_for=2 * DAY),
        Share(party="sales", seconds=2 * DAY, but_for=2 * DAY),
    )
    assert (order.graph.lateness, order.without_recovery, order.over_promised) == (4 * DAY, 5 * DAY, 2 * DAY)
    assert order.graph.reason == "the customer insisted"
    own = [(stage.name, own // DAY) for stage, own in zip(order.graph.stages, order.overruns, strict=True)]
    assert own == [("SO-1/supply", 1), ("SO-1/produce", 2), ("SO-1/ship", -1), ("SO-1/promise", 0)]
