"""What each tier will still want of a line in a week, beyond what has been accepted."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from unisono.domain.company import Tier
from unisono.services.forecasting import Outlook
from unisono.services.slots.earning import Earning
from unisono.services.slots.lines import LineTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Hours of a line that a tier is expected to want, of them accepted and to come, and what an hour of it earns.

    `sd` is the standard deviation of what is to come; `reserved` are the hours of its slots that nothing takes yet.
    """

    tier: Tier
    contribution_per_hour: float
    expected: float
    accepted: float
    to_come: float
    sd: float
    reserved: float


def wanted(
    time: LineTime, outlook: Outlook, earning: Earning, *, monday: date, start: int, end: int, share: float
) -> list[Wanted]:
    """Return what each tier will still want, the best first; a tier that wants nothing or earns nothing is left out.

    to come = max(0, expected - accepted), where expected is the sum over families of forecast units x hours a unit.
    Its standard deviation is that of the expected times sqrt(to come / expected), as for orders that come one by one;
    families are taken to vary apart from each other.

    Args:
        time: the line.
        outlook: what is forecast, in units.
        earning: hours a unit on the line, and money an hour.
        monday: the week.
        start: first minute that counts.
        end: the minute after the last one.
        share: share of the week between the two.
    """
    units = _units(outlook, monday)
    found = []
    for tier, rate in earning.contribution.get(time.line, {}).items():
        hours = {family: part for (family, of), part in earning.hours[time.line].items() if of is tier}
        expected = share * sum(part * units.get((family, tier), (0.0, 0.0))[0] for family, part in hours.items())
        sd = math.hypot(*(part * units.get((family, tier), (0.0, 0.0))[1] for family, part in hours.items()))
        accepted = time.work(tier, start, end)
        to_come = max(0.0, expected - accepted)
        if expected and rate > 0:
            found.append(
                Wanted(
                    tier=tier,
                    contribution_per_hour=rate,
                    expected=expected,
                    accepted=accepted,
                    to_come=to_come,
                    sd=sd * math.sqrt(share * to_come / expected),
                    reserved=time.reserved(tier, start, end),
                )
            )
    return sorted(found, key=lambda item: -item.contribution_per_hour)


def _units(outlook: Outlook, monday: date) -> Mapping[tuple[str, Tier], tuple[float, float]]:
    """Return mean and standard deviation of the units of each family and tier in a week."""
    return {
        (demand.family, demand.tier): (week.used, week.sd)
        for demand in outlook.demands
        for week in demand.weeks
        if week.monday == monday
    }
