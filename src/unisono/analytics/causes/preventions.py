"""Preventions: commitments to keep a cause from happening again, and how far each of them is."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

import ibis

from unisono.analytics.tables import COMMITMENTS, FACTS
from unisono.domain.acts.commitments import Purpose


class Standing(StrEnum):
    """How far a prevention is."""

    ASKED = "asked for"
    AGREED = "agreed"
    DONE = "done, not yet accepted"
    ACCEPTED = "done and accepted"
    OFF = "given up"


OPEN = frozenset({Standing.ASKED, Standing.AGREED})
"""Somebody is to do something, or to say that nobody will."""


class Prevention(NamedTuple):
    """Who does what against a cause until when; moments are seconds since 1970."""

    commitment: str
    cause: str
    requester: str
    owner: str
    task: str
    due: int | None
    done: int | None
    standing: Standing


def preventions_told() -> ibis.Table:
    """Return the preventions of a ledger in the order in which they were asked for."""
    tasks = FACTS.filter(FACTS.kind == "Requested").select(place=FACTS.position, task=FACTS.task)
    asked = COMMITMENTS.filter(COMMITMENTS.purpose == Purpose.PREVENT.value)
    rows = asked.left_join(tasks, asked.requested_position == tasks.place)
    return rows.select(
        "commitment",
        "requester",
        "task",
        cause=rows.subject,
        owner=rows.performer,
        due=rows.last_due.fill_null(rows.asked_due).epoch_seconds(),
        done=rows.delivered_at.epoch_seconds(),
        is_promised=rows.promised_at.notnull(),
        is_signed=rows.unanswered == 0,
        is_off=rows.is_withdrawn | rows.is_declined | rows.is_revoked,
        position=rows.requested_position,
    ).order_by("position")


def prevention_of(row: Mapping[str, object]) -> Prevention:
    """Return a row of `preventions_told` as a prevention."""
    return Prevention(
        commitment=str(row["commitment"]),
        cause=str(row["cause"] or ""),
        requester=str(row["requester"]),
        owner=str(row["owner"]),
        task=str(row["task"] or ""),
        due=_second(row["due"]),
        done=_second(row["done"]),
        standing=_standing(row),
    )


def _standing(row: Mapping[str, object]) -> Standing:
    if row["done"] is not None:
        return Standing.ACCEPTED if row["is_signed"] else Standing.DONE
    if row["is_off"]:
        return Standing.OFF
    return Standing.AGREED if row["is_promised"] else Standing.ASKED


def _second(value: object) -> int | None:
    return None if value is None else int(float(str(value)))
