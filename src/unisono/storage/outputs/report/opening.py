"""The first screen of what the facts tell: what came late, what lies behind it, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from unisono.analytics.causes.finding import Found
from unisono.domain.facts import UNRECORDED
from unisono.services.attributing import totals
from unisono.services.reviewing import FactsReview
from unisono.storage.outputs.report.cause_words import cause_words
from unisono.storage.outputs.report.figures import number, plural, sentence_of
from unisono.storage.outputs.report.frictions import span
from unisono.storage.outputs.report.templating import templates
from unisono.storage.outputs.report.times import length

SECONDS_PER_DAY = 86_400
DAY = timedelta(days=1)
NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that everybody should have read: a title, a sentence or two, and the section that tells more."""

    title: str
    text: str
    section: str


def opening_section(review: FactsReview) -> str:
    """Return the first screen as HTML.

    Args:
        review: what the facts tell.
    """
    return (
        templates()
        .get_template("opening.html.j2")
        .render(
            name=review.name,
            facts=plural(review.facts, "fact"),
            now=f"{_day(review.now)}, {review.now:%H:%M} UTC",
            headline=headline(review),
            points=points(review),
        )
    )


def headline(review: FactsReview) -> str:
    """Return the sentence at the top: how many orders came late, and by how much.

    Args:
        review: what the facts tell.
    """
    causes = review.causes
    if causes.orders:
        return (
            f"{number(causes.orders)} of {plural(causes.delivered, 'order')} came late, "
            f"{_length(causes.lateness)} together."
        )
    if not review.facts:
        return "Nothing has been recorded yet."
    return "No order has come late." if review.causes.has_due_times else "Nobody said when anything was due."


def points(review: FactsReview) -> tuple[Point, ...]:
    """Return what everybody should have read, in the order of the page; what has nothing to tell is left out.

    Args:
        review: what the facts tell.
    """
    found = (_warnings(review), _causes(review), _proposals(review), _shares(review), _friction(review))
    return tuple(point for point in found if point is not None)


def _warnings(review: FactsReview) -> Point | None:
    """Return what will be late next: how many promises, the first of them, and whom it hits."""
    if review.warned is None or not review.warned.warnings:
        return None
    first, *others = review.warned.warnings
    by = max(timedelta(), first.outlook.expected - first.outlook.counted_on)
    late = f"about {length(Decimal(by / DAY))} late" if by else "late"
    told = f"{first.raised.commitment} of {first.state.performer} will probably be {late}"
    names = {} if review.snapshot is None else {one.id: one.name for one in review.snapshot.customers}
    customers = [names.get(one.customer, one.customer) for one in first.impact.customers]
    hit = [name for name in (*customers, *first.parties) if name]
    whom = f" It hits {_some(hit)}." if hit else ""
    more = (
        f" {plural(len(others), 'more open promise', 'more open promises')} will probably be late too."
        if others
        else ""
    )
    return Point(title="What will be late next", text=f"{told}.{whom}{more}", section="warnings")


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return sentence_of([*names[:NAMED], *([f"{number(more)} more"] if more > 0 else [])])


def _causes(review: FactsReview) -> Point | None:
    cause = next((cause for cause in review.causes.late if cause.found.owner), None)
    if cause is None:
        return None
    found = cause.found
    text = (
        f"{_quoted(found)}: it happened {_times(found.times)} and made {plural(len(found.parts), 'order')} "
        f"{_length(found.amount)} late{' together' if len(found.parts) > 1 else ''}."
    )
    return Point(title="What went wrong most", text=text, section="causes")


def _proposals(review: FactsReview) -> Point | None:
    proposed = [(cause.found, cause.proposal) for cause in review.causes.late if cause.proposal is not None]
    if not proposed:
        return None
    found, proposal = proposed[0]
    text = f"Agree with {proposal.owner} by {_day(proposal.by)} what prevents {_quoted(found)}."
    if more := len(proposed) - 1:
        text += f" {plural(more, 'more cause comes', 'more causes come')} back again and again."
    return Point(title="What is proposed", text=text, section="causes")


def _quoted(found: Found) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{cause_words(found)}\N{RIGHT DOUBLE QUOTATION MARK}"


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def _shares(review: FactsReview) -> Point | None:
    late = review.late
    owed = sum(order.without_recovery for order in late.orders)
    if not owed:
        return None
    ranked = [total for total in totals(late) if total.seconds and total.party != UNRECORDED]
    unrecorded = next(total for total in totals(late) if total.party == UNRECORDED)
    told = [
        f"The largest part is that of {total.party}: {_percent(total.seconds, owed)}, {_length(total.seconds)}."
        for total in ranked[:1]
    ]
    if unrecorded.seconds:
        told.append(f"{_percent(unrecorded.seconds, owed)} is explained by no fact.")
    if review.opened:
        told.append(f"{review.opened[0].graph.order} tells most: {_length(review.opened[0].graph.lateness)} late.")
    return Point(title="Whose part it was", text=" ".join(told), section="shares")


def _friction(review: FactsReview) -> Point | None:
    worst = next(iter(review.friction.worst), None)
    if worst is None or worst.pair.waiting.mid <= 0:
        return None
    giver, taker = worst.pair.pair
    text = (
        f"Most time is lost from {giver} to {taker}: {span(worst.pair.waiting)} hours beyond what was agreed, or what "
        f"the best manage, in {plural(worst.pair.handovers, 'handover')}."
    )
    return Point(title="Where it rubs", text=text, section="friction")


def _length(seconds: int) -> str:
    return length(Decimal(seconds) / SECONDS_PER_DAY)


def _percent(part: int, whole: int) -> str:
    return f"{number(Decimal(100 * part) / whole)}%"
