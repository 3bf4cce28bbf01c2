"""Drafts of the Thorn Bakery, as if read from files: what the checks look at."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from tests.companies import bakery
from unisono.domain.company import TABLES
from unisono.domain.findings import Finding
from unisono.services.checking import Draft, Table, check_draft


def table_of(file: str, rows: Sequence[Any]) -> Table[Any]:
    """Return rows as a table that starts in line 2 of a file."""
    return Table(
        file=file, rows=tuple(rows), lines=tuple(range(2, len(rows) + 2)), zone=ZoneInfo(bakery().company.timezone)
    )


def draft_of(**changes: Any) -> Draft:  # noqa: ANN401 - the values of any field
    """Return the bakery as a draft; changes name a table and give its rows, or another field of the draft."""
    company = bakery()
    policy = company.policy
    tables: dict[str, Any] = {name: getattr(company, name) for name in TABLES}
    tables |= {"departments": company.company.departments, "partners": company.company.partners}
    tables |= {"activities": policy.activities, "rules": policy.rules}
    tables |= {"decision_rights": policy.decision_rights, "agreed_durations": policy.agreed_durations}
    others = {name: value for name, value in changes.items() if name not in tables}
    tables |= {name: value for name, value in changes.items() if name in tables}
    draft = Draft(
        as_of=company.company.as_of,
        horizon_end=company.company.horizon_end,
        zone=ZoneInfo(company.company.timezone),
        policy=policy,
        places={},
        **{name: rows if isinstance(rows, Table) else table_of(f"{name}.csv", rows) for name, rows in tables.items()},
    )
    return replace(draft, **others)


def findings_of(**changes: Any) -> list[Finding]:  # noqa: ANN401 - the values of any field
    """Return what the checks say about a changed bakery."""
    return list(check_draft(draft_of(**changes)))


def codes_of(**changes: Any) -> list[str]:  # noqa: ANN401 - the values of any field
    """Return the codes of what the checks say about a changed bakery."""
    return [finding.code for finding in findings_of(**changes)]
