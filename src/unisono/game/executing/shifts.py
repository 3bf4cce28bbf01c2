"""When a line works: its windows in minutes, without the time that it was broken."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from unisono.engines.planning.calendars import Window, subtract, unite


class Shifts:
    """The working time of a line.

    Args:
        windows: minutes in which it works, ascending and apart from each other. After the last one it works on
            without a break, so that what has begun comes to an end.
    """

    def __init__(self, windows: Sequence[Window]) -> None:
        self.windows = tuple(windows)
        self._starts = [start for start, _ in self.windows]

    def without(self, stops: Iterable[Window]) -> "Shifts":
        """Return the working time that stops leave."""
        return Shifts(subtract(self.windows, stops))

    def with_overtime(self, window: Window) -> "Shifts":
        """Return the working time and a window more."""
        return Shifts(unite([*self.windows, window]))

    def opening(self, minute: int) -> int:
        """Return the first working minute that is not before a minute.

        >>> Shifts([(0, 60), (100, 160)]).opening(60)
        100
        """
        index = bisect_right(self._starts, minute) - 1
        if index >= 0 and minute < self.windows[index][1]:
            return minute
        return self.windows[index + 1][0] if index + 1 < len(self.windows) else minute

    def end(self, start: int, work: int) -> int:
        """Return when work that begins at a minute ends.

        Args:
            start: when it begins, at the earliest.
            work: working minutes that it takes.

        >>> Shifts([(0, 60), (100, 160)]).end(30, 40)
        110
        """
        index = max(bisect_right(self._starts, start) - 1, 0)
        minute = self.opening(start)
        for opens, closes in self.windows[index:]:
            minute = max(minute, opens)
            if closes <= minute:
                continue
            if minute + work <= closes:
                return minute + work
            work -= closes - minute
            minute = closes
        return minute + work

    def between(self, start: int, end: int) -> int:
        """Return how many working minutes lie between two minutes."""
        return sum(max(0, min(closes, end) - max(opens, start)) for opens, closes in self.windows)
