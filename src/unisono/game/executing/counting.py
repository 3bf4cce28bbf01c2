"""What is counted every week: stock, and how content the departments are with each other."""

from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.work import FeedbackGiven, StockCounted
from unisono.domain.facts import Link
from unisono.game.executing.scene import CENT, WEEK, Scene

MONDAY, SIX = 0, 6
TWICE_A_MONTH = 2
AS_USUAL = 7


def count_stock(scene: Scene) -> None:
    """Count each product's stock on Monday mornings; what is filled up again comes when half of it has gone."""
    first: dict[str, Decimal] = {}
    filled: set[str] = set()
    for row in scene.snapshot.stock:
        first[row.product] = first.get(row.product, Decimal(0)) + row.quantity
        if row.replenish:
            filled.add(row.product)
    left = dict(first)
    uses = sorted(
        (scene.due(use.order, Purpose.PICK) or 0, scene.snapshot.stock[use.stock].product, use.quantity)
        for use in scene.plan.stock_uses
    )
    for week in range(scene.horizon // WEEK + 1):
        at = scene.at(week, MONDAY, SIX) + week % 2 * 15
        for product, quantity in left.items():
            since, until = at - WEEK, at
            used = sum(
                (amount for due, used_of, amount in uses if used_of == product and since <= due < until), Decimal(0)
            )
            left[product] = max(quantity - used, Decimal(0))
            if product in filled and left[product] * 2 < first[product]:
                left[product] += first[product]
            _count(scene, at, week, product, left[product])


def _count(scene: Scene, at: int, week: int, product: str, quantity: Decimal) -> None:
    cost = scene.products[product].variable_cost
    act = StockCounted(product=product, quantity=quantity, value=(quantity * cost).quantize(CENT))
    links = (Link(type="product", object=product, quantity=quantity, unit=scene.products[product].unit),)
    scene.voices.tell(at, scene.picker, act, name=f"stock/{product}/week-{week + 1}", links=links)


def ask_for_feedback(scene: Scene, *, makers: tuple[str, ...], bad_week: int) -> None:
    """Let the departments say every second week how content they are; after a breakdown nobody is.

    Args:
        scene: where it happens.
        makers: the departments that run lines.
        bad_week: the week, from 0, in which a line breaks down.
    """
    departments = tuple(dict.fromkeys((scene.sales, makers[0], scene.picker, scene.buyer)))
    for week in range(1, scene.horizon // WEEK + 1, TWICE_A_MONTH):
        for teller in departments:
            for about in departments:
                if teller == about:
                    continue
                chance = scene.chance("pulse", week, teller, about)
                mood = AS_USUAL + (about == scene.picker) - (about == makers[0]) - (week >= bad_week)
                act = FeedbackGiven(about_party=about, score=min(10, max(0, mood + chance.whole(-1, 1))))
                at = scene.at(week, 4, 9) + chance.whole(0, 300)
                scene.voices.tell(at, teller, act, name=f"pulse/week-{week + 1}/{teller}/{about}")
