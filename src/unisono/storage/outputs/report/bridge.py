"""How the money grows from the best other way of deciding to deciding together."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from unisono.domain.comparison import Way
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import apportion
from unisono.storage.outputs.report.first_screen import SOURCES
from unisono.storage.outputs.report.words import WAY_NAMES, Words

BEFORE = Decimal("0.35")
"""So much of the whole difference is drawn before the first bar ends: the axis does not begin at nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeStep:
    """A step from the best other way to together; `way` gives the first and the last their colour."""

    name: str
    way: str
    look: str
    x: float
    width: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """How the money grows from the best other way to together, on an axis that does not begin at nothing."""

    start_name: str
    begins_at: str
    steps: tuple[BridgeStep, ...]


def worth_bridge(run: Run, words: Words) -> Bridge | None:
    """Return the steps between the two, or None where there is no difference."""
    worth, money = run.comparison.worth, words.money
    values = apportion([worth.from_noes, worth.from_campaigns, worth.from_stock], worth.total, money.places)
    if not any(values):
        return None
    start = run.figures(worth.over).contribution
    stops = [*accumulate(values, initial=start)]
    low, high = min(stops), max(stops)
    floor = low - (high - low) * BEFORE
    scale = Decimal(100) / (high - floor)
    steps = [_end_step(WAY_NAMES[worth.over], worth.over, (start - floor) * scale, money.amount(start))]
    for name, value, before, after in zip(SOURCES, values, stops, stops[1:], strict=False):
        steps.append(
            BridgeStep(
                name=name.capitalize(),
                way="",
                look="gain" if value >= 0 else "loss",
                x=round(float((min(before, after) - floor) * scale), 2),
                width=round(float(abs(value) * scale), 2),
                text=money.change(value),
            )
        )
    together = run.figures(Way.TOGETHER).contribution
    steps.append(_end_step(WAY_NAMES[Way.TOGETHER], Way.TOGETHER, (stops[-1] - floor) * scale, money.amount(together)))
    return Bridge(start_name=WAY_NAMES[worth.over], begins_at=money.amount(floor), steps=tuple(steps))


def _end_step(name: str, way: Way, width: Decimal, text: str) -> BridgeStep:
    return BridgeStep(name=name, way=way.value, look="bar-fill", x=0, width=round(float(width), 2), text=text)
