"""How many hours of a line to keep in a week, for whom and where, and what that is worth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from unisono.domain.company import Tier
from unisono.domain.policy import Protection
from unisono.engines.allocating.problem import Method, Params, Problem, TierDemand
from unisono.engines.allocating.slots import best_slots, slotted
from unisono.engines.allocating.solution import Solution
from unisono.engines.allocating.solving import solve
from unisono.engines.planning.calendars import Window, open_minutes, subtract
from unisono.services.slots.lines import LineTime
from unisono.services.slots.placing import place
from unisono.services.slots.wanting import Wanted


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
    open hours, the best tier first.

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
    solution = solve(problem, params=Params(method=Method(protection.method.value)))
    if not solution.pays:
        return Kept(says=solution.says)
    allowed = float(protection.share_at_most) * opened - time.slot_hours(start, end)
    wishes = best_slots(problem, solution.protected_hours[-1])
    places = _places(time.free(start, end), tiers, wishes, allowed)
    return _judged(problem, tiers, solution, places)


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


def _judged(
    problem: Problem, tiers: Sequence[Wanted], solution: Solution, places: tuple[tuple[Tier, Window], ...]
) -> Kept:
    """Return what is to be reserved with its gain over what the slots in force bring, or why it does not pay."""
    reserved = [item.reserved for item in tiers]
    if not places:
        why = "the slots in force keep enough" if any(reserved) else "no hour in one piece may be reserved"
        return Kept(says=f"No more protection pays here: {why}.")
    kept = Kept(places=places, says="")
    base = max(solution.expected.mixed, slotted(problem, reserved))
    gain = slotted(problem, [item.reserved + kept.hours(item.tier) for item in tiers]) - base
    if gain < solution.params.least_gain * base:
        return Kept(says="No more protection pays here: what can be reserved brings too little.")
    return Kept(places=places, gain=gain, says=f"Protection pays: {gain / base:.1%} more.")
