"""Material comes in: coils from the mill week by week, and to each order's line in time, or not."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.commands import DependOn, Promise, Request
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Terms
from unisono.domain.plans import Operation
from unisono.game.executing.handing import Handing, hand_over, in_hours
from unisono.game.executing.scene import DAY, HOUR, WEEK, Scene, share

FURNACE_WEEK = 3
"""The week, from 0, for which half of the mill's coils come days late."""

BEFORE_THE_WEEK = 66 * HOUR
"""Coils are wanted on the Friday noon before the week in which they are cut."""


def supply_lines(scene: Scene, operations: Iterable[Operation]) -> dict[str, int]:
    """Return the minute at which the material of each operation lies at its line, by order.

    Args:
        scene: where it happens.
        operations: work of the plan that has material to wait for.
    """
    wanted = [operation for operation in operations if scene.due(operation.order, Purpose.SUPPLY) is not None]
    coils = _order_coils(scene, wanted)
    return {operation.order: _bring(scene, operation, coils) for operation in wanted}


def _week(scene: Scene, operation: Operation) -> int:
    return max(scene.minute(operation.start), 0) // WEEK


def _order_coils(scene: Scene, operations: Iterable[Operation]) -> Mapping[tuple[str, int], int]:
    """Let the buyer ask the mill for each week's coils of each family, and return when they come."""
    mills = scene.partners("supplier")
    if not mills:
        return {}
    needed: dict[tuple[str, int], Decimal] = {}
    for operation in operations:
        key = operation.family, _week(scene, operation)
        if key[1] > 0:
            needed[key] = needed.get(key, Decimal(0)) + operation.quantity
    return {key: _coil(scene, mills[0], key, quantity) for key, quantity in sorted(needed.items())}


def _coil(scene: Scene, mill: str, key: tuple[str, int], quantity: Decimal) -> int:
    family, week = key
    name = coil_id(family, week)
    chance = scene.chance("coil", family, week)
    voices, due = scene.voices, week * WEEK - BEFORE_THE_WEEK
    asked_at = scene.office(chance.whole(10, 6 * HOUR))
    terms = Terms(due=scene.moment(due), quantity=quantity)
    unit = next(iter(scene.products.values())).unit
    request = Request(
        performer=mill, terms=terms, purpose=Purpose.SUPPLY, subject=family, unit=unit, agreed_minutes=Decimal(14400)
    )
    voices.ask(asked_at, scene.buyer, name, request)
    scene.quantities[name] = quantity
    answered_at = min(scene.office(asked_at + chance.whole(4, 60) * HOUR), due - DAY)
    voices.say(answered_at, mill, name, Promise(terms=Terms()))
    arrives = due - chance.whole(1, 20) * HOUR
    is_stopped = week == FURNACE_WEEK and chance.happens(55)
    if is_stopped:
        arrives = due + chance.whole(68, 100) * HOUR
        if chance.happens(50):
            reason = "the furnace stands still"
            voices.say(due - chance.whole(4, 40) * HOUR, mill, name, in_hours(scene, arrives, reason))
    elif chance.happens(6):
        arrives = due + chance.whole(3, 14) * HOUR
    arrives = max(arrives, answered_at + HOUR)
    missing = share(quantity, 2) if chance.happens(6) else Decimal(0)
    signed_at = arrives + chance.whole(20, 180)
    hand_over(
        scene,
        Handing(
            commitment=name,
            handover="1",
            quantity=quantity,
            at=arrives,
            signed_at=signed_at,
            missing=missing,
            documents_right=not chance.happens(4),
        ),
    )
    return arrives


def coil_id(family: str, week: int) -> str:
    """Return the name of the coils of a family that are cut in a week, counted from 0."""
    return f"coils/{family}/week-{week + 1}"


def _bring(scene: Scene, operation: Operation, coils: Mapping[tuple[str, int], int]) -> int:
    """Let the buyer bring the material to the line, and return when it is there."""
    order = operation.order
    name, chance, voices = commitment_id(order, Purpose.SUPPLY), scene.chance("supply", order), scene.voices
    due = scene.due(order, Purpose.SUPPLY) or 0
    arrives = max(due - chance.whole(2 * HOUR, 30 * HOUR), 0)
    reason = "it stood in the wrong hall"
    if chance.happens(4):
        arrives = due + chance.whole(40, 10 * HOUR)
    key = operation.family, _week(scene, operation)
    if key in coils:
        voices.say(30, scene.buyer, name, DependOn(needs=coil_id(*key)))
        if coils[key] + HOUR > arrives:
            arrives, reason = coils[key] + chance.whole(HOUR, 4 * HOUR), "the coil has not come from the mill"
    if arrives > due and chance.happens(60):
        known = max(due - chance.whole(2, 14) * HOUR, 0)
        voices.say(known, scene.buyer, name, in_hours(scene, arrives, reason))
    quantity = scene.quantities[name]
    missing = share(quantity, 3) if chance.happens(3) else Decimal(0)
    hand_over(
        scene,
        Handing(
            commitment=name,
            handover="1",
            quantity=quantity,
            at=arrives,
            signed_at=arrives + chance.whole(5, 90),
            missing=missing,
        ),
    )
    return arrives
