"""A problem whose parts do not fit together is refused where it is made."""

from dataclasses import replace

import numpy as np
import pytest

from tests.joinery import Wish, joinery

PROBLEM = joinery(
    Wish(id="door"), Wish(id="shelf", wood="pine"), slots=[(0, 10, 20, ("door",))], stock=[(5, ("door",))]
)


def test_it_counts_its_orders() -> None:
    """Two wishes are two orders."""
    assert PROBLEM.n == 2
    assert joinery().n == 0


def test_arrays_of_another_size_are_refused() -> None:
    """Dues for three, stock for one, a bench too many, a slot for nobody: each is named with both shapes."""
    orders, lines, pools = PROBLEM.orders, PROBLEM.lines, PROBLEM.pools
    with pytest.raises(ValueError, match=r"due has shape \(3,\), expected \(2,\)"):
        replace(PROBLEM, orders=replace(orders, due=np.zeros(3, np.int64)))
    with pytest.raises(ValueError, match=r"pools.may_use has shape \(1, 1\), expected \(1, 2\)"):
        replace(PROBLEM, pools=replace(pools, may_use=np.zeros((1, 1), np.bool_)))
    with pytest.raises(ValueError, match=r"initial has shape \(1,\), expected \(2,\)"):
        replace(
            PROBLEM,
            lines=replace(lines, ids=("one", "two"), minutes_per_unit=np.ones((2, 2)), unit_cost=np.ones((2, 2))),
        )
    with pytest.raises(ValueError, match=r"reservation.may_use has shape \(0,\), expected \(2,\)"):
        replace(PROBLEM, reservations=(replace(PROBLEM.reservations[0], may_use=np.zeros(0, np.bool_)),))


def test_a_line_without_a_calendar_is_refused() -> None:
    """Each line says when it works, even if that is always."""
    with pytest.raises(ValueError, match="0 calendars for 1 lines"):
        replace(PROBLEM, lines=replace(PROBLEM.lines, windows=()))


@pytest.mark.parametrize("family", [-1, 3])
def test_an_order_of_an_unknown_family_is_refused(family: int) -> None:
    """The three woods are 0, 1 and 2."""
    with pytest.raises(ValueError, match="an order's family is not among the families"):
        replace(PROBLEM, orders=replace(PROBLEM.orders, family=np.array([0, family])))
