"""`unisono attribution`: the shares of all parties, and orders opened down to the facts behind each overrun."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import typer
from rich.text import Text

from unisono.analytics.attribution.graphs import Stage
from unisono.analytics.attribution.sharing import OrderShares, Share
from unisono.bootstrap import open_fact_table
from unisono.cli.endings import Refused
from unisono.cli.ledgers import long_work, opened
from unisono.cli.screen import Screen, facts, table
from unisono.domain.facts import UNRECORDED
from unisono.services.attributing import (
    Attribution,
    NoSuchParty,
    PartTotal,
    PartyTotal,
    Range,
    attribute,
    most_telling,
    parts_within,
    positions_of,
    totals,
)
from unisono.services.ports import FactTable
from unisono.storage.outputs.json_text import Plain, write_json
from unisono.storage.outputs.report.figures import plural

MOST_OPENED = 5
MOST_LISTED = 30
CONTESTED = "Without replies h"
BAR = 24
"""Signs of the longest bar of a share."""

AGREED, REFERENCE = "agreed", "reference, not agreed"
HOUR, THOUSAND = 3600, 1000

Positions = Mapping[str, tuple[int, ...]]


def range_of(since: str | None, until: str | None, order: str | None) -> Range:
    """Return which deliveries are looked at, as written in options.

    Raises:
        typer.BadParameter: a time cannot be read.
    """
    return Range(since=_time(since, "--from"), until=_time(until, "--to"), order=order)


def _time(text: str | None, option: str) -> datetime | None:
    if text is None:
        return None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        message = "Expected a date or a moment, as 2026-11-23 or 2026-11-23T06:00:00Z."
        raise typer.BadParameter(message, param_hint=f"'{option}'") from None
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


@contextmanager
def fact_table_of(screen: Screen, place: str) -> Iterator[FactTable]:
    """Give the facts of a ledger as tables.

    Raises:
        Refused: the ledger cannot be used.
    """
    with opened(place) as books, long_work(screen) as tell:
        tell("Reading the facts", 0)
        made = open_fact_table(books, place)
        made.catch_up()
        yield made


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is shown beside the shares: a row for each order, the most telling orders opened, a party opened."""

    by_order: bool = False
    is_open: bool = False
    party: str | None = None


def show_attribution(screen: Screen, place: str, within: Range, wanted: Wanted) -> None:
    """Show the shares of some deliveries.

    Raises:
        Refused: the ledger cannot be used, or the party to be opened took part in no delivery.
    """
    with fact_table_of(screen, place) as made:
        late, short = attribute(table=made, within=within)
        telling = late.orders if screen.as_json else most_telling(late, MOST_OPENED)
        chosen = telling if wanted.is_open or within.order is not None else ()
        positions = positions_of(table=made, stages=[stage for order in chosen for stage in order.graph.stages])
    document = attribution_plain(late, short)
    parts = () if wanted.party is None else _parts(late, wanted.party)
    if wanted.party is not None:
        document["within"] = _within_plain(wanted.party, parts)
    if wanted.by_order:
        document["by_order"] = [_order_plain(order) for order in late.orders]
    if chosen:
        document["opened"] = [_opened_plain(order, positions) for order in chosen]
    screen.document(write_json(document))
    if not late.orders:
        screen.show(_nothing_late(late, within))
    else:
        _show_totals(screen, late)
    if parts:
        _show_parts(screen, wanted.party, parts)
    if wanted.by_order and late.orders:
        _show_orders(screen, late)
    for order in chosen:
        show_opened(screen, order, positions)
    for one in short:
        _show_short(screen, one)


def _nothing_late(late: Attribution, within: Range) -> str:
    """Return whether all came in time, or nothing could be late because nobody told when it was due."""
    which = "" if within.order is None else f" of {within.order}"
    if late.judged:
        return f"Nothing was late: {plural(late.judged, 'delivery', 'deliveries')}{which} in time."
    return f"Nothing can be called late: no delivery{which} in these facts has a promised time or a deadline."


def hours(seconds: int) -> str:
    """Return seconds as hours with a decimal."""
    return f"{seconds / HOUR:,.1f}"


