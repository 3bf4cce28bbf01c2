"""Every command with its options; what it does is in a module of its own, loaded when it is called.

That keeps `unisono --help` quick: nothing here imports the planner, the readers or the report.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unisono import __version__
from unisono.cli import (
    agreement_commands,
    attribution_commands,
    cause_commands,
    commitment_commands,
    decision_commands,
    execution_commands,
    foresight_commands,
    friction_commands,
    impact_commands,
    kpi_commands,
    ledger_commands,
    live_commands,
    report_commands,
)
from unisono.cli.options import AsJson
from unisono.cli.screen import talking

if TYPE_CHECKING:
    from unisono.services.deciding import Effort

app = typer.Typer(
    name="unisono",
    help="One plan, one set of facts and one meeting: what deciding together is worth, and how.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 errors in the data or a no, 2 called wrongly, 130 interrupted.",
)
app.add_typer(ledger_commands.app)
app.add_typer(agreement_commands.app)
app.add_typer(decision_commands.app)
app.add_typer(commitment_commands.app)
app.command()(kpi_commands.kpis)
app.command()(friction_commands.friction)
app.add_typer(foresight_commands.app)
app.command()(impact_commands.impact)
app.command()(execution_commands.simulate_execution)
app.command()(report_commands.report)
app.add_typer(live_commands.app)
app.add_typer(cause_commands.app)
app.add_typer(attribution_commands.app)


class Sample(StrEnum):
    """The samples that ship with the package."""

    STEEL = "steel"
    KITCHEN = "kitchen"
    REPAIR = "repair"
    SOFTWARE = "software"


Company = Annotated[
    Path,
    typer.Argument(
        metavar="COMPANY", show_default=False, help="Folder with the company's data, or an XLSX workbook with the same."
    ),
]
PlanFile = Annotated[
    Path, typer.Option("--plan", metavar="FILE", help="A plan.json made from the same data, or its folder.")
]
Now = Annotated[
    str | None,
    typer.Option(metavar="TIME", show_default=False, help="Moment to plan from; the data's as_of if not given."),
]
Seconds = Annotated[float, typer.Option(metavar="NUMBER", min=0.1, max=86_400, help="Time to search for plans.")]
Iterations = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER",
        min=1,
        max=10**9,
        show_default=False,
        help="Moves to try in each chain, in place of seconds: the same seed gives the same plan.",
    ),
]
Seed = Annotated[int, typer.Option(metavar="NUMBER", min=0, max=10**9, help="Start of the random numbers.")]
Chains = Annotated[
    int, typer.Option(metavar="NUMBER", min=1, max=64, help="Searches that run apart; the best plan wins.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER",
        min=1,
        max=64,
        show_default="cores, at most chains",
        help="Searches that run at the same time.",
    ),
]


@app.callback(invoke_without_command=True)
def unisono(
    version: Annotated[bool, typer.Option("--version", metavar="", help="Show the version.")] = False,  # noqa: FBT002 - Typer's way
) -> None:
    """One plan, one set of facts and one meeting: what deciding together is worth, and how."""
    if version:
        typer.echo(f"unisono {__version__}")
        raise typer.Exit


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="New or empty folder, or the name of a workbook.")],
    sample: Annotated[
        Sample | None, typer.Option(show_default=False, help="A sample company in place of an empty template.")
    ] = None,
    *,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", metavar="", help="One workbook in place of CSV and TOML files.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write an empty template with explained columns, or a sample company."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.starting import start

        start(screen, directory, sample=sample, xlsx=xlsx)


@app.command()
def check(company: Company, now: Now = None, *, as_json: AsJson = False) -> None:
    """Report everything that is wrong with a company's data: where, what was expected, what to do."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.checking import check_data

        raise typer.Exit(check_data(screen, company, now=now))


