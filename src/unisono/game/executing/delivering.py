"""From the line to the customer: picked, shipped, signed for, invoiced, and told of when it will be late."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.work import FeedbackGiven, Invoiced
from unisono.domain.commitments.commands import CounterOffer, Decline, DependOn, GiveNotice, Promise, Request, TakeOffer
from unisono.domain.commitments.order_graphs import commitment_id
from unisono.domain.commitments.state import Terms
from unisono.domain.company import Order
from unisono.domain.facts import CUSTOMER, Link
from unisono.game.executing.chance import Chance
from unisono.game.executing.handing import Handing, give_up, hand_over
from unisono.game.executing.making import Lot, Made
from unisono.game.executing.scene import CENT, DAY, HOUR, Scene, share

LOGISTICS_TELLS, CARRIER_TELLS, HAULIER_TELLS, SALES_TELLS = 94, 65, 12, 62
"""Of a hundred slips that each knows of, so many are told before they happen."""

TO_THE_HAULIER = 4
"""Every fourth customer lies in the west, where the second carrier drives."""

HAULIER_MINUTES = Decimal(2160)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an order travels: who drives in the end, and the minutes from the warehouse to the customer's door."""

    haulier: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A part of an order at the customer's door; `told_at` is since when Sales knows that it is late."""

    quantity: Decimal
    at: int
    has_papers: bool
    told_at: int | None


def deliver(scene: Scene, order: Order, made: Made) -> None:
    """Let an order go from the warehouse to its customer.

    Args:
        scene: where it happens.
        order: the order.
        made: what the line gave for it; stock is added to its first lot.
    """
    if made.given_up:
        _do_with_less(scene, order, made)
    pick = commitment_id(order.id, Purpose.PICK)
    ship = commitment_id(order.id, Purpose.SHIP)
    way = _way(scene, order)
    arrivals = []
    for number, lot in enumerate(_lots(scene, order, made), start=1):
        chance = scene.chance("delivery", order.id, number)
        picked, told_at = _pick(scene, pick, order, lot, number, made.told_at, chance)
        arrivals.append(_drive(scene, ship, order, lot.quantity, picked, number, way, told_at, chance))
    _tell_customer(scene, order, arrivals, may_ask=not made.given_up)
    for number, arrival in enumerate(arrivals, start=1):
        _arrive(scene, order, arrival, number, is_last=number == len(arrivals))


def _lots(scene: Scene, order: Order, made: Made) -> Sequence[Lot]:
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
    at = scene.office(made.lots[-1].ready + 4 * HOUR)
    owner = scene.voices.performer(commitment_id(order.id, Purpose.PRODUCE))
    for purpose in (Purpose.PICK, Purpose.SHIP):
        name = commitment_id(order.id, purpose)
        give_up(scene, name, made.given_up, made.lots[-1].ready, owner=owner, reason="the line made less")
    name = commitment_id(order.id, Purpose.PROMISE)
    left = scene.quantities[name] - made.given_up
    offer = CounterOffer(
        terms=Terms(quantity=left, value=(left * order.net_price).quantize(CENT)), reason="the line made less"
    )
    scene.voices.say(at, scene.voices.performer(name), name, offer)
    scene.voices.say(scene.office(at + 2 * HOUR), CUSTOMER, name, TakeOffer())
    scene.quantities[name] = left


def _pick(  # noqa: PLR0917 - what is picked, when, and what is known of it
    scene: Scene, name: str, order: Order, lot: Lot, number: int, told_at: int | None, chance: Chance
) -> tuple[int, int | None]:
    """Let the warehouse pick for the lorry that was booked, and return when it is done and since when it is late."""
    due = scene.due(order.id, Purpose.PICK)
    agreed = scene.agreed.get(name, 4 * HOUR)
    done = lot.ready + agreed * chance.whole(25, 80) // 100
    if chance.happens(3):
        done += chance.whole(2, 7) * HOUR
    if due is not None:
        done = max(done, due - chance.whole(20, 200))
    if due is not None and done > due:
        told_at = _warn_of_picking(scene, name, done, due, told_at, chance)
    signed_at = done + chance.whole(10, 50)
    hand_over(
        scene,
        Handing(commitment=name, handover=str(number), quantity=lot.quantity, at=done, signed_at=signed_at),
    )
    return done, told_at


