"""A fact as rows of the tables; the same functions make the rows and judge what is read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from unisono.domain.canonical import NotCanonical, fact_bytes, instant_text, read_fact
from unisono.domain.facts import Entry, Fact
from unisono.domain.merkle import leaf_hash
from unisono.services.ports import LedgerBroken

LONGEST_NAME = 500
"""Characters of an id, a commitment's or an object's name: what an index of PostgreSQL can hold, and nobody needs."""

WHOLE_SECONDS = len("2026-11-23T05:00:00Z")
"""Characters of an instant without a broken part."""

MOST_LINKS = 1_000_000
"""Links that a fact can have, less one."""

FactRow = tuple[int, str, str, int, str, str, str, Any, Any]
"""Position, id, kind, version, commitment, happened at, recorded at, body, leaf."""

LinkRow = tuple[int, int, str, str, str, str | None, str]
"""Place, position of the fact, type, object, qualifier, quantity, unit."""


def written(fact: Fact, *, recorded_at: datetime) -> bytes:
    """Return a fact's canonical bytes.

    Raises:
        NotCanonical: it cannot be written, or one of its names is too long to be found by.
    """
    longest = max(len(fact.id), len(fact.commitment), *[len(link.object) for link in fact.links])
    if longest > LONGEST_NAME:
        raise NotCanonical(f"a name is {longest} characters long, and {LONGEST_NAME} are the most")
    if len(fact.links) >= MOST_LINKS:
        raise NotCanonical(f"a fact with {len(fact.links)} links")
    return fact_bytes(fact, recorded_at=recorded_at)


def fact_row(position: int, fact: Fact, recorded_at: str, body: bytes, leaf: bytes) -> FactRow:
    """Return the row of a fact.

    Args:
        position: its place, from 1.
        fact: the fact.
        recorded_at: what the clock said, as `column_time` writes it.
        body: its canonical bytes.
        leaf: their hash as a leaf of the tree.
    """
    act = fact.act
    kind = type(act)
    return (
        position,
        fact.id,
        kind.__name__,
        kind.VERSION,
        fact.commitment,
        column_time(fact.happened_at),
        recorded_at,
        body,
        leaf,
    )


def link_rows(position: int, fact: Fact) -> list[LinkRow]:
    """Return the rows of a fact's links."""
    return [
        (
            link_id(position, number),
            position,
            link.type,
            link.object,
            link.qualifier,
            None if link.quantity is None else format(link.quantity, "f"),
            link.unit,
        )
        for number, link in enumerate(fact.links)
    ]


def link_id(position: int, number: int = 0) -> int:
    """Return the place of a fact's link, so that the links of neighbours lie side by side."""
    return position * MOST_LINKS + number


def column_time(instant: datetime | None) -> str:
    """Return an instant in UTC as a text of one width, so that texts sort as instants do; empty for none."""
    if instant is None:
        return ""
    text = instant_text(instant)
    return f"{text[:-1]}.000000Z" if len(text) == WHOLE_SECONDS else text


def read_row(row: Sequence[Any]) -> Entry:
    """Return the fact that a row of the table holds, judged in every column.

    Raises:
        LedgerBroken: a column is not what the body says, or the body is no fact.
    """
    entry = read_body(*stored_leaf(row[0], row[-2], row[-1]))
    if tuple(row) != fact_row(entry.position, entry.fact, column_time(entry.recorded_at), row[-2], row[-1]):
        raise LedgerBroken("a column is not what the fact says", position=entry.position)
    return entry


def read_body(position: int, body: bytes) -> Entry:
    """Return the fact that canonical bytes say.

    Raises:
        LedgerBroken: they are not those of a fact.
    """
    try:
        recorded_at, fact = read_fact(body)
    except NotCanonical as trouble:
        raise LedgerBroken(str(trouble), position=position) from trouble
    return Entry(position=position, recorded_at=recorded_at, fact=fact)


def stored_leaf(position: object, body: object, leaf: object) -> tuple[int, bytes]:
    """Return a fact's position and body, judged by the hash that is stored with them.

    Raises:
        LedgerBroken: they do not agree.
    """
    if type(position) is not int:
        raise LedgerBroken("a position is no number", position=None)
    if not isinstance(body, bytes) or leaf_hash(body) != leaf:
        raise LedgerBroken("the bytes of the fact and their hash do not agree", position=position)
    return position, body
