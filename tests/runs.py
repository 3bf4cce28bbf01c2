"""One run of the bakery, for every test of what is written about a run.

The plans are timed and priced by the product's own engines; which orders are where, what the others are told and what
the meeting sees is set by hand, so that every kind of answer, row and finding is there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from tests.companies import bakery, local
from unisono.analytics.room import room_by_night
from unisono.domain.agenda import Agenda, AgendaRow, DecidedByRule, Notice, PricedOption, RowKind, Touched
from unisono.domain.company import Snapshot, StockKind, Tier
from unisono.domain.comparison import Comparison, Way, WayFigures, Worth
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.frameworks import Framework
from unisono.domain.plans import Answer, AnswerKind, DateOfYes, PartNow, Plan, PriceOfYes
from unisono.domain.policy import OptionKind
from unisono.domain.stocks import StockDrawn, StockSurvey, StockWorth
from unisono.engines.planning.building import build_problem, due_instant
from unisono.engines.planning.reading import plan_of
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.timing import time_plan
from unisono.engines.segmenting.problem import problem_of
from unisono.engines.segmenting.solving import solve as segment
from unisono.services.runs import Run
from unisono.services.slots import review_slots
from unisono.services.stock import survey_stock

NOW = local("2026-03-02T06:00")
HASH = "5b" * 32
FRAMEWORKS = (
    Framework(
        id="FO-1",
        customer="CLINIC",
        product="free-loaf",
        quantity=Decimal(900),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        lead_days=Decimal(2),
        tolerance_percent=Decimal(10),
        called=Decimal(120),
        delivered=Decimal(95),
    ),
    Framework(
        id="FO-2",
        customer="HOTEL",
        product="rye-loaf",
        quantity=Decimal(2400),
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 12, 31),
        min_quantity=Decimal(1800),
        called=Decimal(200),
        delivered=Decimal(200),
    ),
)
SEQUENCES: Mapping[Way, tuple[Sequence[str], Sequence[str]]] = {
    Way.SALES_ALONE: (("B-1", "B-7"), ("B-2", "B-4", "B-8")),
    Way.PRODUCTION_ALONE: (("B-6", "B-1"), ("B-4", "B-2")),
    Way.IN_TURN: (("B-1", "B-6"), ("B-2", "B-4")),
    Way.TOGETHER: (("B-1", "B-6"), ("B-4", "B-2", "B-3")),
}


def bakery_run(snapshot: Snapshot | None = None) -> Run:
    """Return a run on the bakery's data, or on the given data with the same orders and lines."""
    data = replace(snapshot or bakery(), content_hash=HASH, frameworks=FRAMEWORKS)
    segmentation = segment(problem_of(data, now=NOW))
    plans = {way: _plan(data, way, segmentation.tiers) for way in Way}
    plans[Way.TOGETHER] = replace(plans[Way.TOGETHER], answers=_answers(data, plans[Way.TOGETHER], segmentation.tiers))
    figures = tuple(_figures(data, way, plans[way]) for way in Way)
    return Run(
        snapshot=data,
        findings=(_finding(),),
        segmentation=segmentation,
        comparison=Comparison(plans=plans, figures=figures, worth=_worth(figures)),
        agenda=_agenda(data),
        slots=review_slots(snapshot=data, now=NOW, segmentation=segmentation, plan=plans[Way.TOGETHER]),
        slots_before=review_slots(snapshot=data, now=NOW, segmentation=segmentation),
        stock=_stock(data),
        now=NOW,
        seconds=2.75,
    )


def _stock(data: Snapshot) -> StockSurvey:
    """Return the survey of the bakery's stock, with what a plan would draw from it and earn through it."""
    return replace(
        survey_stock(snapshot=data, now=NOW),
        drawn={0: StockDrawn(orders=("B-1",), quantity=Decimal(40), hours=Decimal("0.4"))},
        worth={
            StockKind.OWN: StockWorth(
                margin=Decimal("61.20"),
                changeovers=Decimal("18.00"),
                lateness=Decimal("-4.10"),
                lost=("B-1",),
                later=("B-2", "B-3"),
            )
        },
    )


def _plan(data: Snapshot, way: Way, tiers: Mapping[str, Tier]) -> Plan:
    problem = build_problem(
        data, now=NOW, tiers=tiers, service_costs={order.id: Decimal("7.50") for order in data.orders}
    )
    places = {order: index for index, order in enumerate(problem.orders.ids)}
    sequences = tuple(np.array([places[order] for order in line], np.int64) for line in SEQUENCES[way])
    timed = time_plan(problem, sequences=sequences, waits=problem.orders.release, takes=())
    solution = Solution(
        sequences=sequences,
        waits=problem.orders.release,
        takes=(),
        jobs=timed.jobs,
        worth=timed.worth,
        unmade=(),
    )
    parameters: dict[str, str | int | float] = {"way": way.value, "seed": 7, "seconds": 2.5}
    return plan_of(problem, solution, data, now=NOW, parameters=parameters)


def _answers(data: Snapshot, plan: Plan, tiers: Mapping[str, Tier]) -> tuple[Answer, ...]:
    work = {operation.order: operation for operation in plan.operations}
    noes = {answer.order: answer for answer in _noes(tiers)}
    answers = []
    for order in data.orders:
        if order.id in noes:
            answers.append(noes[order.id])
            continue
        late = max(timedelta(), work[order.id].end - due_instant(order))
        answers.append(
            Answer(
                order=order.id,
                customer=order.customer,
                tier=tiers[order.customer],
                kind=AnswerKind.ACCEPTED,
                delivery=work[order.id].end + timedelta(hours=float(order.ship_lead)),
                days_late=Decimal(str(round(late / timedelta(days=1), 4))),
                line=work[order.id].line,
                contribution=order.quantity * order.net_price / 2,
            )
        )
    return tuple(answers)


