"""Chance with a seed, in whole numbers, the same on every machine and every Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """Draws that depend on nothing but their topic, so that one thing that happens leaves the draws of others alone.

    Only `Random.random` is used: of the module's methods it alone is promised to give the same numbers in later
    versions.

    Args:
        topic: what is drawn for: the seed, and the names of what it is about.
    """

    def __init__(self, *topic: object) -> None:
        self._random = Random("/".join(map(str, topic)))  # noqa: S311 - to be repeated, not to be secret

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included, all equally likely."""
        return low + int(self._random.random() * (high - low + 1))

    def happens(self, percent: int) -> bool:
        """Return yes in so many of a hundred cases."""
        return self.whole(1, 100) <= percent

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items, all equally likely."""
        return items[self.whole(0, len(items) - 1)]
