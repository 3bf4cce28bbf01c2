"""The four ways of deciding on made-up books, seed by seed, and what deciding together is worth.

`python -m benchmarks.ways --seeds 10 --json` prints one JSON object; without `--json` a table for people, and with
`--plot FILE` the picture of it. Under a budget of moves the same seeds give the same figures on every machine.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

from benchmarks.book_company import company_with_book
from benchmarks.ways_plot import Interval, Share, plot
from unisono.bootstrap import executor, prepare_kernel_cache

prepare_kernel_cache()

from scipy.stats import t as student  # noqa: E402 - the kernel's cache has its place first

from unisono.domain.comparison import Way  # noqa: E402
from unisono.engines.planning.checking import check  # noqa: E402
from unisono.engines.planning.problem import Problem  # noqa: E402
from unisono.engines.planning.solution import Solution  # noqa: E402
from unisono.engines.planning.solving import Params, complete, solve  # noqa: E402
from unisono.engines.planning.stopping import Iterations  # noqa: E402
from unisono.engines.planning.ways import only, rough_cut  # noqa: E402
from unisono.services.deciding import IN_TURN_SHARE, Effort, open_minutes_of, separate_ways, value  # noqa: E402
from unisono.services.preparing import Ground, prepare  # noqa: E402
from unisono.services.telling import Silent  # noqa: E402

LOADS = (1.25, 0.7)
WIDER_CUTS = (1.1, 1.2)
"""In turn is tried again with a rough cut that lets Sales accept for so many times the open hours."""

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one way comes to on one book."""

    contribution: float
    planned: int
    late: int
    firm_unmade: int


