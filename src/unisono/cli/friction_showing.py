"""`unisono friction`: the matrix with its low ends first, the worst pairs, and the cases that tell most."""

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.text import Text

from unisono.analytics.friction.losses import HANDOVERS, Loss
from unisono.analytics.friction.matrix import Interval, PairFriction
from unisono.bootstrap import open_fact_table
from unisono.cli.company import open_company
from unisono.cli.endings import Refused
from unisono.cli.ledgers import long_work, newest_moment, opened
from unisono.cli.screen import Screen, table
from unisono.domain.company import Snapshot
from unisono.services.agreements import agreements_in_force
from unisono.services.rubbing import (
    Friction,
    NoSuchAttribute,
    NoSuchPair,
    PersonsAreNoParties,
    Worst,
    labour_rates,
    measure_friction,
    refuse_persons,
)
from unisono.storage.outputs.json_text import Plain, write_json
from unisono.storage.outputs.report.frictions import waited_for
from unisono.storage.reading.agreements import agreement_of_text

PLACES = 3
MOST_FACTS = 6
MOST_PAIRS = 20
MINUTES_PER_HOUR = 60

PAID_HOURS = "paid hours"


def show_friction(screen: Screen, place: str, *, by: str | None, pair: str | None, company: Path | None) -> None:
    """Show what is lost between parties.

    Raises:
        Refused: the ledger cannot be used, or has no such attribute or pair.
    """
    chosen = _pair_of_option(pair)
    snapshot = None if company is None else open_company(screen, company, now=None, judge_rules=False).snapshot
    found = _measured(screen, place, by=by, pair=chosen, snapshot=snapshot)
    currency = None if snapshot is None else snapshot.company.currency
    screen.document(write_json(document(found, currency)))
    if not found.matrix.pairs:
        screen.show("Nothing has gone from one party to another yet.")
        return
    _show_matrix(screen, found, currency)
    for worst in found.worst:
        _show_worst(screen, worst)
    screen.show("Look at a fact with `unisono ledger show`. Hours are hours of the clock; persons are never judged.")


def _measured(
    screen: Screen, place: str, *, by: str | None, pair: tuple[str, str] | None, snapshot: Snapshot | None
) -> Friction:
    with opened(place) as books, long_work(screen) as tell:
        try:
            refuse_persons(ledger=books.ledger, by=by)
            tell("Reading the facts", 0)
            facts = open_fact_table(books, place)
            facts.catch_up()
            tell("Weighing what is lost between parties", 0.3)
            at = newest_moment(books.ledger, None)
            return measure_friction(
                table=facts,
                by=by,
                pair=pair,
                agreements=agreements_in_force(ledger=books.ledger, read=agreement_of_text, now=at),
                policy=None if snapshot is None else snapshot.policy,
                rates=None if snapshot is None else labour_rates(snapshot),
            )
        except (NoSuchAttribute, NoSuchPair, PersonsAreNoParties) as refusal:
            raise Refused(str(refusal)) from refusal


