"""`unisono agreement check`: what is owed against the facts."""

from datetime import timedelta

from rich.text import Text

from unisono.cli.agreement_showing import norm_words
from unisono.cli.endings import Refused
from unisono.cli.ledgers import newest_moment, opened
from unisono.cli.screen import Screen, table
from unisono.domain.agreements.agreement import Measure
from unisono.domain.agreements.cases import Case
from unisono.domain.agreements.judging import Judged, Judgement, Tally
from unisono.services.agreements import AgreementRefused
from unisono.services.judging import check_agreements
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import NONE, number, plural, share
from unisono.storage.reading.agreements import agreement_of_text

CHECK_FORMAT = "unisono-agreement-check/1"
WORST_SHOWN = 3


def check_and_show(screen: Screen, place: str, *, name: str, weeks: int, now: str | None) -> None:
    """Show for each norm of the agreements in force whether it is kept, with the worst cases.

    Raises:
        Refused: there is no such agreement, or the ledger cannot be used.
    """
    try:
        with opened(place) as books:
            at = newest_moment(books.ledger, now)
            judgements = check_agreements(
                ledger=books.ledger, read=agreement_of_text, now=at, looking_back=timedelta(weeks=weeks), name=name
            )
    except AgreementRefused as refusal:
        raise Refused(str(refusal)) from refusal
    screen.document(
        write_json(
            {
                "format": CHECK_FORMAT,
                "now": to_plain(at),
                "breached": sum(len(judgement.breached) for judgement in judgements),
                "agreements": [_plain(judgement) for judgement in judgements],
            }
        )
    )
    if not judgements:
        screen.show("No agreement is in force: `unisono agreement show` tells what waits for a signature.")
    for judgement in judgements:
        _show(screen, judgement)


def _show(screen: Screen, judgement: Judgement) -> None:
    agreement = judgement.agreement
    head = f"{agreement.name}, version {agreement.version}, since {judgement.since:%Y-%m-%d %H:%M}"
    screen.show(Text(f"{head}: {_verdict(judgement)}", style="bold"))
    rows = table("Owed by", "What", "Cases", "Met", "Share", "", right=("Cases", "Met", "Share"))
    for judged in judgement.norms:
        rows.add_row(
            judged.norm.party,
            norm_words(judged.norm),
            number(judged.whole.cases),
            number(judged.whole.met),
            share(judged.whole.share),
            _word(judged),
        )
    screen.show(rows)
    for judged in judgement.norms:
        if judged.whole.is_breached or judged.is_for_agenda:
            _show_missed(screen, judged)
    if judgement.is_review_due:
        screen.show_indented(f"It was to be looked at again on {agreement.review_on}: confirm it with a new version.")
    screen.show("")


def _show_missed(screen: Screen, judged: Judged) -> None:
    worst = ", ".join(_case_words(judged, case) for case in judged.missed[:WORST_SHOWN])
    more = len(judged.missed) - WORST_SHOWN
    rest = f" and {plural(more, 'other')}" if more > 0 else ""
    screen.show_indented(f"{judged.norm.party} {norm_words(judged.norm)}. Missed: {worst}{rest}.")


def _case_words(judged: Judged, case: Case) -> str:
    said = "" if case.hours is None else f"{number(case.hours, 1)} h"
    match judged.norm.measure:
        case Measure.NOTICE_TIME:
            said = f"told {said} before" if said else "never told"
        case Measure.ON_TIME:
            said = f"{said} late" if said else "taken back"
    return f"{case.commitment} ({said})" if said else case.commitment


def _verdict(judgement: Judgement) -> str:
    breached = len(judgement.breached)
    if breached:
        return f"{plural(breached, 'norm')} breached"
    return "kept" if any(judged.whole.cases for judged in judgement.norms) else "no cases yet"


def _word(judged: Judged) -> str:
    if judged.whole.share is None:
        return NONE
    word = "BREACHED" if judged.whole.is_breached else "met"
    return f"{word}, for the meeting" if judged.is_for_agenda else word


def _plain(judgement: Judgement) -> Plain:
    agreement = judgement.agreement
    return {
        "name": agreement.name,
        "version": agreement.version,
        "parties": [side.id for side in agreement.parties],
        "since": to_plain(judgement.since),
        "until": to_plain(judgement.until),
        "is_breached": bool(judgement.breached),
        "is_review_due": judgement.is_review_due,
        "norms": [_norm_plain(judged) for judged in judgement.norms],
    }


def _norm_plain(judged: Judged) -> Plain:
    return {
        "owes": to_plain(judged.norm),
        "says": norm_words(judged.norm),
        **_tally_plain(judged.whole),
        "is_for_agenda": judged.is_for_agenda,
        "weeks": [
            {"start": to_plain(week.start), "end": to_plain(week.end), **_tally_plain(week)} for week in judged.weeks
        ],
        "missed": [to_plain(case) for case in judged.missed],
    }


def _tally_plain(tally: Tally) -> dict[str, Plain]:
    part = tally.share
    return {
        "cases": tally.cases,
        "met": tally.met,
        "met_share": None if part is None else round(part, 4),
        "is_breached": tally.is_breached,
    }