def outcomes_of(ground: Ground, *, moves: int, seed: int) -> tuple[dict[Way, Outcome], int]:
    """Return the outcome of each way, and how many faults the checker finds in their plans.

    In turn and together get equally many moves: together spends half of them on the plan in turn that it starts from.
    """
    problem = ground.plannable
    plans = _separate(ground, moves=moves, seed=seed)
    starts = _separate(ground, moves=moves // 2, seed=seed)
    start = max(starts.values(), key=lambda plan: value(problem, plan))
    with executor(1) as inline:
        budget = Iterations(count=moves - moves // 2)
        together = solve(problem, params=Params(chains=1), seed=seed, stop=budget, executor=inline, start=start)
    plans[Way.TOGETHER] = complete(problem, together)
    findings = sum(len(check(problem, plan)) for plan in plans.values())
    return {way: _outcome(problem, plans[way]) for way in Way}, findings


def wider_cuts(ground: Ground, *, moves: int, seed: int, together: float) -> dict[float, float]:
    """Return what in turn loses, in percent, when Sales accepts for more hours than there are.

    Production may then leave out again what Sales has accepted: it is in turn less and less.
    """
    problem, minutes = ground.plannable, open_minutes_of(ground.plannable)
    lost = {}
    for cut in WIDER_CUTS:
        accepted = rough_cut(problem, open_minutes=[round(cut * of_line) for of_line in minutes])
        with executor(1) as inline:
            budget = Iterations(count=moves)
            plan = solve(only(problem, accepted), params=Params(chains=1), seed=seed, stop=budget, executor=inline)
        lost[cut] = 100 * (1 - plan.worth.contribution / together)
    return lost


def _separate(ground: Ground, *, moves: int, seed: int) -> dict[Way, Solution]:
    """Return the plans of the three ways that are not together, in turn with so many moves."""
    effort = Effort(iterations=round(moves / IN_TURN_SHARE), seed=seed, chains=1)
    with executor(1) as inline:
        return separate_ways(ground=ground, effort=effort, executor=inline, tell=Silent())


def _outcome(problem: Problem, plan: Solution) -> Outcome:
    return Outcome(
        contribution=plan.worth.contribution,
        planned=len({job.order for job in plan.jobs} | {take.order for take in plan.takes}),
        late=sum(job.end > int(problem.orders.due[job.order]) for job in plan.jobs),
        firm_unmade=len(plan.unmade),
    )


def interval_of(values: Sequence[float]) -> Interval:
    """Return the mean and its interval of confidence by Student's distribution; of one value the value alone."""
    middle = mean(values)
    if len(values) == 1:
        return Interval(mean=middle, low=middle, high=middle)
    reach = float(student.ppf((1 + CONFIDENCE) / 2, len(values) - 1)) * stdev(values) / len(values) ** 0.5
    return Interval(mean=middle, low=middle - reach, high=middle + reach)


def losses(outcomes: Sequence[Mapping[Way, Outcome]], way: Way) -> list[float]:
    """Return, book by book, how many percent of what together earns are lost when this way decides."""
    pairs = [(book[way].contribution, book[Way.TOGETHER].contribution) for book in outcomes]
    return [100 * (1 - alone / together) for alone, together in pairs]


def best_losses(outcomes: Sequence[Mapping[Way, Outcome]]) -> list[float]:
    """Return, book by book, how many percent are lost when the best of the other ways decides."""
    others = [losses(outcomes, way) for way in Way if way is not Way.TOGETHER]
    return [min(of_book) for of_book in zip(*others, strict=True)]


def summary(outcomes: Sequence[Mapping[Way, Outcome]]) -> dict[str, object]:
    """Return the means of all ways over the books, and what is lost without deciding together, with intervals."""
    return {
        "worth_over_best_percent": _rounded(interval_of(best_losses(outcomes))),
        "ways": {
            way.value: {
                "contribution": round(mean(book[way].contribution for book in outcomes)),
                "lost_percent": _rounded(interval_of(losses(outcomes, way))),
                "planned": mean(book[way].planned for book in outcomes),
                "late": mean(book[way].late for book in outcomes),
                "firm_unmade": mean(book[way].firm_unmade for book in outcomes),
            }
            for way in Way
        },
    }


def _rounded(interval: Interval) -> list[float]:
    """Return mean, low and high end of an interval."""
    return [round(interval.mean, 2), round(interval.low, 2), round(interval.high, 2)]


def table(load: float, outcomes: Sequence[Mapping[Way, Outcome]]) -> str:
    """Return the outcomes on the books of one load as a table in Markdown."""
    rows = [
        f"| load {load:g} | contribution | lost against together, {CONFIDENCE:.0%} | planned | late | firm, unmade |",
        "|---|---|---|---|---|---|",
    ]
    for way in Way:
        lost, of_way = interval_of(losses(outcomes, way)), [book[way] for book in outcomes]
        loss = "" if way is Way.TOGETHER else _words(lost)
        rows.append(
            f"| {way.value.replace('_', ' ')} | {mean(item.contribution for item in of_way):,.0f} | {loss} "
            f"| {mean(item.planned for item in of_way):.1f} | {mean(item.late for item in of_way):.1f} "
            f"| {mean(item.firm_unmade for item in of_way):.1f} |"
        )
    return "\n".join([*rows, "", f"Against the best other way: {_words(interval_of(best_losses(outcomes)))}"])


def _words(interval: Interval) -> str:
    return f"{interval.mean:z.1f}% ({interval.low:z.1f} to {interval.high:z.1f})"


def main(call_arguments: list[str] | None = None) -> int:
    """Decide all books in all ways; return 1 where the checker found something."""
    parser = argparse.ArgumentParser(prog="benchmarks.ways", description="The four ways of deciding.")
    parser.add_argument("--seeds", type=int, default=10, help="books of each load")
    parser.add_argument("--orders", type=int, default=300)
    parser.add_argument("--lines", type=int, default=4)
    parser.add_argument("--moves", type=int, default=2_000_000, help="moves of every search")
    parser.add_argument("--plot", type=Path, help="write the picture to this SVG file")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args(call_arguments)
    found: dict[float, list[dict[Way, Outcome]]] = {load: [] for load in LOADS}
    cuts: dict[float, list[float]] = {cut: [] for cut in WIDER_CUTS}
    findings = 0
    for load, outcomes in found.items():
        for seed in range(1, given.seeds + 1):
            print(f"load {load:g}, book {seed} of {given.seeds}", file=sys.stderr)
            company = company_with_book(orders=given.orders, lines=given.lines, load=load, seed=seed)
            ground = prepare(snapshot=company, now=company.company.as_of)
            outcome, faults = outcomes_of(ground, moves=given.moves, seed=seed)
            outcomes.append(outcome)
            findings += faults
            if load > 1:
                together = outcome[Way.TOGETHER].contribution
                for cut, loss in wider_cuts(ground, moves=given.moves, seed=seed, together=together).items():
                    cuts[cut].append(loss)
    if given.plot:
        given.plot.write_text(plot(_shares(found)), encoding="utf-8")
    if given.json:
        loads = {f"{load:g}": summary(outcomes) for load, outcomes in found.items()}
        wider = {f"{cut:g}": _rounded(interval_of(lost)) for cut, lost in cuts.items()}
        result = {"orders": given.orders, "seeds": given.seeds, "loads": loads, "wider_cut_lost_percent": wider}
        print(json.dumps(result | {"findings": findings}))
    else:
        print("\n\n".join(table(load, outcomes) for load, outcomes in found.items()))
        for cut, lost in cuts.items():
            print(f"\nload above 1, in turn with a rough cut {cut:g} times as wide loses {_words(interval_of(lost))}")
        print(f"\nfindings of the checker: {findings}")
    return 1 if findings else 0


def _shares(found: Mapping[float, Sequence[Mapping[Way, Outcome]]]) -> list[Share]:
    """Return what the picture shows: load by load and way by way what is kept of what together earns."""
    kept = {
        (load, way): [100 - lost for lost in losses(outcomes, way)]
        for load, outcomes in found.items()
        for way in Way
        if way is not Way.TOGETHER
    }
    return [
        Share(load=load, way=way.value, kept=shares, average=interval_of(shares))
        for (load, way), shares in kept.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
