"""What is known at a moment: counted by hand, and nothing of what came later."""

from datetime import timedelta

import numpy as np
import pytest

from tests.commitments import MONDAY
from tests.offices import files
from tests.plain_fact_table import PlainFactTable
from tests.tailors import past, until
from unisono.analytics.foresight.features import features_of
from unisono.analytics.foresight.moments import at_steps, at_times, known, looks
from unisono.analytics.foresight.tracks import Tracks
from unisono.domain.facts import Fact
from unisono.services.foreseeing import read_tracks

HOUR = 3600.0


def tracks_in(facts: list[Fact]) -> Tracks:
    """Return the tracks that facts tell of."""
    return read_tracks(table=PlainFactTable(facts))


def test_a_case_is_known_by_what_was_done() -> None:
    """Steps, handovers, stages, gaps and work in progress of two files, counted by hand; the last step is the end."""
    to_and_fro = [("desk", "read", 0.0), ("yard", "look", 2.0), ("desk", "read", 5.0), ("desk", "close", 9.0)]
    told = tracks_in(files(to_and_fro, [("yard", "look", 1.0), ("desk", "close", 3.0)]))
    assert told.ended.tolist() == [MONDAY.timestamp() + hours * HOUR for hours in (9.0, 3.0)]
    steps = at_steps(told)
    stages = told.vocabulary["stage"]
    seen = known(told, steps, [stages.index("read")])
    assert [stages[number] for number in seen["stage"]] == ["read", "look", "read", "look"]
    assert seen["steps"].tolist() == [1, 2, 3, 1]
    assert seen["handovers"].tolist() == [0, 1, 2, 0]
    assert seen["count of read"].tolist() == [1, 1, 2, 0]
    assert (seen["gap"] / HOUR).tolist() == pytest.approx([np.nan, 2, 3, np.nan], nan_ok=True)
    assert (seen["elapsed"] / HOUR).tolist() == [0, 2, 5, 0]
    assert seen["in progress"].tolist() == [1, 2, 2, 2]
    assert (steps.remaining(told)[0] / HOUR).tolist() == [9, 7, 4, 2]


def test_a_commitment_is_known_by_what_was_said() -> None:
    """The promise, the time since, and the input that is still to come stand with a coat; the wool is in the store."""
    told = tracks_in(until(past(1), MONDAY + timedelta(hours=10)))
    coat = told.names.index("coat 1")
    at = np.array([told.opened[coat] + HOUR, told.opened[coat] + 1000 * HOUR])
    seen = known(told, at_times(told, np.array([coat, coat]), at), [])
    assert (seen["promised in"] / HOUR).tolist() == [239, -760]
    assert (seen["silence"] / HOUR).tolist() == [1, 1000]
    assert (seen["inputs"].tolist(), seen["inputs open"].tolist()) == ([1, 1], [1, 1])
    assert (seen["inputs expected in"] / HOUR).tolist() == [47, -952]
    whole = tracks_in(past(1))
    later = known(whole, at_times(whole, np.array([coat]), at[1:]), [])
    assert (later["inputs"].tolist(), later["inputs open"].tolist()) == ([1], [0])


@pytest.mark.parametrize("hours", [90, 200, 333])
def test_what_comes_later_changes_nothing_that_was_known(hours: int) -> None:
    """Every column at every moment so far is the same, whether or not later facts are told."""
    then = MONDAY + timedelta(hours=hours)
    facts = past(40, mending=40)
    whole, early = tracks_in(facts), tracks_in(until(facts, then))
    moments = at_steps(early).and_then(looks(early, each=3, seed=2))
    features = features_of(early, moments)
    later = np.array([whole.names.index(early.names[track]) for track in moments.track])
    same = at_times(whole, later, moments.at)
    assert len(features.columns) > 25
    told = features.matrix(early, at_times(early, moments.track, moments.at))
    assert features.matrix(whole, same) == pytest.approx(told, nan_ok=True)
    cut = whole.known_at(then.timestamp())
    assert features.matrix(cut, at_times(cut, later, moments.at)) == pytest.approx(told, nan_ok=True)


def test_tracks_are_looked_at_all_along() -> None:
    """Each part of a life is looked at once, and a life that goes on is looked at until now."""
    told = tracks_in(until(past(20), MONDAY + timedelta(hours=200)))
    seen = looks(told, each=4, seed=7)
    end = np.where(told.is_closed, told.ended, told.until)
    share = (seen.at - told.opened[seen.track]) / np.maximum(1, end - told.opened)[seen.track]
    assert (np.floor(share * 4) == np.tile(np.arange(4), len(seen) // 4))[
        end[seen.track] > told.opened[seen.track]
    ].all()
