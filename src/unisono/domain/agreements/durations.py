"""Who does a kind of work for whom and how long it may take: by the agreements in force, else by the policy."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.agreements.agreement import Agreement, Measure
from unisono.domain.policy import AgreedDuration, Policy

MINUTES = 60


def performer_of(policy: Policy, purpose: Purpose, *, requester: str = "") -> str:
    """Return the party that does a kind of work, empty where the policy names none.

    Args:
        policy: the company's rules; the first of its rows that fits counts.
        purpose: the kind of work.
        requester: the party that asks for it; empty: any.
    """
    return next((row.performer for row in _rows(policy, purpose, requester)), "")


def requester_of(policy: Policy, purpose: Purpose, *, performer: str) -> str:
    """Return the party that a performer does a kind of work for, empty where the policy names none."""
    return next(
        (row.requester for row in policy.agreed_durations if row.purpose is purpose and row.performer == performer), ""
    )


def agreed_minutes(
    agreements: Sequence[Agreement], policy: Policy, *, purpose: Purpose, performer: str, requester: str
) -> Decimal | None:
    """Return the minutes that work may take from its last input to its delivery; None: nothing is agreed.

    Args:
        agreements: those in force.
        policy: what counts where no agreement says it.
        purpose: the kind of work.
        performer: the party that does it.
        requester: the party that asks for it.
    """
    hours = _norm_hours(agreements, Measure.LEAD_TIME, purpose, performer, requester)
    if hours is None:
        rows = (row for row in _rows(policy, purpose, requester) if row.performer == performer)
        hours = next((row.hours for row in rows if row.hours is not None), None)
    return None if hours is None else hours * MINUTES


def answer_minutes(
    agreements: Sequence[Agreement], policy: Policy, *, purpose: Purpose, performer: str, requester: str
) -> Decimal | None:
    """Return the minutes that the answer to a request may take; None: nothing is agreed.

    The arguments are those of `agreed_minutes`.
    """
    hours = _norm_hours(agreements, Measure.ANSWER_TIME, purpose, performer, requester)
    if hours is None:
        rows = (row for row in _rows(policy, purpose, requester) if row.performer == performer)
        hours = next((row.answer_hours for row in rows if row.answer_hours is not None), None)
    return None if hours is None else hours * MINUTES


def _norm_hours(
    agreements: Sequence[Agreement], measure: Measure, purpose: Purpose, performer: str, requester: str
) -> Decimal | None:
    """Return the limit of the norm that is about this purpose, else of one about all work between the two."""
    norms = [
        norm
        for agreement in agreements
        if agreement.party_ids == {performer, requester}
        for norm in agreement.norms
        if norm.party == performer and norm.measure is measure
    ]
    exact = next((norm.hours for norm in norms if norm.purpose is purpose), None)
    return exact if exact is not None else next((norm.hours for norm in norms if norm.purpose is None), None)


def _rows(policy: Policy, purpose: Purpose, requester: str) -> Iterator[AgreedDuration]:
    """Yield the rows about a purpose, those that name the requester first, then those for any."""
    rows = [row for row in policy.agreed_durations if row.purpose is purpose]
    if not requester:
        yield from rows
        return
    yield from (row for row in rows if row.requester == requester)
    yield from (row for row in rows if not row.requester)
