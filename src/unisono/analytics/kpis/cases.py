"""The one shape that the cases of every KPI have, and how commitments and facts take it."""

from collections.abc import Mapping

import ibis

from unisono.analytics.tables import COMMITMENTS
from unisono.domain.acts.commitments import Purpose
from unisono.domain.facts import CUSTOMER

DIMENSIONS = ("party", "customer", "tier", "week", "line")
"""What the cases of a KPI can be told apart by; a week is its Monday, in UTC."""

CASE_COLUMNS = ("case", "commitment", "position", "numerator", "denominator", *DIMENSIONS)
"""`case` names the case for people; its facts are those of `commitment`, and the one at `position`."""

SMALLEST = 1e-6
"""Quantities that differ by less are the same."""

SECONDS_PER_HOUR = 3600.0
NO_TEXT = ibis.null("string")


def of_commitments(
    rows: ibis.Table,
    *,
    numerator: ibis.Value,
    at: ibis.Value,
    denominator: ibis.Value | None = None,
    party: ibis.Value | None = None,
    position: ibis.Value | None = None,
) -> ibis.Table:
    """Return cases made of commitments, the party being the performer unless another one is given.

    Args:
        rows: commitments that count.
        numerator: a number, or a yes or no.
        at: the moment that says in which week the case belongs.
        denominator: a number; 1 if not given.
        party: whose case it is.
        position: a fact that belongs to the case beside those of the commitment; its latest one if not given.
    """
    return rows.select(
        case=rows.commitment,
        commitment=rows.commitment,
        position=rows.last_position if position is None else position,
        numerator=number(numerator),
        denominator=ibis.literal(1.0) if denominator is None else denominator,
        party=rows.performer if party is None else party,
        customer=rows.customer,
        tier=rows.tier,
        week=week_of(at),
        line=rows.line,
    )


FACT_COLUMNS = ("position", "happened_at", "actor_party", "subject", "customer", "tier", "line")
"""What cases made of facts read: to name these before a join keeps a query free of all other columns."""


def of_facts(
    rows: ibis.Table,
    *,
    numerator: ibis.Value,
    denominator: ibis.Value | None = None,
    case: ibis.Value | None = None,
    party: ibis.Value | None = None,
) -> ibis.Table:
    """Return cases made of single facts, the party being the one that acted unless another one is given.

    Args:
        rows: facts that count, with at least `FACT_COLUMNS`.
        numerator: a number, or a yes or no.
        denominator: a number; 1 if not given.
        case: what people call the case; the fact's subject if not given.
        party: whose case it is.
    """
    return rows.select(
        case=rows.subject if case is None else case,
        commitment=NO_TEXT,
        position=rows.position,
        numerator=number(numerator),
        denominator=ibis.literal(1.0) if denominator is None else denominator,
        party=rows.actor_party if party is None else party,
        customer=rows.customer,
        tier=rows.tier,
        week=week_of(rows.happened_at),
        line=rows.line,
    )


def number(value: ibis.Value) -> ibis.Value:
    """Return a yes as 1.0 and a no, or what is not known, as 0.0; a number as it is."""
    if value.type().is_boolean():
        return value.fill_null(False).ifelse(1.0, 0.0)
    return value


def week_of(at: ibis.Value) -> ibis.Value:
    """Return the Monday, as `2026-11-23`, of the week that a moment lies in."""
    return at.truncate("W").strftime("%Y-%m-%d")


def hours(later: ibis.Value, earlier: ibis.Value) -> ibis.Value:
    """Return how many hours lie between two moments."""
    return (later.epoch_seconds() - earlier.epoch_seconds()) / SECONDS_PER_HOUR


def is_ended_by_word(rows: ibis.Table) -> ibis.Value:
    """Return whether nobody expects the commitment any more, though it was not delivered and no promise is broken."""
    return rows.is_withdrawn | rows.is_declined


def is_due(rows: ibis.Table, due: ibis.Value, delivered_at: ibis.Value) -> ibis.Value:
    """Return whether it can be said if a commitment kept a date: it was delivered, or the date has passed."""
    return due.notnull() & ~is_ended_by_word(rows) & (delivered_at.notnull() | (due < rows.as_of))


def is_in_full(good: ibis.Value, quantity: ibis.Value, refused: ibis.Value) -> ibis.Value:
    """Return whether all of a quantity came and was taken; where nothing is counted, whether nothing was refused."""
    return quantity.isnull().ifelse(refused == 0, good >= quantity - SMALLEST)


def is_for_customer(rows: ibis.Table) -> ibis.Value:
    """Return whether a commitment is what a customer asked for."""
    return (rows.purpose == Purpose.PROMISE.value) | (rows.requester == CUSTOMER)


def commitments_due(due: str) -> ibis.Table:
    """Return the commitments of which it can be said whether they kept a date.

    Args:
        due: the column with the date.
    """
    return COMMITMENTS.filter(is_due(COMMITMENTS, COMMITMENTS[due], COMMITMENTS.delivered_at))


QUANTITY_OF: Mapping[str, str] = {
    "asked_due": "asked_quantity",
    "first_due": "first_quantity",
    "last_due": "last_quantity",
}
"""The quantity that belongs to a date."""
