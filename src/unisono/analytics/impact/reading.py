"""The graph of all commitments, read from the fact table in a few queries."""

import ibis

from unisono.analytics.commitments import PROMISES
from unisono.analytics.impact.graph import Graph, Node, graph_of
from unisono.analytics.impact.objects import of_type
from unisono.analytics.impact.work import needs_of, nodes_of, read_runs
from unisono.analytics.rows import Rows, made
from unisono.analytics.tables import COMMITMENTS, FACTS, LINKS
from unisono.analytics.waiting import read_needs


def read_graph(rows: Rows) -> Graph:
    """Return the graph of all commitments that the facts tell of.

    Args:
        rows: asks the fact table.
    """
    return graph_of(made(Node, rows(_nodes())), read_needs(rows))


def has_commitments(rows: Rows) -> bool:
    """Return whether anybody ever asked anybody for anything; else nothing tells what is open.

    Args:
        rows: asks the fact table.
    """
    return bool(rows(COMMITMENTS.select("commitment").limit(1)))


def read_graph_with_work(rows: Rows, *, whole: bool) -> Graph:
    """Return the graph of all commitments together with the work on the cases of logs.

    Args:
        rows: asks the fact table.
        whole: whether all work counts; else only where open cases lie now.
    """
    needs = read_needs(rows)
    runs, ties = read_runs(rows, whole=whole)
    inputs = {name: [*before] for name, before in needs.inputs.items()}
    for name, before in needs_of(runs, ties):
        inputs.setdefault(name, []).append(before)
    nodes = [*made(Node, rows(_nodes())), *nodes_of(runs, ties)]
    return graph_of(nodes, needs._replace(inputs=inputs))


def _nodes() -> ibis.Table:
    rows = COMMITMENTS.left_join(_values(), "commitment").select(*COMMITMENTS.columns, "promised_value")
    rows = _with_object(rows, "product")
    rows = _with_object(rows, "customer")
    is_countered = rows.answered_at.notnull() & rows.last_promise.isnull() & ~rows.is_all_delivered
    return rows.select(
        "commitment",
        "requester",
        "performer",
        "purpose",
        "subject",
        "tier",
        "line",
        product=rows.linked_product,
        customer=ibis.coalesce(rows.customer, rows.linked_customer),
        value=ibis.coalesce(rows.promised_value, rows.asked_value),
        agreed=(rows.agreed_minutes * 60).round().cast("int64"),
        requested=rows.requested_at.epoch_seconds(),
        asked=rows.asked_due.epoch_seconds(),
        due=rows.last_due.epoch_seconds(),
        delivered=rows.delivered_at.epoch_seconds(),
        is_off=rows.is_withdrawn | rows.is_declined | rows.is_revoked | is_countered,
        position=rows.last_position,
    )


def _values() -> ibis.Table:
    """The last value that was promised, for each commitment of which one was."""
    told = FACTS.filter(FACTS.kind.isin(PROMISES) & FACTS.commitment.notnull() & FACTS.value.notnull())
    told = told.select("commitment", "position", promised_value=told.value)
    last = told.group_by("commitment").agg(last=told.position.max())
    return told.inner_join(last, ["commitment", told.position == last.last]).select("commitment", "promised_value")


def _with_object(rows: ibis.Table, word: str) -> ibis.Table:
    """Return commitments with the object of a type that their request names; of several the first by name."""
    linked = LINKS.filter(of_type(word)).group_by("position").agg(**{f"linked_{word}": LINKS.object.min()})
    joined = rows.left_join(linked, rows.requested_position == linked.position)
    return joined.select(*rows.columns, f"linked_{word}")
