"""A flat row says exactly what a fact says, for every kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts import TEXTS, acts, facts
from unisono.domain.acts import KINDS
from unisono.domain.facts import Act
from unisono.domain.flat_facts import FLAT_COLUMNS, NotAFact, flat_fact, read_flat
from unisono.domain.log_times import Times


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=4)
@given(data=st.data())
def test_every_kind_of_fact_survives_its_row(kind: type[Act], data: st.DataObject) -> None:
    """A fact of any kind, written as a flat row and read again, is the same fact."""
    fact = data.draw(facts(acts(kind, loosely=True)))
    row = flat_fact(fact)
    assert set(row) <= set(FLAT_COLUMNS)
    assert all(row.values())
    assert read_flat({**row, "position": "7"}, times=Times(), place="facts.csv:2", unnamed=str.upper) == fact


@settings(max_examples=60)
@given(facts(), st.dictionaries(st.sampled_from(FLAT_COLUMNS), TEXTS, max_size=3))
def test_a_row_that_was_meddled_with_is_a_fact_or_refused(fact: object, cells: dict[str, str]) -> None:
    """Whatever stands in the columns, a row is read as a fact that can be written again, or refused in one column."""
    row = {**flat_fact(fact), **cells}  # type: ignore[arg-type] # the strategy gives facts
    try:
        read = read_flat(row, times=Times(), place="facts.csv:2", unnamed=lambda _: "an id")
    except NotAFact as raised:
        refusal = raised
    else:
        assert read_flat({**flat_fact(read), "position": "1"}, times=Times(), place="", unnamed=str) == read
        return
    assert refusal.column
    assert refusal.expected
