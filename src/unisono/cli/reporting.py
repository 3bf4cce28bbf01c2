"""`unisono report`: what the facts of a ledger tell, gathered and written as one page."""

from datetime import datetime
from pathlib import Path

from rich.text import Text

from unisono.bootstrap import open_fact_table, open_models
from unisono.cli.company import open_company
from unisono.cli.endings import Refused
from unisono.cli.ledgers import long_work, moment, opened, shown
from unisono.cli.screen import Screen
from unisono.domain.company import Snapshot
from unisono.services.reviewing import FactsReview, review_facts
from unisono.services.telling import Tell
from unisono.services.tracing import newest_moment_in
from unisono.storage.outputs.facts_folder import FolderHoldsARun, prepare_facts_folder, write_facts
from unisono.storage.outputs.folders import FolderHoldsOtherFiles, NotAFolder
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.outputs.report.opening import headline, points
from unisono.storage.reading.agreements import agreement_of_text

FORMAT = "unisono-report/1"


def report_facts(screen: Screen, place: str, *, out: Path, company: Path | None, now: str | None) -> None:
    """Write the page of what the facts of a ledger tell, and say its first sentences.

    Raises:
        Refused: the ledger cannot be used, or the folder is not for this page.
    """
    snapshot = None if company is None else open_company(screen, company, now=None, judge_rules=False).snapshot
    at = None if now is None else moment(now)
    try:
        prepare_facts_folder(out)
        with long_work(screen) as tell:
            review = reviewed(place, snapshot=snapshot, now=at, tell=tell)
        page = write_facts(review, out)
    except (FolderHoldsARun, FolderHoldsOtherFiles, NotAFolder) as refusal:
        raise Refused(str(refusal)) from refusal
    screen.document(_document(review, place, page))
    screen.show(Text(headline(review), style="bold"))
    for point in points(review):
        screen.show(f"{point.title}: {point.text}")
    screen.show(f"Report: {page}")


def reviewed(place: str, *, snapshot: Snapshot | None, now: datetime | None, tell: Tell) -> FactsReview:
    """Return what the facts of a ledger tell.

    Args:
        place: of the ledger.
        snapshot: the company's data; None: nobody named them.
        now: the moment from which facts are looked at; None: when the newest of them happened.
        tell: told of progress.

    Raises:
        Refused: the ledger cannot be used.
        ReviewInterrupted: `tell` said to stop.
    """
    with opened(place) as books:
        tell("Reading the facts", 0.0)
        table = open_fact_table(books, place)
        table.catch_up()
        at = now if now is not None else newest_moment_in(table) or moment(None)
        return review_facts(
            ledger=books.ledger,
            table=table,
            models=open_models(place),
            read=agreement_of_text,
            name=_name(place),
            now=at,
            snapshot=snapshot,
            tell=tell,
        )


def _name(place: str) -> str:
    """Return the name of a ledger without what says how to reach it."""
    return place.rpartition("/")[2].partition("?")[0] if "://" in place else Path(place).stem


def _document(review: FactsReview, place: str, page: Path) -> str:
    return write_json(
        {
            "format": FORMAT,
            "report": str(page),
            "ledger": shown(place),
            "facts": review.facts,
            "now": to_plain(review.now),
            "headline": headline(review),
            "points": [
                {"title": point.title, "text": point.text, "section": point.section} for point in points(review)
            ],
        }
    )
