"""`unisono foresight warn`: warnings as a table for people, and as JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from rich.text import Text

from unisono.analytics.foresight.learning import NothingToLearnFrom
from unisono.bootstrap import open_fact_table, open_models
from unisono.cli.company import open_company
from unisono.cli.endings import Refused
from unisono.cli.ledgers import long_work, moment, newest_moment, opened
from unisono.cli.screen import Screen, table
from unisono.domain.facts import Medium, Origin
from unisono.domain.policy import WarningPolicy
from unisono.services.foreseeing import foresee, kept_or_trained
from unisono.services.warning import OpenWarning, Recording, Warned, warn
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import number, plural

FORMAT = "unisono-warnings/1"
MOST = 20
CUSTOMERS = 3
WIDEST = 24
"""Signs of a commitment's name that are not cut on a narrow screen."""

BEHIND = "\N{BOX DRAWINGS LIGHT UP AND RIGHT} "
"""What waits for a commitment that stands above it and will be late."""

A_YEAR = timedelta(days=300)
"""From so far away on a day says nothing without its year."""


def warn_and_show(screen: Screen, place: str, *, company: Path | None, now: str | None) -> None:
    """Record what is new and show the warnings that stand.

    Raises:
        Refused: the ledger cannot be used, or too little of it has ended to learn from.
    """
    snapshot = None if company is None else open_company(screen, company, now=None, judge_rules=False).snapshot
    currency = "" if snapshot is None else snapshot.company.currency
    policy = WarningPolicy() if snapshot is None else snapshot.policy.warnings
    with opened(place) as books, long_work(screen) as tell:
        tell("Reading the facts", 0)
        facts = open_fact_table(books, place)
        facts.catch_up()
        tell("Looking ahead", 0.3)
        at = newest_moment(books.ledger, now)
        try:
            model = kept_or_trained(table=facts, store=open_models(place), tell=screen.tell)
            outlooks = foresee(table=facts, model=model, now=at)
        except NothingToLearnFrom as nothing:
            raise Refused(str(nothing)) from nothing
        tell("Looking whom it hits", 0.9)
        warned = warn(
            ledger=books.ledger,
            table=facts,
            outlooks=outlooks,
            now=at,
            policy=policy,
            recording=Recording(
                origin=Origin(medium=Medium.COMMAND, place="unisono foresight warn"), clock=moment(None)
            ),
        )
    screen.document(write_json(document(warned, currency)))
    _show(screen, warned, currency)


def _show(screen: Screen, warned: Warned, currency: str) -> None:
    seen = f"{plural(warned.looked_at, 'open promise')} looked at on {_clock(warned.now, warned.now)} UTC"
    if not warned.looked_at:
        screen.show("Nothing is open for which anybody promised a time.")
        return
    new = f", {len(warned.raised)} of them new" if warned.raised else ""
    gone = f" {plural(len(warned.cleared), 'warning')} cleared." if warned.cleared else ""
    if not warned.warnings:
        screen.show(f"{seen}: none will probably be late.{gone}")
        return
    screen.show(Text(f"{seen}: {len(warned.warnings)} will probably be late{new}.{gone}", style="bold"))
    heads = ("What, by whom", "Counted on", "Expected", "Nine of ten", "Late", "Whom it hits", "Needed by")
    rows = table(*heads, right=("Late",))
    for one in warned.warnings[:MOST]:
        rows.add_row(*_cells(one, warned, currency))
    rows.columns[0].no_wrap = max(len(one.raised.commitment) for one in warned.warnings) <= WIDEST
    rows.columns[0].overflow = "fold"
    screen.show(rows)
    if len(warned.warnings) > MOST:
        screen.show(f"and {len(warned.warnings) - MOST} more; --json has all.")
    screen.show("Times are in UTC. Confirm one: `unisono foresight confirm COMMITMENT --ledger LEDGER --as PARTY`.")


def _cells(one: OpenWarning, warned: Warned, currency: str) -> Sequence[str | Text]:
    outlook = one.outlook
    is_past = one.needed_by <= warned.now
    return (
        Text.assemble(
            (
                f"{BEHIND if one.behind else ''}{one.raised.commitment}",
                "bold" if one.raised.commitment in warned.raised else "",
            ),
            f"\n{one.state.performer}",
        ),
        _clock(outlook.counted_on, warned.now),
        _clock(outlook.expected, warned.now),
        f"{_day(outlook.low, warned.now)} - {_day(outlook.high, warned.now)}",
        f"{outlook.chance:.0%}",
        _whom(one, currency),
        Text(_clock(one.needed_by, warned.now), style="red" if is_past else ""),
    )


def _whom(one: OpenWarning, currency: str) -> str:
    customers = one.impact.customers
    named = [f"{hit.customer or 'a customer'}{f' {hit.tier}' if hit.tier else ''}" for hit in customers[:CUSTOMERS]]
    more = [f"{len(customers) - CUSTOMERS} more"] if len(customers) > CUSTOMERS else []
    value = one.impact.value
    money = [] if value is None else [f"{number(Decimal(value))} {currency}".strip()]
    return ", ".join([*named, *more, *money]) or ", ".join(one.parties) or "nobody yet"


def _clock(at: datetime, now: datetime) -> str:
    """Return a moment, with its year in place of the time of day where that is not the year of now."""
    local = at.astimezone(UTC)
    return f"{local:%d %b %H:%M}" if local.year == now.astimezone(UTC).year else f"{local:%d %b %Y}"


def _day(at: datetime, now: datetime) -> str:
    return f"{at:%d %b}" if abs(at - now) < A_YEAR else f"{at:%Y}"


def document(warned: Warned, currency: str) -> dict[str, Plain]:
    """Return the warnings for programs, with what has just been recorded.

    Args:
        warned: the warnings that stand.
        currency: of the money at stake; empty: nobody has said.
    """
    return {
        "format": FORMAT,
        "now": to_plain(warned.now),
        "currency": currency or None,
        "looked_at": warned.looked_at,
        "raised": list(warned.raised),
        "cleared": [{"commitment": name, "relief": relief.value} for name, relief in warned.cleared.items()],
        "warnings": [_plain(one) for one in warned.warnings],
    }


def _plain(one: OpenWarning) -> Plain:
    outlook, act = one.outlook, one.raised.act
    return {
        "commitment": one.raised.commitment,
        "performer": one.state.performer,
        "raised_at": to_plain(one.raised.raised_at),
        "fact": one.raised.position,
        "behind": one.behind or None,
        "chance": float(outlook.chance),
        "promised": to_plain(act.due),
        "counted_on": to_plain(outlook.counted_on),
        "expected": to_plain(outlook.expected),
        "low": to_plain(outlook.low),
        "high": to_plain(outlook.high),
        "needed_by": to_plain(one.needed_by),
        "money": one.impact.value,
        "customers": [
            {"customer": hit.customer, "tier": hit.tier, "orders": hit.orders, "money": hit.value}
            for hit in one.impact.customers
        ],
        "orders": [hit.order for hit in one.impact.orders],
        "parties": list(one.parties),
        "hits": [hit.node.commitment for hit in one.impact.waits],
    }
