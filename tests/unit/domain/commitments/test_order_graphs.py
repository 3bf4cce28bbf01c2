"""An order as a small graph of commitments: who does what for whom, by when, and how long it may take."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.agreements import norm, office_and_yard
from tests.companies import bakery, local
from unisono.domain.acts.commitments import Promised, Purpose
from unisono.domain.agreements.agreement import Measure
from unisono.domain.commitments.order_graphs import Intended, Role, intended_by, roles_of
from unisono.domain.company import Snapshot
from unisono.domain.plans import Answer, AnswerKind, Contribution, Operation, Plan, StockUse
from unisono.domain.policy import AgreedDuration

NOW = local("2026-03-02T06:00")
DUE = local("2026-03-05T00:00")
"""B-1 is promised for then, with two hours of shipping."""


def plan_with(operation: Operation | None, **answer: object) -> Plan:
    """Return a plan that makes B-1 alone, or takes it from stock."""
    values: dict[str, object] = {"order": "B-1", "customer": "HOTEL", "tier": "gold", "delivery": DUE, **answer}
    return Plan(
        snapshot_hash="",
        now=NOW,
        parameters={},
        operations=() if operation is None else (operation,),
        stock_uses=() if operation is not None else (StockUse(order="B-1", stock=0, quantity=Decimal(320)),),
        campaigns=(),
        contribution=Contribution(),
        answers=(Answer(kind=AnswerKind.ACCEPTED, **values),),  # type: ignore[arg-type] # the fields of an answer
    )


BAKED = Operation(
    order="B-1",
    line="stone-oven",
    family="rye",
    quantity=Decimal(320),
    changeover_start=local("2026-03-03T06:00"),
    changeover_minutes=20,
    start=local("2026-03-03T06:20"),
    end=local("2026-03-04T06:20"),
    work_minutes=480,
)


def with_durations(*rows: tuple[Purpose, str, str, str | None]) -> Snapshot:
    """Return the bakery with agreed durations: purpose, performer, requester, hours."""
    snapshot = bakery()
    durations = tuple(
        AgreedDuration(
            purpose=purpose,
            performer=performer,
            requester=requester,
            hours=None if hours is None else Decimal(hours),
        )
        for purpose, performer, requester, hours in rows
    )
    return replace(snapshot, policy=replace(snapshot.policy, agreed_durations=durations))


def graph(plan: Plan, snapshot: Snapshot) -> dict[Purpose, Intended]:
    """Return what is asked for, by purpose."""
    return {item.request.purpose: item for item in intended_by(plan, snapshot, now=NOW)}


def test_picking_and_shipping_share_the_hours_to_the_door() -> None:
    """Picking takes what is agreed, and shipping what is left of the order's own hours."""
    parts = graph(plan_with(BAKED), with_durations((Purpose.PICK, "dispatch", "", "0.5")))
    assert parts[Purpose.PICK].request.due == DUE - timedelta(minutes=90)
    assert (parts[Purpose.SHIP].request.due, parts[Purpose.SHIP].request.agreed_minutes) == (DUE, Decimal(90))
    assert (parts[Purpose.PRODUCE].request.due, parts[Purpose.PRODUCE].request.agreed_minutes) == (
        BAKED.end,
        Decimal(500),
    )
    assert parts[Purpose.SUPPLY].request.due == BAKED.start
    unagreed = graph(plan_with(BAKED), bakery())
    assert unagreed[Purpose.PICK].request.due == DUE - timedelta(hours=2)
    assert unagreed[Purpose.SHIP].request.agreed_minutes == Decimal(120)


def test_what_comes_from_stock_is_neither_made_nor_bought() -> None:
    """It is picked and shipped, and waits for nothing before that."""
    parts = graph(plan_with(None), bakery())
    assert set(parts) == {Purpose.PROMISE, Purpose.SHIP, Purpose.PICK}
    assert parts[Purpose.PICK].needs == ()


def test_a_firm_order_is_promised_for_its_date_whatever_the_plan_says() -> None:
    """It overrides no plan, for it was promised before there was this one; its work is promised as planned."""
    late = DUE + timedelta(hours=9)
    parts = graph(plan_with(BAKED, delivery=late, days_late=Decimal("0.375")), bakery())
    told, shipped = parts[Purpose.PROMISE].answer, parts[Purpose.SHIP].answer
    assert isinstance(told, Promised)
    assert (told.due, told.planned) == (DUE, None)
    assert isinstance(shipped, Promised)
    assert (parts[Purpose.SHIP].request.due, shipped.due) == (DUE, late)


def test_the_policy_names_who_does_what_for_whom() -> None:
    """A carrier ships for the dispatch; who is not named is the department of that name, or the first there is."""
    roles = roles_of(
        with_durations((Purpose.SHIP, "quickvan", "dispatch", "3"), (Purpose.PROMISE, "dispatch", "customer", None)),
        line="deck-oven",
    )
    assert roles[Purpose.SHIP] == Role(requester="dispatch", performer="quickvan", minutes=Decimal(180))
    assert (roles[Purpose.PROMISE].requester, roles[Purpose.PROMISE].performer) == ("customer", "dispatch")
    assert (roles[Purpose.PRODUCE].requester, roles[Purpose.PRODUCE].performer) == ("dispatch", "bakehouse")
    assert roles[Purpose.SUPPLY].performer == "sales"
    nobody = replace(bakery(), company=replace(bakery().company, departments=()))
    assert roles_of(nobody)[Purpose.PICK].performer == "unisono"


def test_a_signed_agreement_counts_before_the_policy() -> None:
    """What the two have signed is how long it may take."""
    agreed = office_and_yard(norms=(norm("yard", Measure.LEAD_TIME, Purpose.PICK, hours="4"),))
    snapshot = with_durations((Purpose.PICK, "yard", "office", "9"))
    assert roles_of(snapshot)[Purpose.PICK].minutes == 540
    assert roles_of(snapshot, agreements=(agreed,))[Purpose.PICK].minutes == 240
