"""What is still to come in a tailor's shop, learned from its past."""

from datetime import timedelta

import numpy as np
import pytest

from tests.commitments import MONDAY
from tests.plain_fact_table import PlainFactTable
from tests.tailors import FEW_TREES, past, until
from unisono.analytics.foresight.learning import NothingToLearnFrom
from unisono.analytics.foresight.model import Model, Way
from unisono.services.foreseeing import foresee, train

AFTERWARDS = MONDAY + timedelta(hours=8 * 120)
DAY = 86_400.0


@pytest.fixture(scope="module")
def shop() -> PlainFactTable:
    """Return what had happened in the shop when its last coat was asked for."""
    return PlainFactTable(until(past(120, mending=100), AFTERWARDS))


@pytest.fixture(scope="module")
def model(shop: PlainFactTable) -> Model:
    """Return what was learned in the shop by then."""
    return train(table=shop, params=FEW_TREES)


def test_only_what_is_open_is_foreseen(shop: PlainFactTable, model: Model) -> None:
    """Every commitment and case of which something is still to come has an outlook; what ended or was given up none."""
    outlooks = foresee(table=shop, model=model, now=AFTERWARDS)
    ended = {one.commitment for one in until(past(120), AFTERWARDS) if one.kind in {"Delivered", "Withdrawn"}}
    asked = {f"{what} {number}" for what in ("coat", "wool") for number in range(1, 121)}
    assert set(outlooks.names) == asked - ended
    assert len(outlooks.names) > 10


def test_silk_takes_longer_and_is_late(shop: PlainFactTable, model: Model) -> None:
    """Of two coats asked for at the same time the one of silk comes later, and is more likely to be late."""
    assert model.way is Way.BOOSTING
    outlooks = foresee(table=shop, model=model, now=AFTERWARDS).of(["coat 119", "coat 116"])
    plain, silk = outlooks.median / DAY
    assert plain < silk
    due = np.array([10 * DAY - 8 * 3600, 10 * DAY - 4 * 8 * 3600])
    chances = outlooks.chance_beyond(due)
    assert chances[0] < 0.5 < chances[1]


def test_the_past_is_seen_as_it_was(model: Model) -> None:
    """Looking from an earlier moment gives the same outlooks whether or not later facts are in the ledger."""
    then = MONDAY + timedelta(hours=8 * 60)
    told = past(120, mending=100)
    later = foresee(table=PlainFactTable(told), model=model, now=then)
    early = foresee(table=PlainFactTable(until(told, then)), model=model, now=then)
    owed = [name for name in early.names if not name.startswith("mending")]
    assert set(owed) <= set(later.names)
    assert later.of(owed).seconds == pytest.approx(early.of(owed).seconds)


def test_the_same_facts_give_the_same_model(shop: PlainFactTable, model: Model) -> None:
    """Learning again tells the same, and another seed something else."""
    again = train(table=shop, params=FEW_TREES)
    assert (again.scores == model.scores).all()
    one, two = (foresee(table=shop, model=made, now=AFTERWARDS) for made in (model, again))
    assert (one.seconds == two.seconds).all()


def test_a_short_past_is_told_by_quantiles() -> None:
    """With few coats delivered the past is told without trees, and at fewer levels."""
    table = PlainFactTable(until(past(40), MONDAY + timedelta(hours=8 * 40)))
    learned = train(table=table)
    assert learned.way is Way.QUANTILES
    outlooks = foresee(table=table, model=learned, now=MONDAY + timedelta(hours=8 * 40))
    assert outlooks.levels.min() > 0.01
    supplies, coats = ([name for name in outlooks.names if name.startswith(what)] for what in ("wool", "coat"))
    assert outlooks.of(coats).median.mean() > outlooks.of(supplies).median.mean() > 0


def test_nothing_is_foreseen_without_a_past() -> None:
    """Where next to nothing has ended, there is nothing to learn from."""
    with pytest.raises(NothingToLearnFrom, match="0 commitments and cases have ended, and at least 5"):
        train(table=PlainFactTable(until(past(3), MONDAY + timedelta(hours=20))))
