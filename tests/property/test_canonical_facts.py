"""Canonical bytes say exactly what a fact says, for every kind."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts import INSTANTS, acts, facts
from unisono.domain.acts import KINDS
from unisono.domain.canonical import Body, fact_bytes, read_fact
from unisono.domain.facts import Act


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8)
@given(data=st.data(), recorded_at=INSTANTS)
def test_every_kind_of_fact_survives_its_bytes(kind: type[Act], data: st.DataObject, recorded_at: datetime) -> None:
    """A fact of any kind, written as bytes and read again, is the same fact."""
    fact = data.draw(facts(acts(kind)))
    assert read_fact(fact_bytes(fact, recorded_at=recorded_at)) == Body(recorded_at, fact)
