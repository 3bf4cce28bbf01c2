"""`unisono report`: what the facts of a ledger tell, on one page."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace, NewestNow
from unisono.cli.screen import talking


def report(
    ledger: LedgerPlace,
    out: Annotated[Path, typer.Option(metavar="DIR", show_default=False, help="Folder for report.html.")],
    company: Annotated[
        Path | None,
        typer.Option(
            metavar="COMPANY",
            show_default=False,
            help="The company's data: its ambition, its rates for money, and the agreed times of its policy.",
        ),
    ] = None,
    now: NewestNow = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write what the facts of a ledger tell on one page: causes, shares, friction, what comes next, weeks, KPIs."""
    with talking(as_json=as_json, interrupted="Interrupted: nothing was written.") as screen:
        from unisono.bootstrap import prepare_trees

        prepare_trees()
        from unisono.cli.reporting import report_facts

        report_facts(screen, ledger, out=out, company=company, now=now)
