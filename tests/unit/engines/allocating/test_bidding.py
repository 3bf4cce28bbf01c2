"""Bid prices."""

import pytest

from tests.foundry import three_legs
from unisono.engines.allocating.bidding import bid_prices, outbids
from unisono.engines.allocating.network import Network, Request


def test_the_published_bid_prices() -> None:
    """The three legs have the bid prices and the allocation that were published for them."""
    answer = bid_prices(three_legs())
    assert answer.prices == pytest.approx({"leg 1": 380, "leg 2": 420, "leg 3": 0})
    assert answer.accepted == pytest.approx([5, 0, 4, 1, 5, 0, 0, 0, 3, 5])
    assert answer.contribution == pytest.approx(10_140)


def test_an_order_must_earn_what_its_hours_are_worth() -> None:
    """A trip over two legs that costs 800 in bid prices is sold for 800 and not for 799."""
    prices = bid_prices(three_legs()).prices
    both = {"leg 1": 1, "leg 2": 1}
    assert outbids(Request(name="full fare", contribution=800.01, wanted=1, hours=both), prices)
    assert not outbids(Request(name="rebate", contribution=799, wanted=1, hours=both), prices)


def test_hours_that_nobody_fights_for_cost_nothing() -> None:
    """On a line that is not full every order is welcome, and one without requests has no price."""
    few = Request(name="bread", contribution=10, wanted=5, hours={"oven": 1})
    answer = bid_prices(Network(capacity_hours={"oven": 100}, requests=(few,)))
    assert (answer.prices, answer.accepted, answer.contribution) == ({"oven": 0}, (5,), 50)
    assert bid_prices(Network(capacity_hours={"oven": 100}, requests=())).prices == {"oven": 0}


def test_what_needs_no_bottleneck_is_accepted() -> None:
    """Orders from stock take no hours and come in, with bottlenecks or without any."""
    shelf = Request(name="from stock", contribution=10, wanted=5, hours={})
    for capacity in ({}, {"oven": 0.0}):
        assert bid_prices(Network(capacity_hours=capacity, requests=(shelf,))).accepted == (5,)


@pytest.mark.parametrize(
    ("network", "says"),
    [
        ({"requests": (Request(name="bread", contribution=1, wanted=1, hours={"ofen": 1}),)}, "that is not there"),
        ({"capacity_hours": {"oven": -1.0}}, "Hours cannot be negative."),
        ({"requests": (Request(name="bread", contribution=1, wanted=-1, hours={}),)}, "fewer than no orders"),
    ],
)
def test_a_network_that_means_nothing_is_refused(network: dict, says: str) -> None:
    """Hours on a bottleneck that is not there and orders below nothing are not reckoned with."""
    with pytest.raises(ValueError, match=says):
        Network(**({"capacity_hours": {"oven": 1.0}, "requests": ()} | network))
