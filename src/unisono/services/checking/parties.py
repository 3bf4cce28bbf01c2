"""Parties named in the policy: departments, partners, and the customer where somebody asks."""

from collections.abc import Collection, Iterator

from unisono.domain.facts import CUSTOMER
from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.draft import Draft
from unisono.services.checking.suggestions import did_you_mean

PARTY_COLUMNS = (("decision_rights", "party"), ("agreed_durations", "performer"), ("agreed_durations", "requester"))


def check_parties(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for every party of the policy that is neither a department nor a partner."""
    if not (draft.departments.complete and draft.partners.complete):
        return  # that the head could not be read has been said already
    known = {row.id for table in (draft.departments, draft.partners) for _, row in table}
    known |= draft.departments.broken_values("id") | draft.partners.broken_values("id")
    for name, column in PARTY_COLUMNS:
        table = draft.table(name)
        allowed = known | {CUSTOMER} if column == "requester" else known
        for index, row in table:
            party = getattr(row, column)
            if party and party not in allowed:
                yield unknown_party(party, allowed, table.source(index, column))


def unknown_party(party: str, known: Collection[str], source: Source) -> Finding:
    """Return the finding about a party that the company has not."""
    return Finding(
        code="unknown-party",
        severity=Severity.ERROR,
        source=source,
        message=f"No department or partner '{party}' is known.",
        value=party,
        expected="the id of a department or partner in company.toml",
        remedy=did_you_mean(party, known) or "Add it to company.toml, or correct it here.",
    )
