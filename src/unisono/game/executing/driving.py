"""One trip to a customer: picked for the lorry that was booked, driven, by a second carrier in the west."""

from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.commands import DependOn, Promise, Request, Revoke
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Terms
from unisono.domain.company import Order
from unisono.game.executing.chance import Chance
from unisono.game.executing.handing import Handing, hand_over, in_hours
from unisono.game.executing.making import Lot
from unisono.game.executing.preventing import LESS_OFTEN, is_prevented, second_carrier
from unisono.game.executing.scene import DAY, HOUR, Scene

LOGISTICS_TELLS, CARRIER_TELLS, HAULIER_TELLS = 94, 65, 12
"""Of a hundred slips that each knows of, so many are told before they happen."""

SLOW, SLOW_HAULIER = 3, 22
"""Of a hundred trips so many take longer than agreed."""

NO_PAPERS, NO_PAPERS_HAULIER = 2, 27
"""Of a hundred trips so many arrive without their papers."""

LEFT_ALONE = 5
"""Of a hundred trips that the second carrier has promised, it takes back so many."""

TO_THE_HAULIER = 4
"""Every fourth customer lies in the west, where the second carrier drives."""

HAULIER_MINUTES = Decimal(2160)
USUAL_PICKING, USUAL_WAY = 4 * HOUR, 12 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A part of an order at the customer's door; `told_at` is since when Sales knows that it is late."""

    quantity: Decimal
    at: int
    has_papers: bool
    told_at: int | None