@app.command()
def run(
    company: Company,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the report and all other outputs.")],
    seconds: Seconds = 10.0,
    iterations: Iterations = None,
    seed: Seed = 1,
    chains: Chains = 2,
    workers: Workers = None,
    now: Now = None,
    ledger: Annotated[
        str | None,
        typer.Option(metavar="LEDGER", show_default=False, help="A ledger: the report also tells what its facts tell."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Do all of it, and write report.html, plan, promises, segments, agenda and summary into a folder, all at once."""
    with talking(as_json=as_json, interrupted="Interrupted: nothing was written.") as screen:
        effort = _effort(seconds, iterations, seed=seed, chains=chains, workers=workers)
        from unisono.cli.running import run_and_write

        raise typer.Exit(run_and_write(screen, company, out=out, effort=effort, now=now, ledger=ledger))


@app.command()
def segment(
    company: Company,
    customer: Annotated[
        str | None, typer.Option(metavar="ID", show_default=False, help="One customer, step by step.")
    ] = None,
    now: Now = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show every customer's tier, and the steps from revenue to what the customer really brings."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.segmenting import segment_company

        segment_company(screen, company, now=now, customer=customer)


@app.command()
def plan(
    company: Company,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for plan.json.")] = Path(),
    seconds: Seconds = 10.0,
    iterations: Iterations = None,
    seed: Seed = 1,
    chains: Chains = 2,
    workers: Workers = None,
    now: Now = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Decide which orders to take and when to make them, and write plan.json. Ctrl-C keeps the best plan so far."""
    with talking(as_json=as_json, interrupted="Interrupted: nothing was written.") as screen:
        effort = _effort(seconds, iterations, seed=seed, chains=chains, workers=workers)
        from unisono.cli.planning import plan_company

        raise typer.Exit(plan_company(screen, company, out=out, effort=effort, now=now))


@app.command()
def promise(
    company: Company,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="FILE", show_default=False, help="A plan.json made from the same data, or its folder."
        ),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            metavar="LEDGER", show_default=False, help="Or a ledger: the plan in force with all that is held."
        ),
    ] = None,
    customer: Annotated[str | None, typer.Option(metavar="ID", help="Who asks.")] = None,
    product: Annotated[str | None, typer.Option(metavar="ID", help="For what.")] = None,
    quantity: Annotated[str | None, typer.Option(metavar="NUMBER", help="How much, in the product's unit.")] = None,
    by: Annotated[str | None, typer.Option(metavar="DATE", help="When it is wanted.")] = None,
    latest: Annotated[
        str | None, typer.Option(metavar="DATE", help="After this it is no use; the wanted date if not given.")
    ] = None,
    net_price: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Price of a unit; the list price if not given.")
    ] = None,
    min_quantity: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="Smallest part taken as a first delivery; all or nothing if not given."),
    ] = None,
    order: Annotated[
        str | None, typer.Option(metavar="ID", help="Ask again for this declined order, in place of a new inquiry.")
    ] = None,
    now: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it is asked; the plan's moment if not given.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Answer one inquiry from a plan: a yes with its date, or a no with its reason and what could be had instead."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.promising import Question, answer_question

        question = Question(
            customer=customer,
            product=product,
            quantity=quantity,
            by=by,
            latest=latest,
            net_price=net_price,
            min_quantity=min_quantity,
            order=order,
        )
        if ledger is not None and plan is None:
            from unisono.cli.live_asking import answer_live

            raise typer.Exit(answer_live(screen, company, ledger, question, now=now))
        if plan is None or ledger is not None:
            raise typer.BadParameter("Give --plan or --ledger, one of the two.")
        raise typer.Exit(answer_question(screen, company, plan, question, now=now))


