"""The section on warnings: what will probably be late, how sure that is, whom it hits, and by when it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from unisono.domain.acts.warnings import Relief
from unisono.services.warning import OpenWarning, Warned
from unisono.storage.outputs.report.figures import number, plural, sentence_of
from unisono.storage.outputs.report.templating import templates
from unisono.storage.outputs.report.times import length

MOST = 40
SHOWN = 8
"""Warnings drawn with a picture, and behind these in a table."""

TICKS = 4
CUSTOMERS = 4
DAY = timedelta(days=1)
BEYOND = 7 * DAY
"""So far beyond the last expected moment a picture goes; an interval that goes on is cut there."""
RELIEFS: Final = {
    Relief.ENDED: "came or ended",
    Relief.FELL: "became unlikely",
    Relief.MOVED: "got a new promise",
    Relief.TOLD: "was told by its performer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The days of all pictures, from which places are percent of the width."""

    start: datetime
    end: datetime

    def place(self, at: datetime) -> float:
        """Return where a moment stands, within the picture."""
        share = (at - self.start) / (self.end - self.start)
        return round(100 * min(1.0, max(0.0, share)), 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Return where days begin, with their names: a few of them."""
        first = self.start.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
        step = max(1, (self.end - first).days // TICKS)
        days = [first + place * step * DAY for place in range(TICKS + 1)]
        return tuple((self.place(day), f"{day:%a} {day.day}") for day in days if day < self.end - DAY / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnWarning:
    """A warning as texts, and where its marks stand in the picture in percent."""

    name: str
    performer: str
    behind: str
    chance: str
    is_new: bool
    is_told: bool
    counted_on: str
    expected: str
    low: str
    high: str
    late: str
    needed: str
    is_past: bool
    customers: tuple[tuple[str, str], ...]
    more_customers: int
    waiting: str
    money: str
    since: str
    now: float
    mark: float
    dot: float
    left: float
    width: float


def warnings_section(warned: Warned, *, currency: str | None = None) -> str:
    """Return the section of a page as HTML; it uses the style of the report and needs nothing else.

    Args:
        warned: the warnings that stand.
        currency: of the money at stake; None: nobody has said.
    """
    shown = warned.warnings[:MOST]
    scale = _scale(warned.now, shown[:SHOWN])
    drawn = [_drawn(one, warned, scale, currency) for one in shown]
    return (
        templates()
        .get_template("warnings.html.j2")
        .render(
            now=_clock(warned.now, warned.now),
            warnings=drawn[:SHOWN],
            others=drawn[SHOWN:],
            more=len(warned.warnings) - len(drawn),
            looked_at=plural(warned.looked_at, "open promise"),
            is_any_open=warned.looked_at > 0,
            count=len(warned.warnings),
            new=len(warned.raised),
            cleared=_cleared(warned),
            ticks=scale.ticks,
        )
    )


def _scale(now: datetime, warnings: Sequence[OpenWarning]) -> Scale:
    starts = [now, *(one.outlook.counted_on for one in warnings)]
    middle = max([now + DAY, *starts, *(one.outlook.expected for one in warnings)])
    ends = (min(one.outlook.high, middle + BEYOND) for one in warnings)
    return Scale(start=min(starts) - DAY / 4, end=max([middle, *ends]) + DAY / 4)


def _drawn(one: OpenWarning, warned: Warned, scale: Scale, currency: str | None) -> DrawnWarning:
    outlook, act = one.outlook, one.raised.act
    customers = one.impact.customers
    left, right = scale.place(outlook.low), scale.place(outlook.high)
    late = max(timedelta(0), outlook.expected - act.due)
    return DrawnWarning(
        name=one.raised.commitment,
        performer=one.state.performer,
        behind=one.behind,
        chance=f"{outlook.chance:.0%}",
        is_new=one.raised.commitment in warned.raised,
        is_told=act.counted_on != act.due,
        counted_on=_clock(outlook.counted_on, warned.now),
        expected=_clock(outlook.expected, warned.now),
        low=_clock(outlook.low, warned.now),
        high=_clock(outlook.high, warned.now),
        late=length(Decimal(late / DAY)),
        needed=_clock(one.needed_by, warned.now),
        is_past=one.needed_by <= warned.now,
        customers=tuple((hit.customer, hit.tier) for hit in customers[:CUSTOMERS]),
        more_customers=max(0, len(customers) - CUSTOMERS),
        waiting=sentence_of(one.parties),
        money="" if one.impact.value is None else f"{number(Decimal(one.impact.value))} {currency or ''}".strip(),
        since=_clock(one.raised.raised_at, warned.now),
        now=scale.place(warned.now),
        mark=scale.place(outlook.counted_on),
        dot=scale.place(outlook.expected),
        left=left,
        width=round(right - left, 2),
    )


def _cleared(warned: Warned) -> str:
    reliefs = list(warned.cleared.values())
    return sentence_of(f"{reliefs.count(kind)} {words}" for kind, words in RELIEFS.items() if kind in reliefs)


def _clock(at: datetime, now: datetime) -> str:
    """Return a moment, with its year where that is not the year of now."""
    local = at.astimezone(UTC)
    year = "" if local.year == now.astimezone(UTC).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"
