"""Rows of a log as a mapping understands them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.repair_shop import PLAIN, column, event, object_event
from unisono.domain.facts import UNRECORDED
from unisono.domain.logs import LogLink, LogObject
from unisono.domain.mappings import CasePromise, LogMapping, Where
from unisono.services.importing.rows import MOST_PLANS, Row, RowLeftOut, RowReader
from unisono.services.importing.values import Objects

COLUMNS = {"case": "R-1", "activity": "repair", "end": "2026-03-02 10:30:00+01:00", "dept": "workshop", "who": "Jan"}


def read(mapping: LogMapping = PLAIN, /, **columns: str) -> Row:
    """Return a row of the shop with some columns changed."""
    return RowReader(mapping, Objects({})).read(event(1, **{**COLUMNS, **columns}))


def reason(mapping: LogMapping = PLAIN, /, **columns: str) -> RowLeftOut:
    """Return why a row is left out."""
    with pytest.raises(RowLeftOut) as refusal:
        read(mapping, **columns)
    return refusal.value


def test_a_row_says_what_its_columns_say() -> None:
    """Case, activity, time in UTC, party and person come from the columns that the mapping names."""
    row = read()
    assert (row.cases, row.activity, row.party, row.person) == (("R-1",), "repair", "workshop", "Jan")
    assert row.at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert (row.started_at, row.minutes, row.transition) == (None, None, "")


def test_columns_that_no_field_holds_are_kept_beside() -> None:
    """Nothing that a row says is lost: what stands in no field of the fact is kept, and nothing is kept twice."""
    assert read(costs="45.50", colour="").beside == {"costs": "45.50"}


def test_columns_may_be_left_out_on_purpose() -> None:
    """A column that the mapping ignores is not kept."""
    assert read(replace(PLAIN, ignore=("costs",)), costs="45.50", colour="red").beside == {"colour": "red"}


def test_start_and_minutes_are_read() -> None:
    """A row may say when work began and how many paid minutes it took, also with a decimal comma."""
    mapping = replace(PLAIN, start=column("start"), minutes=column("worked"))
    row = read(mapping, start="2026-03-02 09:00:00+01:00", worked="72,5")
    assert row.started_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert row.minutes == Decimal("72.5")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"case": " "}, "the case is not told (column 'case')"),
        ({"activity": ""}, "the activity is not told (column 'activity')"),
        ({"end": ""}, "the time is not told (column 'end')"),
        ({"end": "soon"}, "the time cannot be read: it is no time"),
        ({"end": "9999-12-31"}, "the time cannot be read: a year before 1900 or after 2200 cannot be meant"),
    ],
)
def test_a_row_without_case_activity_or_time_is_left_out(columns: Mapping[str, str], told: str) -> None:
    """The reason names the column, in words that are the same for all such rows, and the value if there is one."""
    refusal = reason(PLAIN, **columns)
    assert refusal.reason == told
    assert refusal.value == columns.get("end", "")


@pytest.mark.parametrize("text", ["many", "-5", "NaN"])
def test_minutes_that_are_no_number_are_not_taken(text: str) -> None:
    """Paid minutes are money: a row with something else in that column is left out and said so."""
    refusal = reason(replace(PLAIN, minutes=column("worked")), worked=text)
    assert (refusal.reason, refusal.value) == ("the minutes are no number from 0", text)


def test_a_row_without_party_is_nobodys() -> None:
    """Work of which nobody told who did it is kept as unrecorded; words that stand for nothing tell nothing."""
    assert read(dept="").party == UNRECORDED
    assert read(replace(PLAIN, empty=("EMPTY",)), dept="EMPTY").party == UNRECORDED


def test_the_first_place_that_tells_a_party_counts() -> None:
    """Several columns may name the party, and where none does, the activity may."""
    mapping = replace(PLAIN, party=(column("dept"), column("team")), parties={"repair": "workshop"})
    assert read(mapping, dept="", team="evening").party == "evening"
    assert read(mapping, dept="", team="").party == "workshop"


def test_a_party_may_always_be_the_same() -> None:
    """A shop of one department says so once."""
    assert read(replace(PLAIN, party=(Where(constant="Velo"),))).party == "Velo"


def test_a_row_has_one_name_for_ever() -> None:
    """The same row has the same key in another reading, in another file and at another line; another row has not."""
    again = RowReader(PLAIN, Objects({})).read(event(77, **COLUMNS))
    assert again.key == read().key
    assert read(who="Ola").key != read().key
    assert read(costs="1").key != read().key


def test_equal_rows_are_told_apart() -> None:
    """A row that comes twice in a file is two pieces of work, and they keep their names when the file comes again."""

    def keys() -> list[str]:
        reader = RowReader(PLAIN, Objects({}))
        return [reader.read(event(number, **COLUMNS)).key for number in (1, 2, 3)]

    assert len(set(keys())) == 3
    assert keys() == keys()


def test_what_is_told_of_the_case_does_not_rename_its_rows() -> None:
    """When a later export fills in the end of a case, its rows are still the same rows."""
    mapping = replace(PLAIN, promise=CasePromise(due=column("due"), ended=column("closed")))
    before = read(mapping, due="2026-03-05", closed="", **{"case:variant": "7"})
    after = read(mapping, due="2026-03-05", closed="2026-03-04", **{"case:variant": "9"})
    assert before.key == after.key


def test_times_that_the_commitment_holds_are_not_kept_with_every_row() -> None:
    """The times of a promised case stand in its commitment; those of a case without terms stay with its rows."""
    mapping = replace(PLAIN, promise=CasePromise(due=column("due"), ended=column("closed")))
    assert read(mapping, due="2026-03-05", closed="2026-03-04", colour="red").beside == {"colour": "red"}
    assert read(mapping, due="", closed="2026-03-04").beside == {"closed": "2026-03-04"}


def test_rows_may_have_ever_other_columns() -> None:
    """What is remembered of sets of columns is bounded, and forgetting changes nothing."""
    reader = RowReader(PLAIN, Objects({}))
    rows = [reader.read(event(1, **COLUMNS, **{f"column {number}": "x"})) for number in range(MOST_PLANS + 2)]
    assert len({row.key for row in rows}) == len(rows)
    assert rows[-1].beside == {f"column {MOST_PLANS + 1}": "x"}


def test_the_format_may_tell_activity_and_time() -> None:
    """XES and OCEL say themselves what the activity and the time are; they are not kept twice."""
    mapping = LogMapping(case=column("case:concept:name"))
    said = object_event(1, "repair", "2026-03-02T10:30:00+01:00", **{"case:concept:name": "R-1", "concept:name": "x"})
    row = RowReader(mapping, Objects({})).read(said)
    assert (row.activity, row.at, row.beside) == ("repair", said.at, {})
    untimed = replace(said, at=None)
    with pytest.raises(RowLeftOut, match=r"the time is not told \(by the format\)"):
        RowReader(mapping, Objects({})).read(untimed)
    with pytest.raises(RowLeftOut, match=r"the activity is not told \(by the format\)"):
        RowReader(mapping, Objects({})).read(replace(said, activity=""))


ORDER = LogObject(id="O-1", type="orders", links=(LogLink(object="I-1"), LogLink(object="lost")))
ITEM, LAMP = LogObject(id="I-1", type="items"), LogObject(id="I-2", type="items")
JAN = LogObject(id="Jan", type="people", attributes={"role": "workshop"})
THINGS = {item.id: item for item in (ORDER, ITEM, LAMP, JAN)}
OF_OBJECTS = LogMapping(
    case=Where(object="orders"), party=(Where(object="people", attribute="role"),), person=Where(object="people")
)


def test_an_event_belongs_to_the_case_of_its_objects() -> None:
    """An event that refers to an item belongs to the order that comprises the item."""
    reader = RowReader(OF_OBJECTS, Objects(THINGS))
    by_item = reader.read(object_event(1, "pick", "2026-03-02T10:30:00Z", "I-1", "Jan"))
    assert (by_item.cases, by_item.party, by_item.person) == (("O-1",), "workshop", "Jan")
    assert reader.read(object_event(2, "place", "2026-03-02T10:30:00Z", "O-1", "I-2")).cases == ("O-1",)
    assert reader.read(object_event(3, "count", "2026-03-02T10:30:00Z", "I-2")).cases == ()


def test_only_objects_that_are_this_to_the_event_count() -> None:
    """With a qualifier the packer is told from the driver who went along."""
    mapping = replace(OF_OBJECTS, person=Where(object="people", qualifier="packer"))
    said = object_event(1, "pack", "2026-03-02T10:30:00Z", "I-1", "Jan")
    assert RowReader(mapping, Objects(THINGS)).read(said).person == ""
    packed = replace(said, links=(LogLink(object="Jan", qualifier="packer"),))
    assert RowReader(mapping, Objects(THINGS)).read(packed).person == "Jan"
