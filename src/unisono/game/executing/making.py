"""What Production says of its work: what it hands over, what it warns of, and what it makes again or gives up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.game.executing.floor import Run, Stop
from unisono.game.executing.handing import Handing, give_up, hand_over, in_hours
from unisono.game.executing.scene import DAY, HOUR, Scene

TELLS = 38
"""Of a hundred slips Production tells so many before they happen: the foreman has no time for mails."""

TELLS_AFTER_BREAKDOWN = 80
"""A broken line is known to everybody, and so are the slips that it causes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A part of an order that is made: how much, and when it is ready."""

    quantity: Decimal
    ready: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What comes from the line for an order, how much of it never will, and since when Sales knows that it is late."""

    lots: tuple[Lot, ...]
    given_up: Decimal
    told_at: int | None


def hand_over_work(scene: Scene, order: str, runs: Sequence[Run], stops: Iterable[Stop]) -> Made:
    """Let Production hand over what it made of an order.

    Args:
        scene: where it happens.
        order: whose work it is.
        runs: the work, and what was made again.
        stops: the long stops of its line.
    """
    name = commitment_id(order, Purpose.PRODUCE)
    first = runs[0]
    told_at = _warn(scene, order, runs[-1].end, first, stops)
    chance = scene.chance("made", order)
    lots = [Lot(quantity=first.good, ready=first.end)]
    handed = first.good + first.missing if first.is_seen_later else first.good
    signed_at = scene.office(first.end + chance.whole(10, 150))
    hand_over(
        scene,
        Handing(
            commitment=name,
            handover="1",
            quantity=handed,
            at=first.end,
            signed_at=signed_at,
            rejected=first.missing if first.is_seen_later else Decimal(0),
            reason=chance.pick(("burrs on the edge", "wrong width", "scratched")) if first.is_seen_later else "",
        ),
        is_made_up_elsewhere=True,
    )
    for run in runs[1:]:
        again = Handing(
            commitment=name,
            handover="2",
            quantity=run.good,
            at=max(run.end, signed_at + 5),
            signed_at=max(scene.office(run.end + chance.whole(10, 150)), signed_at + 15),
        )
        hand_over(scene, again)
        lots.append(Lot(quantity=run.good, ready=run.end))
    given_up = first.missing if len(runs) == 1 else Decimal(0)
    if given_up:
        reason = "too little for a changeover: the customer takes what there is"
        give_up(scene, name, given_up, signed_at + HOUR, owner=scene.voices.performer(name), reason=reason)
    return Made(lots=tuple(lots), given_up=given_up, told_at=told_at)


def _warn(scene: Scene, order: str, end: int, first: Run, stops: Iterable[Stop]) -> int | None:
    """Tell a slip before it happens, or not; return when it was told."""
    due = scene.due(order, Purpose.PRODUCE)
    if due is None or end <= due:
        return None
    chance, name = scene.chance("warning", order), commitment_id(order, Purpose.PRODUCE)
    broken = [stop for stop in stops if stop.start < due and stop.end > due - 6 * DAY]
    begin = first.job.not_before
    if broken:
        reason, percent = broken[-1].reason, TELLS_AFTER_BREAKDOWN
        known = max(broken[-1].start + 2 * HOUR, min(begin, due) - 2 * DAY)
    elif first.start - begin > HOUR:
        is_material = first.job.material > begin
        reason, percent = ("material came late" if is_material else "the jobs before took longer"), TELLS
        known = begin - chance.whole(0, 8) * HOUR
    else:
        reason, percent = "it took longer than planned", TELLS // 2
        known = due - chance.whole(5, 60)
    if not chance.happens(percent):
        return None
    at = max(scene.office(max(known, 0)) + chance.whole(10, 4 * HOUR), 1)
    if at >= first.end:
        return None
    notice = in_hours(scene, end + chance.whole(-2, 3) * HOUR, reason)
    scene.voices.say(at, scene.voices.performer(name), name, notice)
    return at
