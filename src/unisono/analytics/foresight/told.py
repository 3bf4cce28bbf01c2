"""What the facts tell of commitments and cases, as expressions whose columns are numbers that are all told.

A *track* is one commitment, or one case of a log. Its *steps* are what happened to it: the pieces of work of a case,
the facts of a commitment. Tracks, stages, parties and other words are numbered from 0 in the order of their names.
Instants are seconds since 1970; what nobody told is NaN, an empty word is "".
"""

from typing import Final

import ibis

from unisono.analytics.commitments import PROMISES
from unisono.analytics.handovers import CASE
from unisono.analytics.tables import COMMITMENTS, FACTS, LINKS
from unisono.domain.acts.commitments import Needed, SlipNotified
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.warnings import WARNING_KINDS

WORDS: Final = ("purpose", "performer", "tier", "line")
"""What is told of a track once, in words."""

_NOTHING = float("nan")


def named_tracks() -> ibis.Table:
    """Return one row for each track.

    Columns: `track`, its number, and its `name`; `is_plain`, whether it is a case of which no commitment tells;
    `opened`, `ended` (when all of it was delivered), `is_given_up` (withdrawn, declined or revoked), `agreed` minutes,
    `asked`, when it is wanted; and the `WORDS`, each with its number (`purpose_number` ...).
    """
    owed = COMMITMENTS.select(
        name=COMMITMENTS.commitment,
        is_plain=ibis.literal(False),
        opened=_seconds(COMMITMENTS.requested_at),
        ended=_seconds(COMMITMENTS.delivered_at),
        is_given_up=COMMITMENTS.is_withdrawn | COMMITMENTS.is_declined | COMMITMENTS.is_revoked,
        agreed=COMMITMENTS.agreed_minutes.fill_null(_NOTHING),
        asked=_seconds(COMMITMENTS.asked_due),
        **{word: COMMITMENTS[word].fill_null("") for word in WORDS},
    )
    work = _work_on_cases()
    plain = work.anti_join(owed, work.name == owed.name)
    plain = plain.group_by("name").agg(opened=plain["at"].min())
    cases = plain.select(
        name=plain.name,
        is_plain=ibis.literal(True),
        opened=plain.opened,
        ended=ibis.literal(_NOTHING),
        is_given_up=ibis.literal(False),
        agreed=ibis.literal(_NOTHING),
        asked=ibis.literal(_NOTHING),
        **{word: ibis.literal("") for word in WORDS},
    )
    rows = ibis.union(owed, cases)
    numbers = {f"{word}_number": _number(rows, word) for word in WORDS}
    return rows.mutate(track=_number(rows, "name"), **numbers)


def steps(tracks: ibis.Table) -> ibis.Table:
    """Return one row for each step.

    Columns: `track`, `at`, `position`; `stage` and `party` with their numbers (`stage_number`, `party_number`). The
    stage of a piece of work is its activity, of another fact its kind; the party is the one that acted. That somebody
    was warned is no step: else a look would change what the next one sees.

    Args:
        tracks: as `named_tracks` makes them.
    """
    work = _work_on_cases()
    facts = FACTS.filter(FACTS.commitment.notnull() & ~FACTS.kind.isin(WARNING_KINDS))
    facts = facts.select(
        name=facts.commitment,
        at=_seconds(facts.happened_at),
        position=facts.position,
        stage=facts.kind,
        party=facts.actor_party,
    )
    facts = facts.anti_join(work, facts.name == work.name)
    rows = ibis.union(work, facts)
    rows = rows.inner_join(tracks.select("name", "track"), "name")
    return rows.mutate(stage_number=_number(rows, "stage"), party_number=_number(rows, "party"))


def terms(tracks: ibis.Table) -> ibis.Table:
    """Return one row for each time that a performer named: `track`, `at`, `due`, and `is_slip` (by a slip notice)."""
    is_slip = FACTS.kind == SlipNotified.__name__
    told = FACTS.mutate(is_slip=is_slip, told_due=is_slip.ifelse(FACTS.expected, FACTS.due))
    told = told.filter(told.kind.isin([*PROMISES, SlipNotified.__name__]) & told.told_due.notnull())
    rows = told.select(
        name=told.commitment, at=_seconds(told.happened_at), due=_seconds(told.told_due), is_slip=told.is_slip
    )
    return rows.inner_join(tracks.select("name", "track"), "name").select("track", "at", "due", "is_slip")


def needs(tracks: ibis.Table) -> ibis.Table:
    """Return one row for each need: `track` needs the track `needed`, as was known from `at`."""
    told = FACTS.filter((FACTS.kind == Needed.__name__) & FACTS.commitment.notnull())
    rows = told.select(name=told.commitment, input=told.needs, at=_seconds(told.happened_at))
    rows = rows.inner_join(tracks.select("name", "track"), "name")
    inputs = tracks.select(input=tracks.name, needed=tracks.track)
    return rows.inner_join(inputs, "input").select("track", "needed", "at")


def _work_on_cases() -> ibis.Table:
    work = FACTS.filter(FACTS.kind == WorkRecorded.__name__)
    work = work.select("position", "happened_at", "activity", "actor_party")
    cases = LINKS.filter(LINKS.type == CASE).select(name=LINKS.object, position=LINKS.position).distinct()
    rows = work.inner_join(cases, "position")
    return rows.select(
        name=rows.name,
        at=_seconds(rows.happened_at),
        position=rows.position,
        stage=rows.activity.fill_null(""),
        party=rows.actor_party,
    )


def _seconds(at: ibis.Value) -> ibis.Value:
    return at.truncate("s").epoch_seconds().cast("float64").fill_null(_NOTHING)


def _number(rows: ibis.Table, column: str) -> ibis.Value:
    return ibis.dense_rank().over(ibis.window(order_by=rows[column]))
