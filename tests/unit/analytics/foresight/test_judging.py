"""Foresight judged on pasts of which everybody can say how good it was."""

import pytest

from tests.offices import files
from tests.plain_fact_table import PlainFactTable
from tests.tailors import FEW_TREES, past
from unisono.analytics.foresight.judging import NothingToJudge, judge
from unisono.analytics.foresight.learning import NothingToLearnFrom
from unisono.analytics.foresight.model import Way
from unisono.services.foreseeing import evaluate, read_tracks


def test_yardsticks_are_those_of_the_first_tracks() -> None:
    """Means after as many steps and the median of the first 64%, against what the last fifth took, by hand."""
    usual = [
        [("desk", "read", start), ("yard", "look", start + 24), ("desk", "close", start + 72)]
        for start in range(0, 8000, 100)
    ]
    slow = [
        [("desk", "read", start), ("yard", "look", start + 24), ("desk", "close", start + 120)]
        for start in range(8000, 10000, 100)
    ]
    found = evaluate(table=PlainFactTable(files(*usual, *slow)))
    assert (found.moments, found.tracks, found.model.tracks) == (20, 20, 80)
    assert found.model.way is Way.QUANTILES
    assert (found.errors.prefix_mean, found.errors.median) == (2.0, 2.0)
    assert 2.0 <= found.errors.mae < 3.0
    assert found.errors.promised is None
    assert found.coverage == 0.0


def test_a_shop_of_promises_is_judged_beside_what_was_said() -> None:
    """Silk that is always late is warned of; foresight errs less than the promise and the simple rules."""
    found = judge(read_tracks(table=PlainFactTable(past(100))), FEW_TREES)
    errors = found.errors
    assert errors.mae_promised is not None
    assert errors.promised is not None
    assert errors.mae_promised < errors.promised
    assert errors.mae < min(errors.prefix_mean, errors.median)
    assert found.coverage > 0.5
    (soon,) = (one for one in found.warnings if one.lead == 2)
    assert soon.late > 3
    assert soon.precision is not None
    assert soon.precision > 0.7
    assert soon.recall


def test_too_little_past_is_not_judged() -> None:
    """Where no track has a second step before its end, there is nothing to ask about."""
    with pytest.raises(NothingToJudge, match="Too little has happened"):
        evaluate(table=PlainFactTable(files(*[[("desk", "read", at), ("desk", "close", at + 1)] for at in range(40)])))


def test_one_past_case_is_refused_without_a_warning() -> None:
    """A log of one case has no others to learn from; nothing but the refusal is said."""
    with pytest.raises(NothingToLearnFrom, match="0 commitments and cases have ended"):
        evaluate(table=PlainFactTable(files([("desk", "read", 0), ("yard", "look", 5), ("desk", "close", 9)])))
