"""The rules of the steel service centre."""

from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.policy import (
    Activity,
    AgreedDuration,
    Decision,
    DecisionRight,
    LateCost,
    Policy,
    Protection,
    Rule,
    ServiceStep,
    StockPolicy,
    Tiering,
    Verdict,
)

RULES = (
    Rule(
        number=1,
        when="strategic",
        verdict=Verdict.ALLOW,
        says="Strategic customers are always planned.",
    ),
    Rule(
        number=2,
        when='tier == "standard" && hours < 0.5',
        verdict=Verdict.DECLINE,
        says="Runs under half an hour are for gold and silver customers; we offer stock lengths instead.",
    ),
    Rule(
        number=3,
        when='tier == "standard" && lead_days < 3.0 && discount_percent > 9.0',
        verdict=Verdict.DECLINE,
        says="Within three days a standard customer pays close to list price: at most 9% discount.",
    ),
    Rule(
        number=4,
        when='tier == "standard" && discount_percent > 16.0',
        verdict=Verdict.APPEAL,
        says="Discounts above 16% need a customer that has earned them.",
    ),
    Rule(
        number=5,
        when='family == "PE7016" && family_hours < 6.0',
        verdict=Verdict.APPEAL,
        says="We change to dark paint in weeks in which at least six hours of it are asked for.",
    ),
    Rule(
        number=6,
        when='margin_per_hour < 60.0 && tier != "gold"',
        verdict=Verdict.DECLINE,
        says="An hour of a line must earn at least 60 EUR.",
    ),
    Rule(
        number=7,
        when='hours > 20.0 && lead_days < 10.0 && tier == "standard"',
        verdict=Verdict.APPEAL,
        says="More than twenty hours within ten days pushes out others: the S&OP meeting decides.",
    ),
)

ACTIVITIES = (
    Activity(
        id="order_handling",
        step=ServiceStep.ORDER_HANDLING,
        department="sales",
        fixed_minutes=Decimal(30),
        minutes_each=Decimal(14),
    ),
    Activity(
        id="quotation",
        step=ServiceStep.ORDER_HANDLING,
        department="sales",
        fixed_minutes=Decimal(30),
        minutes_each=Decimal(25),
    ),
    Activity(
        id="picking",
        step=ServiceStep.PICKING,
        department="logistics",
        fixed_minutes=Decimal(15),
        minutes_each=Decimal(40),
    ),
    Activity(id="freight", step=ServiceStep.FREIGHT),
    Activity(
        id="rush",
        step=ServiceStep.RUSH,
        department="production",
        fixed_minutes=Decimal(30),
        minutes_each=Decimal(20),
    ),
    Activity(
        id="return",
        step=ServiceStep.RETURNS,
        department="logistics",
        fixed_minutes=Decimal(45),
        minutes_each=Decimal(30),
    ),
    Activity(
        id="claim",
        step=ServiceStep.CLAIMS,
        department="sales",
        fixed_minutes=Decimal(60),
        minutes_each=Decimal(30),
    ),
    Activity(id="payment_interest", step=ServiceStep.INTEREST),
    Activity(id="consignment_holding", step=ServiceStep.CONSIGNMENT, cost_each=Decimal(18)),
    Activity(id="changeover", step=ServiceStep.CHANGEOVERS, department="production", minutes_each=Decimal(45)),
)

DECISION_RIGHTS = tuple(
    DecisionRight(option=option, decider=decider, party=party)
    for option, decider, party in (
        (Decision.OVERTIME, "plant manager", "production"),
        (Decision.OPEN_SLOT, "head of sales", "sales"),
        (Decision.MOVE_ORDER, "planner and the two salespeople concerned", "production"),
        (Decision.SPLIT, "salesperson of the customer", "sales"),
        (Decision.STOCK, "head of logistics", "logistics"),
        (Decision.ACCEPT_LATE, "head of sales", "sales"),
        (Decision.DECLINE, "S&OP coordinator", "sales"),
        (Decision.PUBLISH_PLAN, "planner", "production"),
        (Decision.PROMISE_OVERRIDE, "planner", "production"),
        (Decision.MOVE_FROZEN_WORK, "plant manager", "production"),
        (Decision.RENEGOTIATE, "planner", "production"),
        (Decision.SETTLE_DISPUTE, "S&OP coordinator", "sales"),
    )
)

AGREED_DURATIONS = tuple(
    AgreedDuration(
        purpose=purpose,
        performer=performer,
        requester=requester,
        hours=None if hours is None else Decimal(hours),
        answer_hours=Decimal(answer),
    )
    for purpose, performer, requester, hours, answer in (
        (Purpose.PROMISE, "sales", "customer", None, 24),
        (Purpose.PRODUCE, "production", "sales", None, 8),
        (Purpose.SUPPLY, "purchasing", "production", 72, 8),
        (Purpose.SUPPLY, "huta-wschod", "purchasing", 240, 48),
        (Purpose.PICK, "logistics", "sales", 8, 4),
        (Purpose.SHIP, "bursztyn-trans", "logistics", 24, 4),
        (Purpose.SHIP, "oderlogistik", "logistics", 36, 8),
    )
)

POLICY = Policy(
    short_campaign_charge=Decimal(350),
    frozen_hours=Decimal(16),
    price_of_moving=Decimal(150),
    practical_capacity=Decimal("0.8"),
    late_percent_per_day=LateCost(gold=Decimal(6), silver=Decimal(4), standard=Decimal("2.5")),
    tiers=Tiering(gold_from=Decimal(87), silver_from=Decimal(55)),
    protection=Protection(correct_bias=True),
    stock=StockPolicy(supply_days=Decimal(10), supply_spread_days=Decimal(2), interest_percent=Decimal(6)),
    activities=ACTIVITIES,
    rules=RULES,
    decision_rights=DECISION_RIGHTS,
    agreed_durations=AGREED_DURATIONS,
)
