"""An order at its customer: told of when it will be late, signed for, invoiced, praised or grumbled about."""

from collections.abc import Sequence
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.work import FeedbackGiven, Invoiced
from unisono.domain.commitments.commands import CounterOffer, Decline, TakeOffer
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Terms
from unisono.domain.company import Order
from unisono.domain.facts import CUSTOMER, Link
from unisono.game.executing.chance import Chance
from unisono.game.executing.driving import Arrival, travel
from unisono.game.executing.handing import Handing, give_up, hand_over, in_hours
from unisono.game.executing.making import Lot, Made
from unisono.game.executing.scene import CENT, DAY, HOUR, Scene, share

SALES_TELLS = 62
"""Of a hundred slips that Sales knows of, it tells the customer so many before they happen."""

BENT, MISCOUNTED = 3, 4
"""Of a hundred parts so many are partly rejected, and of so many the customer counts less."""


def deliver(scene: Scene, order: Order, made: Made) -> None:
    """Let an order go from the warehouse to its customer.

    Args:
        scene: where it happens.
        order: the order.
        made: what the line gave for it; stock is added to its first part.
    """
    if made.given_up:
        _do_with_less(scene, order, made)
    arrivals = [
        travel(scene, order, lot, number=number, told_at=made.told_at)
        for number, lot in enumerate(_parts(scene, order, made), start=1)
    ]
    _tell_customer(scene, order, arrivals, may_ask=not made.given_up)
    for number, arrival in enumerate(arrivals, start=1):
        _arrive(scene, order, arrival, number, is_last=number == len(arrivals))


def _parts(scene: Scene, order: Order, made: Made) -> Sequence[Lot]:
    """Return what is sent: in two parts only to a customer that takes a part first."""
    whole = scene.quantities[commitment_id(order.id, Purpose.PICK)]
    if not made.lots:
        return (Lot(quantity=whole, ready=0),)
    rest = sum((lot.quantity for lot in made.lots[1:]), Decimal(0))
    takes_part = order.min_quantity is not None and whole - rest >= order.min_quantity
    if rest and takes_part:
        return (Lot(quantity=whole - rest, ready=made.lots[0].ready), Lot(quantity=rest, ready=made.lots[-1].ready))
    return (Lot(quantity=whole, ready=made.lots[-1].ready),)


def _do_with_less(scene: Scene, order: Order, made: Made) -> None:
    """Everybody behind the line promises less, and the customer is asked to take it."""
    ready, reason = made.lots[-1].ready, "the line made less"
    owner = scene.voices.performer(commitment_id(order.id, Purpose.PRODUCE))
    for purpose in (Purpose.PICK, Purpose.SHIP):
        give_up(scene, commitment_id(order.id, purpose), made.given_up, ready, owner=owner, reason=reason)
    name = commitment_id(order.id, Purpose.PROMISE)
    left = scene.quantities[name] - made.given_up
    scene.quantities[name] = left
    at = scene.office(ready + 4 * HOUR)
    terms = Terms(quantity=left, value=(left * order.net_price).quantize(CENT))
    scene.voices.say(at, scene.voices.performer(name), name, CounterOffer(terms=terms, reason=reason))
    scene.voices.say(scene.office(at + 2 * HOUR), CUSTOMER, name, TakeOffer())


def _tell_customer(scene: Scene, order: Order, arrivals: Sequence[Arrival], *, may_ask: bool) -> None:
    """Sales tells the customer what it knows itself, and now and then asks for another date."""
    due, name = scene.due(order.id, Purpose.PROMISE), commitment_id(order.id, Purpose.PROMISE)
    late = [arrival for arrival in arrivals if due is not None and arrival.at > due]
    known = min((arrival.told_at for arrival in late if arrival.told_at is not None), default=None)
    chance, voices = scene.chance("customer", order.id), scene.voices
    if due is None or known is None or not chance.happens(SALES_TELLS):
        return
    at = scene.office(known + chance.whole(30, 5 * HOUR))
    arrives = max(arrival.at for arrival in late)
    if at >= min(arrival.at for arrival in arrivals):
        return
    notice = in_hours(scene, arrives + chance.whole(0, 4) * HOUR, "it comes later from the line")
    voices.say(at, voices.performer(name), name, notice)
    answered_at = scene.office(at + chance.whole(2, 12) * HOUR)
    if may_ask and answered_at < min(due, arrives) and chance.happens(40):
        offer = CounterOffer(terms=Terms(due=notice.expected), reason="it comes later from the line")
        voices.say(at + 5, voices.performer(name), name, offer)
        answer = TakeOffer() if chance.happens(65) else Decline(reason="our own line would stand still")
        voices.say(answered_at, CUSTOMER, name, answer)


def _arrive(scene: Scene, order: Order, arrival: Arrival, number: int, *, is_last: bool) -> None:
    """Let the customer sign, and invoice what it took."""
    chance, name = scene.chance("receipt", order.id, number), commitment_id(order.id, Purpose.PROMISE)
    kind = chance.whole(1, 100)
    rejected = share(arrival.quantity, chance.whole(4, 12)) if kind <= BENT else Decimal(0)
    is_miscounted = BENT < kind <= BENT + MISCOUNTED
    handing = Handing(
        commitment=name,
        handover=str(number),
        quantity=arrival.quantity,
        at=arrival.at,
        signed_at=scene.office(arrival.at + chance.whole(30, 20 * HOUR)),
        missing=share(arrival.quantity, chance.whole(2, 6)) if is_miscounted else Decimal(0),
        rejected=rejected,
        reason=chance.pick(("edges bent", "wet under the foil", "wrong certificate")) if rejected else "",
        documents_right=arrival.has_papers,
        condition_right=not rejected,
    )
    hand_over(scene, handing)
    _invoice(scene, order, handing, number)
    if is_last and chance.happens(35):
        _thank_or_grumble(scene, order, handing, chance)


def _invoice(scene: Scene, order: Order, handing: Handing, number: int) -> None:
    product = scene.products[order.product]
    bought = Link(type="product", object=order.product, quantity=handing.good, unit=product.unit)
    act = Invoiced(
        subject=order.id,
        customer=order.customer,
        tier=scene.answers[order.id].tier,
        product=order.product,
        quantity=handing.good,
        value=(handing.good * order.net_price).quantize(CENT),
        variable_cost=(handing.good * product.variable_cost).quantize(CENT),
        service_cost=scene.situation.service_costs.get(order.id, Decimal(0)) if number == 1 else Decimal(0),
    )
    at = scene.office(handing.signed_at + 8 * HOUR)
    seller, links = scene.voices.performer(handing.commitment), (*scene.links(order)[:2], bought)
    scene.voices.tell(at, seller, act, name=f"invoice/{order.id}/{number}", links=links)


def _thank_or_grumble(scene: Scene, order: Order, handing: Handing, chance: Chance) -> None:
    """A late order costs points, wrong papers and bent edges as well."""
    due = scene.due(order.id, Purpose.PROMISE)
    score = chance.whole(8, 10)
    if due is not None and handing.at > due:
        score -= 2 + min(3, (handing.at - due) // DAY)
    score -= 2 * (handing.documents_right is False) + 2 * (handing.condition_right is False)
    act = FeedbackGiven(
        about_party=scene.picker if handing.documents_right is False else scene.sales,
        score=max(score, 0),
        customer=order.customer,
        tier=scene.answers[order.id].tier,
        subject=order.id,
    )
    at = scene.office(handing.signed_at + chance.whole(1, 3) * DAY)
    scene.voices.tell(at, CUSTOMER, act, name=f"feedback/{order.id}", links=scene.links(order)[:2])
