"""`unisono hold`: an inquiry that is answered from the live state and keeps what it was promised."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from rich.text import Text

from unisono.cli.company import Opened, moment_of_option, open_company
from unisono.cli.doing import Doing
from unisono.cli.endings import Code, Refused
from unisono.cli.ledgers import opened
from unisono.cli.promising import Question, answer_document, answer_plain, order_of, show_answer
from unisono.cli.screen import Screen
from unisono.domain.company import Snapshot
from unisono.domain.facts import Medium, Origin
from unisono.domain.plans import AnswerKind
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.live.basing import OlderData
from unisono.services.live.holding import Held, NotHeld, Submitter, hold_promise
from unisono.services.live.state import Footing, NoPlanInForce, footing_in_force, read_live
from unisono.services.ports import Books
from unisono.services.promising import OrderHasItsPlace, answer_inquiry
from unisono.services.publishing import PlanOfOtherData
from unisono.services.recording import LedgerIsBusy
from unisono.services.rights import NotYourDecision
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.outputs.report.times import Times

FORMAT = "unisono-hold/1"
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
LONGEST = timedelta(days=366)


def submitter(doing: Doing, command: str, snapshot: Snapshot, *, earliest: datetime) -> Submitter:
    """Return who does it and when: as told, by the clock, or, outside the planned time, at the plan's moment.

    Args:
        doing: what the options say.
        command: its name, for the facts' origin.
        snapshot: the company's data, for zone and planned time.
        earliest: the moment from which the plan speaks.
    """
    company = snapshot.company
    parties = [*(item.id for item in company.departments), *(item.id for item in company.partners)]
    if doing.party not in parties:
        raise typer.BadParameter(
            f"{company.name} has no department or partner {doing.party!r}. "
            f"{did_you_mean(doing.party, parties) or 'It has ' + ', '.join(parties) + '.'}",
            param_hint="'--as'",
        )
    at, clock = live_moment(doing.now, snapshot, earliest=earliest)
    origin = Origin(medium=Medium.COMMAND, place=f"unisono {command}")
    return Submitter(actor=doing.actor, origin=origin, now=at, clock=clock)


def live_moment(now: str | None, snapshot: Snapshot, *, earliest: datetime) -> tuple[datetime, datetime]:
    """Return when something is done, and what the clock says; as told, by the clock, or at the plan's moment.

    Args:
        now: the moment as written by the user; None: the clock, or `earliest` where it lies outside the planned time.
        snapshot: the company's data, for zone and planned time.
        earliest: the moment from which the plan speaks.
    """
    end = snapshot.company.horizon_end
    if now is None:
        clock = datetime.now(UTC)
        return (clock if earliest <= clock < end else earliest), clock
    at = moment_of_option("--now", now, snapshot)
    if not earliest <= at < end:
        raise typer.BadParameter("The plan does not speak of that time.", param_hint="'--now'")
    return at, at


@contextmanager
def deciding(place: str, *, create: bool = False) -> Iterator[Books]:
    """Give the books of a ledger, and turn every no to what is asked of them into a sentence for people.

    Raises:
        Refused: with that sentence.
    """
    try:
        with opened(place, create=create) as books:
            yield books
    except (
        NoPlanInForce,
        NotHeld,
        NotYourDecision,
        OlderData,
        OrderHasItsPlace,
        PlanOfOtherData,
        LedgerIsBusy,
    ) as no:
        raise Refused(str(no)) from no


def answer_live(screen: Screen, company: Path, place: str, question: Question, *, now: str | None) -> Code:
    """Show the answer to an inquiry from the live state; nothing is held, and a no ends the command with its own code.

    Raises:
        Refused: it cannot be asked at all.
    """
    data = open_company(screen, company, now=None, judge_rules=False)
    with deciding(place) as books:
        footing = footing_in_force(books)
        refuse_other_data(footing, data)
        at, _ = live_moment(now, data.snapshot, earliest=footing.now)
        live = read_live(books=books, now=at)
        order = order_of(question, live.snapshot, now=at)
        promise = answer_inquiry(live.open_desk(), order)
    show_answer(screen, replace(data, snapshot=live.snapshot), live.plan, order, promise)
    screen.document(answer_document(data, order, promise))
    return Code.FINE if promise.answer.kind is AnswerKind.ACCEPTED else Code.FINDINGS


def hold_and_show(
    screen: Screen, company: Path, question: Question, doing: Doing, *, number: str, keep_for: str
) -> Code:
    """Hold a promise and show the answer; a no ends the command with its own code.

    Raises:
        Refused: it cannot be held at all, whatever the answer would be.
    """
    length = length_of(keep_for)
    if number and question.order is not None:
        raise typer.BadParameter("An order of the book has its number: give --number with new ones only.")
    data = open_company(screen, company, now=None, judge_rules=False)
    with deciding(doing.ledger) as books:
        footing = footing_in_force(books)
        refuse_other_data(footing, data)
        by = submitter(doing, "hold", data.snapshot, earliest=footing.now)
        order = order_of(question, data.snapshot, now=by.now)
        held = hold_promise(books=books, order=order, number=number, expires_at=by.now + length, by=by)
    show_answer(screen, replace(data, snapshot=held.live.snapshot), held.live.plan, held.order, held.promise)
    _show_hold(screen, held)
    screen.document(hold_document(data, held))
    return Code.FINDINGS if held.act is None else Code.FINE


def refuse_other_data(footing: Footing, data: Opened) -> None:
    """Refuse data that are not those that the ledger stands on.

    Raises:
        Refused: they are not.
    """
    if footing.snapshot.content_hash != data.snapshot.content_hash:
        raise Refused("The ledger stands on other data than these: take them in with `unisono import`.")


def length_of(text: str) -> timedelta:
    """Return how long a promise is held."""
    count, unit = text[:-1], text[-1:]
    if count.isdecimal() and unit in UNITS:
        length = timedelta(**{UNITS[unit]: min(int(count), 10**6)})
        if timedelta() < length <= LONGEST:
            return length
    raise typer.BadParameter("Expected a time as `90m`, `24h` or `3d`, of at most 366 days.", param_hint="'--for'")


def _show_hold(screen: Screen, held: Held) -> None:
    if held.act is None:
        return
    order, until = held.act.subject, times_of(held.live.snapshot, held.live.now).moment_in_full(held.act.expires_at)
    screen.show("", Text(f"Held as {order} until {until}.", style="bold"))
    screen.show(f"`unisono confirm {order}` makes it firm, `unisono drop {order}` gives it back.")


def times_of(snapshot: Snapshot, now: datetime) -> Times:
    """Return how times are written for a company's people."""
    company = snapshot.company
    return Times(zone=ZoneInfo(company.timezone), now=now, end=company.horizon_end)


def hold_document(data: Opened, held: Held) -> str:
    """Return the answer for programs, with the promise that is held."""
    act = held.act
    return write_json(
        {
            **answer_plain(data, held.order, held.promise),
            "format": FORMAT,
            "held": None
            if act is None
            else {"order": act.subject, "expires_at": to_plain(act.expires_at), "due": to_plain(act.due)},
        }
    )
