"""Facts that people write as rows of a table."""

from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from unisono.domain.acts import KINDS
from unisono.domain.acts.commitments import Delivered, Purpose, Requested
from unisono.domain.facts import Actor, Fact, Link, Medium, Origin
from unisono.domain.flat_facts import ENVELOPE, NotAFact, content_id, flat_fact, read_flat
from unisono.domain.log_times import Times

ASKED = {
    "kind": "Requested",
    "happened_at": "2026-11-23T08:15:00Z",
    "actor": "sales",
    "commitment": "SO-44010/pick",
    "requester": "sales",
    "performer": "logistics",
    "purpose": "pick",
    "quantity": "28.5",
    "due": "2026-12-07T17:00+01:00",
}


def read(**cells: str) -> Fact:
    """Return the fact that a row says: the request of a pick with other cells in it."""
    row = {name.replace("__", ":"): text for name, text in cells.items()}
    return read_flat(
        {**ASKED, **row}, times=Times(), place="facts.csv:2", unnamed=lambda content: content_id(content, 0)
    )


def test_a_row_written_by_hand_is_a_fact() -> None:
    """A person names the kind, the time, the party and the fields; all else has its default."""
    fact = read()
    assert fact == Fact(
        id=fact.id,
        happened_at=datetime(2026, 11, 23, 8, 15, tzinfo=UTC),
        actor=Actor(party="sales"),
        origin=Origin(medium=Medium.FILE, place="facts.csv:2"),
        act=Requested(
            requester="sales",
            performer="logistics",
            purpose=Purpose.PICK,
            quantity=Decimal("28.5"),
            due=datetime(2026, 12, 7, 16, tzinfo=UTC),
        ),
        commitment="SO-44010/pick",
    )


def test_what_a_ledger_holds_may_be_empty_where_people_must_write() -> None:
    """A row that a ledger has written is read as it was; a person who leaves out the performer is asked for it."""
    act = read(position="7", performer="", quantity="-1").act
    assert isinstance(act, Requested)
    assert (act.performer, act.quantity) == ("", Decimal(-1))


def test_a_row_without_an_id_gets_one_from_what_it_says() -> None:
    """The same row has the same id every time, another row another one, and a second one like it its own."""
    assert read().id == read().id
    assert read().id == read(person="").id
    assert read().id != read(quantity="28").id
    assert content_id("a row", 0) != content_id("a row", 1)
    assert read(id="F1").id == "F1"


def test_links_and_attributes_may_have_columns_of_their_own() -> None:
    """A person writes a link or an attribute in a column that is named after it."""
    fact = read(link__customer="C054", link__item__picked="I-1", attribute__priority="high")
    assert fact.links == (
        Link(type="customer", object="C054"),
        Link(type="item", object="I-1", qualifier="picked"),
    )
    assert fact.attributes == {"priority": "high"}


def test_links_and_attributes_may_be_json() -> None:
    """What Unisono writes into one cell, a person may write as well."""
    fact = read(links='[{"type":"item","object":"I-1","quantity":2.50,"unit":"t"}]', attributes='{"a":""}')
    assert fact.links == (Link(type="item", object="I-1", quantity=Decimal("2.5"), unit="t"),)
    assert fact.attributes == {"a": ""}


def test_the_place_a_fact_came_from_first_is_kept() -> None:
    """A fact that came in on a screen keeps that; one that names only a place came from a file."""
    assert read(medium="screen").origin == Origin(medium=Medium.SCREEN)
    assert read(medium="api", place="orders/7").origin == Origin(medium=Medium.API, place="orders/7")
    assert read(place="old.csv:9").origin == Origin(medium=Medium.FILE, place="old.csv:9")


