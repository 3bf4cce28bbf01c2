"""The rules of no: whether they can be read, and whether they ever decide anything."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from unisono.domain.company import Snapshot
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.policy import Rule
from unisono.engines.ruling.check import check_rules
from unisono.engines.ruling.reading import fields_of
from unisono.engines.segmenting.expecting import service_costs_of
from unisono.services.checking.draft import Draft, Table
from unisono.services.segmenting import segment_customers


def check_rule_forms(draft: Draft) -> Iterator[Finding]:
    """Yield rules that cannot be read, name unknown fields, or have the same number."""
    for finding in check_rules(draft.rules.rows, {}, sources=rule_sources(draft.rules)):
        if finding.severity is Severity.ERROR:
            yield finding


def check_rule_use(*, snapshot: Snapshot, now: datetime, sources: Mapping[int, Source]) -> tuple[Finding, ...]:
    """Return the rules that decide none of the company's inquiries, or cannot be judged for some.

    Args:
        snapshot: the company's data, without errors.
        now: the moment of judging, aware.
        sources: where each rule stands, by its number.
    """
    if not snapshot.policy.rules:
        return ()
    fields = fields_of(
        snapshot,
        now=now,
        tiers=segment_customers(snapshot=snapshot, now=now).tiers,
        service_costs=service_costs_of(snapshot, now=now).by_order,
    )
    return check_rules(snapshot.policy.rules, fields, sources=sources)


def rule_sources(table: Table[Rule]) -> dict[int, Source]:
    """Return where the condition of each rule stands, by the rule's number."""
    return {rule.number: table.source(index, "when") for index, rule in table}
