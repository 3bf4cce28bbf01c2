"""Customers: the whale curve, and for each one the waterfall from revenue to contribution, down to its rows."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from heapq import nlargest

from unisono.domain.segments import Cause, Segment, Segmentation, Unallocated, WhaleCurve
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import number, plural, share
from unisono.storage.outputs.report.waterfalls import CustomerCard, customer_card, day_text, rate_card
from unisono.storage.outputs.report.words import Words

MOST_WATERFALLS = 150
"""So many customers, those with the most money either way, have a waterfall in the page; `segments.csv` has all."""
AT_ENDS = 10
"""So many of the best and of the worst customers are shown at once, the others on demand."""

CAUSE_NAMES = {
    Cause.NO_CUSTOMER: "Rows without a customer",
    Cause.OLDER: "Rows older than the two periods",
    Cause.AFTER_NOW: "Rows after the moment of the plan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhaleDot:
    """A customer on the picture of the whale curve, in percent from the left and the top."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WhalePicture:
    """The whale curve as a path in a box 1000 wide and 240 high, with its peak and its end."""

    path: str
    area: str
    zero: float
    peak: WhaleDot
    peak_text: str
    end: WhaleDot
    end_text: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhaleRow:
    """A line of the table of the whale curve."""

    place: int
    segment: Segment
    contribution: str
    cumulative: str
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartRow:
    """Rows that belong to no customer's waterfall."""

    name: str
    rows: str
    contribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedRow:
    """A department's capacity that nobody is charged for."""

    department: str
    rate: str
    used: str
    supplied: str
    unused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersSection:
    """All about customers."""

    period: str
    tiers: tuple[tuple[str, str], ...]
    whale: WhalePicture | None
    whale_rows: tuple[WhaleRow, ...]
    first: tuple[CustomerCard, ...]
    between: tuple[CustomerCard, ...]
    last: tuple[CustomerCard, ...]
    left_out: int
    apart: tuple[ApartRow, ...]
    unused: tuple[UnusedRow, ...]
    bottleneck: str


def customers_section(run: Run, words: Words) -> CustomersSection:
    """Return what the report says of customers."""
    segmentation = run.segmentation
    chosen = _chosen(segmentation.segments)
    card = rate_card(run.snapshot)
    cards = tuple(customer_card(segment, run.snapshot, card, words) for segment in chosen)
    at_ends = AT_ENDS if len(cards) > 3 * AT_ENDS else len(cards)
    by_customer = {segment.customer: segment for segment in segmentation.segments}
    return CustomersSection(
        period=f"{day_text(segmentation.start)} to {day_text(segmentation.end - timedelta(days=1))}",
        tiers=_tier_counts(segmentation),
        whale=_whale_picture(segmentation.whale, words),
        whale_rows=tuple(
            WhaleRow(
                place=place,
                segment=by_customer[point.customer],
                contribution=words.money.amount(point.contribution),
                cumulative=words.money.amount(point.cumulative),
                percent="" if point.percent is None else share(point.percent / 100),
            )
            for place, point in enumerate(segmentation.whale.points, 1)
        ),
        first=cards[:at_ends],
        between=cards[at_ends : max(at_ends, len(cards) - at_ends)],
        last=cards[max(at_ends, len(cards) - at_ends) :],
        left_out=len(segmentation.segments) - len(chosen),
        apart=tuple(_apart(item, words) for item in segmentation.unallocated if item.rows),
        unused=_unused(segmentation, words),
        bottleneck=_bottleneck(segmentation),
    )


def _chosen(segments: tuple[Segment, ...]) -> list[Segment]:
    most = {segment.customer for segment in nlargest(MOST_WATERFALLS, segments, key=lambda one: abs(one.contribution))}
    return [segment for segment in segments if segment.customer in most]


def _tier_counts(segmentation: Segmentation) -> tuple[tuple[str, str], ...]:
    tiers = ("gold", "silver", "standard")
    counts = {tier: sum(1 for segment in segmentation.segments if segment.tier == tier) for tier in tiers}
    return tuple((tier, number(counts[tier])) for tier in tiers)


def _whale_picture(whale: WhaleCurve, words: Words) -> WhalePicture | None:
    if not whale.points:
        return None
    heights = [Decimal(0), *(point.cumulative for point in whale.points)]
    low, high = min(heights), max(heights)
    scale = Decimal(84) / ((high - low) or Decimal(1))
    count = len(whale.points)

    def dot(index: int) -> WhaleDot:
        top = Decimal(98) - (heights[index] - low) * scale
        return WhaleDot(x=round(index / count * 100, 2), y=round(float(top), 2))

    dots = [dot(index) for index in range(count + 1)]
    path = "M" + "L".join(f"{one.x * 10:.1f} {one.y * 2.4:.1f}" for one in dots)
    return WhalePicture(
        path=path,
        area=f"{path}V{dots[0].y * 2.4:.1f}H0Z",
        zero=dots[0].y,
        peak=dots[whale.peak_customers],
        peak_text=_money_and_percent(whale.peak, whale.peak_percent, words),
        end=dots[-1],
        end_text=words.money.amount(whale.total),
        sentence=_whale_sentence(whale, words),
    )


def _money_and_percent(money: Decimal, percent: Decimal | None, words: Words) -> str:
    return words.money.amount(money) + ("" if percent is None else f", {number(percent)}% of the total")


def _whale_sentence(whale: WhaleCurve, words: Words) -> str:
    count, lost = len(whale.points), whale.peak - whale.total
    earning = f"{whale.peak_customers} of {plural(count, 'customer')} earn {words.money.amount(whale.peak)}"
    if lost <= 0:
        return f"{earning}; none loses money."
    return f"{earning}; the other {count - whale.peak_customers} take {words.money.amount(lost)} of it away again."


def _apart(item: Unallocated, words: Words) -> ApartRow:
    return ApartRow(
        name=CAUSE_NAMES[item.cause], rows=plural(item.rows, "row"), contribution=words.money.amount(item.contribution)
    )


def _unused(segmentation: Segmentation, words: Words) -> tuple[UnusedRow, ...]:
    return tuple(
        UnusedRow(
            department=item.department,
            rate=words.money.price(item.rate_per_hour, "h"),
            used=number(item.used_hours),
            supplied=number(item.supplied_hours),
            unused=words.money.amount(item.unused_cost),
        )
        for item in segmentation.capacities
        if item.supplied_hours is not None and item.unused_cost is not None
    )


def _bottleneck(segmentation: Segmentation) -> str:
    found = segmentation.bottleneck
    if found is None:
        return ""
    asked, there = number(found.asked_hours), number(found.open_hours)
    return f"The bottleneck is {found.line}: {asked} hours are asked for and {there} are there ({share(found.load)})."