def _noes(tiers: Mapping[str, Tier]) -> tuple[Answer, ...]:
    return (
        Answer(
            order="B-5",
            customer="CLINIC",
            tier=tiers["CLINIC"],
            kind=AnswerKind.POSTPONED,
            reason="The deck oven is full until the clinic wants it.",
            displaces=("B-3",),
            change=Decimal("-212.40"),
            price_of_yes=PriceOfYes(price=Decimal("7.72"), displaces=("B-3",)),
            date_of_yes=DateOfYes(date=local("2026-03-08T00:00")),
            part_now=PartNow(quantity=Decimal(48), rest=DateOfYes(date=local("2026-03-07T00:00"))),
        ),
        Answer(
            order="B-7",
            customer="CORNER",
            tier=tiers["CORNER"],
            kind=AnswerKind.DECLINED,
            reason="It would make the rye rolls of School Kitchens a day late.",
            displaces=("B-6",),
            change=Decimal("-94.10"),
            price_of_yes=PriceOfYes(price=Decimal("2.67")),
            date_of_yes=DateOfYes(why_none="It is not wanted after Friday, and the stone oven is full until then."),
        ),
        Answer(
            order="B-8",
            customer="CORNER",
            tier=tiers["CORNER"],
            kind=AnswerKind.DECLINED,
            reason="Orders under 30 kg are not worth the oven.",
            rule=1,
            price_of_yes=PriceOfYes(why_none="No price changes rule 1."),
            date_of_yes=DateOfYes(why_none="No date changes rule 1."),
            part_now=PartNow(why_none="The customer takes all of it or nothing."),
        ),
    )


def _figures(data: Snapshot, way: Way, plan: Plan) -> WayFigures:
    due = {order.id: due_instant(order) for order in data.orders}
    late = [item.end - due[item.order] for item in plan.operations if item.end > due[item.order]]
    return WayFigures(
        way=way,
        contribution=plan.contribution.total,
        accepted=len(plan.operations),
        declined=len(data.orders) - len(plan.operations),
        late=len(late),
        late_days=Decimal(str(round(sum(late, timedelta()) / timedelta(days=1), 4))),
        on_time={"gold": Decimal(1), "silver": Decimal("0.5")},
        changeover_hours=Decimal(sum(item.changeover_minutes for item in plan.operations)) / 60,
        highest_room=max(night.room for night in room_by_night(data, plan)),
        campaigns=len(plan.campaigns),
    )


def _worth(figures: Sequence[WayFigures]) -> Worth:
    best = max(figures[:-1], key=lambda way: way.contribution)
    total = figures[-1].contribution - best.contribution
    noes, campaigns = total / 2, total / 3
    return Worth(
        over=best.way,
        total=total,
        from_noes=noes,
        from_campaigns=campaigns,
        from_stock=total - noes - campaigns,
    )


def _finding() -> Finding:
    return Finding(
        code="rule-never-fires",
        severity=Severity.WARNING,
        source=Source(file="policy.toml", line=21, column="when"),
        message="Rule 2 fires on no order of the data.",
        value='tier == "standard" && quantity > 390.0',
        expected="a condition that some order meets",
        remedy="Check the condition, or take the rule out.",
    )


def _agenda(data: Snapshot) -> Agenda:
    clinic = next(order for order in data.orders if order.id == "B-5")
    names = {customer.id: customer.name for customer in data.customers}
    overtime = PricedOption(
        letter="A",
        kind=OptionKind.OVERTIME,
        title="Overtime on the deck oven, Saturday 22:00 to 02:00",
        detail="Four hours; the premium is in the change.",
        change=Decimal("96.20"),
        late_days_change=Decimal("-0.5"),
        departments=("bakehouse",),
        decider="head baker",
    )
    later = PricedOption(
        letter="B",
        kind=OptionKind.ACCEPT_LATE,
        title="Accept for Saturday",
        detail="",
        change=Decimal("41.00"),
        late_days_change=Decimal("1.5"),
        touches=(Touched(order="B-3", customer="HOTEL", tier="gold", days=Decimal("0.4")),),
        departments=("sales", "bakehouse"),
    )
    decline = PricedOption(
        letter="C",
        kind=OptionKind.DECLINE,
        title="Decline",
        detail="",
        change=Decimal(0),
        late_days_change=Decimal(0),
        departments=("sales",),
    )
    row = AgendaRow(
        order="B-5",
        kind=RowKind.UNCOVERED,
        customer="CLINIC",
        customer_name=names["CLINIC"],
        tier="silver",
        product="free-loaf",
        unit="kg",
        asked=clinic.quantity,
        covered=Decimal(25),
        gap=clinic.quantity - 25,
        wanted=clinic.requested,
        bottleneck_line="deck-oven",
        bottleneck_week="week 10",
        at_stake=Decimal("655.00"),
        reason="The deck oven is full until the clinic wants it.",
        options=(overtime, later, decline),
    )
    return Agenda(
        frozen_at=NOW,
        minutes=45,
        rows=(row,),
        decided_by_rule=(
            DecidedByRule(
                order="B-8",
                customer="CORNER",
                tier="standard",
                at_stake=Decimal("28.20"),
                outcome="Declined by rule 1.",
            ),
        ),
        notices=(
            Notice(
                order="B-2",
                customer="SCHOOL",
                customer_name=names["SCHOOL"],
                tier="silver",
                message="The wheat rolls come on Friday, not on Thursday.",
            ),
        ),
    )
