"""The facts that rows mean."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.repair_shop import PLAIN, column, event, object_event
from unisono.domain.acts.commitments import Accepted, Delivered, Promised, Purpose, Requested
from unisono.domain.acts.work import FeedbackGiven, Invoiced, WorkRecorded
from unisono.domain.facts import Actor, Fact, Link, Medium, Origin
from unisono.domain.logs import LogEvent, LogObject
from unisono.domain.mappings import ActRule, LogMapping, Where
from unisono.services.importing.meaning import UNLISTED, Meaning
from unisono.services.importing.rows import RowLeftOut, RowReader
from unisono.services.importing.values import Objects

HAND_OVER = event(
    3,
    case="R-1",
    activity="hand over",
    end="2026-03-02 17:00:00+00:00",
    dept="counter",
    who="Ola",
    wanted="2026-03-03",
    bill="45.50",
    owner="C-7",
    stars="9",
    papers="yes",
    use="pick",
    nothing="",
)


def facts(mapping: LogMapping = PLAIN, said: LogEvent = HAND_OVER, objects: Objects | None = None) -> tuple[Fact, ...]:
    """Return the facts of one row."""
    things = objects or Objects({})
    return Meaning(mapping, things).facts(RowReader(mapping, things).read(said))


def ruled(act: str, part: str = "", /, **fields: Where) -> LogMapping:
    """Return the shop's mapping with a rule for handing over."""
    return replace(PLAIN, acts=(ActRule(activity="hand over", act=act, part=part, fields=fields),))


def test_a_row_is_work_of_a_party_for_a_case() -> None:
    """Without rules a row is recorded work, linked to its case, with who did it and where that stood."""
    (fact,) = facts()
    assert fact.act == WorkRecorded(activity="hand over", subject="R-1")
    assert fact.actor == Actor(party="counter", person="Ola")
    assert fact.happened_at == datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert fact.origin == Origin(medium=Medium.FILE, place="repairs.csv:4")
    assert (fact.commitment, fact.links) == ("", (Link(type="case", object="R-1"),))
    assert fact.attributes["bill"] == "45.50"


def test_columns_may_name_objects() -> None:
    """A column with the name of its type needs no qualifier; another one says what the object is to the row."""
    (fact,) = facts(replace(PLAIN, objects={"owner": "customer", "dept": "dept", "nothing": "ghost"}))
    assert fact.links[1:] == (
        Link(type="customer", object="C-7", qualifier="owner"),
        Link(type="dept", object="counter"),
    )


def test_an_activity_may_be_another_fact() -> None:
    """Rows of one activity may be promises of the case's commitment; a date alone means its end."""
    (fact,) = facts(ruled("Promised", due=column("wanted")))
    assert fact.act == Promised(due=datetime(2026, 3, 4, tzinfo=UTC))
    assert fact.commitment == "R-1"


def test_a_commitment_may_be_a_part_of_the_case() -> None:
    """An order's commitments are told apart by their part."""
    mapping = ruled(
        "Requested",
        "ship",
        requester=Where(constant="counter"),
        performer=column("dept"),
        purpose=column("use"),
        due=column("nothing"),
    )
    (fact,) = facts(mapping)
    assert fact.commitment == "R-1/ship"
    assert fact.act == Requested(requester="counter", performer="counter", purpose=Purpose.PICK, subject="R-1")


def test_an_activity_may_be_several_facts() -> None:
    """A delivery that is signed for at once is two facts, and each has a name of its own."""
    rules = (
        ActRule(activity="hand over", act="Delivered", fields={"is_last": column("papers")}),
        ActRule(activity="hand over", act="Accepted", fields={"documents_right": Where(constant="no")}),
    )
    delivered, accepted = facts(replace(PLAIN, acts=rules))
    assert delivered.act == Delivered(handover="1", is_last=True)
    assert accepted.act == Accepted(handover="1", documents_right=False)
    assert accepted.id == f"{delivered.id}/1"


def test_facts_need_no_commitment() -> None:
    """Invoices and opinions belong to no commitment; numbers are read exactly."""
    (bill,) = facts(ruled("Invoiced", customer=column("owner"), value=column("bill")))
    assert (bill.act, bill.commitment) == (Invoiced(subject="R-1", customer="C-7", value=Decimal("45.50")), "")
    (praise,) = facts(ruled("FeedbackGiven", about_party=column("dept"), score=column("stars")))
    assert praise.act == FeedbackGiven(subject="R-1", about_party="counter", score=9)


@pytest.mark.parametrize(
    ("mapping", "told", "value"),
    [
        (ruled("Promised", due=column("who")), "due of Promised cannot be read", "Ola"),
        (ruled("Invoiced", value=column("who"), customer=column("who")), "value of Invoiced cannot be read", "Ola"),
        (ruled("Invoiced", value=Where(constant="NaN"), customer=column("who")), "value of Invoiced cannot", "NaN"),
        (ruled("FeedbackGiven", score=column("bill"), about_party=column("who")), "score of FeedbackGiven", "45.50"),
        (ruled("Delivered", is_last=column("who")), "is_last of Delivered cannot be read", "Ola"),
        (ruled("Invoiced", value=column("bill")), "Invoiced needs customer, which is not told", ""),
    ],
)
def test_a_field_that_cannot_be_read_leaves_the_row_out(mapping: LogMapping, told: str, value: str) -> None:
    """The reason names the field and the kind of fact, and the value is told beside it."""
    with pytest.raises(RowLeftOut) as refusal:
        facts(mapping)
    assert refusal.value.reason.startswith(told)
    assert refusal.value.value == value


def test_a_commitment_needs_its_one_case() -> None:
    """A row without a case, or of several, cannot say whose commitment it speaks of."""
    mapping = replace(ruled("Promised"), case=None)
    with pytest.raises(RowLeftOut, match="Promised needs the one case"):
        facts(mapping)


def test_an_event_keeps_all_its_objects() -> None:
    """Work for several cases is linked to each of them, and an object that the log does not list keeps its name."""
    things = Objects({name: LogObject(id=name, type="orders") for name in ("O-1", "O-2")})
    said = object_event(1, "ship", "2026-03-02T17:00:00Z", "O-1", "O-2", "X-9")
    (fact,) = facts(LogMapping(case=Where(object="orders")), said, things)
    assert [(link.type, link.object) for link in fact.links] == [
        ("case", "O-1"),
        ("case", "O-2"),
        ("orders", "O-1"),
        ("orders", "O-2"),
        (UNLISTED, "X-9"),
    ]
    assert fact.act == WorkRecorded(activity="ship")
