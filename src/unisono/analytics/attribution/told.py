"""What the facts tell of commitments and cases, so far as shares need it: expressions, and the rows made of them.

Moments are whole seconds since 1970; lengths are seconds. The tables are those of `unisono.analytics.tables`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor
from typing import Any, NamedTuple, get_type_hints

import ibis

from unisono.analytics.handovers import CASE
from unisono.analytics.tables import COMMITMENTS, DELIVERIES, FACTS, LINKS
from unisono.domain.acts.commitments import Through

Rows = Callable[[ibis.Table], Sequence[Mapping[str, object]]]
"""Returns the rows of an expression, as `services.ports.FactTable.rows` does."""


class Commitment(NamedTuple):
    """A commitment and what became of it; `agreed` is in seconds, `due` the first promised time."""

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


class Change(NamedTuple):
    """A promise that was changed, by the decision of its owner."""

    commitment: str
    due: int | None
    quantity: float | None
    owner: str
    reason: str
    position: int


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
    rejections: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    moves: Mapping[str, Move] = field(default_factory=dict)
    begun: Mapping[str, int] = field(default_factory=dict)
    work: Mapping[str, Sequence[Work]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


def read_told(rows: Rows) -> Told:
    """Return what the facts tell, read in a few queries for all commitments.

    Args:
        rows: asks the fact table.
    """
    needs = rows(_needs())
    commitments = {item.commitment: item for item in _made(Commitment, rows(_commitments()))}
    return Told(
        commitments=commitments,
        inputs=_grouped((str(row["commitment"]), str(row["needs"])) for row in needs if _is_input(row)),
        on_line={str(row["commitment"]): str(row["needs"]) for row in needs if not _is_input(row)},
        changes=_grouped((change.commitment, change) for change in _made(Change, rows(_changes()))),
        overrides=_moments(rows(_overrides())),
        rejections=_moments(rows(_refusals())),
        moves={move.order: move for move in _made(Move, rows(_moves()))},
        begun={name: at for name, (at, _) in _moments(rows(_beginnings())).items()},
        work=_grouped((work.case, work) for work in _made(Work, rows(_work()))),
        reasons={str(row["commitment"]): _text(row["reason"]) for row in rows(_reasons())},
    )


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _moments(rows: Iterable[Mapping[str, object]]) -> dict[str, tuple[int, str]]:
    """Return a moment and a reason for each commitment."""
    return {str(row["commitment"]): (_whole(row["at"]) or 0, _text(row.get("reason"))) for row in rows}


def _is_input(row: Mapping[str, object]) -> bool:
    return row["through"] != Through.RESOURCE.value


def _commitments() -> ibis.Table:
    rows = COMMITMENTS
    return rows.select(
        "commitment",
        "requester",
        "performer",
        "purpose",
        "subject",
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
    )


def _needs() -> ibis.Table:
    rows = FACTS.filter((FACTS.kind == "Needed") & FACTS.commitment.notnull())
    return rows.select("commitment", "needs", "through", "position").order_by("position")


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


def _refusals() -> ibis.Table:
    """When that was handed over of which something was not taken, or missing, for the first time, and a reason."""
    refused = FACTS.filter(FACTS.kind.isin(("Rejected", "HandoverDisputed")) & FACTS.commitment.notnull())
    first = refused.group_by("commitment").agg(refused_at=refused.happened_at.min(), reason=refused.reason.max())
    first = first.mutate(reason=first.reason.fill_null("it was counted differently"))
    rows = first.inner_join(DELIVERIES, "commitment")
    rows = rows.filter(rows.delivered_at <= rows.refused_at)
    return rows.group_by("commitment").agg(at=rows.delivered_at.max().epoch_seconds(), reason=rows.reason.max())


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


def _made(kind: type[Any], rows: Iterable[Mapping[str, object]]) -> list[Any]:
    """Return rows as named tuples of a kind."""
    read = {name: _READ[type_] for name, type_ in get_type_hints(kind).items()}
    return [kind(**{name: read[name](row[name]) for name in read}) for row in rows]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _whole(value: object) -> int | None:
    return None if value is None else floor(float(str(value)))


def _amount(value: object) -> float | None:
    return None if value is None else float(str(value))


_READ: Mapping[object, Callable[[object], object]] = {
    str: _text,
    int: lambda value: _whole(value) or 0,
    float: lambda value: _amount(value) or 0.0,
    bool: bool,
    int | None: _whole,
    float | None: _amount,
}
