"""`unisono kpis`: what the facts of a ledger say, one definition for everybody."""

from enum import StrEnum
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace
from unisono.cli.screen import talking


class By(StrEnum):
    """What the cases of a KPI can be told apart by."""

    PARTY = "party"
    CUSTOMER = "customer"
    TIER = "tier"
    WEEK = "week"
    LINE = "line"


def kpis(
    ledger: LedgerPlace,
    by: Annotated[By | None, typer.Option(show_default=False, help="A value for each of these.")] = None,
    kpi: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", show_default="all", help="Only this KPI; may be repeated."),
    ] = None,
    *,
    open_cases: Annotated[
        bool, typer.Option("--open", metavar="", help="List the cases behind each value, with their facts.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the KPIs that the facts of a ledger give: delivery, promises, notices, quality, lines, customers."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.kpi_showing import show_cases, show_kpis

        if open_cases:
            show_cases(screen, ledger, kpi or (), by=by)
        else:
            show_kpis(screen, ledger, kpi or (), by=by)
