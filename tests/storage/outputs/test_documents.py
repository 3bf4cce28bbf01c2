"""Plans and agendas are written so that they can be read back, by us and by others."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.runs import HASH, NOW, bakery_run
from unisono.domain.findings import Finding
from unisono.domain.plans import Plan, UnmadeFirmOrder
from unisono.storage.outputs.documents import agenda_text, plan_text, read_agenda, read_plan, write_plan

PLAN = replace(
    bakery_run().plan,
    waits={"B-3": datetime(2026, 3, 5, 21, tzinfo=UTC)},
    unmade_firm=(UnmadeFirmOrder(order="B-2", reason="No line can make it."),),
)


def spoil(path: Path, **changed: Any) -> Path:  # noqa: ANN401 - whatever JSON may hold
    """Write the plan with some of its names changed, or left out where the value is an ellipsis."""
    document = {**json.loads(plan_text(PLAN)), **changed}
    path.write_text(json.dumps({name: value for name, value in document.items() if value is not ...}))
    return path


def the_finding(read: object) -> Finding:
    """Return the one finding that stands in place of a document."""
    assert isinstance(read, tuple)
    (finding,) = read
    assert isinstance(finding, Finding)
    return finding


def test_a_plan_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Orders, times, money, stock, answers, prices and dates of yes: nothing is lost and nothing is rounded."""
    write_plan(PLAN, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == PLAN


def test_an_agenda_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Rows, options, whom they touch and who decides: nothing is lost."""
    agenda = bakery_run().agenda
    (tmp_path / "agenda.json").write_text(agenda_text(agenda), "utf-8")
    assert read_agenda(tmp_path / "agenda.json") == agenda


def test_a_plan_says_what_it_was_made_from() -> None:
    """Format, hash of the data, parameters, seed and moment stand at the head of the file."""
    document = json.loads(plan_text(PLAN))
    head = {name: value for name, value in document.items() if name != "body"}
    assert head == {
        "format": "unisono-plan/1",
        "snapshot_hash": HASH,
        "seed": 7,
        "parameters": {"way": "together", "seed": 7, "seconds": 2.5},
        "now": "2026-03-02T05:00:00Z",
    }


def test_money_is_a_number_with_exactly_its_digits() -> None:
    """Other programs get numbers, not texts, and a reader of decimals gets every digit."""
    fine = replace(PLAN, contribution=replace(PLAN.contribution, revenue=Decimal("1234567890123456.70")))
    assert '"revenue": 1234567890123456.70,' in plan_text(fine)


def test_times_carry_their_zone() -> None:
    """Every instant is ISO 8601 in UTC."""
    body = json.loads(plan_text(PLAN))["body"]
    assert all(operation["start"].endswith("Z") for operation in body["operations"])
    assert datetime.fromisoformat(body["waits"]["B-3"]) == PLAN.waits["B-3"]


@pytest.mark.parametrize(
    ("changed", "place", "said"),
    [
        ({"format": "unisono-plan/9"}, "format", "unisono-plan/1"),
        ({"body": []}, "body", "expected an object"),
        ({"snapshot_hash": ...}, "snapshot_hash", "expected a value"),
        ({"snapshot_hash": 12}, "snapshot_hash", "expected a text"),
        ({"now": "2026-03-02T06:00"}, "now", "expected an instant"),
        ({"now": "yesterday"}, "now", "expected an instant"),
        ({"parameters": {"seed": [1]}}, "parameters.seed", "expected"),
    ],
)
def test_a_spoilt_head_is_a_finding(tmp_path: Path, changed: dict[str, Any], place: str, said: str) -> None:
    """A plan of another format, or with a head that does not fit, is refused with the place and what was expected."""
    finding = the_finding(read_plan(spoil(tmp_path / "plan.json", **changed)))
    assert finding.source.column == place
    assert said in finding.message
    assert finding.remedy


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("line", None, "operations[1].line"),
        ("quantity", "many", "operations[1].quantity"),
        ("work_minutes", 1.5, "operations[1].work_minutes"),
        ("colour", "red", "operations[1].colour"),
    ],
)
def test_a_spoilt_operation_is_found_where_it_stands(tmp_path: Path, name: str, value: object, place: str) -> None:
    """The finding names the operation, counted from 0, and the name in it."""
    body = json.loads(plan_text(PLAN))["body"]
    body["operations"][1][name] = value
    finding = the_finding(read_plan(spoil(tmp_path / "plan.json", body=body)))
    assert finding.source.column == place


def test_an_answer_that_nobody_gives_is_refused(tmp_path: Path) -> None:
    """An order is accepted, postponed or declined, and nothing else."""
    body = json.loads(plan_text(PLAN))["body"]
    body["answers"][0]["kind"] = "perhaps"
    finding = the_finding(read_plan(spoil(tmp_path / "plan.json", body=body)))
    assert finding.value == "perhaps"
    assert "accepted, postponed, declined" in finding.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no UTF-8"),
        (b"[]", "format"),
        (b'{"format": NaN}', "expected a number"),
    ],
)
def test_a_file_that_is_no_plan_is_a_finding(tmp_path: Path, content: bytes, said: str) -> None:
    """Whatever is in the file, nobody sees a traceback."""
    (tmp_path / "plan.json").write_bytes(content)
    assert said in the_finding(read_plan(tmp_path / "plan.json")).message


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    """A wrong name is told with the name."""
    finding = the_finding(read_plan(tmp_path / "plan.json"))
    assert finding.source.file == "plan.json"
    assert "cannot be read" in finding.message


def test_an_agenda_is_no_plan(tmp_path: Path) -> None:
    """The two kinds of documents are not mixed up."""
    (tmp_path / "agenda.json").write_text(agenda_text(bakery_run().agenda), "utf-8")
    assert the_finding(read_plan(tmp_path / "agenda.json")).value == "unisono-agenda/1"


def test_reading_gives_instants_in_utc(tmp_path: Path) -> None:
    """A plan that was written elsewhere in another zone is the same plan."""
    path = spoil(tmp_path / "plan.json", now="2026-03-02T06:00:00+01:00")
    plan = read_plan(path)
    assert isinstance(plan, Plan)
    assert plan.now == NOW
    assert plan.now.tzinfo is UTC


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"a": ' * 100_000,
        "9" * 5_000,
        "1e99999999999999999999",
        "1e5000",
        "-1.5e-4000",
        "\ufeff{}",
        "\x00",
    ],
    ids=["brackets", "braces", "digits", "exponent", "huge", "tiny", "mark", "NUL"],
)
def test_a_hostile_document_is_a_finding(tmp_path: Path, content: str) -> None:
    """Deep brackets and endless numbers are told, and take no time."""
    path = tmp_path / "plan.json"
    path.write_text(content, "utf-8")
    finding = the_finding(read_plan(path))
    assert finding.source.file == "plan.json"
    assert len(finding.value or "") <= 80


def test_a_pipe_in_place_of_a_plan_does_not_hang(tmp_path: Path) -> None:
    """What is no file is told and not opened."""
    os.mkfifo(tmp_path / "plan.json")
    assert the_finding(read_plan(tmp_path / "plan.json")).code == "not-a-file"
