"""Review the slots: how full those in force are, and whether more would pay, line by line and week by week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.cells import start_of_day
from unisono.domain.company import Slot, Snapshot, Tier
from unisono.domain.plans import Plan
from unisono.domain.policy import Protection
from unisono.domain.segments import Segmentation
from unisono.domain.weeks import DAY, WEEK
from unisono.engines.planning.calendars import clip, minute_from, minute_of, moment_of, open_minutes
from unisono.services.forecasting import Outlook, look_ahead
from unisono.services.slots.earning import earning_of
from unisono.services.slots.keeping import Kept, keep
from unisono.services.slots.lines import LineTime, line_times
from unisono.services.slots.review import LineWeek, SlotInForce, SlotReview, TierHours
from unisono.services.slots.wanting import Wanted, wanted

CENT = Decimal("0.01")
WEEK_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """The part of a week in which a slot may still begin and in which time is planned; `share` of the whole week."""

    monday: date
    start: int
    end: int

    @property
    def share(self) -> float:
        return (self.end - self.start) / WEEK_MINUTES


def review_slots(
    *,
    snapshot: Snapshot,
    now: datetime,
    segmentation: Segmentation,
    plan: Plan | None = None,
    outlook: Outlook | None = None,
) -> SlotReview:
    """Return how full the slots in force are, and which more of them are expected to pay.

    A slot begins after the frozen time, and not before it has been reserved for a day when it opens to all; it ends
    before the horizon.

    Args:
        snapshot: checked data.
        now: the moment of looking, aware.
        segmentation: tiers and waterfalls of the customers.
        plan: the plan in force; without one, firm orders alone are what has been accepted.
        outlook: what is expected, where somebody has looked ahead already.
    """
    earning = earning_of(snapshot, segmentation, now=now)
    if outlook is None:
        outlook = look_ahead(snapshot=snapshot, now=now, tiers=segmentation.tiers, hours=earning.work)
    times = line_times(snapshot, plan, now=now, tiers=segmentation.tiers)
    protection = snapshot.policy.protection
    weeks: list[LineWeek] = []
    proposals: list[Slot] = []
    for time in times:
        for stretch in _stretches(snapshot, outlook.mondays, now):
            start, end = stretch.start, stretch.end
            if time.open_hours(start, end):
                wants = wanted(time, outlook, earning, monday=stretch.monday, start=start, end=end, share=stretch.share)
                kept = keep(time, wants, protection, start=start, end=end)
                weeks.append(_line_week(time, stretch, wants, kept))
                proposals += _slots(time.line, kept, protection, now)
    return SlotReview(
        in_force=tuple(slot for time in times for slot in _in_force(time, is_planned=plan is not None)),
        weeks=tuple(weeks),
        proposals=tuple(sorted(proposals, key=lambda slot: (slot.line, slot.start))),
        outlook=outlook,
        is_planned=plan is not None,
    )


def _stretches(snapshot: Snapshot, mondays: tuple[date, ...], now: datetime) -> Iterator[_Stretch]:
    zone = ZoneInfo(snapshot.company.timezone)
    policy = snapshot.policy
    opens_before = timedelta(hours=float(policy.protection.opens_hours_before))
    earliest = now + max(timedelta(hours=float(policy.frozen_hours)), opens_before + DAY)
    first, horizon = minute_from(earliest, now=now), minute_of(snapshot.company.horizon_end, now=now)
    for monday in mondays:
        start = max(first, minute_of(start_of_day(monday, zone), now=now))
        end = min(horizon, minute_of(start_of_day(monday + WEEK, zone), now=now))
        if start < end:
            yield _Stretch(monday=monday, start=start, end=end)


def _line_week(time: LineTime, stretch: _Stretch, wants: list[Wanted], kept: Kept) -> LineWeek:
    return LineWeek(
        line=time.line,
        monday=stretch.monday,
        open_hours=_rounded(time.open_hours(stretch.start, stretch.end)),
        taken_hours=_rounded(time.taken(stretch.start, stretch.end)),
        tiers=tuple(
            TierHours(
                tier=item.tier,
                contribution_per_hour=_rounded(item.contribution_per_hour),
                expected=_rounded(item.expected),
                accepted=_rounded(item.accepted),
                to_come=_rounded(item.to_come),
                sd=_rounded(item.sd),
                reserved=_rounded(item.reserved),
                proposed=_rounded(kept.hours(item.tier)),
            )
            for item in wants
        ),
        pays=bool(kept.places),
        gain=_rounded(kept.gain),
        says=kept.says,
    )


def _slots(line: str, kept: Kept, protection: Protection, now: datetime) -> Iterator[Slot]:
    before = timedelta(hours=float(protection.opens_hours_before))
    for tier, (start, end) in kept.places:
        begins = moment_of(start, now=now)
        yield Slot(line=line, start=begins, end=moment_of(end, now=now), tier=tier, opens_at=begins - before)


def _in_force(time: LineTime, *, is_planned: bool) -> Iterator[SlotInForce]:
    for span, slot, _ in time.slots:
        yield SlotInForce(
            slot=slot,
            open_hours=_rounded(open_minutes(clip(time.opened, *span)) / 60),
            used={tier: hours for tier in Tier if (hours := _rounded(time.work(tier, *span)))} if is_planned else None,
        )


def _rounded(value: float) -> Decimal:
    return Decimal(value).quantize(CENT)
