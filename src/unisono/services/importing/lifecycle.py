"""Rows that say a piece of work began, and rows that say it ended: two of a pair are one piece of work."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from unisono.services.importing.rows import Row

STARTS, ENDS = frozenset({"start"}), frozenset({"complete", ""})
INSTANCE = "concept:instance"
OF_THE_START = "start:"


class Work(NamedTuple):
    """One piece of work and the places of all rows that speak of it."""

    row: Row
    places: tuple[str, ...]


class Pairing:
    """Joins each row that begins work with the next row that ends it, of the same case and activity.

    Where rows name the instance of the activity it must be the same too. A row that is neither, or that finds no
    partner, stands for itself, and its activity names the transition: `Check invoice (schedule)`.
    """

    def __init__(self) -> None:
        self._begun: dict[tuple[tuple[str, ...], str, str], deque[Row]] = {}

    def take(self, row: Row) -> Work | None:
        """Return the work that a row completes; None when its end is still to come."""
        if row.transition in STARTS:
            self._begun.setdefault(_key(row), deque()).append(row)
            return None
        if row.transition not in ENDS:
            return _alone(row)
        waiting = self._begun.get(_key(row)) if row.transition else None
        if not waiting:
            return Work(row, (row.event.place,))
        begun = waiting.popleft()
        return Work(_joined(begun, row), (begun.event.place, row.event.place))

    def rest(self) -> Iterator[Work]:
        """Yield the work that began and has not ended."""
        for waiting in self._begun.values():
            yield from map(_alone, waiting)


def _key(row: Row) -> tuple[tuple[str, ...], str, str]:
    return row.cases, row.activity, row.event.attributes.get(INSTANCE, "")


def _alone(row: Row) -> Work:
    return Work(row._replace(activity=f"{row.activity} ({row.transition})"), (row.event.place,))


def _joined(begun: Row, ended: Row) -> Row:
    """Return the row of the end with when it began, and what else the row of the start says otherwise."""
    differing = {
        f"{OF_THE_START}{name}": text for name, text in begun.beside.items() if ended.beside.get(name, "") != text
    }
    if begun.party != ended.party:
        differing[f"{OF_THE_START}party"] = begun.party
    if begun.person != ended.person:
        differing[f"{OF_THE_START}person"] = begun.person
    return ended._replace(started_at=ended.started_at or begun.at, beside={**ended.beside, **differing})
