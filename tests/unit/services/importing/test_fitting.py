"""Mappings that speak of what a log does not have."""

from dataclasses import replace

from tests.repair_shop import PLAIN, USUAL, ShopLog, column, event, object_event, shop_log
from unisono.domain.logs import LogForm, LogObject
from unisono.domain.mappings import ActRule, CasePromise, LogMapping, Where
from unisono.services.importing import misfits


def told(mapping: LogMapping, log: ShopLog | None = None) -> list[tuple[str | None, str | None]]:
    """Return the keys and names that a mapping has wrong."""
    found = misfits(mapping, log or shop_log(), file="repairs.toml")
    assert {finding.source.file for finding in found} <= {"repairs.toml"}
    return [(finding.source.column, finding.value) for finding in found]


def test_a_mapping_that_fits_is_not_complained_about() -> None:
    """All columns that it names are there, and what is always the same needs none."""
    assert told(replace(PLAIN, party=(Where(constant="Velo"),))) == []


def test_every_misspelt_column_is_told() -> None:
    """A party from a column that is not there would make facts that nobody can take back, so nothing is imported."""
    mapping = replace(
        PLAIN,
        case=column("Case"),
        party=(column("dept"), column("team")),
        objects={"bike": "bicycle"},
        promise=CasePromise(due=column("deadline")),
        acts=(ActRule(activity="hand over", act="Promised", fields={"due": column("until")}),),
    )
    assert told(mapping) == [
        ("case", "Case"),
        ("party", "team"),
        ("objects", "bike"),
        ("promise.due", "deadline"),
        ("acts.due", "until"),
    ]


def test_the_nearest_name_is_proposed() -> None:
    """Whoever writes a capital letter too much is told the right name."""
    (finding,) = misfits(replace(PLAIN, case=column("Case")), shop_log(), file="repairs.toml")
    assert finding.remedy == "Did you mean 'case'?"
    assert finding.expected == "one of activity, case, dept, end, who"


def test_types_of_objects_are_looked_for_too() -> None:
    """A log without objects of that type, or without any objects, is told as such."""
    mapping = LogMapping(case=Where(object="orders"))
    (finding,) = misfits(mapping, shop_log(), file="repairs.toml")
    assert finding.message == "The log has no type of objects of this name."
    assert finding.expected == "another place: the log has no type of objects"
    things = {"O-1": LogObject(id="O-1", type="orders")}
    assert told(mapping, replace(shop_log(), things=things)) == []


def test_logs_without_a_header_are_looked_through() -> None:
    """XES names no columns beforehand: those of its rows are there, however late they come."""
    late = object_event(6, "repair", "2026-03-02T08:00:00Z", bench="3")
    log = ShopLog(rows=(*USUAL, late), form=LogForm.XES)
    assert told(replace(PLAIN, person=column("bench")), log) == []
    assert told(replace(PLAIN, person=column("chair")), log) == [("person", "chair")]


def test_only_the_beginning_of_a_long_log_is_looked_through() -> None:
    """A column that first comes after 20,000 rows is not waited for."""
    rows = [event(1, case="R-1") for _ in range(20_000)]
    log = ShopLog(rows=(*rows, event(2, bench="3")), form=LogForm.XES)
    assert told(LogMapping(case=column("case"), person=column("bench")), log) == [("person", "bench")]
