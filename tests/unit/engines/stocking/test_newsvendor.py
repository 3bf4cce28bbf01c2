"""How much to have where too much and too little both cost: the published numbers of stockpyl."""

import pytest

from unisono.engines.stocking.newsvendor import expected_cost, newsvendor


@pytest.mark.parametrize(
    ("over", "under", "mean", "spread", "lead", "quantity", "cost"),
    [
        (0.18, 0.70, 50, 8, 0, 56.603955927, 1.997605193),
        (43, 79, 900, 60, 0, 922.7214038, 2718.196782),
        (0.18, 0.70, 50, 8, 4, 264.7668944, 4.466781004),
    ],
)
def test_the_published_vectors(
    over: float, under: float, mean: float, spread: float, lead: float, quantity: float, cost: float
) -> None:
    """The quantity and its cost are those that stockpyl's tests publish."""
    level = newsvendor(over=over, under=under, mean=mean, spread=spread, lead=lead)
    assert level.quantity == pytest.approx(quantity, rel=1e-9)
    assert level.cost == pytest.approx(cost, rel=1e-9)


def test_certain_demand_costs_its_distance() -> None:
    """Where demand is certain, a unit too many or too few costs what it costs."""
    assert expected_cost(12, over=2, under=5, mean=10, spread=0) == 4
    assert expected_cost(9, over=2, under=5, mean=10, spread=0) == 5
