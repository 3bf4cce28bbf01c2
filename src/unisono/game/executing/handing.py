"""One handover with its two sides: what is handed over, what is signed for, and what becomes of a difference."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from unisono.domain.commitments.commands import Deliver, GiveNotice, Receive, Renegotiate, Settle
from unisono.domain.commitments.state import Terms
from unisono.game.executing.scene import DAY, HOUR, Scene

NOTHING = Decimal(0)
SETTLE_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """A handover: what the performer says, when the requester signs, and what it finds.

    `missing` is what the requester does not find, `rejected` what it does not take.
    """

    commitment: str
    handover: str
    quantity: Decimal
    at: int
    signed_at: int
    missing: Decimal = NOTHING
    rejected: Decimal = NOTHING
    reason: str = ""
    documents_right: bool | None = None
    condition_right: bool | None = None

    @property
    def good(self) -> Decimal:
        """Return what the requester signs for."""
        return self.quantity - self.missing - self.rejected


def hand_over(scene: Scene, handing: Handing, *, is_made_up_elsewhere: bool = False) -> None:
    """Let both sides speak, settle a difference as people do, and make up for what is rejected.

    Args:
        scene: where it happens.
        handing: what is handed over.
        is_made_up_elsewhere: what is rejected is made again, or given up, by the caller.
    """
    voices, name = scene.voices, handing.commitment
    voices.say(handing.at, voices.performer(name), name, Deliver(handover=handing.handover, quantity=handing.quantity))
    voices.say(
        handing.signed_at,
        voices.requester(name),
        name,
        Receive(
            handover=handing.handover,
            accepted=handing.good,
            rejected=handing.rejected,
            reason=handing.reason,
            documents_right=handing.documents_right,
            condition_right=handing.condition_right,
            settle_within=SETTLE_WITHIN,
        ),
    )
    if handing.missing > 0:
        _settle(scene, handing)
    if handing.rejected > 0 and not is_made_up_elsewhere:
        _make_up(scene, handing, handing.rejected, handing.signed_at + HOUR, "what was rejected is credited")


def _settle(scene: Scene, handing: Handing) -> None:
    """Mostly somebody gives in within two days, now and then too late; some disputes are left to rot."""
    voices, name = scene.voices, handing.commitment
    chance = scene.chance("dispute", name, handing.handover)
    if chance.happens(20):
        return
    hours = chance.whole(3, 40) if chance.happens(70) else chance.whole(60, 150)
    at = scene.office(handing.signed_at + hours * HOUR)
    if chance.happens(60):
        found = handing.quantity - handing.missing
        reason = "counted again: it had stayed behind"
        voices.say(at, voices.performer(name), name, Settle(handover=handing.handover, quantity=found, reason=reason))
        _make_up(scene, handing, handing.missing, at + HOUR, "what had stayed behind is credited")
    else:
        command = Settle(handover=handing.handover, quantity=handing.quantity, reason="found in the other bay")
        voices.say(at, voices.requester(name), name, command)


def _make_up(scene: Scene, handing: Handing, quantity: Decimal, at: int, reason: str) -> None:
    """Either the rest follows some days later, or both do without it."""
    chance = scene.chance("rest", handing.commitment, handing.handover)
    at = scene.office(at)
    if chance.happens(50):
        give_up(
            scene, handing.commitment, quantity, at, owner=scene.voices.performer(handing.commitment), reason=reason
        )
        return
    later = scene.office(at + chance.whole(1, 4) * DAY)
    rest = replace(
        handing,
        handover=f"{handing.handover}-rest",
        quantity=quantity,
        at=later,
        signed_at=scene.office(later + HOUR),
        missing=NOTHING,
        rejected=NOTHING,
        documents_right=None if handing.documents_right is None else True,
        condition_right=None if handing.condition_right is None else True,
    )
    hand_over(scene, rest)


def give_up(scene: Scene, commitment: str, quantity: Decimal, at: int, *, owner: str, reason: str) -> None:
    """Let a promise become so much less: nothing more is owed for it."""
    left = scene.quantities[commitment] - quantity
    scene.quantities[commitment] = left
    command = Renegotiate(terms=Terms(quantity=left), owner=owner, reason=reason)
    scene.voices.say(at, scene.voices.performer(commitment), commitment, command)


def in_hours(scene: Scene, minute: int, reason: str) -> GiveNotice:
    """Return the notice of a time, which people say in whole hours."""
    return GiveNotice(expected=scene.moment(-(-minute // HOUR) * HOUR), reason=reason)
