"""What is told about slots: those in force, each line and week ahead, and what is proposed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from unisono.domain.company import Slot, Tier
from unisono.services.forecasting import Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotInForce:
    """A slot of `slots.csv` that is not over: hours in which the line works, and hours that a plan uses by tier.

    `used` is None where no plan is known.
    """

    slot: Slot
    open_hours: Decimal
    used: Mapping[Tier, Decimal] | None

    @property
    def filled(self) -> Decimal | None:
        """Return the share of it that is used, or None where that is not known or the line never works in it."""
        return None if self.used is None or not self.open_hours else sum(self.used.values()) / self.open_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class TierHours:
    """One tier on a line in a week.

    Hours it is expected to want, of them accepted already and still to come (with their standard deviation), hours of
    slots in force that are still empty, and hours proposed for it. `contribution_per_hour` is of this line.
    """

    tier: Tier
    contribution_per_hour: Decimal
    expected: Decimal
    accepted: Decimal
    to_come: Decimal
    sd: Decimal
    reserved: Decimal
    proposed: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWeek:
    """A line in a week in which it works: hours open and taken, tiers best first, and whether more slots pay.

    Hours count from when a slot may begin. `gain` is the expected contribution of what is proposed against no more
    protection than there is; `says` is one sentence.
    """

    line: str
    monday: date
    open_hours: Decimal
    taken_hours: Decimal
    tiers: tuple[TierHours, ...]
    pays: bool
    gain: Decimal
    says: str

    @property
    def to_come(self) -> Decimal:
        """Return the hours that all tiers are still expected to want."""
        return sum((item.to_come for item in self.tiers), Decimal(0))

    @property
    def load(self) -> Decimal:
        """Return what is taken and still to come for an open hour."""
        return (self.taken_hours + self.to_come) / self.open_hours

    @property
    def proposed_hours(self) -> Decimal:
        """Return the hours proposed for all tiers."""
        return sum((item.proposed for item in self.tiers), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineVerdict:
    """All weeks of a line: hours taken and still to come for an open hour, and whether slots pay, in one sentence."""

    line: str
    load: Decimal
    weeks: int
    paying: int
    proposed_hours: Decimal
    gain: Decimal
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotReview:
    """All about slots; `proposals` have the form of rows of `slots.csv`."""

    in_force: tuple[SlotInForce, ...]
    weeks: tuple[LineWeek, ...]
    proposals: tuple[Slot, ...]
    outlook: Outlook
    is_planned: bool

    @property
    def gain(self) -> Decimal:
        """Return the expected contribution of all proposals together."""
        return sum((week.gain for week in self.weeks), Decimal(0))

    @property
    def verdicts(self) -> tuple[LineVerdict, ...]:
        """Return the verdict on each line, in the company's order."""
        lines = dict.fromkeys(week.line for week in self.weeks)
        return tuple(_verdict([week for week in self.weeks if week.line == line]) for line in lines)


def _verdict(weeks: list[LineWeek]) -> LineVerdict:
    paying = sum(week.pays for week in weeks)
    wanted = sum((week.taken_hours + week.to_come for week in weeks), Decimal(0))
    usual = Counter(week.says for week in weeks).most_common(1)[0][0]
    return LineVerdict(
        line=weeks[0].line,
        load=wanted / sum(week.open_hours for week in weeks),
        weeks=len(weeks),
        paying=paying,
        proposed_hours=sum((week.proposed_hours for week in weeks), Decimal(0)),
        gain=sum((week.gain for week in weeks), Decimal(0)),
        says=f"Protection pays in {paying} of {len(weeks)} weeks." if paying else usual,
    )
