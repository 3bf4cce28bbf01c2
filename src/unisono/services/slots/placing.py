"""Where in a week the hours of a slot lie."""

from collections.abc import Sequence

from unisono.engines.planning.calendars import Window

LEAST_MINUTES = 60
"""Nobody reserves less than an hour."""


def place(free: Sequence[Window], minutes: int) -> list[Window]:
    """Return stretches of free time that hold so many minutes, or as many as there are, in the order of time.

    The longest stretches are taken first, so that slots are few and orders of some hours fit; of two alike the earlier
    one. No part is shorter than an hour.

    Args:
        free: stretches of free time, ascending.
        minutes: how many to place.

    >>> place([(0, 240), (600, 1080), (1200, 1260)], 600)
    [(0, 120), (600, 1080)]
    """
    placed: list[Window] = []
    left = minutes
    for start, end in sorted(free, key=lambda window: (window[0] - window[1], window[0])):
        taken = min(left, end - start)
        if taken >= LEAST_MINUTES:
            placed.append((start, start + taken))
            left -= taken
    return sorted(placed)
