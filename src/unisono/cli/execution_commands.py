"""`unisono simulate-execution`: weeks after a plan, so that there are facts to look at."""

from pathlib import Path
from typing import Annotated

import typer

from unisono.cli.options import AsJson, LedgerPlace
from unisono.cli.screen import talking


def simulate_execution(
    company: Annotated[
        Path,
        typer.Argument(
            metavar="COMPANY",
            show_default=False,
            help="Folder with the company's data, or an XLSX workbook with the same.",
        ),
    ],
    plan: Annotated[Path, typer.Option(metavar="FILE", help="A plan.json made from the same data, or its folder.")],
    ledger: LedgerPlace,
    weeks: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=52, help="How many weeks pass.")] = 6,
    seed: Annotated[int, typer.Option(metavar="NUMBER", min=0, max=10**9, help="Start of the random numbers.")] = 1,
    *,
    as_json: AsJson = False,
) -> None:
    """Let a plan be executed in a simulation, with delays, shorts and a breakdown; a second time adds nothing."""
    with talking(
        as_json=as_json, interrupted="Interrupted: what was recorded stays, and it goes on from there."
    ) as screen:
        from unisono.cli.executing import execute_plan

        raise typer.Exit(execute_plan(screen, company, plan, ledger, weeks=weeks, seed=seed))