def _pair_of_option(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - a pair
        raise typer.BadParameter("Expected two parties, as sales,production.", param_hint="'--pair'")
    return parts[0], parts[1]


def _show_matrix(screen: Screen, found: Friction, currency: str | None) -> None:
    lost = ("Waited h", "Paid h", *(() if currency is None else (currency,)))
    rows = table("From, to", *lost, "Counted", right=lost)
    for one in found.matrix.pairs[:MOST_PAIRS]:
        rows.add_row(" to ".join(one.pair), *_cells(one.waiting, one.paid, one.money), _counted([one]))
    whole = found.matrix
    rows.add_row("all", *_cells(whole.waiting, whole.paid, whole.money), _counted(whole.pairs), style="bold")
    rows.columns[0].overflow = "fold"
    screen.show(rows)
    if len(whole.pairs) > MOST_PAIRS:
        screen.show(f"and {len(whole.pairs) - MOST_PAIRS} more pairs; --json has all.")
    screen.show(
        "Waited: beyond what was agreed, or what the best pairs or the best month need. Low to high holds nine in ten "
        "ways in which the same cases could have come.",
        "",
    )


def _cells(waiting: Interval, paid: Interval, money: Interval | None) -> list[str]:
    cells = [_span(waiting), _span(paid, 1)]
    return cells if money is None else [*cells, _span(money)]


def _counted(pairs: Sequence[PairFriction]) -> str:
    """Return what was counted between pairs, without what never happened."""
    seen = {
        "ping-pong": sum(one.ping_pong for one in pairs),
        "silent": sum(one.silent for one in pairs),
        "untold slips": sum(one.counts.get(Loss.UNTOLD_SLIP, 0) for one in pairs),
        "refused": sum(one.counts.get(Loss.REFUSAL, 0) for one in pairs),
        "expedited": sum(one.counts.get(Loss.EXPEDITED, 0) for one in pairs),
    }
    handed = f"{sum(one.handovers for one in pairs):,} handed over"
    return ", ".join([handed, *(f"{n:,} {what}" for what, n in seen.items() if n)])


def _span(interval: Interval, places: int = 0) -> str:
    if interval.high == 0:
        return "-"
    return f"{interval.low:,.{places}f} to {interval.high:,.{places}f}"


def _show_worst(screen: Screen, worst: Worst) -> None:
    one = worst.pair
    screen.show(Text(f"From {one.pair[0]} to {one.pair[1]}", style="bold"))
    for line in _sentences(worst):
        screen.show(line)
    if worst.cases:
        rows = table("Case", "Waited h", "Paid min", "Handovers", "Facts", right=("Waited h", "Paid min", "Handovers"))
        for case in worst.cases:
            facts = " ".join(map(str, case.positions[:MOST_FACTS]))
            more = f" and {len(case.positions) - MOST_FACTS} more" if len(case.positions) > MOST_FACTS else ""
            rows.add_row(case.case, f"{case.hours:,.1f}", f"{case.minutes:,.0f}", str(case.handovers), facts + more)
        screen.show(rows)
    screen.show("")


def _sentences(worst: Worst) -> list[str]:
    """Return what a pair's waits are compared with, and what the same pair did best."""
    said = [
        f"Waited {waited_for(kind.loss, kind.purpose)}: {kind.excess:,.0f} h beyond {kind.hours:,.1f} h each "
        f"({kind.against.value})."
        for kind in worst.pair.compared
        if kind.hours is not None and kind.excess > 0
    ]
    best = worst.best
    if best is not None:
        until = waited_for(best.loss, best.purpose)
        said.append(f"The same pair at its best: {best.hours:,.1f} h {until} in {best.month} ({best.n}).")
    return said


def document(found: Friction, currency: str | None) -> Plain:
    """Return friction for programs; without rates the cost is told in paid hours."""
    whole = found.matrix
    cost = whole.paid if whole.money is None else whole.money
    worst = {one.pair.pair: one for one in found.worst}
    return {
        "handovers": found.handovers,
        "ping_pong": sum(one.ping_pong for one in whole.pairs),
        "ping_pong_same_activity": sum(one.same_activity for one in whole.pairs),
        "cases_with_ping_pong": found.cases_with_ping_pong,
        "pairs": [_plain_pair(one, worst.get(one.pair)) for one in whole.pairs],
        "waiting_hours": _plain(whole.waiting),
        "paid_hours": _plain(whole.paid),
        "cost": {**_plain(cost), "unit": PAID_HOURS if currency is None else currency},
    }


def _plain(interval: Interval) -> dict[str, Plain]:
    return {
        "low": round(interval.low, PLACES),
        "mid": round(interval.mid, PLACES),
        "high": round(interval.high, PLACES),
    }


def _plain_pair(one: PairFriction, worst: Worst | None) -> Plain:
    counted: dict[str, Plain] = {loss.name.lower(): one.counts.get(loss, 0) for loss in Loss if loss not in HANDOVERS}
    plain: dict[str, Plain] = {
        "from": one.pair[0],
        "to": one.pair[1],
        "handovers": one.handovers,
        "waiting_hours": _plain(one.waiting),
        "paid_hours": _plain(one.paid),
        "money": None if one.money is None else _plain(one.money),
        "ping_pong": one.ping_pong,
        "ping_pong_same_activity": one.same_activity,
        "silent": one.silent,
        **counted,
        "waits": _plain_waits(one),
    }
    if worst is None:
        return plain
    best = worst.best
    return plain | {
        "best": None
        if best is None
        else {
            "month": best.month,
            "wait": best.loss.value,
            "purpose": best.purpose,
            "median_hours": round(best.hours, PLACES),
            "n": best.n,
        },
        "cases": [
            {
                "case": case.case,
                "hours": round(case.hours, PLACES),
                "minutes": round(case.minutes, PLACES),
                "handovers": case.handovers,
                "ping_pong": case.ping_pong,
                "facts": list(case.positions),
            }
            for case in worst.cases
        ],
    }


def _plain_waits(one: PairFriction) -> Plain:
    return [
        {
            "wait": kind.loss.value,
            "purpose": kind.purpose,
            "n": kind.n,
            "median_hours": round(kind.median, PLACES),
            "against": kind.against.value,
            "reference_hours": None if kind.hours is None else round(kind.hours, PLACES),
        }
        for kind in one.compared
    ]
