"""`unisono causes`: each cause with how often, hours, money and trend, and opened down to its orders and facts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import ceil, isinf
from pathlib import Path

from rich.text import Text

from unisono.analytics.causes.finding import Found
from unisono.analytics.causes.rates import Change
from unisono.cli.attributing import THOUSAND, fact_table_of, hours
from unisono.cli.company import open_company
from unisono.cli.ledgers import moment
from unisono.cli.screen import Screen, facts, table
from unisono.domain.company import Snapshot
from unisono.services.attributing import Range, positions_of
from unisono.services.ports import FactTable
from unisono.services.tracing import WEEKS_SHOWN, Causes, Prevented, ShortCauses, Traced, newest_moment_in, trace_causes
from unisono.storage.outputs.json_text import Plain, write_json
from unisono.storage.outputs.report.cause_words import (
    cause_words,
    effect_words,
    prevention_words,
    proposal_words,
    standing_words,
    trend_words,
)
from unisono.storage.outputs.report.figures import Money, plural

NEVER_DUE = "Nobody said when anything was due, so nothing can have come late."
MOST_LISTED = 15
PLACES = 3
MOST_OPENED, MOST_ORDERS, MOST_FACTS = 8, 10, 8
LEVELS = "▁▂▃▄▅▆▇█"

Positions = Mapping[str, tuple[int, ...]]


def show_causes(
    screen: Screen, place: str, within: Range, *, company: Path | None, now: str | None, is_open: bool
) -> None:
    """Show the causes of late and short deliveries.

    Raises:
        Refused: the ledger cannot be used.
    """
    snapshot = None if company is None else open_company(screen, company, now=None, judge_rules=False).snapshot
    with fact_table_of(screen, place) as made:
        at = moment(now) if now is not None else newest_moment_in(made) or moment(None)
        causes = trace_causes(table=made, within=within, now=at, snapshot=snapshot)
        positions = _positions(made, causes) if is_open else {}
    currency = None if snapshot is None else snapshot.company.currency
    screen.document(write_json(causes_plain(causes, currency, positions)))
    if not causes.late:
        screen.show("No order came late in these facts." if causes.has_due_times else NEVER_DUE)
    else:
        _show_late(screen, causes, snapshot)
        if is_open:
            for cause in causes.late[:MOST_OPENED]:
                _show_opened(screen, cause, positions)
    _show_preventions(screen, causes)
    for short in causes.short:
        _show_short(screen, short)


def _positions(made: FactTable, causes: Causes) -> Positions:
    return positions_of(table=made, stages=[stage for cause in causes.late for stage in cause.found.happenings])


def _show_late(screen: Screen, causes: Causes, snapshot: Snapshot | None) -> None:
    total = causes.money
    money = None if snapshot is None else Money.for_amounts(snapshot.company.currency, total)
    costs = "" if money is None else f", {money.amount(total)} by the company's policy{_partly(causes)}"
    screen.show(
        Text(
            f"{plural(causes.orders, 'order')} of {causes.delivered} came late: {hours(causes.seconds)} hours"
            f"{costs}. Why:",
            style="bold",
        )
    )
    heads = ("Times", "Orders", "Hours", *(() if money is None else (money.currency,)))
    rows = table("Cause", *heads, "Trend", "Prevention", right=heads)
    rows.columns[-2].min_width = WEEKS_SHOWN
    for cause in causes.late[:MOST_LISTED]:
        found = cause.found
        rows.add_row(
            cause_words(found),
            str(found.times),
            str(len(found.parts)),
            hours(found.amount),
            *(() if money is None else (money.amount(cause.money),)),
            f"{sparkline(cause.weeks)} {trend_words(cause.trend)}".strip(),
            prevention_words(cause, causes.now),
        )
    screen.show(rows)
    if len(causes.late) > MOST_LISTED:
        screen.show(f"and {len(causes.late) - MOST_LISTED} more; --json has all.")
    screen.show(
        "A time is one piece of work or decision beyond what was agreed, however many orders it held up. Hours are "
        "the causes' fair shares; they sum to those of the parties. Trend: the last eight weeks, and the last four "
        "beside the four before; without a word there are too few to tell."
    )
    if error := max((cause.found.error for cause in causes.late), default=0):
        screen.show(f"More than ten causes in an order: sampled, standard error up to {hours(error)} h.")


def _partly(causes: Causes) -> str:
    return "" if causes.priced == causes.orders else f" (the data know {causes.priced} of these orders)"


def sparkline(counts: Sequence[int]) -> str:
    """Return a course as one sign a count; the lowest is nothing at all.

    >>> sparkline([0, 1, 20, 70])
    '▁▂▃█'
    """
    most = max(counts, default=0)
    return "".join(LEVELS[ceil(count / most * (len(LEVELS) - 1)) if most else 0] for count in counts)


def _show_opened(screen: Screen, cause: Traced, positions: Positions) -> None:
    found = cause.found
    screen.show("", Text(cause_words(found), style="bold"), Text(f"name: {found.name}", style="dim"))
    parts = sorted(found.parts, key=lambda part: (-part.amount, part.order))
    listed = ", ".join(f"{part.order} {hours(part.amount)} h" for part in parts[:MOST_ORDERS])
    screen.show(f"Orders: {listed}{_more(len(parts) - MOST_ORDERS)}.")
    rows = table("Happened", "Party", "When (UTC)", "Facts")
    for stage in found.happenings[-MOST_ORDERS:]:
        at = positions.get(stage.name, stage.positions)
        told = " ".join(map(str, at[:MOST_FACTS])) + _more(len(at) - MOST_FACTS)
        rows.add_row(stage.name, stage.party, f"{datetime.fromtimestamp(stage.end, UTC):%Y-%m-%d %H:%M}", told)
    screen.show(rows)
    if len(found.happenings) > MOST_ORDERS:
        screen.show(f"and {len(found.happenings) - MOST_ORDERS} earlier; --json has all.")


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def _show_preventions(screen: Screen, causes: Causes) -> None:
    if not causes.preventions:
        return
    screen.show("", Text("What is done against causes", style="bold"))
    for prevented in causes.preventions:
        one = prevented.prevention
        effect = "" if prevented.effect is None else f"{effect_words(prevented.effect)}."
        told = (("against", one.cause), ("what", one.task), ("who, when", standing_words(prevented, causes.now)))
        screen.show(Text(one.commitment), facts(*told, *((("effect", effect),) if effect else ())))


def _show_short(screen: Screen, short: ShortCauses) -> None:
    missing = sum(cause.amount for cause in short.causes)
    title = f"{plural(short.orders, 'order')} came short by {_units(missing)} {short.unit}. Why:"
    rows = table("Cause", "Times", "Orders", short.unit, right=("Times", "Orders", short.unit))
    for cause in short.causes[:MOST_LISTED]:
        cells = (str(cause.times), str(len(cause.parts)), _units(cause.amount))
        rows.add_row(cause_words(cause), *cells)
    screen.show("", Text(title, style="bold"), rows)


def _units(thousandths: int) -> str:
    return f"{thousandths / THOUSAND:,.3f}".rstrip("0").rstrip(".")


def causes_plain(causes: Causes, currency: str | None, positions: Positions) -> dict[str, Plain]:
    """Return the causes for programs; the seconds of all are `without_recovery_s`.

    Args:
        causes: as they were found.
        currency: of the money; None: there is none.
        positions: of the facts behind each happening; empty: causes are not opened.
    """
    return {
        "now": causes.now.isoformat(),
        "orders": causes.orders,
        "delivered": causes.delivered,
        "lateness_s": causes.lateness,
        "without_recovery_s": causes.seconds,
        "currency": currency,
        "money": None if currency is None else str(causes.money),
        "priced_orders": causes.priced,
        "causes": [_plain(cause, positions, has_money=currency is not None) for cause in causes.late],
        "preventions": [_plain_prevented(prevented) for prevented in causes.preventions],
        "short": [
            {
                "unit": short.unit,
                "orders": short.orders,
                "causes": [{**_plain_found(cause), "missing": cause.amount / THOUSAND} for cause in short.causes],
            }
            for short in causes.short
        ],
    }


def _plain_found(found: Found) -> dict[str, Plain]:
    return {
        "cause": found.name,
        "stage": found.stage,
        "reason": found.reason,
        "times": found.times,
        "orders": len(found.parts),
        "parties": list(found.parties),
    }


def _plain(cause: Traced, positions: Positions, *, has_money: bool) -> dict[str, Plain]:
    found, proposal = cause.found, cause.proposal
    plain: dict[str, Plain] = {
        **_plain_found(found),
        "seconds": found.amount,
        "error_s": found.error,
        "money": str(cause.money) if has_money else None,
        "weeks": list(cause.weeks),
        "trend": change_plain(cause.trend),
        "repeated": cause.is_repeated,
        "preventions": [one.prevention.commitment for one in cause.preventions],
        "proposal": None
        if proposal is None
        else {
            "owner": proposal.owner,
            "by": f"{proposal.by:%Y-%m-%d}",
            "what": proposal_words(cause, proposal),
        },
    }
    if positions:
        plain["opened"] = {
            "orders": [{"order": part.order, "seconds": part.amount} for part in found.parts],
            "happenings": [
                {
                    "stage": stage.name,
                    "party": stage.party,
                    "at": _instant(stage.end),
                    "facts": list(positions.get(stage.name, stage.positions)),
                }
                for stage in found.happenings
            ],
        }
    return plain


def _plain_prevented(prevented: Prevented) -> Plain:
    one = prevented.prevention
    return {
        "commitment": one.commitment,
        "cause": one.cause,
        "task": one.task,
        "requester": one.requester,
        "owner": one.owner,
        "due": _instant(one.due),
        "done": _instant(one.done),
        "standing": one.standing.value,
        "effect": None if prevented.effect is None else change_plain(prevented.effect),
        "says": "" if prevented.effect is None else effect_words(prevented.effect),
    }


def _instant(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()


def change_plain(change: Change) -> dict[str, Plain]:
    """Return a change for programs; a high end without a bound is None."""
    return {
        "verdict": change.verdict.value,
        "before": {"times": change.before.times, "orders": change.before.orders},
        "after": {"times": change.after.times, "orders": change.after.orders},
        "ratio": None if change.ratio is None else round(change.ratio, PLACES),
        "low": round(change.low, PLACES),
        "high": None if isinf(change.high) else round(change.high, PLACES),
    }