@app.command()
def replan(
    company: Company,
    plan: PlanFile,
    change: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT",
            show_default=False,
            help='What has changed, e.g. "line L2 down 2026-12-01T06:00/P2D"; may be repeated.',
        ),
    ] = None,
    changes: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default=False, help="A text file with one change a line.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", show_default=False, help="Folder for replan.json; else none is written."),
    ] = None,
    iterations: Annotated[
        int, typer.Option(metavar="NUMBER", min=0, max=10**9, help="Moves to try: the same seed gives the same plan.")
    ] = 20_000,
    seconds: Annotated[
        float | None,
        typer.Option(
            metavar="NUMBER", min=0.0, max=86_400, show_default=False, help="Time to search, in place of moves."
        ),
    ] = None,
    seed: Seed = 1,
    now: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it is asked; the plan's moment if not given.")
    ] = None,
    *,
    repromise: Annotated[
        bool,
        typer.Option(
            "--repromise", metavar="", help="Give the whole backlog new dates, by the classes of [repromising]."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show what changes do to a plan: the money, every order that moves, and who must be told."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.replanning import Wish, show_replan

        wish = Wish(
            changes=tuple(change or ()),
            repromise=repromise,
            file=changes,
            now=now,
            iterations=iterations,
            seconds=seconds,
            seed=seed,
        )
        raise typer.Exit(show_replan(screen, company, plan, wish, out=out))


@app.command()
def stock(
    company: Company,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="A plan.json made from the same data: shows what it draws from stock and earns through it.",
        ),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", show_default=False, help="Moment to speak of; the plan's, or the data's as_of if not given."
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show how much of each stock should be there and what to do, how framework orders are called, and the cost."""
    with talking(as_json=as_json) as screen:
        if plan is None:
            from unisono.cli.stocking import show_stock

            show_stock(screen, company, now=now)
        elif now is not None:
            raise typer.BadParameter("A plan has its own moment: give one of the two.", param_hint="'--now'")
        else:
            _prepare_planner()
            from unisono.cli.planned_stock import show_planned_stock

            show_planned_stock(screen, company, plan)


@app.command()
def agenda(
    company: Company,
    plan: PlanFile,
    appeal: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            show_default=False,
            help="An order that a rule declined and somebody appeals for; may be repeated.",
        ),
    ] = None,
    workers: Workers = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show the agenda of the next meeting: what no rule settles, with options that were really replanned."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.bootstrap import cores
        from unisono.cli.meeting import show_agenda

        raise typer.Exit(show_agenda(screen, company, plan, appeals=appeal or (), workers=workers or cores()))


@app.command()
def forecast(company: Company, now: Now = None, *, as_json: AsJson = False) -> None:
    """Show what each tier is expected to want of each family, and how far Sales' own forecast has been off."""
    with talking(as_json=as_json) as screen:
        from unisono.cli.looking_ahead import forecast_company

        forecast_company(screen, company, now=now)


@app.command()
def slots(
    company: Company,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="A plan.json made from the same data: what it accepts is taken. Without it firm orders alone are.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="Write all slots, with those proposed, as a slots.csv."),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", show_default=False, help="When it is asked; the plan's moment if not given, or the data's."
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show how full the slots are, on which lines more would pay for better tiers, and propose them."""
    with talking(as_json=as_json) as screen:
        _prepare_planner()
        from unisono.cli.reserving import show_slots

        show_slots(screen, company, plan_file=plan, out=out, now=now)


def _prepare_planner() -> None:
    """Say where compiled kernels are kept and how trees are grown, before anything imports them."""
    from unisono.bootstrap import prepare_kernel_cache, prepare_trees

    prepare_kernel_cache()
    prepare_trees()


def _effort(seconds: float, iterations: int | None, *, seed: int, chains: int, workers: int | None) -> "Effort":
    """Return how much to search, with as many workers as there are cores where nobody says."""
    _prepare_planner()
    from unisono.bootstrap import cores
    from unisono.services.deciding import Effort

    workers = min(workers or cores(), chains)
    return Effort(seconds=seconds, iterations=iterations, seed=seed, chains=chains, workers=workers)
