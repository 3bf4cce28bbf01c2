"""What the facts tell of commitments and cases, so far as shares need it: expressions, and the rows made of them.

Moments are whole seconds since 1970; lengths are seconds. The tables are those of `unisono.analytics.tables`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import ibis

from unisono.analytics.handovers import CASE
from unisono.analytics.rows import Rows, grouped, made, text, whole
from unisono.analytics.tables import COMMITMENTS, DELIVERIES, FACTS, LINKS
from unisono.analytics.waiting import read_needs
from unisono.domain.facts import UNRECORDED


class Commitment(NamedTuple):
    """A commitment and what became of it; `agreed` is in seconds, `due` the first promised time, `promised` when."""

    commitment: str
    requester: str
    performer: str
    purpose: str
    subject: str
    unit: str
    agreed: int | None
    requested: int
    asked: int | None
    due: int | None
    delivered: int | None
    quantity: float | None
    good: float
    rejected: float
    is_off: bool
    promised: int | None = None
    tier: str = ""
    line: str = ""


class Change(NamedTuple):
    """A promise that was changed, by the decision of its owner."""

    commitment: str
    due: int | None
    quantity: float | None
    owner: str
    reason: str
    position: int


class Refusal(NamedTuple):
    """That not all of a delivery was taken: when it was handed over, why not, and through whom it was wrong."""

    commitment: str
    at: int
    reason: str
    party: str


class Work(NamedTuple):
    """A piece of work on a case."""

    case: str
    activity: str
    party: str
    ended: int
    position: int


class Move(NamedTuple):
    """An order whose work was moved against the plan, and who decided so."""

    order: str
    owner: str
    reason: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that shares are made from, by the names of commitments and orders."""

    commitments: Mapping[str, Commitment]
    inputs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    on_line: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)
    overrides: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    moves: Mapping[str, Move] = field(default_factory=dict)
    begun: Mapping[str, int] = field(default_factory=dict)
    work: Mapping[str, Sequence[Work]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    plans: Sequence[int] = ()
    """When plans came into force."""


def read_told(rows: Rows) -> Told:
    """Return what the facts tell, read in a few queries for all commitments.

    Args:
        rows: asks the fact table.
    """
    needs = read_needs(rows)
    commitments = {item.commitment: item for item in made(Commitment, rows(_commitments()))}
    return Told(
        commitments=commitments,
        inputs=needs.inputs,
        on_line=needs.on_line,
        changes=grouped((change.commitment, change) for change in made(Change, rows(_changes()))),
        overrides=_moments(rows(_overrides())),
        refusals={refusal.commitment: refusal for refusal in made(Refusal, rows(_refusals()))},
        moves={move.order: move for move in made(Move, rows(_moves()))},
        begun={name: at for name, (at, _) in _moments(rows(_beginnings())).items()},
        work=grouped((work.case, work) for work in made(Work, rows(_work()))),
        reasons={str(row["commitment"]): text(row["reason"]) for row in rows(_reasons())},
        plans=[whole(row["at"]) or 0 for row in rows(_plans())],
    )


def _moments(rows: Iterable[Mapping[str, object]]) -> dict[str, tuple[int, str]]:
    """Return a moment and a reason for each commitment."""
    return {str(row["commitment"]): (whole(row["at"]) or 0, text(row.get("reason"))) for row in rows}


def _commitments() -> ibis.Table:
    rows = COMMITMENTS
    return rows.select(
        "commitment",
        "requester",
        "performer",
        "purpose",
        "subject",
        "tier",
        "unit",
        agreed=(rows.agreed_minutes * 60).round().cast("int64"),
        requested=rows.requested_at.epoch_seconds(),
        asked=rows.asked_due.epoch_seconds(),
        due=rows.first_due.epoch_seconds(),
        delivered=rows.delivered_at.epoch_seconds(),
        quantity=rows.first_quantity,
        good=rows.good,
        rejected=rows.rejected,
        is_off=rows.is_withdrawn | rows.is_declined | rows.is_revoked,
        promised=rows.promised_at.epoch_seconds(),
        line=rows.line,
    )


def _changes() -> ibis.Table:
    rows = FACTS.filter((FACTS.kind == "Renegotiated") & FACTS.commitment.notnull())
    return rows.select("commitment", "quantity", "owner", "reason", "position", due=rows.due.epoch_seconds()).order_by(
        "position"
    )


def _overrides() -> ibis.Table:
    """Promises before what the plan said, with their reasons."""
    rows = FACTS.filter((FACTS.kind == "Promised") & (FACTS.planned > FACTS.due))
    told = rows.select("commitment", "reason", "position", at=rows.planned.epoch_seconds())
    return told.order_by(told.position.desc())


def _plans() -> ibis.Table:
    rows = FACTS.filter(FACTS.kind == "PlanPublished")
    return rows.select("position", at=rows.happened_at.epoch_seconds()).order_by("position")


def _refusals() -> ibis.Table:
    """The first deliveries of which something was not taken, or missing.

    Where nothing was rejected, and the dispute ended at less than was said to be handed over, it was wrong through the
    performer: that is what was found out. Whatever else was wrong is unrecorded.
    """
    said = FACTS.filter(FACTS.kind.isin(("Rejected", "HandoverDisputed", "DisputeSettled")))
    said = said.filter(said.commitment.notnull())
    refused = said.group_by("commitment").agg(
        refused_at=said.happened_at.min(where=said.kind != "DisputeSettled"),
        rejections=said.count(where=said.kind == "Rejected"),
        why=said.reason.max(where=said.kind == "Rejected"),
        found=said.reason.max(where=said.kind == "DisputeSettled"),
    )
    rows = refused.inner_join(DELIVERIES, "commitment").inner_join(
        COMMITMENTS.select("commitment", "performer"), "commitment"
    )
    rows = rows.filter(rows.delivered_at <= rows.refused_at)
    is_given_in = (rows.rejections == 0) & (rows.settled < rows.delivered)
    reason = is_given_in.ifelse(rows.found, rows.why).fill_null("it was counted differently")
    rows = rows.mutate(reason=reason, party=is_given_in.ifelse(rows.performer, UNRECORDED))
    return rows.group_by("commitment").agg(
        at=rows.delivered_at.max().epoch_seconds(),
        reason=rows.reason.argmax(rows.delivered_at),
        party=rows.party.argmax(rows.delivered_at),
    )


def _moves() -> ibis.Table:
    rows = FACTS.filter((FACTS.kind == "FrozenWorkMoved") & FACTS.subject.notnull())
    return rows.select("owner", "reason", "position", order=rows.subject).order_by("position")


def _beginnings() -> ibis.Table:
    """When a line began to work on the order of a commitment that is made on it."""
    done = FACTS.filter(FACTS.kind == "OperationFinished")
    done = done.select(order=done.subject, on=done.line, at=done.started_at)
    made = COMMITMENTS.filter(COMMITMENTS.purpose == "produce").select("commitment", "subject", "line")
    rows = made.inner_join(done, (made.subject == done.order) & (made.line == done.on))
    return rows.group_by("commitment").agg(at=rows["at"].min().epoch_seconds())


def _work() -> ibis.Table:
    done = FACTS.filter(FACTS.kind == "WorkRecorded")
    done = done.select("activity", "position", party=done.actor_party, ended=done.happened_at.epoch_seconds())
    cases = LINKS.filter(LINKS.type == CASE).select(case=LINKS.object, at=LINKS.position)
    cases = cases.semi_join(COMMITMENTS, cases["case"] == COMMITMENTS.commitment)
    rows = done.inner_join(cases, done.position == cases["at"])
    return rows.select("case", "activity", "party", "ended", "position").order_by(["ended", "position"])


def _reasons() -> ibis.Table:
    """What the last slip notice of a commitment gave as its reason."""
    rows = FACTS.filter((FACTS.kind == "SlipNotified") & FACTS.commitment.notnull() & FACTS.reason.notnull())
    return rows.select("commitment", "reason", "position").order_by("position")
