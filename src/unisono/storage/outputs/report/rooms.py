"""Room for goods that wait, night by night, in the four ways of deciding."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from unisono.analytics.room import room_by_night
from unisono.domain.comparison import Way
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import number
from unisono.storage.outputs.report.words import WAY_NAMES, Words

MOST_LABELS = 6
MOST_LEVELS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """One way's room over time as a path in a box 1000 wide and 240 high, and its highest night."""

    way: Way
    name: str
    path: str
    highest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNight:
    """A night of the table of room."""

    at: datetime
    values: tuple[str, ...]
    is_over: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLabel:
    """A label of the chart's axes, placed in percent of the chart."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChart:
    """Room over time of the four ways against the limit; `limit_at` is the limit's height in percent from the top."""

    limit: str
    limit_at: float | None
    lines: tuple[RoomLine, ...]
    nights: tuple[RoomNight, ...]
    days: tuple[RoomLabel, ...]
    levels: tuple[RoomLabel, ...]


def room_chart(run: Run, words: Words) -> RoomChart | None:
    """Return the chart of a run, or None where no goods ever wait or there are too few nights to draw."""
    nights = {way: room_by_night(run.snapshot, run.comparison.plans[way]) for way in Way}
    dates = [night.at for night in nights[Way.TOGETHER]]
    rooms = {way: [night.room for night in nights[way]] for way in Way}
    highest = max((room for way in Way for room in rooms[way]), default=Decimal(0))
    if highest == 0 or len(dates) < 2:  # noqa: PLR2004 - one night is no course of time
        return None
    limit = run.snapshot.company.warehouse_room
    top = max(highest, limit or Decimal(0)) * Decimal("1.06")
    return RoomChart(
        limit="" if limit is None else number(limit),
        limit_at=None if limit is None else round(100 - float(limit / top) * 100, 2),
        lines=tuple(
            RoomLine(way=way, name=WAY_NAMES[way], path=_path(rooms[way], top), highest=number(max(rooms[way])))
            for way in Way
        ),
        nights=tuple(
            RoomNight(
                at=at,
                values=tuple(number(rooms[way][index]) for way in Way),
                is_over=tuple(limit is not None and rooms[way][index] > limit for way in Way),
            )
            for index, at in enumerate(dates)
        ),
        days=_day_labels(dates, words),
        levels=tuple(
            RoomLabel(at=round(100 - float(level / top) * 100, 2), text=number(level))
            for level in round_levels(highest)
        ),
    )


def _path(rooms: list[Decimal], top: Decimal) -> str:
    """Return a step line: each night's room stands until the next night."""
    step = 1000 / len(rooms)
    heights = [round(240 - float(room / top) * 240, 1) for room in rooms]
    drawn = "".join(f"V{height}H{round((index + 1) * step, 1)}" for index, height in enumerate(heights))
    return f"M0 {heights[0]}{drawn}"


def round_levels(highest: Decimal) -> list[Decimal]:
    """Return two to five round levels up to the highest."""
    step = Decimal(10) ** (highest.adjusted())
    for part in (Decimal("0.2"), Decimal("0.5"), Decimal(1)):
        if highest / (step * part) <= 5:  # noqa: PLR2004 - at most five lines behind the chart
            step *= part
            break
    else:
        step *= 2
    return [step * index for index in range(int(highest / step) + 1)]


def _day_labels(dates: list[datetime], words: Words) -> tuple[RoomLabel, ...]:
    stride = max(1, -(-len(dates) // 6))
    return tuple(
        RoomLabel(at=round(index / len(dates) * 100, 2), text=words.times.day(at))
        for index, at in enumerate(dates)
        if index % stride == 0
    )
