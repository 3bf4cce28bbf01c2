"""Facts as bytes: what they look like, and what is refused."""

from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from unisono.domain.acts import KINDS, Declined, Delivered, Invoiced, Rejected, WorkRecorded
from unisono.domain.canonical import NotCanonical, fact_bytes, field_types, read_fact
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 11, 0, 1, 500_000, tzinfo=UTC)
PICKED = Fact(
    id="scan-17",
    happened_at=NOON,
    actor=Actor(party="logistics", person="Ewa"),
    origin=Origin(medium=Medium.SCREEN, place="warehouse door"),
    act=Delivered(handover="1", quantity=Decimal("10.50")),
    commitment="SO-1/pick",
    links=(Link(type="order", object="SO-1", qualifier="picked", quantity=Decimal(2), unit="t"),),
    attributes={"gate": "ł"},
)


def test_the_bytes_of_a_fact() -> None:
    """Names stand in order, without spaces; digits are kept, and what is empty is left out."""
    assert fact_bytes(PICKED, recorded_at=LATER).decode() == (
        '{"act":{"handover":"1","is_last":false,"quantity":"10.50"},"actor":{"party":"logistics","person":"Ewa"},'
        '"attributes":{"gate":"ł"},"commitment":"SO-1/pick","happened_at":"2026-11-23T11:00:00Z","id":"scan-17",'
        '"kind":"Delivered","links":[{"object":"SO-1","qualifier":"picked","quantity":"2","type":"order","unit":"t"}],'
        '"origin":{"medium":"screen","place":"warehouse door"},"recorded_at":"2026-11-23T11:00:01.500000Z","version":1}'
    )


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(PICKED, id=""), "has no name"),
        (replace(PICKED, actor=Actor(party="")), "has no name"),
        (replace(PICKED, links=(Link(type="", object="x"),)), "has no name"),
        (replace(PICKED, commitment="a\0b"), "character 0"),
        (replace(PICKED, commitment="\ud800"), "half a surrogate pair"),
        (replace(PICKED, happened_at=datetime(2026, 11, 23)), "has no zone"),  # noqa: DTZ001 - the mistake
        (replace(PICKED, act=Delivered(handover="1", quantity=Decimal("NaN"))), "not finite"),
        (replace(PICKED, act=Declined(reason="full", rule=2**53)), "beyond 2^53"),
        (replace(PICKED, attributes={"\U0001f600": "x"}), "beyond the first 65,536"),
    ],
)
def test_what_cannot_be_written_is_refused(wrong: Fact, why: str) -> None:
    """A fact that could not be read again, or not alike by everybody, is not written."""
    with pytest.raises(NotCanonical, match=why.replace("^", r"\^")):
        fact_bytes(wrong, recorded_at=NOON)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"kind":"Delivered"', b'"kind":"Vanished"'),
        (b'"version":1', b'"version":2'),
        (b'"version":1', b'"version":01'),
        (b'"is_last":false', b'"is_last": false'),
        (b'"handover":"1",', b""),
        (b'"quantity":"10.50"', b'"quantity":"ten"'),
        (b'"medium":"screen"', b'"medium":"rumour"'),
        (b'"id":"scan-17"', b'"id":17'),
        (b'{"act":{', b"["),
        (b'"party":"logistics"', b'"crew":"logistics"'),
    ],
)
def test_other_bytes_are_no_fact(before: bytes, after: bytes) -> None:
    """Bytes that no fact has are refused and not read as something near."""
    body = fact_bytes(PICKED, recorded_at=LATER)
    with pytest.raises(NotCanonical):
        read_fact(body.replace(before, after, 1))


def test_a_required_text_may_be_empty() -> None:
    """A no without a reason is a poor one, and still a fact that can be read again."""
    fact = replace(PICKED, act=Rejected(handover="1", reason=""))
    assert read_fact(fact_bytes(fact, recorded_at=NOON)).fact == fact


def test_instants_are_told_in_utc() -> None:
    """The same moment has the same bytes, whatever zone it was told in."""
    warsaw = datetime.fromisoformat("2026-11-23T12:00:00+01:00")
    assert fact_bytes(replace(PICKED, happened_at=warsaw), recorded_at=LATER) == fact_bytes(PICKED, recorded_at=LATER)


def test_one_name_has_one_type_in_all_kinds() -> None:
    """All facts fit one table: a field of one name is of one type everywhere."""
    seen: dict[str, type] = {}
    for kind in KINDS:
        for name, type_ in field_types(kind).items():
            assert seen.setdefault(name, type_) is type_, f"{kind.__name__}.{name}"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_comes_back(kind: type[Act]) -> None:
    """An optional text is empty when it is not told: that is what leaving it out means."""
    defaults = {item.name: item.default for item in fields(kind) if item.default is not MISSING}  # type: ignore[arg-type] # all kinds are dataclasses
    types = field_types(kind)
    assert not [name for name, default in defaults.items() if types[name] is str and default != ""]


def test_amounts_keep_their_digits() -> None:
    """28.50 stays 28.50, and a large amount is written out."""
    act = Invoiced(customer="C1", value=Decimal("28.50"), variable_cost=Decimal("1E+3"))
    body = fact_bytes(replace(PICKED, act=act), recorded_at=NOON)
    assert b'"value":"28.50","variable_cost":"1000"' in body


def test_work_may_have_no_begin() -> None:
    """Most logs know only when something ended."""
    fact = replace(PICKED, act=WorkRecorded(activity="pick"), commitment="", links=(), attributes={})
    assert read_fact(fact_bytes(fact, recorded_at=NOON)).fact == fact


@pytest.mark.parametrize("text", ["\\u0000", "a\\\\u0000", "back\\slash", "\\"])
def test_what_only_looks_like_the_character_0(text: str) -> None:
    """A text may speak of the character 0 without holding it."""
    fact = replace(PICKED, attributes={"note": text})
    assert read_fact(fact_bytes(fact, recorded_at=NOON)).fact == fact


@pytest.mark.parametrize("text", ["\0", "a\0b", "\\\0", "\\\\\0u0000"])
def test_the_character_0_is_found_anywhere(text: str) -> None:
    """PostgreSQL could not keep it."""
    with pytest.raises(NotCanonical, match="character 0"):
        fact_bytes(replace(PICKED, attributes={"note": text}), recorded_at=NOON)
