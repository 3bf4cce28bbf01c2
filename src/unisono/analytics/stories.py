"""Which order's story says most about the plan."""

from collections.abc import Iterable
from decimal import Decimal

from unisono.domain.plans import Answer, AnswerKind

_TIER_WEIGHT = {"gold": 4, "silver": 3, "standard": 1}


def most_telling(answers: Iterable[Answer]) -> Answer | None:
    """Return the no that teaches most, or None when every order was accepted on time.

    A no teaches more the higher the customer's tier, when it has both a price and a date of yes, when it names whom
    a yes would have hit, and when it is no rule's. Without a no, the accepted order that is latest is told. Ties go to
    the larger change of contribution, then to the order's number.
    """
    known = list(answers)
    refused = [answer for answer in known if answer.kind is not AnswerKind.ACCEPTED]
    late = [answer for answer in known if answer.kind is AnswerKind.ACCEPTED and answer.days_late > 0]
    if refused:
        return max(refused, key=_tells)
    return max(late, key=lambda answer: (answer.days_late, answer.order), default=None)


def _tells(answer: Answer) -> tuple[int, Decimal, str]:
    price, date = answer.price_of_yes, answer.date_of_yes
    points = _TIER_WEIGHT.get(answer.tier, 0)
    points += 4 if price is not None and price.price is not None else 0
    points += 4 if date is not None and date.date is not None else 0
    points += 3 if answer.displaces else 0
    points += 2 if answer.rule is None else 0
    return points, -(answer.change or Decimal(0)), answer.order
