"""What happened, in a sentence for people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from unisono.storage.outputs.report.figures import number, quantity
from unisono.storage.outputs.report.times import length

MINUTES_PER_DAY: Final = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the story: when, what, how it looks (`bad`, `warn`, `good`, `note`), and the fact behind it."""

    at: datetime
    look: str
    label: str
    sentence: str
    position: int


def event_of(row: Mapping[str, Any]) -> Event:
    """Return the event that a row of `unisono.analytics.happenings` tells of."""
    look, label, sentence = _TELL[row["kind"]](row)
    reason = row["reason"]
    told = f"{sentence}: {reason.rstrip('.')}." if reason else f"{sentence}."
    return Event(at=row["happened_at"], look=look, label=label, sentence=told, position=row["position"])


Row = Mapping[str, Any]
Told = tuple[str, str, str]
"""Look, label, sentence without its end."""


def _stopped(row: Row) -> Told:
    lost = length(Decimal(str(row["minutes"])) / MINUTES_PER_DAY)
    began = f"{row['started_at']:%a %H:%M}"
    return "bad", "breakdown", f"{_name(row['line'])} stood still from {began} on, {lost} of working time lost"


def _override(row: Row) -> Told:
    days = Decimal(round((row["planned"] - row["due"]).total_seconds())) / (MINUTES_PER_DAY * 60)
    return (
        "warn",
        "override",
        f"{_name(row['actor_party'])} promised {row['commitment']} {length(days)} before what the plan said",
    )


def _disputed(row: Row) -> Told:
    handed, came = _amount(row["delivered"]), _amount(row["received"])
    return "bad", "dispute", f"{row['commitment']}: {handed} handed over says one side, {came} received the other"


def _settled(row: Row) -> Told:
    return "good", "settled", f"{row['commitment']}: both sides count {_amount(row['quantity'])} now"


def _revoked(row: Row) -> Told:
    return "bad", "revoked", f"{_name(row['actor_party'])} took back its promise {row['commitment']}"


def _plan(row: Row) -> Told:
    return "note", "plan", f"{_name(row['owner'])} put a plan into force"


def _frozen(row: Row) -> Told:
    where = f" on {row['line']}" if row["line"] else ""
    return "warn", "frozen work moved", f"{_name(row['owner'])} moved {row['subject']}{where} that was to stay"


def _asked(row: Row) -> Told:
    about = f" about {row['subject']}" if row["subject"] else ""
    if row["is_overstep"]:
        sentence = f"{_name(row['actor_party'])} tried to decide what {row['decider']} decides, {_words(row)}{about}"
        return "bad", "overstep", sentence
    return (
        "note",
        "question",
        f"{_name(row['actor_party'])} asked {row['decider']}, who decides on {_words(row)}{about}",
    )


def _decided(row: Row) -> Told:
    about = f" about {row['subject']}" if row["subject"] else ""
    answer = "yes" if row["is_yes"] else "no"
    return "note", answer, f"{_name(row['actor_party'])} said {answer} to {_words(row)}{about}"


_TELL: Final[Mapping[str, Callable[[Row], Told]]] = {
    "LineStopped": _stopped,
    "Promised": _override,
    "HandoverDisputed": _disputed,
    "DisputeSettled": _settled,
    "Revoked": _revoked,
    "PlanPublished": _plan,
    "FrozenWorkMoved": _frozen,
    "DecisionRequested": _asked,
    "Decided": _decided,
}


def _words(row: Row) -> str:
    return str(row["decision"]).replace("_", " ")


def _name(text: str | None) -> str:
    """Return a party or line with a capital, as a sentence begins."""
    return text[:1].upper() + text[1:] if text else "Somebody"


def _amount(value: float | None) -> str:
    return number(0) if value is None else quantity(Decimal(str(value)))
