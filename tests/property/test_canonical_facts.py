"""Canonical bytes say exactly what a fact says, for every kind."""

import json
from datetime import datetime

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts import INSTANTS, acts, facts
from unisono.domain.acts import KINDS
from unisono.domain.canonical import Body, fact_bytes, read_fact
from unisono.domain.facts import Act, Fact


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8)
@given(data=st.data(), recorded_at=INSTANTS)
def test_every_kind_of_fact_survives_its_bytes(kind: type[Act], data: st.DataObject, recorded_at: datetime) -> None:
    """A fact of any kind, written as bytes and read again, is the same fact."""
    fact = data.draw(facts(acts(kind)))
    assert read_fact(fact_bytes(fact, recorded_at=recorded_at)) == Body(recorded_at, fact)


@given(fact=facts(), recorded_at=INSTANTS)
def test_the_bytes_are_canonical_json(fact: Fact, recorded_at: datetime) -> None:
    """Whoever writes the same fact by RFC 8785, with any tool, gets the same bytes and so the same hash."""
    body = fact_bytes(fact, recorded_at=recorded_at)
    assert rfc8785.dumps(json.loads(body)) == body