def travel(scene: Scene, order: Order, lot: Lot, *, number: int, told_at: int | None) -> Arrival:
    """Let a part of an order be picked and driven, and return what arrives when.

    Args:
        scene: where it happens.
        order: whose part.
        lot: how much, and since when it is ready.
        number: the part's number, from 1.
        told_at: since when Sales knows that it is late, if it does.
    """
    trip = _Trip(scene=scene, order=order, quantity=lot.quantity, number=number)
    picked, told_at = trip.pick(lot.ready, told_at)
    return trip.drive(picked, told_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trip:
    scene: Scene
    order: Order
    quantity: Decimal
    number: int

    @property
    def chance(self) -> Chance:
        return self.scene.chance("trip", self.order.id, self.number)

    def pick(self, ready: int, told_at: int | None) -> tuple[int, int | None]:
        """Pick for the lorry that was booked; return when it is done, and since when Sales knows that it is late."""
        scene, chance, name = self.scene, self.chance, commitment_id(self.order.id, Purpose.PICK)
        due = scene.due(self.order.id, Purpose.PICK)
        done = ready + scene.agreed.get(name, USUAL_PICKING) * chance.whole(25, 80) // 100
        if chance.happens(3):
            done += chance.whole(2, 7) * HOUR
        if due is not None:
            done = max(done, due - chance.whole(20, 200))
        if due is not None and done > due and chance.happens(LOGISTICS_TELLS):
            told_at = self._warn_of_picking(done, due, told_at)
        self._hand(name, str(self.number), at=done, signed_at=done + chance.whole(10, 50))
        return done, told_at

    def _warn_of_picking(self, done: int, due: int, told_at: int | None) -> int:
        """Logistics asks every morning what has not come, and says so at once."""
        scene, name = self.scene, commitment_id(self.order.id, Purpose.PICK)
        morning = scene.office(max(due - 30 * HOUR, 0))
        known = min(morning if told_at is None else max(told_at, due - 5 * DAY), due - 40)
        at = max(known + scene.chance("morning", self.order.id).whole(10, 40), 0)
        notice = in_hours(scene, done, "what is to be picked has not come from the line")
        scene.voices.say(at, scene.voices.performer(name), name, notice)
        return at if told_at is None else min(told_at, at)

    def drive(self, picked: int, told_at: int | None) -> Arrival:
        """Drive; return what arrives when."""
        scene, name = self.scene, commitment_id(self.order.id, Purpose.SHIP)
        chance, haulier = scene.chance("drive", self.order.id, self.number), self._haulier()
        due, booked = scene.due(self.order.id, Purpose.SHIP), self._booked_minutes()
        is_slow = chance.happens(self._slow_percent(haulier, picked))
        minutes = booked * chance.whole(70, 97) // 100
        arrives = picked + (booked + chance.whole(2, 18) * HOUR if is_slow else minutes)
        has_papers = not chance.happens(NO_PAPERS_HAULIER if haulier else NO_PAPERS)
        if haulier and chance.happens(LEFT_ALONE):
            self._ask(haulier, picked, is_kept=False)
        elif haulier:
            asked = self._ask(haulier, picked, is_kept=True)
            signed_at = scene.office(arrives + scene.chance("papers", asked).whole(HOUR, 2 * DAY))
            self._hand(asked, "1", at=arrives, signed_at=signed_at, has_papers=has_papers)
        if due is not None and arrives > due and chance.happens(HAULIER_TELLS if haulier else CARRIER_TELLS):
            known = max(picked, due - chance.whole(1, 12) * HOUR) if is_slow else picked - chance.whole(0, 3) * HOUR
            notice = in_hours(scene, arrives, "no driver" if is_slow else "it was picked late")
            scene.voices.say(known, scene.voices.performer(name), name, notice)
            told_at = known + HOUR if told_at is None else min(told_at, known + HOUR)
        signed_at = scene.office(arrives + chance.whole(30, 20 * HOUR))
        self._hand(name, str(self.number), at=arrives, signed_at=signed_at, has_papers=has_papers)
        return Arrival(quantity=self.quantity, at=arrives, has_papers=has_papers, told_at=told_at)

    def _slow_percent(self, haulier: str, picked: int) -> int:
        """Return how many of a hundred such trips take longer than agreed: of the second carrier's fewer, later on."""
        if not haulier:
            return SLOW
        return SLOW_HAULIER // LESS_OFTEN if is_prevented(self.scene, picked) else SLOW_HAULIER

    def _booked_minutes(self) -> int:
        ship, pick = (self.scene.due(self.order.id, purpose) for purpose in (Purpose.SHIP, Purpose.PICK))
        return USUAL_WAY if ship is None or pick is None else max(ship - pick, HOUR)

    def _haulier(self) -> str:
        """Return the second carrier where the order goes west and the first one would drive it, else nobody."""
        first = self.scene.partners("carrier")[:1]
        customers = [customer.id for customer in self.scene.snapshot.customers]
        is_west = customers.index(self.order.customer) % TO_THE_HAULIER == 0
        driver = self.scene.voices.performer(commitment_id(self.order.id, Purpose.SHIP))
        return second_carrier(self.scene) if is_west and driver in first else ""

    def _ask(self, haulier: str, picked: int, *, is_kept: bool) -> str:
        """Let the first carrier ask the second one for this trip, and return what that is called."""
        scene, ship = self.scene, commitment_id(self.order.id, Purpose.SHIP)
        chance, name = scene.chance("haul", self.order.id, self.number), f"{self.order.id}/haul-{self.number}"
        carrier = scene.voices.performer(ship)
        asked_at = min(scene.office(max(picked - chance.whole(20, 44) * HOUR, 5)), picked)
        answered_at = min(asked_at + chance.whole(1, 20) * HOUR, picked)
        request = Request(
            performer=haulier,
            terms=Terms(due=scene.moment(picked + self._booked_minutes()), quantity=self.quantity),
            purpose=Purpose.SHIP,
            subject=self.order.id,
            unit=scene.products[self.order.product].unit,
            agreed_minutes=HAULIER_MINUTES,
            customer=self.order.customer,
            tier=scene.answers[self.order.id].tier,
        )
        scene.voices.ask(asked_at, carrier, name, request, links=scene.links(self.order)[:1])
        scene.voices.say(answered_at, haulier, name, Promise(terms=Terms()))
        if is_kept:
            scene.voices.say(answered_at, carrier, ship, DependOn(needs=name))
        else:
            scene.voices.say(picked, haulier, name, Revoke(reason="the driver is ill: drive it yourselves"))
        return name

    def _hand(self, name: str, handover: str, *, at: int, signed_at: int, has_papers: bool | None = None) -> None:
        handing = Handing(
            commitment=name,
            handover=handover,
            quantity=self.quantity,
            at=at,
            signed_at=signed_at,
            documents_right=has_papers,
        )
        hand_over(self.scene, handing)
