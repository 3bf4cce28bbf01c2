"""How the worth of slots is measured."""

from dataclasses import replace

import pytest

from benchmarks.slots import SHARES, WAYS, in_hindsight, main, market_of, measure, table_row
from unisono.engines.allocating.rehearsing import Rule, rehearse


def test_one_year_is_not_enough() -> None:
    """A single year says nothing about the next one and is refused."""
    with pytest.raises(SystemExit, match="2"):
        main(["--seeds", "1"])


def test_a_market_wants_its_load() -> None:
    """At high load a quarter more is wanted than there is, a quarter of it by gold."""
    market = market_of(load="high", tiers="unlike", leads="mixed")
    assert sum(SHARES.values()) == 1
    assert [tier.hours_per_week for tier in market.tiers] == pytest.approx([31.25, 43.75, 50])


@pytest.mark.parametrize("rule", Rule)
def test_nobody_beats_hindsight(rule: Rule) -> None:
    """Whoever knows all orders of a quarter earns more than any rule that meets them one by one."""
    market = replace(market_of(load="high", tiers="unlike", leads="cheap early"), weeks=13)
    outcome = rehearse(market, rule, seed=5, renewed=True)
    assert 0 < outcome.contribution < in_hindsight(market, seed=5)


def test_a_cell_is_told_in_a_row() -> None:
    """The row has the cell, gold without protection, a gain for each other way, and hindsight."""
    cell = measure(load="low", tiers="alike", leads="mixed", renewed=False, seeds=2)
    row = table_row(cell).split(" | ")
    assert row[0] == "mixed, alike, low"
    assert len(row) == 1 + len(WAYS) + 1
    assert float(row[-1]) == cell["hindsight_percent"]
