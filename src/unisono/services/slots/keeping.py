"""How many hours of a line to keep in a week, for whom and where, and what that is worth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from unisono.domain.company import Tier
from unisono.domain.policy import Protection
from unisono.engines.allocating.judging import judge_slots
from unisono.engines.allocating.problem import Method, Params, Problem, TierDemand
from unisono.engines.allocating.slots import best_slots
from unisono.engines.allocating.solving import solve
from unisono.engines.planning.calendars import Window, open_minutes, subtract
from unisono.services.slots.lines import LineTime
from unisono.services.slots.placing import place
from unisono.services.slots.wanting import Wanted

DAY, WEEK = 24 * 60, 7 * 24 * 60
"""In minutes."""
SEED = 1
"""Of the rehearsed weeks: the same company gets the same answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Stretches to reserve by tier, what they are expected to bring, and what to say of the week."""

    places: tuple[tuple[Tier, Window], ...] = ()
    gain: float = 0.0
    says: str

    def hours(self, tier: Tier) -> float:
        """Return the hours to reserve for a tier."""
        return open_minutes(window for of, window in self.places if of is tier) / 60


def keep(time: LineTime, tiers: Sequence[Wanted], protection: Protection, *, start: int, end: int) -> Kept:
    """Return what to reserve between two minutes beyond the slots in force; nothing where it does not pay.

    The allocating engine says how many hours to keep against the worst tier; they are shared among the others as slots,
    less those of slots in force that are still empty. Whole hours, all slots together at most the policy's share of the
    open hours, the best tier first. Rehearsed weeks decide whether they pay.

    Args:
        time: the line.
        tiers: what each tier will still want, the best first.
        protection: the policy.
        start: first minute that counts.
        end: the minute after the last one.
    """
    opened, taken = time.open_hours(start, end), time.taken(start, end)
    if taken >= opened:
        return Kept(says="No protection pays here: all hours are taken.")
    if not any(item.to_come for item in tiers):
        return Kept(says="No protection pays here: nobody is expected to want more.")
    problem = Problem(
        bottleneck=time.line,
        capacity_hours=opened - taken,
        tiers=tuple(
            TierDemand(
                name=item.tier.value,
                contribution_per_hour=item.contribution_per_hour,
                mean_hours=item.to_come,
                sd_hours=item.sd,
            )
            for item in tiers
        ),
    )
    params = Params(method=Method(protection.method.value))
    solution = solve(problem, params=params)
    if solution.is_sure and not solution.pays:
        return Kept(says=solution.says)
    reserved = [item.reserved for item in tiers]
    allowed = float(protection.share_at_most) * opened - time.slot_hours(start, end)
    wishes = best_slots(problem, solution.protected_hours[-1])
    kept = Kept(places=_places(time.free(start, end), tiers, wishes, allowed), says="")
    if not kept.places:
        why = "the slots in force keep enough" if any(reserved) else "no hour in one piece may be reserved"
        return Kept(says=f"No more protection pays here: {why}.")
    judged = judge_slots(
        problem,
        [before + kept.hours(item.tier) for before, item in zip(reserved, tiers, strict=True)],
        before=reserved,
        weeks_ahead=max(start, DAY) / WEEK,
        opens_weeks=float(protection.opens_hours_before) * 60 / WEEK,
        least_gain=params.least_gain,
        seed=SEED,
    )
    return Kept(places=kept.places, gain=judged.money, says=judged.says) if judged.pays else Kept(says=judged.says)


def _places(
    free: Sequence[Window], tiers: Sequence[Wanted], wishes: Sequence[float], allowed: float
) -> tuple[tuple[Tier, Window], ...]:
    places: list[tuple[Tier, Window]] = []
    for item, wish in zip(tiers, wishes, strict=True):
        hours = math.floor(max(0.0, min(wish - item.reserved, allowed)))
        found = place(free, 60 * hours)
        places += [(item.tier, window) for window in found]
        free = subtract(free, found)
        allowed -= open_minutes(found) / 60
    return tuple(places)
