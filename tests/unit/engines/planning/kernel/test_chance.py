"""Random numbers: the same on every machine, and spread as the moves expect."""

import numpy as np
from numpy.typing import NDArray

from tests.joinery import Wish, joinery
from unisono.engines.planning.kernel.chance import around, below, draw, unit
from unisono.engines.planning.kernel.compiling import entry
from unisono.engines.planning.session import Session

MASK = 2**64 - 1


@entry
def draws(w, count):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - compiled
    """Return so many random numbers of each kind: (count, 4)."""
    found = np.zeros((count, 4))
    for row in range(count):
        found[row, 0] = draw(w)
        found[row, 1] = below(w, 7)
        found[row, 2] = unit(w)
        found[row, 3] = around(w, 5, 2.0, 0, 20)
    return found


def some(count: int, *, seed: int) -> NDArray[np.float64]:
    """Return random numbers of a new session."""
    session = Session(joinery(Wish(id="stool")), seed=seed)
    return np.asarray(draws(session._handle, count))


def xorshift(state: int) -> tuple[int, int]:
    """Return the next state and number of xorshift64*, in plain Python."""
    state ^= state >> 12
    state = (state ^ (state << 25)) & MASK
    state ^= state >> 27
    return state, (state * 2685821657736338717 & MASK) >> 11


def test_the_numbers_are_those_of_xorshift() -> None:
    """The compiled generator goes through the states that the plain one does."""
    session = Session(joinery(Wish(id="stool")), seed=1)
    state = int(session.world.state["random"][0])
    numbers = draws(session._handle, 1)[0]
    state, first = xorshift(state)
    assert numbers[0] == first
    state, second = xorshift(state)
    assert numbers[1] == second % 7
    state, third = xorshift(state)
    assert numbers[2] == third / 2**53


def test_the_seed_alone_decides() -> None:
    """The same seed gives the same numbers, another seed others, and seed 0 is a seed like any other."""
    assert (some(50, seed=4) == some(50, seed=4)).all()
    assert (some(50, seed=4) != some(50, seed=5)).any()
    assert len(np.unique(some(50, seed=0)[:, 0])) == 50


def test_numbers_below_come_up_equally_often() -> None:
    """Each of seven numbers comes up about a seventh of the time, none outside."""
    counts = np.bincount(some(7000, seed=2)[:, 1].astype(np.int64), minlength=7)
    assert len(counts) == 7
    assert (abs(counts - 1000) < 150).all()


def test_unit_numbers_lie_between_nothing_and_one() -> None:
    """They fill [0, 1) evenly."""
    units = some(4000, seed=3)[:, 2]
    assert units.min() >= 0
    assert units.max() < 1
    assert abs(units.mean() - 0.5) < 0.03


def test_numbers_around_a_middle_stay_within_bounds_and_near_it() -> None:
    """Half of them lie within the spread, none out of bounds, on both sides of the middle."""
    numbers = some(4000, seed=6)[:, 3]
    assert numbers.min() == 0
    assert 5 < numbers.max() <= 20
    assert np.median(abs(numbers - 5)) <= 2
    assert 0.3 < (numbers > 5).mean() < 0.5
    assert 0.3 < (numbers < 5).mean() < 0.5
