"""What the planner really decides for the bakery goes through all outputs."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.companies import bakery
from tests.runs import HASH, NOW, bakery_run
from tests.storage.outputs.pages import read_page
from unisono.analytics.room import room_by_night
from unisono.bootstrap import InlineExecutor
from unisono.domain.comparison import Way
from unisono.services.deciding import Effort, decide_all_ways
from unisono.services.preparing import prepare
from unisono.services.runs import Run
from unisono.services.telling import Silent
from unisono.storage.outputs.documents import read_plan
from unisono.storage.outputs.report.page import report_page
from unisono.storage.outputs.run_folder import write_outputs


@cache
def decided() -> Run:
    """Return a run whose four plans and answers are the planner's own."""
    ground = prepare(snapshot=replace(bakery(), content_hash=HASH), now=NOW)
    effort = Effort(iterations=2000, seed=3)
    comparison = decide_all_ways(ground=ground, effort=effort, executor=InlineExecutor(), tell=Silent()).comparison
    return replace(bakery_run(), segmentation=ground.segmentation, comparison=comparison)


def test_the_outputs_of_a_real_run_agree_with_each_other(tmp_path: Path) -> None:
    """The plan that was written is the plan that was made, and the summary counts its orders and its money."""
    run = decided()
    write_outputs(run, tmp_path / "out")
    assert read_plan(tmp_path / "out" / "plan.json") == run.plan
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary["contribution"]["together"] == float(run.plan.contribution.total)
    told = summary["orders"]
    assert told["accepted"] + told["declined"] + told["postponed"] + told["unmade_firm"] == len(bakery().orders)
    assert told["late"] == run.figures(Way.TOGETHER).late


def test_every_order_of_a_real_run_is_on_the_page() -> None:
    """Each order has its row among the promises, and each no says why."""
    rows = read_page(report_page(decided())).by_id("promises-table").all("tbody")[0].all("tr")
    assert {row.all("th")[0].words() for row in rows} == {order.id for order in bakery().orders}
    noes = [row for row in rows if row.attributes["data-kind"] in {"declined", "postponed"}]
    assert noes
    assert all(row.all("td")[-1].words() for row in noes)


def test_the_planner_and_the_report_see_the_same_fullest_night() -> None:
    """The highest room that the planner reckons is the highest point of the report's chart, in all four ways."""
    run = decided()
    for way in Way:
        nights = room_by_night(run.snapshot, run.comparison.plans[way])
        assert max(night.room for night in nights) == run.figures(way).highest_room
