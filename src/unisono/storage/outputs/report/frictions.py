"""The section on friction: the matrix of parties as a table with heat, low ends first, and the worst pairs opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from unisono.analytics.friction.losses import Loss
from unisono.analytics.friction.matrix import Interval, PairFriction
from unisono.analytics.friction.weighing import Against
from unisono.services.rubbing import Friction, TellingCase, Worst
from unisono.storage.outputs.report.figures import number, plural
from unisono.storage.outputs.report.templating import templates

HEATS = 4
"""Steps of the table's heat: the highest is half of the largest cell, or more."""

MOST_PARTIES = 10
"""Parties in the table, those with most of the friction; all pairs are in the list below it."""

MOST_PAIRS = 30
FACTS_SHOWN = 8
UNTIL: Final = {Loss.WORK: "until work began", Loss.ANSWER: "until an answer", Loss.SIGNATURE: "until a signature"}

NEEDED: Final = {
    Against.PAIRS: "each time, which is what the best quarter of pairs needs",
    Against.MONTH: "each time, which is what the same pair needed in its best month",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Hours waited from one party to another: the low end large, the high end small; `heat` from 0."""

    low: str
    high: str
    heat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPair:
    """A pair in the list: its intervals as texts, and what was counted."""

    name: str
    waiting: str
    paid: str
    money: str
    handovers: str
    to_and_fro: str
    silent: str
    untold: str
    refused: str
    expedited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnWorst:
    """A pair opened: what its waits are compared with, its best month, and cases (name, hours, minutes, facts)."""

    name: str
    sentences: tuple[str, ...]
    cases: tuple[tuple[str, str, str, str], ...]


def friction_section(found: Friction, *, currency: str | None = None) -> str:
    """Return the section of a page as HTML; it uses the style of the report and needs nothing else.

    Args:
        found: the friction.
        currency: of the money in it; None: paid hours are not priced.
    """
    whole = found.matrix
    weights = _weights(whole.pairs)
    parties = sorted(sorted(weights), key=lambda party: -weights[party])[:MOST_PARTIES]
    return (
        templates()
        .get_template("friction.html.j2")
        .render(
            handovers=plural(found.handovers, "handover"),
            waiting=span(whole.waiting),
            paid=span(whole.paid, 1),
            money=None if whole.money is None else span(whole.money),
            currency=currency,
            back_and_forth=plural(found.cases_with_ping_pong, "case") if found.cases_with_ping_pong else "",
            left_out=len(weights) - len(parties),
            parties=parties,
            rows=[(giver, [_cell(whole.pairs, giver, taker) for taker in parties]) for giver in parties],
            pairs=[_drawn(pair) for pair in whole.pairs[:MOST_PAIRS]],
            more=max(0, len(whole.pairs) - MOST_PAIRS),
            worst=[_opened(worst) for worst in found.worst],
        )
    )


def _weights(pairs: Sequence[PairFriction]) -> dict[str, float]:
    """Return the hours of each party, on either side."""
    weights: dict[str, float] = {}
    for pair in pairs:
        for party in pair.pair:
            weights[party] = weights.get(party, 0.0) + pair.waiting.mid
    return weights


def _cell(pairs: Sequence[PairFriction], giver: str, taker: str) -> Cell | None:
    found = next((pair.waiting for pair in pairs if pair.pair == (giver, taker)), None)
    if found is None:
        return None
    most = max(pair.waiting.low for pair in pairs)
    heat = 0 if found.low < 1 else min(HEATS, 1 + int(2 * (HEATS - 1) * found.low / most))
    return Cell(low=_number(found.low), high=_number(found.high), heat=heat)


def _drawn(pair: PairFriction) -> DrawnPair:
    def counted(loss: Loss) -> str:
        return number(pair.counts.get(loss, 0))

    return DrawnPair(
        name=_name(pair),
        waiting=span(pair.waiting),
        paid=span(pair.paid, 1),
        money="" if pair.money is None else span(pair.money),
        handovers=number(pair.handovers),
        to_and_fro=number(pair.ping_pong),
        silent=number(pair.silent),
        untold=counted(Loss.UNTOLD_SLIP),
        refused=counted(Loss.REFUSAL),
        expedited=counted(Loss.EXPEDITED),
    )


def _opened(worst: Worst) -> DrawnWorst:
    said = [
        f"{_number(kind.excess)} hours {waited_for(kind.loss, kind.purpose)}, beyond {_number(kind.hours, 1)} h "
        f"{NEEDED[kind.against]}."
        for kind in worst.pair.compared
        if kind.hours is not None and kind.excess > 0
    ]
    if worst.best is not None:
        best = worst.best
        until = waited_for(best.loss, best.purpose)
        said.append(f"The same pair at its best: {_number(best.hours, 1)} h {until} in {best.month}.")
    return DrawnWorst(
        name=_name(worst.pair),
        sentences=tuple(said),
        cases=tuple((one.case, _number(one.hours, 1), _number(one.minutes), _facts(one)) for one in worst.cases),
    )


def waited_for(loss: Loss, purpose: str) -> str:
    """Return until when somebody waited, and in answers and signatures for what."""
    return f"{UNTIL[loss]} ({purpose})" if purpose else UNTIL[loss]


def _name(pair: PairFriction) -> str:
    return f"{pair.pair[0]} \N{RIGHTWARDS ARROW} {pair.pair[1]}"


def _facts(case: TellingCase) -> str:
    shown = ", ".join(map(str, case.positions[:FACTS_SHOWN]))
    return shown if len(case.positions) <= FACTS_SHOWN else f"{shown} and {len(case.positions) - FACTS_SHOWN} more"


def span(interval: Interval, places: int = 0) -> str:
    """Return an interval as people read it, the low end first: `12 to 30`."""
    if interval.high == 0:
        return number(0)
    return f"{_number(interval.low, places)} to {_number(interval.high, places)}"


def _number(value: float, places: int = 0) -> str:
    return number(Decimal(value), places)
