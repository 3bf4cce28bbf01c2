"""The story of one order, told so that everybody sees why a no has a price."""

from dataclasses import dataclass

from unisono.domain.company import Order, OrderStatus
from unisono.domain.plans import Answer, AnswerKind, PartNow
from unisono.storage.outputs.report.figures import plural, quantity, sentence_of
from unisono.storage.outputs.report.times import Times
from unisono.storage.outputs.report.words import Words

_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a story: a short title, and what happened in plain words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be said to the customer: what, on which terms, and what it means."""

    title: str
    value: str
    terms: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The story of one order."""

    answer: Answer
    order: Order
    title: str
    steps: tuple[Step, ...]
    offers: tuple[Offer, ...]


def story_of(answer: Answer, words: Words) -> Story:
    """Return the story of an order: asked, what stood in the way, whom it would hit, what it costs, what we can say."""
    order = words.orders[answer.order]
    kept = answer.kind is AnswerKind.ACCEPTED
    return Story(
        answer=answer,
        order=order,
        title=f"{words.customer(order.customer)} asks for {words.asked(order.id)}",
        steps=tuple(
            step
            for step in (_asked(order, words), _in_the_way(answer), _hit(answer, words), _cost(answer, words))
            if step
        ),
        offers=() if kept else _offers(answer, order, words),
    )


def _asked(order: Order, words: Words) -> Step:
    price = words.money.price(order.net_price, words.unit_of(order.id))
    kind = "a firm order" if order.status is OrderStatus.FIRM else "an inquiry"
    wanted = words.times.by(order.requested)
    text = f"{words.times.moment(order.received)}: {kind} over {words.asked(order.id)} at {price}, wanted by {wanted}."
    return Step(title="Asked", text=text)


def _in_the_way(answer: Answer) -> Step:
    cited = f" (rule {answer.rule})" if answer.rule is not None else ""
    reason = answer.reason or "There is no room for it before it is wanted."
    return Step(title="What stood in the way", text=f"{reason}{cited}")


def _hit(answer: Answer, words: Words) -> Step:
    if not answer.displaces:
        return Step(title="Whom a yes would hit", text="No other order would lose its place.")
    named = sentence_of(name_order(order, words) for order in answer.displaces[:_NAMED])
    more = len(answer.displaces) - _NAMED
    rest = f" and {plural(more, 'other order')}" if more > 0 else ""
    return Step(
        title="Whom a yes would hit",
        text=f"{named}{rest} would lose their place."
        if len(answer.displaces) > 1
        else f"{named} would lose its place.",
    )


def name_order(order_id: str, words: Words) -> str:
    """Return an order with its customer and tier, e.g. `SO-12 (Baltic Cranes, gold)`."""
    known = [part for part in (words.customer_of(order_id), words.tier_of(order_id)) if part]
    return f"{order_id} ({', '.join(known)})" if known else order_id


def _cost(answer: Answer, words: Words) -> Step | None:
    if answer.change is None:
        return None
    verb = "lose" if answer.change < 0 else "gain"
    amount = words.money.amount(abs(answer.change))
    return Step(
        title="What a yes would cost",
        text=f"As asked and at this price, the company would {verb} {amount} by saying yes.",
    )


def _offers(answer: Answer, order: Order, words: Words) -> tuple[Offer, ...]:
    offers = [_date_offer(answer, order, words), _price_offer(answer, order, words), _part_offer(answer, order, words)]
    return tuple(offer for offer in offers if offer)


def _date_offer(answer: Answer, order: Order, words: Words) -> Offer | None:
    found = answer.date_of_yes
    if found is None:
        return None
    terms = f"at {words.money.price(order.net_price, words.unit_of(order.id))}"
    if found.date is None:
        return Offer(title="Date of yes", value="none", terms="", meaning=found.why_none)
    return Offer(
        title="Date of yes", value=words.times.by(found.date), terms=terms, meaning=_who_moves(found.displaces, words)
    )


def _price_offer(answer: Answer, order: Order, words: Words) -> Offer | None:
    found = answer.price_of_yes
    if found is None:
        return None
    if found.price is None:
        return Offer(title="Price of yes", value="none", terms="", meaning=found.why_none)
    value = words.money.price(found.price, words.unit_of(order.id))
    return Offer(
        title="Price of yes",
        value=value,
        terms=f"by {words.times.by(order.requested)}",
        meaning=_who_moves(found.displaces, words),
    )


def _part_offer(answer: Answer, order: Order, words: Words) -> Offer | None:
    found = answer.part_now
    if found is None or found.quantity is None:
        return None
    terms = f"by {words.times.by(order.requested)} at {words.money.price(order.net_price, words.unit_of(order.id))}"
    return Offer(
        title="Part now",
        value=quantity(found.quantity, words.unit_of(order.id)),
        terms=terms,
        meaning=rest_of(found, words.times),
    )


def rest_of(part: PartNow, times: Times) -> str:
    """Return when the rest of an order can be had, once a part of it is taken."""
    if part.rest is None or part.rest.date is None:
        return f"no date for the rest: {part.rest.why_none if part.rest is not None else ''}"
    return f"the rest by {times.by(part.rest.date)}"


def _who_moves(displaced: tuple[str, ...], words: Words) -> str:
    if not displaced:
        return "nobody else moves"
    return f"makes up for {sentence_of(name_order(order, words) for order in displaced[:_NAMED])}"
