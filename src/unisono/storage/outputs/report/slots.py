"""Slots: how full those in force are, which more would pay, and the forecast that this rests on."""

from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.company import Slot, Tier
from unisono.services.runs import Run
from unisono.services.slots.review import LineVerdict, LineWeek, SlotInForce, SlotReview, TierHours
from unisono.storage.outputs.report.biases import bias_sentence, compared_sentence
from unisono.storage.outputs.report.figures import Money, number, plural, share
from unisono.storage.outputs.report.forecasts import ForecastPicture, forecast_picture
from unisono.storage.outputs.report.words import Words

FULL_BAR = Decimal("1.6")
"""The load at which a bar is as long as can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a bar, in percent of it, and the tier it is for."""

    tier: str
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InForceRow:
    """A slot in force: where and when, for whom, when it opens, and what fills it."""

    line: str
    when: str
    start: int
    tier: str
    customer: str
    opens: str
    parts: tuple[Part, ...]
    filled: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """A line: how full, before inquiries are answered and after this plan, and whether more slots pay."""

    line: str
    load_before: str
    load_after: str
    bar: float
    whole: float
    proposed: str
    gain: str
    says_before: str
    says_after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A slot that is proposed."""

    line: str
    when: str
    start: int
    tier: Tier
    opens: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """A line in a week, before inquiries are answered."""

    line: str
    week: str
    place: int
    opened: str
    taken: str
    to_come: str
    proposed: str
    gain: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsSection:
    """All about slots; `headline` says what is proposed and what it is expected to bring."""

    in_force: tuple[InForceRow, ...]
    tiers: tuple[Tier, ...]
    headline: str
    verdicts: tuple[VerdictRow, ...]
    proposals: tuple[ProposalRow, ...]
    weeks: tuple[WeekRow, ...]
    forecast: ForecastPicture | None
    biases: tuple[tuple[Tier, str, str], ...]
    findings: tuple[str, ...]


def slots_section(run: Run, words: Words) -> SlotsSection:
    """Return what the report says of slots and forecasts."""
    review, before = run.slots, run.slots_before
    after = {verdict.line: verdict for verdict in review.verdicts}
    money = Money.for_amounts(run.snapshot.company.currency, before.gain)
    outlook = review.outlook
    return SlotsSection(
        in_force=tuple(_in_force(item, words) for item in review.in_force),
        tiers=tuple(tier for tier in Tier if any(tier in (item.used or {}) for item in review.in_force)),
        headline=_headline(before, money),
        verdicts=tuple(_verdict(verdict, after[verdict.line], money) for verdict in before.verdicts),
        proposals=tuple(_proposal(slot, words) for slot in before.proposals),
        weeks=tuple(_week(week, money) for week in before.weeks),
        forecast=forecast_picture(outlook),
        biases=tuple(
            (tier, bias_sentence(outlook, tier), compared_sentence(bias)) for tier, bias in outlook.biases.items()
        ),
        findings=tuple(f"{finding.message} {finding.remedy}" for finding in outlook.findings),
    )


def _headline(before: SlotReview, money: Money) -> str:
    if not before.weeks:
        return "The planned time ends before a new slot could begin: nothing is proposed."
    if not before.proposals:
        return "No protection pays here: nothing is proposed."
    proposed = plural(len(before.proposals), "slot")
    return f"{proposed} proposed, from which {money.amount(before.gain)} more is expected than without."


def _in_force(item: SlotInForce, words: Words) -> InForceRow:
    slot = item.slot
    return InForceRow(
        line=slot.line,
        when=_when(slot, words),
        start=int(slot.start.timestamp()),
        tier=slot.tier.value if slot.tier else "",
        customer=words.customer(slot.customer) if slot.customer else "",
        opens=words.times.moment(slot.opens_at) if slot.opens_at else "never",
        parts=_parts(item),
        filled="" if item.filled is None else share(item.filled.quantize(Decimal("0.01"))),
        by=", ".join(f"{tier.value} {number(hours, 1)} h" for tier, hours in (item.used or {}).items()) or "nobody yet",
    )


def _parts(item: SlotInForce) -> tuple[Part, ...]:
    parts, x = [], 0.0
    for tier, hours in (item.used or {}).items():
        width = round(float(hours / item.open_hours * 100), 2) if item.open_hours else 0.0
        parts.append(Part(tier=tier.value, x=x, width=width))
        x += width
    return tuple(parts)


def _when(slot: Slot, words: Words) -> str:
    start, end = words.times.local(slot.start), words.times.local(slot.end)
    until = words.times.clock(slot.end) if start.date() == end.date() else words.times.moment(slot.end)
    return f"{words.times.moment(slot.start)} to {until}"


def _verdict(before: LineVerdict, after: LineVerdict, money: Money) -> VerdictRow:
    return VerdictRow(
        line=before.line,
        load_before=_percent(before.load),
        load_after=_percent(after.load),
        bar=round(float(min(before.load, FULL_BAR) / FULL_BAR * 100), 2),
        whole=round(float(100 / FULL_BAR), 2),
        proposed=f"{number(before.proposed_hours)} h" if before.paying else "",
        gain=money.amount(before.gain) if before.paying else "",
        says_before=before.says,
        says_after=after.says,
    )


def _percent(load: Decimal) -> str:
    return share(load.quantize(Decimal("0.01")))


def _proposal(slot: Slot, words: Words) -> ProposalRow:
    return ProposalRow(
        line=slot.line,
        when=_when(slot, words),
        start=int(slot.start.timestamp()),
        tier=slot.tier or Tier.STANDARD,
        opens=words.times.moment(slot.opens_at) if slot.opens_at else "never",
        hours=number(Decimal((slot.end - slot.start).total_seconds()) / 3600, 1),
    )


def _week(week: LineWeek, money: Money) -> WeekRow:
    return WeekRow(
        line=week.line,
        week=f"{week.monday.day} {week.monday:%b}",
        place=week.monday.toordinal(),
        opened=number(week.open_hours, 1),
        taken=number(week.taken_hours, 1),
        to_come=", ".join(_still(item, money) for item in week.tiers),
        proposed=", ".join(f"{item.tier.value} {number(item.proposed)} h" for item in week.tiers if item.proposed),
        gain=money.amount(week.gain) if week.pays else "",
        says=week.says,
    )


def _still(item: TierHours, money: Money) -> str:
    hours = f"{number(item.to_come)} ± {number(item.sd)} h"
    return f"{item.tier.value} {hours} at {money.amount(item.contribution_per_hour, 0)}"
