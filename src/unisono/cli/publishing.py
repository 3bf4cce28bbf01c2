"""`unisono publish`: a plan comes into force, and everybody hears what that changes."""

from pathlib import Path

from rich.text import Text

from unisono.cli.company import open_company
from unisono.cli.doing import Doing
from unisono.cli.endings import Code
from unisono.cli.live_asking import deciding, submitter, times_of
from unisono.cli.live_settling import conflicts_plain, show_conflicts
from unisono.cli.news import news_plain, notices_of, show_notices, show_tallies, tallies_of
from unisono.cli.plans import open_plan
from unisono.cli.screen import Screen
from unisono.domain.company import OrderStatus
from unisono.services.agreements import agreements_in_force
from unisono.services.live import LiveState
from unisono.services.publishing import Publication, Published, publish_plan
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.outputs.report.figures import plural
from unisono.storage.reading.agreements import agreement_of_text

FORMAT = "unisono-published/1"
NAMED = 8
"""So many orders are named; the document has all."""


def publish_and_show(screen: Screen, company: Path, plan_file: Path, doing: Doing, *, reason: str) -> Code:
    """Publish a plan and show what became of it; conflicts of the data with what was promised end with their own code.

    Raises:
        Refused: it may not be published.
    """
    data = open_company(screen, company, now=None, judge_rules=False)
    plan = open_plan(screen, plan_file, data)
    by = submitter(doing, "publish", data.snapshot, earliest=plan.now)
    with deciding(doing.ledger, create=True) as books:
        publication = Publication(snapshot=data.snapshot, plan=plan, owner=doing.party, reason=reason)
        agreements = agreements_in_force(ledger=books.ledger, read=agreement_of_text, now=by.now)
        published = publish_plan(books=books, publication=publication, by=by, agreements=agreements)
        position = books.ledger.head().size
    _show(screen, published)
    show_conflicts(screen, published.conflicts)
    screen.document(publication_document(published, position=position))
    return Code.FINDINGS if published.conflicts else Code.FINE


def _show(screen: Screen, published: Published) -> None:
    live = published.live
    times = times_of(live.snapshot, live.now)
    name = published.plan[:12]
    if not published.is_new and not published.words:
        screen.show(Text(f"Plan {name} is in force already; nothing has changed.", style="bold"))
        return
    screen.show(Text(f"Plan {name} is in force from {times.moment_in_full(live.now)}.", style="bold"))
    if published.frozen_moved:
        moved = ", ".join(operation.order for operation in published.frozen_moved)
        screen.show(Text(f"Moved although it was to stay until {times.moment(published.frozen_until)}: {moved}."))
    show_tallies(screen, tallies_of(published.words))
    show_notices(screen, notices_of(published.words, live.snapshot), live.snapshot, times)
    late = late_orders(live)
    if late:
        named = ", ".join(late[:NAMED]) + (f" and {len(late) - NAMED} more" if len(late) > NAMED else "")
        screen.show("", f"{plural(len(late), 'firm order')} planned later than promised: {named}.")


def late_orders(live: LiveState) -> list[str]:
    """Return the firm orders that the plan delivers later than promised, in their order."""
    firm = {order.id for order in live.snapshot.orders if order.status is OrderStatus.FIRM}
    return [answer.order for answer in live.plan.answers if answer.days_late > 0 and answer.order in firm]


def publication_document(published: Published, *, position: int) -> str:
    """Return what became of a plan for programs."""
    return write_json(
        {
            "format": FORMAT,
            "plan": published.plan,
            "is_new": published.is_new,
            "position": position,
            "said": len(published.words),
            "frozen_until": to_plain(published.frozen_until),
            "frozen_moved": [operation.order for operation in published.frozen_moved],
            **news_plain(tallies_of(published.words), notices_of(published.words, published.live.snapshot)),
            "late": [*late_orders(published.live)],
            "conflicts": conflicts_plain(published.conflicts),
        }
    )