def _warn_of_picking(  # noqa: PLR0917 - what is late, and who knows
    scene: Scene, name: str, done: int, due: int, told_at: int | None, chance: Chance
) -> int | None:
    """Logistics asks every morning what has not come, and says so at once."""
    if not chance.happens(LOGISTICS_TELLS):
        return told_at
    morning = scene.office(max(due - 30 * HOUR, 0))
    known = min(morning if told_at is None else max(told_at, due - 5 * DAY), due - 40) + chance.whole(10, 40)
    reason = "what is to be picked has not come from the line"
    command = GiveNotice(expected=scene.moment(-(-done // HOUR) * HOUR), reason=reason)
    scene.voices.say(known, scene.voices.performer(name), name, command)
    return max(known, 0) if told_at is None else min(told_at, max(known, 0))


def _way(scene: Scene, order: Order) -> Way:
    """Return how the order travels; what the second carrier drives is asked of it by the first."""
    ship, pick = scene.due(order.id, Purpose.SHIP), scene.due(order.id, Purpose.PICK)
    minutes = 12 * HOUR if ship is None or pick is None else max(ship - pick, HOUR)
    carriers = scene.partners("carrier")
    customers = [customer.id for customer in scene.snapshot.customers]
    name = commitment_id(order.id, Purpose.SHIP)
    is_west = customers.index(order.customer) % TO_THE_HAULIER == 0
    is_first_carriers = bool(carriers) and scene.voices.performer(name) == carriers[0]
    haulier = carriers[1] if is_west and is_first_carriers and len(carriers) > 1 else ""
    return Way(haulier=haulier, minutes=minutes)


def _drive(  # noqa: PLR0913, PLR0917 - what is driven, when, how
    scene: Scene,
    name: str,
    order: Order,
    quantity: Decimal,
    picked: int,
    number: int,
    way: Way,
    told_at: int | None,
    chance: Chance,
) -> Arrival:
    """Let the lorry drive, and return what arrives when."""
    minutes = way.minutes * chance.whole(70, 97) // 100
    is_slow = chance.happens(22 if way.haulier else 3)
    if is_slow:
        minutes = way.minutes + chance.whole(2, 18) * HOUR
    arrives = picked + minutes
    due = scene.due(order.id, Purpose.SHIP)
    percent = HAULIER_TELLS if way.haulier else CARRIER_TELLS
    has_papers = not chance.happens(27 if way.haulier else 2)
    signed_at = scene.office(arrives + chance.whole(30, 20 * HOUR))
    if way.haulier:
        _haul(scene, order, quantity, picked, arrives, number, way, has_papers=has_papers)
    if due is not None and arrives > due and chance.happens(percent):
        known = max(picked, due - chance.whole(1, 12) * HOUR) if is_slow else picked - chance.whole(0, 3) * HOUR
        reason = "no driver" if is_slow else "it was picked late"
        notice = GiveNotice(expected=scene.moment(-(-arrives // HOUR) * HOUR), reason=reason)
        scene.voices.say(known, scene.voices.performer(name), name, notice)
        told_at = known + HOUR if told_at is None else min(told_at, known + HOUR)
    hand_over(
        scene,
        Handing(
            commitment=name,
            handover=str(number),
            quantity=quantity,
            at=arrives,
            signed_at=signed_at,
            documents_right=has_papers,
        ),
    )
    return Arrival(quantity=quantity, at=arrives, has_papers=has_papers, told_at=told_at)


def _haul(  # noqa: PLR0917 - what is driven, when, how
    scene: Scene,
    order: Order,
    quantity: Decimal,
    picked: int,
    arrives: int,
    number: int,
    way: Way,
    *,
    has_papers: bool,
) -> None:
    """Let the first carrier ask the second, lot by lot."""
    ship = commitment_id(order.id, Purpose.SHIP)
    name = f"{order.id}/haul" if number == 1 else f"{order.id}/haul-{number}"
    carrier = scene.voices.performer(ship)
    chance = scene.chance("haul", order.id, number)
    asked_at = max(scene.office(picked - chance.whole(20, 44) * HOUR), 5)
    asked_at = min(asked_at, picked)
    unit = scene.products[order.product].unit
    due = max(picked + way.minutes, asked_at)
    request = Request(
        performer=way.haulier,
        terms=Terms(due=scene.moment(due), quantity=quantity),
        purpose=Purpose.SHIP,
        subject=order.id,
        unit=unit,
        agreed_minutes=HAULIER_MINUTES,
        customer=order.customer,
        tier=scene.answers[order.id].tier,
    )
    scene.voices.ask(asked_at, carrier, name, request, links=scene.links(order)[:1])
    scene.quantities[name] = quantity
    scene.voices.say(asked_at, carrier, ship, DependOn(needs=name))
    scene.voices.say(min(asked_at + chance.whole(1, 20) * HOUR, picked), way.haulier, name, Promise(terms=Terms()))
    hand_over(
        scene,
        Handing(
            commitment=name,
            handover="1",
            quantity=quantity,
            at=arrives,
            signed_at=scene.office(arrives + chance.whole(HOUR, 2 * DAY)),
            documents_right=has_papers,
        ),
    )


def _tell_customer(scene: Scene, order: Order, arrivals: Sequence[Arrival], *, may_ask: bool) -> None:
    """Sales tells the customer what it knows itself, and now and then asks for another date."""
    due, name = scene.due(order.id, Purpose.PROMISE), commitment_id(order.id, Purpose.PROMISE)
    late = [arrival for arrival in arrivals if due is not None and arrival.at > due]
    known = min((arrival.told_at for arrival in late if arrival.told_at is not None), default=None)
    chance = scene.chance("customer", order.id)
    if due is None or known is None or not chance.happens(SALES_TELLS):
        return
    at = scene.office(known + chance.whole(30, 5 * HOUR))
    arrives = max(arrival.at for arrival in late)
    if at >= arrives:
        return
    expected = scene.moment(-(-(arrives + chance.whole(0, 4) * HOUR) // HOUR) * HOUR)
    voices = scene.voices
    voices.say(at, voices.performer(name), name, GiveNotice(expected=expected, reason="it comes later from the line"))
    answered_at = scene.office(at + chance.whole(2, 12) * HOUR)
    if may_ask and answered_at < min(due, arrives) and chance.happens(40):
        voices.say(
            at + 5, voices.performer(name), name, CounterOffer(terms=Terms(due=expected), reason="it comes later")
        )
        answer = TakeOffer() if chance.happens(65) else Decline(reason="our own line would stand still")
        voices.say(answered_at, CUSTOMER, name, answer)


def _arrive(scene: Scene, order: Order, arrival: Arrival, number: int, *, is_last: bool) -> None:
    """Let the customer sign, and invoice what it took."""
    chance, name = scene.chance("receipt", order.id, number), commitment_id(order.id, Purpose.PROMISE)
    kind = chance.whole(1, 100)
    rejected = share(arrival.quantity, chance.whole(4, 12)) if kind <= 3 else Decimal(0)  # noqa: PLR2004 - percent
    missing = share(arrival.quantity, chance.whole(2, 6)) if 3 < kind <= 7 else Decimal(0)  # noqa: PLR2004 - percent
    handing = Handing(
        commitment=name,
        handover=str(number),
        quantity=arrival.quantity,
        at=arrival.at,
        signed_at=scene.office(arrival.at + chance.whole(30, 20 * HOUR)),
        missing=missing,
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
    links = (
        *scene.links(order)[:2],
        Link(type="product", object=order.product, quantity=handing.good, unit=product.unit),
    )
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
    scene.voices.tell(
        at, scene.voices.performer(handing.commitment), act, name=f"invoice/{order.id}/{number}", links=links
    )


def _thank_or_grumble(scene: Scene, order: Order, handing: Handing, chance: Chance) -> None:
    """A late order costs points, wrong papers and bent edges as well."""
    due = scene.due(order.id, Purpose.PROMISE)
    score = chance.whole(8, 10)
    if due is not None and handing.at > due:
        score -= 2 + min(3, (handing.at - due) // DAY)
    score -= 2 * (handing.documents_right is False) + 2 * (handing.condition_right is False)
    about = scene.picker if handing.documents_right is False else scene.sales
    act = FeedbackGiven(
        about_party=about,
        score=max(score, 0),
        customer=order.customer,
        tier=scene.answers[order.id].tier,
        subject=order.id,
    )
    at = scene.office(handing.signed_at + chance.whole(1, 3) * DAY)
    scene.voices.tell(at, CUSTOMER, act, name=f"feedback/{order.id}", links=scene.links(order)[:2])