def _show_totals(screen: Screen, late: Attribution) -> None:
    owed = sum(order.without_recovery for order in late.orders)
    screen.show(
        Text(
            f"{plural(len(late.orders), 'order')} late by {hours(late.lateness)} hours together; "
            f"{hours(owed)} had nobody recovered time.",
            style="bold",
        )
    )
    is_contested = bool(late.replies)
    heads = ("Party", "Share h", "%", "", "But for it h", "Credit h", "Orders")
    rows = table(
        *heads,
        *((CONTESTED,) if is_contested else ()),
        right=("Share h", "%", "But for it h", "Credit h", "Orders", CONTESTED),
    )
    for total in totals(late):
        rows.add_row(*_cells(total, owed), *((hours(total.unanswered),) if is_contested else ()))
    screen.show(rows)
    screen.show(
        "Shares less credits are the lateness, to the second. But-for is each party's delay looked at alone: it counts "
        "some hours for several parties and some for none, and is no share."
    )
    if basis_of(late) != AGREED:
        screen.show(f"Basis: {basis_of(late)}, what such work took in earlier cases.")
    if error := max((total.error for total in totals(late)), default=0):
        screen.show(f"More than ten parties in an order: sampled, standard error up to {hours(error)} h.")
    if is_contested:
        screen.show(f"{plural(len(late.replies), 'reply', 'replies')} counted in; a reply is one side's word.")


def _parts(late: Attribution, party: str) -> Sequence[PartTotal]:
    try:
        return parts_within(late, party)
    except NoSuchParty as refusal:
        raise Refused(str(refusal)) from refusal


def _show_parts(screen: Screen, party: str | None, parts: Sequence[PartTotal]) -> None:
    rows = table(f"Within {party}", "Share h", "", "Credit h", "Orders", right=("Share h", "Credit h", "Orders"))
    whole = sum(part.seconds for part in parts)
    for part in parts:
        bar = "█" * round(BAR * part.seconds / whole) if whole else ""
        rows.add_row(part.name, hours(part.seconds), bar, hours(part.credit), str(part.orders))
    screen.show("", rows)


def _cells(total: PartyTotal, owed: int) -> Sequence[str | Text]:
    part = total.seconds / owed if owed else 0.0
    return (
        Text(total.party, style="dim" if total.party == UNRECORDED else ""),
        hours(total.seconds),
        f"{100 * part:.1f}",
        "█" * round(BAR * part),
        hours(total.but_for),
        hours(total.credit),
        str(total.orders),
    )


def basis_of(late: Attribution) -> str:
    """Return whether overruns are counted from agreed times or from a reference that nobody agreed to."""
    kinds = {stage.is_reference for order in late.orders for stage in order.graph.stages if stage.party != UNRECORDED}
    return " and ".join(name for name, is_it in ((AGREED, False), (REFERENCE, True)) if is_it in kinds) or AGREED


def _show_orders(screen: Screen, late: Attribution) -> None:
    rows = table("Order", "Late h", "Shares h", right=("Late h",))
    ranked = sorted(late.orders, key=lambda order: -order.graph.lateness)
    for order in ranked[:MOST_LISTED]:
        rows.add_row(order.graph.order, hours(order.graph.lateness), _shares_text(order.shares))
    screen.show("", rows)
    if len(ranked) > MOST_LISTED:
        screen.show(f"and {len(ranked) - MOST_LISTED} more; --json has all.")


def _shares_text(shares: Sequence[Share]) -> str:
    ranked = sorted((share for share in shares if share.seconds), key=lambda share: -share.seconds)
    return ", ".join(f"{share.party} {hours(share.seconds)}" for share in ranked)


def show_opened(screen: Screen, order: OrderShares, positions: Positions) -> None:
    """Show one order: its promise, and each stage that took longer or shorter than it should, down to the facts."""
    graph = order.graph
    screen.show("", Text(f"{graph.order}: {hours(graph.lateness)} hours late", style="bold"))
    told = [("due", _clock(graph.due)), ("delivered", _clock(graph.stages[-1].end))]
    if order.over_promised:
        why = f": {graph.reason}" if graph.reason else ""
        early = f"{hours(order.over_promised)} h before the agreed finish, by {graph.promiser}{why}"
        told.append(("promised", early))
    credit = ", ".join(f"{share.party} {hours(share.credit)} h" for share in order.shares if share.credit)
    told += [("shares", _shares_text(order.shares) or "none"), *((("credit", credit),) if credit else ())]
    screen.show(facts(*told))
    rows = table("Stage", "Party", "Agreed h", "Overrun h", "Why", "Facts", right=("Agreed h", "Overrun h"))
    for stage, own in zip(graph.stages, order.overruns, strict=True):
        if own:
            at = " ".join(map(str, positions.get(stage.name, stage.positions)))
            rows.add_row(stage.name, stage.party, hours(stage.agreed), hours(own), stage.reason, at)
    screen.show(rows)


