"""What a plan or a promise makes everybody say anew: who must be told what, and how much moves for whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from rich.text import Text

from unisono.cli.screen import Screen, table
from unisono.domain.acts.commitments import (
    CounterOffered,
    Declined,
    Promised,
    Purpose,
    Renegotiated,
    Requested,
    Revoked,
    Withdrawn,
)
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.renegotiating import Word
from unisono.domain.company import OrderStatus, Snapshot
from unisono.storage.outputs.json_text import Plain, to_plain
from unisono.storage.outputs.report.figures import plural
from unisono.storage.outputs.report.times import Times

MOST_SHOWN = 40
"""Orders that are told one by one on the screen; the document has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a customer must be told; `due` is the date now, None where there is none."""

    order: str
    customer: str
    what: str
    due: datetime | None = None
    reason: str = ""


def notices_of(words: Iterable[Word], snapshot: Snapshot) -> tuple[Notice, ...]:
    """Return what customers must be told of the words about their orders, what is worst first.

    That a firm order is promised is no news.
    """
    orders = {commitment_id(order.id, Purpose.PROMISE): order for order in snapshot.orders}
    found = []
    for word in words:
        order = orders.get(word.commitment)
        told = None if order is None else _told(word)
        if order is not None and told is not None and (told.rank, order.status) != (LAST, OrderStatus.FIRM):
            found.append((told.rank, Notice(order=order.id, customer=order.customer, **told.notice)))
    return tuple(notice for _, notice in sorted(found, key=itemgetter(0)))


class _Told(NamedTuple):
    """How bad the news is, and what they are."""

    rank: int
    notice: dict[str, Any]


LAST = 4


def _told(word: Word) -> _Told | None:
    match word.act:
        case Revoked(reason=reason):
            return _Told(0, {"what": "no longer", "reason": reason})
        case Renegotiated(due=due, reason=reason):
            what = "another quantity or price" if due is None else "another date:"
            return _Told(1, {"what": what, "due": due, "reason": reason})
        case CounterOffered(due=due, reason=reason):
            return _Told(2, {"what": "not as asked, but", "due": due, "reason": reason})
        case Declined(reason=reason):
            return _Told(3, {"what": "no", "reason": reason})
        case Promised(due=due):
            return _Told(LAST, {"what": "yes", "due": due})
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many commitments are new, moved and gone, of one party's work or all."""

    new: int
    moved: int
    gone: int


def tallies_of(words: Iterable[Word]) -> dict[str, Tally]:
    """Return how many commitments are new, moved and gone, by the party that performs them."""
    counts: dict[str, Counter[str]] = {}
    for word in words:
        if kind := _kind(word):
            counts.setdefault(word.performer, Counter())[kind] += 1
    return {
        party: Tally(new=count["new"], moved=count["moved"], gone=count["gone"])
        for party, count in sorted(counts.items())
    }


def _kind(word: Word) -> str:
    match word.act:
        case Requested():
            return "new"
        case Renegotiated():
            return "moved"
        case Revoked() | Withdrawn():
            return "gone"
    return ""


def show_tallies(screen: Screen, tallies: Mapping[str, Tally]) -> None:
    """Show how many commitments are new, moved and gone for each party."""
    if tallies:
        rows = table("Commitments of", "new", "moved", "gone", right=("new", "moved", "gone"))
        for party, tally in tallies.items():
            rows.add_row(party, str(tally.new), str(tally.moved), str(tally.gone))
        screen.show("", rows)


def show_notices(screen: Screen, notices: Sequence[Notice], snapshot: Snapshot, times: Times) -> None:
    """Show which customers must be told what."""
    if not notices:
        return
    names = {customer.id: customer.name for customer in snapshot.customers}
    screen.show("", Text(f"{plural(len(notices), 'customer order')} to tell of", style="bold"))
    rows = table("Order", "Customer", "Tell them", "Why")
    for notice in notices[:MOST_SHOWN]:
        by = "" if notice.due is None else f" {times.by(notice.due)}"
        rows.add_row(notice.order, names[notice.customer], f"{notice.what}{by}", notice.reason)
    screen.show(rows)
    if len(notices) > MOST_SHOWN:
        screen.show(f"and {len(notices) - MOST_SHOWN} more; --json tells all")


def news_plain(tallies: Mapping[str, Tally], notices: Sequence[Notice]) -> dict[str, Plain]:
    """Return the same for programs."""
    return {"parties": to_plain(dict(tallies)), "to_tell": [to_plain(notice) for notice in notices]}
