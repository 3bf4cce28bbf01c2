"""Handovers, ping-pong and rework of small files, each counted by hand."""

from tests.offices import files
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.friction.touches import again, attribute, passed, touches
from unisono.analytics.tables import FACTS, HANDOVERS
from unisono.domain.facts import UNRECORDED

TO_AND_FRO = (
    ("front desk", "take in", 1.0),
    ("front desk", "ask for papers", 2.0),
    ("review", "check", 3.0),
    ("front desk", "ask for papers", 4.0),
    ("review", "check", 5.0),
    ("review", "decide", 6.0),
    ("archive", "file away", 7.0),
)


def pairs(table: PlainFactTable, flag: str = "") -> list[tuple[object, object]]:
    """Return who passed a file to whom, in order, where a flag is set."""
    rows = table.rows(passed(touches()).order_by("position"))
    return [(row["from_party"], row["party"]) for row in rows if not flag or row[flag]]


def test_a_file_that_goes_to_and_fro() -> None:
    """Going back to who had it two turns before is ping-pong; the stricter count wants the same activity to begin."""
    table = PlainFactTable(files(TO_AND_FRO))
    assert pairs(table) == [
        ("front desk", "review"),
        ("review", "front desk"),
        ("front desk", "review"),
        ("review", "archive"),
    ]
    assert pairs(table, "is_ping_pong") == [("review", "front desk"), ("front desk", "review")]
    assert pairs(table, "is_same_activity") == [("front desk", "review")]


def test_the_same_person_may_do_things_twice_without_a_handover() -> None:
    """Who repeats work without letting go of the file plays no ping-pong and does no rework."""
    alone = [(party, what, at) for (_, what, at), party in zip(TO_AND_FRO, ["desk"] * 6 + ["archive"], strict=True)]
    table = PlainFactTable(files(alone))
    assert pairs(table) == [("desk", "archive")]
    assert pairs(table, "is_ping_pong") == []
    assert table.rows(again(touches())) == []


def test_handovers_are_those_that_the_kpis_count() -> None:
    """The handovers between parties are the ones behind the KPI of that name."""
    table = PlainFactTable(files(TO_AND_FRO, TO_AND_FRO[2:], took=0.5))
    ours = table.rows(passed(touches()).select("from_position", "position", "left_at", "arrived_at"))
    theirs = table.rows(HANDOVERS.select("from_position", "to_position", "left_at", "arrived_at"))
    assert sorted(tuple(row.values()) for row in ours) == sorted(tuple(row.values()) for row in theirs)


def test_work_that_is_done_again() -> None:
    """Rework is an activity that came before another party's touch; other work after a return is told apart."""
    steps = [*TO_AND_FRO[:4], ("front desk", "call the applicant", 4.5), *TO_AND_FRO[4:]]
    rows = PlainFactTable(files(steps)).rows(again(touches()).order_by("position"))
    assert [(row["activity"], row["from_party"], row["party"], row["is_rework"]) for row in rows] == [
        ("ask for papers", "review", "front desk", True),
        ("call the applicant", "review", "front desk", False),
        ("check", "front desk", "review", True),
        ("decide", "front desk", "review", False),
    ]


def test_who_is_not_told_is_passed_over() -> None:
    """Work of nobody makes no handover, and does not break one."""
    steps = [("desk", "take in", 1.0), (UNRECORDED, "scan", 2.0), ("review", "check", 3.0)]
    assert pairs(PlainFactTable(files(steps))) == [("desk", "review")]


def test_any_attribute_may_say_whose_work_it_is() -> None:
    """Work is told apart by what the log says under a name, whatever letters the name has."""
    north = files([("desk", "take in", 1.0)], told={'case:"site" ü': "north"})
    south = files([], [("desk", "check", 2.0)], told={'case:"site" ü': "south"})
    table = PlainFactTable([*north, *south, *files([], [], [("desk", "scan", 3.0)])])
    values = table.rows(FACTS.select(site=attribute('case:"site" ü')))
    assert [row["site"] for row in values] == ["north", "south", None]
    rows = table.rows(touches('case:"site" ü').order_by("position"))
    assert [row["party"] for row in rows] == ["north", "south"]
