"""Laws of agreements: texts are read as written, and nothing is in force that two have not signed."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreements import office_and_yard
from tests.plain_ledger import PlainLedger
from unisono.domain.agreements.agreement import PARTS, Agreement
from unisono.domain.columns import Column
from unisono.domain.facts import Actor, Medium, Origin
from unisono.services.agreements import (
    AgreementRefused,
    agreements_in_force,
    end_agreement,
    propose_agreement,
    read_histories,
    sign_agreement,
)
from unisono.storage.reading.agreements import agreement_of_text, read_agreement
from unisono.storage.writing.agreement_texts import agreement_toml

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=20)
TEXTS = WORDS.map(str.strip).filter(bool)
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def values(kind: Any, column: Column) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a type hint is any value
    """Return values of a key."""
    if isinstance(kind, UnionType):
        (plain,) = (part for part in get_args(kind) if part is not type(None))
        return st.none() | values(plain, column)
    if kind is str:
        return TEXTS
    if kind is date:
        return st.dates(date(2020, 1, 1), date(2090, 1, 1))
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    top = 1 if column.maximum is not None else 500
    if kind is int:
        return st.integers(1, top)
    return st.decimals(Decimal("0.01"), top, places=2, allow_nan=False)


def rows(row_type: type) -> st.SearchStrategy[Any]:
    """Return rows of a part, or the head without its parts."""
    described = {
        item.name: values(item.type, item.metadata["column"]) for item in fields(row_type) if "column" in item.metadata
    }
    return st.builds(row_type, **described)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Return agreements that need not make sense: only reading and writing them is tried."""
    head = draw(rows(Agreement))
    parts = {part.attribute: tuple(draw(st.lists(rows(part.row_type), max_size=2))) for part in PARTS.values()}
    return Agreement(**{item.name: getattr(head, item.name) for item in fields(head)} | parts)


@settings(max_examples=60)
@given(agreements())
def test_what_is_written_is_read_again(agreement: Agreement) -> None:
    """Whatever people may write into an agreement is read exactly so, or told as a mistake of sense, not of form."""
    reading = read_agreement(agreement_toml(agreement).encode(), "any.toml")
    senseless = {
        "agreement-needs-two",
        "party-not-in-agreement",
        "norm-without-hours",
        "norm-with-hours",
        "duplicate-row",
        "agreement-without-norms",
    }
    assert {finding.code for finding in reading.findings} <= senseless
    assert reading.agreement in (None, agreement)


@settings(max_examples=60)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")))
def test_whatever_lies_in_place_of_an_agreement_is_a_finding(data: bytes) -> None:
    """Any bytes are an agreement or have findings, never a traceback."""
    reading = read_agreement(data, "any.toml")
    assert reading.agreement is not None or reading.findings


@settings(max_examples=40)
@given(st.data())
def test_a_changed_text_never_breaks_the_reader(data: st.DataObject) -> None:
    """A text with a piece cut out or put in is read or told about."""
    text = agreement_toml(office_and_yard())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    put_in = data.draw(st.text(max_size=8))
    changed = text[:start] + put_in + text[end:]
    reading = read_agreement(changed.encode(errors="surrogatepass"), "any.toml")
    assert reading.agreement is not None or reading.findings


PARTIES = st.sampled_from(["office", "yard", "quay"])
STEPS = st.one_of(
    st.tuples(st.just("propose"), PARTIES, st.integers(1, 3)),
    st.tuples(st.just("sign"), PARTIES, st.integers(1, 3)),
    st.tuples(st.just("end"), PARTIES, st.just(0)),
)
VERSIONS: Mapping[int, str] = {
    number: agreement_toml(office_and_yard(version=number, exit_days=2)) for number in (1, 2, 3)
}


def take(ledger: PlainLedger, step: tuple[str, str, int], now: datetime) -> None:
    """Take a step; a refusal leaves the ledger as it was."""
    verb, party, number = step
    doing: dict[str, Any] = {
        "ledger": ledger,
        "read": agreement_of_text,
        "actor": Actor(party=party),
        "origin": Origin(medium=Medium.COMMAND),
        "now": now,
    }
    before = len(ledger.kept)
    try:
        if verb == "propose":
            propose_agreement(text=VERSIONS[number], **doing)
        elif verb == "sign":
            known = read_histories(ledger=ledger, read=agreement_of_text).get("office-yard")
            digest = "" if known is None or known.latest.number != number else known.latest.digest
            sign_agreement(name="office-yard", digest=digest, **doing)
        else:
            end_agreement(name="office-yard", reason="sold", **doing)
    except AgreementRefused:
        assert len(ledger.kept) == before
    else:
        assert len(ledger.kept) == before + 1
        assert party != "quay"


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_nothing_is_in_force_that_two_have_not_signed(steps: list[tuple[str, str, int]]) -> None:
    """Whatever the parties and others try in whatever order: versions follow each other, and force needs two names."""
    ledger = PlainLedger()
    for day, step in enumerate(steps):
        now = MONDAY + timedelta(days=day)
        take(ledger, step, now)
        histories = read_histories(ledger=ledger, read=agreement_of_text)
        numbers = [version.number for history in histories.values() for version in history.versions]
        assert numbers == list(range(1, len(numbers) + 1))
        for history in histories.values():
            counts = history.in_force(now)
            if counts is not None:
                assert {signature.by.party for signature in counts.signatures} == {"office", "yard"}
                assert counts.ending is None or now < counts.ending.ends_at
                assert agreements_in_force(ledger=ledger, read=agreement_of_text, now=now) == (counts.agreement,)
