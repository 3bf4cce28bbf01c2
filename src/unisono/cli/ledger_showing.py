"""`unisono ledger show`: facts in words, and what is known of a commitment."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from enum import Enum

import typer
from rich.console import RenderableType
from rich.text import Text

from unisono.cli.endings import Refused
from unisono.cli.ledgers import opened
from unisono.cli.screen import Screen, facts, table
from unisono.domain.acts import ACTS
from unisono.domain.canonical import fact_bytes
from unisono.domain.commitments.state import Commitment, Handover, Terms
from unisono.domain.facts import Act, Entry
from unisono.services.ports import Ledger
from unisono.storage.outputs.json_text import Plain, to_plain, write_json

FORMAT = "unisono-facts/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which facts somebody wants to see; empty: any."""

    commitment: str
    subject: str
    kinds: tuple[str, ...]
    last: int


def show_facts(screen: Screen, place: str, wanted: Wanted) -> None:
    """Show the latest facts that are wanted, and what is known of the commitments among them.

    Raises:
        Refused: the commitment is not there, or the ledger cannot be used.
    """
    for kind in wanted.kinds:
        if kind not in ACTS:
            raise typer.BadParameter(f"There is no kind {kind}. Kinds: {', '.join(ACTS)}.", param_hint="'--kind'")
    with opened(place) as books:
        commitments = tuple(_commitments(books.ledger, wanted))
        entries = tuple(deque(_entries(books.ledger, wanted), maxlen=wanted.last))
    screen.document(
        write_json(
            {
                "format": FORMAT,
                "commitments": [to_plain(commitment) for commitment in commitments],
                "facts": [_plain(entry) for entry in entries],
            }
        )
    )
    for commitment in commitments:
        screen.show(Text(commitment.id, style="bold"), state_of(commitment), "")
    rows = table("Fact", "Happened (UTC)", "Party", "Commitment", "What", right=("Fact",))
    for entry in entries:
        fact = entry.fact
        rows.add_row(
            str(entry.position), _moment(fact.happened_at), fact.actor.party, fact.commitment, words_of(fact.act)
        )
    screen.show(rows if entries else "No such facts.")


def _commitments(ledger: Ledger, wanted: Wanted) -> Iterator[Commitment]:
    if wanted.commitment:
        commitment = ledger.commitment(wanted.commitment)
        if commitment is None:
            raise Refused(f"The ledger knows no commitment {wanted.commitment}.")
        yield commitment
    elif wanted.subject:
        yield from ledger.commitments(subject=wanted.subject)


def _entries(ledger: Ledger, wanted: Wanted) -> Iterator[Entry]:
    plain = not (wanted.commitment or wanted.subject or wanted.kinds)
    after = max(0, ledger.head().size - wanted.last) if plain else 0
    for entry in ledger.entries(after=after, commitment=wanted.commitment, kinds=wanted.kinds):
        if not wanted.subject or _speaks_of(entry, wanted.subject):
            yield entry


def _speaks_of(entry: Entry, subject: str) -> bool:
    fact = entry.fact
    if getattr(fact.act, "subject", "") == subject or any(link.object == subject for link in fact.links):
        return True
    return fact.commitment == subject or fact.commitment.startswith(f"{subject}/")


def words_of(act: Act) -> str:
    """Return what a fact says happened, in words: its kind, and what it tells.

    >>> from unisono.domain.acts.commitments import Withdrawn
    >>> words_of(Withdrawn(reason="the customer bought elsewhere"))
    'withdrawn: reason the customer bought elsewhere'
    """
    kind = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in type(act).__name__).strip()
    told = ((item.name, getattr(act, item.name)) for item in fields(act))  # type: ignore[arg-type] # all kinds are dataclasses
    parts = [f"{name.replace('_', ' ')} {_value(value)}" for name, value in told if value not in (None, "", False)]
    return f"{kind}: {', '.join(parts)}" if parts else kind


def _value(value: object) -> str:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Enum):
        return str(value.value)
    return "yes" if value is True else " ".join(str(value).split())


def _moment(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M")


def state_of(commitment: Commitment) -> RenderableType:
    """Return what is known of a commitment, for people."""
    unit = commitment.unit
    rows: list[tuple[str, RenderableType]] = [
        ("Asked", f"{commitment.requester} asked {commitment.performer}: {_terms(commitment.asked, unit)}"),
    ]
    if commitment.last_promise is not None:
        rows.append(("Promised", _terms(commitment.last_promise, unit)))
    if commitment.first_promise not in {None, commitment.last_promise}:
        rows.append(("At first", _terms(commitment.first_promise, unit)))
    expected = commitment.expected
    if commitment.is_open and expected is not None:
        rows.append(("Expected", _moment(expected)))
    rows += [(f"Handover {handover.id}", _handover(handover, unit)) for handover in commitment.handovers]
    rows.append(("Stage", f"{commitment.stage.value}{f': {commitment.reason}' if commitment.reason else ''}"))
    return facts(*rows)


def _handover(handover: Handover, unit: str) -> str:
    """Return what came and when; a delivery of which nobody said when is one the requester alone told of."""
    said = "all" if handover.delivered is None and not handover.counts else _amount(handover.counts, unit)
    at = handover.delivered_at or handover.answered_at
    ends = ", disputed" if handover.is_disputed else ""
    return f"{said} on {_moment(at)}{ends}" if at is not None else f"{said}{ends}"


def _terms(terms: Terms | None, unit: str) -> str:
    if terms is None:
        return "nothing"
    parts = [
        *([_amount(terms.quantity, unit)] if terms.quantity is not None else []),
        *([f"by {_moment(terms.due)}"] if terms.due is not None else []),
        *([f"for {terms.value:f}"] if terms.value is not None else []),
    ]
    return " ".join(parts) or "no date and no quantity"


def _amount(quantity: Decimal, unit: str) -> str:
    return f"{quantity:f} {unit}".strip()


def _plain(entry: Entry) -> Plain:
    """Return a fact as its canonical body tells it, with its position."""
    body: dict[str, Plain] = json.loads(fact_bytes(entry.fact, recorded_at=entry.recorded_at))
    return {"position": entry.position, **body}
