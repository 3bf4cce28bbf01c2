"""Facts for tests: Hypothesis strategies of every kind, made from the types of the fields, and a few with names."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from unisono.domain.acts import KINDS
from unisono.domain.canonical import LARGEST_WHOLE, field_types
from unisono.domain.columns import Column
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
"""Any text that a fact may hold: no half surrogate pairs, no character 0."""

FILLED = TEXTS.filter(bool)
NAMES = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
"""Names of attributes: canonical bytes sort them alike only within the first plane."""

INSTANTS = st.datetimes(datetime(1950, 1, 2), datetime(2200, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - the zone comes beside
DECIMALS = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=3) | st.sampled_from(
    [Decimal(0), Decimal("28.5"), Decimal("0.00"), Decimal(10) ** 20]
)
_OF_TYPE: Mapping[type, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    Decimal: DECIMALS,
    datetime: INSTANTS,
}


UNBOUNDED = Column(about="", example="")


def acts(kind: type[Act], *, loosely: bool = False) -> st.SearchStrategy[Act]:
    """Return a strategy for facts of a kind; a field with a default may be left at it.

    Args:
        kind: the kind.
        loosely: whether texts without a default may be empty and numbers out of bounds, as a ledger may hold them.
    """
    types = field_types(kind)
    values: dict[str, st.SearchStrategy[Any]] = {}
    drawn: st.SearchStrategy[Any]
    for item in fields(kind):  # type: ignore[arg-type] # all kinds are dataclasses
        type_ = types[item.name]
        drawn = _drawn(type_, UNBOUNDED if loosely else item.metadata["column"])
        if item.default is MISSING:
            values[item.name] = FILLED if type_ is str and not loosely else drawn
        else:
            values[item.name] = st.just(item.default) | drawn
    return st.fixed_dictionaries(values).map(lambda chosen: kind(**chosen))


def _drawn(type_: type, described: Column) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a field, within the bounds that its column has."""
    if issubclass(type_, Enum):
        return st.sampled_from([*type_])
    if type_ is int:
        least, most = described.minimum, described.maximum
        return st.integers(
            -LARGEST_WHOLE if least is None else int(least), LARGEST_WHOLE if most is None else int(most)
        )
    if type_ is Decimal and described is UNBOUNDED:
        return DECIMALS | DECIMALS.map(lambda number: -number)
    if described.above is not None:
        return DECIMALS.filter(lambda number: number > Decimal(str(described.above)))
    return _OF_TYPE[type_]


ACTS_OF_ANY_KIND = st.sampled_from(KINDS).flatmap(acts)
ACTORS = st.builds(Actor, party=FILLED, person=TEXTS)
ORIGINS = st.builds(Origin, medium=st.sampled_from(Medium), place=TEXTS)
LINKS = st.builds(
    Link, type=FILLED, object=FILLED, qualifier=TEXTS, quantity=st.none() | DECIMALS, unit=st.just("") | TEXTS
)


def facts(act: st.SearchStrategy[Act] = ACTS_OF_ANY_KIND) -> st.SearchStrategy[Fact]:
    """Return a strategy for whole facts: any envelope around an act."""
    return st.builds(
        Fact,
        id=FILLED,
        happened_at=INSTANTS,
        actor=ACTORS,
        origin=ORIGINS,
        act=act,
        commitment=st.just("") | TEXTS,
        links=st.lists(LINKS, max_size=3).map(tuple),
        attributes=st.dictionaries(NAMES, TEXTS, max_size=3),
    )


def books_of(facts_of_any: st.SearchStrategy[Fact] | None = None, *, most: int = 8) -> st.SearchStrategy[list[Fact]]:
    """Return a strategy for several facts, each with an id of its own."""
    return st.lists(facts_of_any or facts(), max_size=most, unique_by=lambda fact: fact.id)