def test_yes_and_true_are_the_same() -> None:
    """Yes or no may be written as other systems write it."""
    row = {"kind": "Delivered", "happened_at": "2026-11-23", "actor": "logistics", "handover": "1", "is_last": "true"}
    fact = read_flat(row, times=Times(), place="", unnamed=str)
    assert fact.act == Delivered(handover="1", is_last=True)


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ({"kind": ""}, "kind", "is empty"),
        ({"kind": "Ordered"}, "kind", "is no kind of fact"),
        ({"happened_at": ""}, "happened_at", "is empty"),
        ({"happened_at": "soon"}, "happened_at", "is not a time"),
        ({"actor": ""}, "actor", "is empty"),
        ({"performer": ""}, "performer", "is empty, and this kind of fact needs it"),
        ({"quantity": "28,5"}, "quantity", "is not a number like 28.5"),
        ({"quantity": "-1"}, "quantity", "is not a number like 28.5"),
        ({"quantity": "NaN"}, "quantity", "is not a number like 28.5"),
        ({"quantity": "1e999"}, "quantity", "is not a number like 28.5"),
        ({"due": "03/04/2026"}, "due", "is not a time"),
        ({"purpose": "sell"}, "purpose", "is not promise or supply or produce or pick or ship or prevent or other"),
        ({"handover": "1"}, "handover", "is filled, and this kind of fact has no such field"),
        ({"priority": "high"}, "priority", "is a column that no fact has"),
        ({"medium": "pigeon"}, "medium", "is none of the words for it"),
        ({"links": "C054"}, "links", "is no list of links"),
        ({"links": '[{"type":"customer"}]'}, "links", "is no list of links"),
        ({"links": '[{"type":"customer","object":54}]'}, "links", "is no list of links"),
        ({"links": '[{"type":"item","object":"I","quantity":"much"}]'}, "links", "is no list of links"),
        ({"attributes": "[]"}, "attributes", "is no object of texts"),
        ({"attributes": "priority: high"}, "attributes", "is no object of texts"),
        ({"attributes": '{"priority":1}'}, "attributes", "is no object of texts"),
        ({"attributes": '{"\\ud83d\\ude80":"up"}'}, "attributes", "holds a name with a sign beyond the first 65,536"),
        ({"attributes": '{"a":"\\u0000"}'}, "kind", "stands in a row with a character 0 or half a surrogate pair"),
        ({"person": "Ewa\0"}, "kind", "stands in a row with a character 0 or half a surrogate pair"),
    ],
)
def test_a_row_that_says_no_fact_is_refused_with_its_column(cells: dict[str, str], column: str, why: str) -> None:
    """Whoever mistypes a cell hears which column is wrong, why, and what was expected."""
    with pytest.raises(NotAFact) as refused:
        read(**cells)
    assert (refused.value.column, refused.value.why) == (column, why)
    assert refused.value.expected


@pytest.mark.parametrize(
    ("kind", "column", "text"),
    [("FeedbackGiven", "score", "11"), ("FeedbackGiven", "score", "8.5"), ("Declined", "rule", str(2**53 + 1))],
)
def test_whole_numbers_have_bounds(kind: str, column: str, text: str) -> None:
    """A score above 10, half a point, or a number that no JSON keeps is refused."""
    row = {"kind": kind, "happened_at": "2026-11-23", "actor": "sales", "about_party": "logistics", "reason": "full"}
    own = {name: row[name] for name in row if kind == "FeedbackGiven" or name != "about_party"}
    own = {name: own[name] for name in own if kind == "Declined" or name != "reason"}
    with pytest.raises(NotAFact) as refused:
        read_flat({**own, column: text}, times=Times(), place="", unnamed=str)
    assert refused.value.column == column


def test_no_field_has_the_name_of_a_column_that_every_fact_has() -> None:
    """A column of the envelope and a field of a kind never mean two things."""
    names = {item.name for kind in KINDS for item in fields(kind)}  # type: ignore[arg-type] # all kinds are dataclasses
    assert names.isdisjoint(ENVELOPE)


def test_empty_cells_are_not_written() -> None:
    """A fact fills only the columns that it has something to say in."""
    assert list(flat_fact(read(id="F1"))) == [
        "kind",
        "happened_at",
        "actor",
        "commitment",
        "id",
        "medium",
        "place",
        "requester",
        "performer",
        "purpose",
        "quantity",
        "due",
    ]