def _clock(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"


def _show_short(screen: Screen, short: Attribution) -> None:
    unit = short.orders[0].graph.unit
    title = f"{plural(len(short.orders), 'order')} short by {_units(short.lateness)} {unit} together"
    rows = table("Party", unit, "But for it", "Credit", "Orders", right=(unit, "But for it", "Credit", "Orders"))
    for total in totals(short):
        cells = (_units(total.seconds), _units(total.but_for), _units(total.credit), str(total.orders))
        rows.add_row(total.party, *cells)
    screen.show("", Text(title, style="bold"), rows)


def _units(thousandths: int) -> str:
    return f"{thousandths / THOUSAND:,.3f}".rstrip("0").rstrip(".")


def attribution_plain(late: Attribution, short: Sequence[Attribution]) -> dict[str, Plain]:
    """Return the shares for programs: those of the parties and `unrecorded_s`, less the credits, are `lateness_s`."""
    unrecorded = next(total for total in totals(late) if total.party == UNRECORDED)
    return {
        "lateness_s": late.lateness,
        "without_recovery_s": sum(order.without_recovery for order in late.orders),
        "orders": len(late.orders),
        "judged": late.judged,
        "basis": basis_of(late),
        "shares": [
            {
                "party": total.party,
                "seconds": total.seconds,
                "but_for_s": total.but_for,
                "credit_s": total.credit,
                "without_replies_s": total.unanswered,
                "error_s": total.error,
                "orders": total.orders,
            }
            for total in totals(late)
            if total.party != UNRECORDED
        ],
        "unrecorded_s": unrecorded.seconds,
        "unrecorded_but_for_s": unrecorded.but_for,
        "unrecorded_without_replies_s": unrecorded.unanswered,
        "replies": [dict(reply._asdict()) for reply in late.replies],
        "short": [_short_plain(one) for one in short],
    }


def _within_plain(party: str, parts: Sequence[PartTotal]) -> Plain:
    return {
        "party": party,
        "parts": [
            {"part": part.name, "seconds": part.seconds, "credit_s": part.credit, "orders": part.orders}
            for part in parts
        ],
    }


def _short_plain(short: Attribution) -> Plain:
    return {
        "unit": short.orders[0].graph.unit,
        "missing": short.lateness / THOUSAND,
        "orders": len(short.orders),
        "shares": [
            {
                "party": total.party,
                "missing": total.seconds / THOUSAND,
                "but_for": total.but_for / THOUSAND,
                "credit": total.credit / THOUSAND,
            }
            for total in totals(short)
        ],
    }


def _order_plain(order: OrderShares) -> dict[str, Plain]:
    return {
        "order": order.graph.order,
        "lateness_s": order.graph.lateness,
        "shares": [
            {
                "party": share.party,
                "seconds": share.seconds,
                "but_for_s": share.but_for,
                "credit_s": share.credit,
                "error_s": share.error,
            }
            for share in order.shares
        ],
    }


def _opened_plain(order: OrderShares, positions: Positions) -> Plain:
    graph = order.graph
    return {
        **_order_plain(order),
        "due": _clock(graph.due),
        "over_promised_s": order.over_promised,
        "promiser": graph.promiser,
        "reason": graph.reason if order.over_promised else "",
        "stages": [
            _stage_plain(stage, own, positions) for stage, own in zip(graph.stages, order.overruns, strict=True)
        ],
    }


def _stage_plain(stage: Stage, own: int, positions: Positions) -> Plain:
    return {
        "stage": stage.name,
        "party": stage.party,
        "agreed_s": stage.agreed,
        "overrun_s": own,
        "ended": _clock(stage.end),
        "waited_for": list(stage.inputs),
        "basis": REFERENCE if stage.is_reference else AGREED,
        "reason": stage.reason,
        "facts": list(positions.get(stage.name, stage.positions)),
    }
