"""The figures that other programs want first."""

import json

from tests.runs import HASH, bakery_run
from unisono.domain.comparison import Way
from unisono.storage.outputs.report.first_screen import worth_sentence
from unisono.storage.outputs.summary import summary_text


def test_the_summary_holds_what_was_agreed() -> None:
    """Currency, money of the four ways, orders by fate, punctuality by tier, changeover hours, findings and seconds."""
    run = bakery_run()
    read = json.loads(summary_text(run))
    assert read["currency"] == "EUR"
    assert read["contribution"] == {way.value: float(run.figures(way).contribution) for way in Way}
    assert read["orders"] == {"accepted": 5, "declined": 2, "postponed": 1, "late": 0, "unmade_firm": 0}
    assert read["on_time"] == {"gold": 1, "silver": 0.5, "standard": None}
    assert read["changeover_hours"] == 2
    assert read["findings"] == 1
    assert read["seconds"] == 2.75


def test_the_summary_says_what_deciding_together_is_worth() -> None:
    """The three parts add up to the total, and the sentence is the report's."""
    run = bakery_run()
    read = json.loads(summary_text(run))
    worth = read["worth"]
    assert worth["over"] == "production_alone"
    assert round(worth["from_noes"] + worth["from_campaigns"] + worth["from_stock"], 6) == worth["total"]
    assert read["sentence"] == worth_sentence(run)


def test_the_summary_can_be_traced() -> None:
    """It names the data, the seed and the parameters it was made with."""
    read = json.loads(summary_text(bakery_run()))
    assert (read["snapshot_hash"], read["seed"], read["parameters"]["seconds"]) == (HASH, 7, 2.5)
    assert read["now"] == "2026-03-02T05:00:00Z"
