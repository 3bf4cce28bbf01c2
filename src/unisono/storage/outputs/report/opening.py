"""The first screen of what the facts tell: what came late, what lies behind it, and what comes next."""

from dataclasses import dataclass
from decimal import Decimal

from unisono.analytics.attribution.sharing import OrderShares
from unisono.domain.facts import UNRECORDED
from unisono.services.attributing import totals
from unisono.services.reviewing import FactsReview
from unisono.storage.outputs.report.figures import NARROW, number, plural
from unisono.storage.outputs.report.frictions import span
from unisono.storage.outputs.report.templating import templates
from unisono.storage.outputs.report.times import length

SECONDS_PER_DAY = 86_400


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
            now=f"{review.now:%a} {review.now.day} {review.now:%b %Y, %H:%M} UTC",
            headline=headline(review),
            points=points(review),
        )
    )


def headline(review: FactsReview) -> str:
    """Return the sentence at the top: how many orders came late, and by how much.

    Args:
        review: what the facts tell.
    """
    late = review.late
    if late.orders:
        return f"{plural(len(late.orders), 'order')} came late, {_length(late.lateness)} together."
    if not review.facts:
        return "Nothing has been recorded yet."
    return "No order has come late." if review.has_due_times else "Nobody said when anything was due."


def points(review: FactsReview) -> tuple[Point, ...]:
    """Return what everybody should have read, in the order of the page; what has nothing to tell is left out.

    Args:
        review: what the facts tell.
    """
    found = (_shares(review), _friction(review))
    return tuple(point for point in found if point is not None)


def _shares(review: FactsReview) -> Point | None:
    late = review.late
    owed = sum(order.without_recovery for order in late.orders)
    if not owed:
        return None
    ranked = [total for total in totals(late) if total.seconds and total.party != UNRECORDED]
    unrecorded = next(total for total in totals(late) if total.party == UNRECORDED)
    told = [
        f"The largest part is that of {total.party}: {_length(total.seconds)}, {_percent(total.seconds, owed)}."
        for total in ranked[:1]
    ]
    if unrecorded.seconds:
        told.append(f"{_percent(unrecorded.seconds, owed)} no fact explains.")
    if review.opened:
        told.append(f"Order {review.opened[0].graph.order} tells most: {_order(review.opened[0])}.")
    return Point(title="Whose part it was", text=" ".join(told), section="shares")


def _order(order: OrderShares) -> str:
    return f"{_length(order.graph.lateness)} late"


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
    return f"{number(Decimal(100 * part) / whole)}{NARROW}%"
