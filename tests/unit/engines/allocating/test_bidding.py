"""Bid prices."""

import pytest

from tests.foundry import three_legs
from unisono.engines.allocating.bidding import bid_prices, outbids
from unisono.engines.allocating.network import Network, Request


def test_the_published_bid_prices() -> None:
    """The three legs have the bid prices and the allocation that were published for them."""
    answer = bid_prices(three_legs())
    assert answer.prices == pytest.approx([380, 420, 0])
    assert answer.accepted == pytest.approx([5, 0, 4, 1, 5, 0, 0, 0, 3, 5])
    assert answer.contribution == pytest.approx(10_140)


def test_an_order_must_earn_what_its_hours_are_worth() -> None:
    """A trip over two legs that costs 800 in bid prices is sold for 800 and not for 799."""
    prices = bid_prices(three_legs()).prices
    assert [
        outbids(Request(name="trip", contribution=fare, wanted=1, hours=(1, 1, 0)), prices) for fare in (800.01, 799)
    ] == [True, False]


def test_hours_that_nobody_fights_for_cost_nothing() -> None:
    """On a line that is not full every order is welcome, and one without requests has no price."""
    idle = Network(bottlenecks=("oven",), capacity_hours=(100.0,), requests=())
    assert bid_prices(idle).prices == (0.0,)
    few = Request(name="bread", contribution=10, wanted=5, hours=(1,))
    answer = bid_prices(Network(bottlenecks=("oven",), capacity_hours=(100.0,), requests=(few,)))
    assert (answer.prices, answer.accepted) == ((0.0,), (5.0,))


@pytest.mark.parametrize(
    ("network", "says"),
    [
        ({"capacity_hours": (1.0, 2.0)}, "Not every bottleneck has its hours."),
        ({"requests": (Request(name="bread", contribution=1, wanted=1, hours=()),)}, "every bottleneck"),
        ({"capacity_hours": (-1.0,)}, "Hours cannot be negative."),
        ({"requests": (Request(name="bread", contribution=1, wanted=-1, hours=(1,)),)}, "fewer than no orders"),
    ],
)
def test_a_network_that_means_nothing_is_refused(network: dict, says: str) -> None:
    """Hours without a bottleneck and orders below nothing are not reckoned with."""
    with pytest.raises(ValueError, match=says):
        Network(**({"bottlenecks": ("oven",), "capacity_hours": (1.0,), "requests": ()} | network))
