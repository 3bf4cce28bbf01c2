"""The rules of the software firm."""

from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.policy import (
    Activity,
    AgreedDuration,
    Decision,
    DecisionRight,
    LateCost,
    Policy,
    Rule,
    ServiceStep,
    Tiering,
    Verdict,
)

POLICY = Policy(
    short_campaign_charge=Decimal(2500),
    frozen_hours=Decimal(40),
    price_of_moving=Decimal(1500),
    practical_capacity=Decimal("0.75"),
    tiers=Tiering(gold_from=Decimal(80), silver_from=Decimal(45)),
    late_percent_per_day=LateCost(gold=Decimal(5), silver=Decimal(4), standard=Decimal(3)),
    activities=(
        Activity(
            id="specification",
            step=ServiceStep.ORDER_HANDLING,
            department="sales",
            fixed_minutes=Decimal(60),
            minutes_each=Decimal(90),
        ),
        Activity(
            id="status_meeting", step=ServiceStep.ORDER_HANDLING, department="development", minutes_each=Decimal(45)
        ),
        Activity(id="release", step=ServiceStep.PICKING, department="operations", fixed_minutes=Decimal(75)),
        Activity(id="support_ticket", step=ServiceStep.CLAIMS, department="operations", minutes_each=Decimal(40)),
        Activity(id="unpaid_change", step=ServiceStep.RETURNS, department="development", minutes_each=Decimal(240)),
        Activity(id="night_call", step=ServiceStep.RUSH, department="operations", fixed_minutes=Decimal(120)),
        Activity(id="late_payment", step=ServiceStep.INTEREST),
    ),
    rules=(
        Rule(
            number=1,
            when='strategic && family != "legacy"',
            verdict=Verdict.ALLOW,
            says="The county's systems keep people alive: always planned, save in the old code.",
        ),
        Rule(
            number=2,
            when='family == "legacy" && tier == "standard"',
            verdict=Verdict.APPEAL,
            says="We are leaving the old code; new work in it needs the chief architect's yes.",
        ),
        Rule(
            number=3,
            when='tier != "gold" && lead_days < 20.0 && hours > 15.0',
            verdict=Verdict.DECLINE,
            says="More than two days of work within three weeks breaks somebody's sprint; gold customers may ask.",
        ),
        Rule(
            number=4,
            when="margin_per_hour < 500.0",
            verdict=Verdict.DECLINE,
            says="A team hour must earn at least 500 DKK.",
        ),
        Rule(
            number=5,
            when='hours < 6.0 && tier == "standard"',
            verdict=Verdict.DECLINE,
            says="Work under a day belongs to the support contract; we collect it until it is a day.",
        ),
    ),
    decision_rights=tuple(
        DecisionRight(option=option, decider=decider, party=party)
        for option, decider, party in (
            (Decision.OVERTIME, "head of development", "development"),
            (Decision.OPEN_SLOT, "head of operations", "operations"),
            (Decision.MOVE_ORDER, "product owners concerned", "development"),
            (Decision.SPLIT, "product owner", "development"),
            (Decision.STOCK, "head of operations", "operations"),
            (Decision.ACCEPT_LATE, "account lead", "sales"),
            (Decision.DECLINE, "head of sales", "sales"),
            (Decision.PUBLISH_PLAN, "head of development", "development"),
            (Decision.PROMISE_OVERRIDE, "head of development", "development"),
            (Decision.MOVE_FROZEN_WORK, "head of development", "development"),
            (Decision.RENEGOTIATE, "product owner", "development"),
            (Decision.SETTLE_DISPUTE, "head of operations", "operations"),
        )
    ),
    agreed_durations=tuple(
        AgreedDuration(
            purpose=purpose,
            performer=performer,
            requester=requester,
            hours=None if hours is None else Decimal(hours),
            answer_hours=Decimal(answer),
        )
        for purpose, performer, requester, hours, answer in (
            (Purpose.PROMISE, "sales", "customer", None, 48),
            (Purpose.PRODUCE, "development", "sales", None, 24),
            (Purpose.SUPPLY, "skydrift", "development", 48, 24),
            (Purpose.PICK, "testlauget", "development", 72, 24),
            (Purpose.SHIP, "operations", "sales", 24, 8),
        )
    ),
)
