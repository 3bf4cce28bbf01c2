"""A planner plans, again and again, on one core or two, and stops when it takes too long."""

import json
import signal
from pathlib import Path

import pytest

from tests.command_line import AS_IF_ON_A_TERMINAL, KITCHEN, STEEL, Running, unisono, write_company


@pytest.fixture(name="company", scope="module")
def _company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bakery."""
    return write_company(tmp_path_factory.mktemp("thorn") / "bakery")


def plan(company: Path, out: Path, *options: object) -> bytes:
    """Return the plan.json that a command with these options writes."""
    assert unisono("plan", company, "--out", out, *options).code == 0
    return (out / "plan.json").read_bytes()


def test_the_same_seed_gives_the_same_plan(company: Path, tmp_path: Path) -> None:
    """With counted moves a plan is the same to the last byte, whether its chains run at once or one after the other."""
    options = ("--iterations", "2000", "--chains", "3", "--seed", "7")
    alone = plan(company, tmp_path / "alone", *options, "--workers", "1")
    at_once = plan(company, tmp_path / "at_once", *options, "--workers", "3")
    assert alone == at_once


def test_another_seed_is_written_into_the_plan(company: Path, tmp_path: Path) -> None:
    """A plan says how it was made, so that it can be made again."""
    document = json.loads(plan(company, tmp_path, "--iterations", "50", "--seed", "8"))
    assert document["seed"] == 8
    assert document["parameters"] == {"way": "together", "seed": 8, "chains": 2, "iterations": 50}


def test_people_and_programs_are_told_the_same(company: Path, tmp_path: Path) -> None:
    """What the plan earns and how many orders it accepts stands in the sentence, the document and the file."""
    options = ("--iterations", "200", "--out", tmp_path)
    told, document = unisono("plan", company, *options), unisono("plan", company, *options, "--json").document
    body = json.loads((tmp_path / "plan.json").read_text("utf-8"))["body"]
    assert f"{document['contribution']:,.2f} in one week" in told.out
    assert f"accepts {document['orders']['accepted']}" in told.out
    kinds = [answer["kind"] for answer in body["answers"]]
    assert {kind: kinds.count(kind) for kind in ("accepted", "postponed", "declined")}.items() <= document[
        "orders"
    ].items()
    assert document["plan"] == str(tmp_path / "plan.json")
    assert document["interrupted"] is False


def test_now_overrides_the_moment_of_the_data(company: Path, tmp_path: Path) -> None:
    """Planned from Tuesday noon, nothing starts before; a moment after the horizon makes no sense."""
    document = json.loads(plan(company, tmp_path, "--iterations", "50", "--now", "2026-03-03T12:00"))
    assert document["now"] == "2026-03-03T11:00:00Z"
    assert min(operation["start"] for operation in document["body"]["operations"]) >= document["now"]
    late = unisono("plan", company, "--out", tmp_path, "--now", "2026-03-09T00:00")
    assert late.code == 2
    assert "planned time ends" in " ".join(late.beside.replace("│", " ").split())


def test_a_place_that_cannot_be_written_to_is_told(company: Path) -> None:
    """When plan.json has no place to go, one sentence says so."""
    told = unisono("plan", company, "--iterations", "20", "--out", company / "orders.csv", "--json")
    assert told.code == 1
    assert "cannot be written" in told.document["refusal"]


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_keeps_the_best_plan_so_far(tmp_path: Path, workers: int) -> None:
    """Whoever has waited long enough gets the best plan found until then, and the code of an interruption."""
    options = ("--seconds", "3600", "--workers", workers, "--out", tmp_path, "--json")
    with Running("plan", KITCHEN, *options, **AS_IF_ON_A_TERMINAL) as running:
        running.wait_until_it_says("Plan together")
        running.process.send_signal(signal.SIGINT)
        said = running.end()
    assert said.code == 130
    assert said.document["interrupted"] is True
    assert json.loads((tmp_path / "plan.json").read_text("utf-8"))["parameters"]["interrupted"] == 1


def test_a_second_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    """Whoever presses Ctrl-C twice does not wait for the answers to all orders, and nothing is written."""
    options = ("--seconds", "3600", "--chains", "1", "--out", tmp_path)
    with Running("plan", STEEL, *options, **AS_IF_ON_A_TERMINAL) as running:
        running.wait_until_it_says("Plan together")
        running.process.send_signal(signal.SIGINT)
        running.wait_until_it_says("Ctrl-C again ends at once")
        running.process.send_signal(signal.SIGINT)
        assert running.end().code == 130
    assert list(tmp_path.iterdir()) == []
