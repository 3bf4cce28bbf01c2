"""The rules of the restaurant."""

from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.policy import (
    Activity,
    AgreedDuration,
    Decision,
    DecisionRight,
    LateCost,
    Meeting,
    Policy,
    Rule,
    ServiceStep,
    Tiering,
    Verdict,
)

POLICY = Policy(
    short_campaign_charge=Decimal(12),
    practical_capacity=Decimal("0.85"),
    tiers=Tiering(gold_from=Decimal(80), silver_from=Decimal(50), minimum_history_days=60),
    late_percent_per_day=LateCost(gold=Decimal(2400), silver=Decimal(1600), standard=Decimal(1200)),
    meeting=Meeting(minutes=15, minutes_per_row=1, minutes_aside=3),
    activities=(
        Activity(
            id="seating",
            step=ServiceStep.ORDER_HANDLING,
            department="floor",
            fixed_minutes=Decimal(4),
            minutes_each=Decimal("1.5"),
        ),
        Activity(id="carrying", step=ServiceStep.PICKING, department="pass", minutes_each=Decimal("0.8")),
        Activity(id="delivery", step=ServiceStep.FREIGHT, department="pass", fixed_minutes=Decimal(6)),
        Activity(id="remake", step=ServiceStep.CLAIMS, department="kitchen", minutes_each=Decimal(9)),
        Activity(id="booking_fee", step=ServiceStep.OTHER),
        Activity(id="no_show", step=ServiceStep.RUSH, department="floor", fixed_minutes=Decimal(35)),
    ),
    rules=(
        Rule(
            number=1,
            when='tier == "gold" && lead_days * 1440.0 > 20.0',
            verdict=Verdict.ALLOW,
            says="Our best guests are always planned when they give us twenty minutes.",
        ),
        Rule(
            number=2,
            when="lead_days * 1440.0 < 60.0 && hours > 0.12",
            verdict=Verdict.DECLINE,
            says="What takes a station over seven minutes is not promised for the first hour; offer a drink first.",
        ),
        Rule(
            number=3,
            when='quantity > 5.0 && tier == "standard"',
            verdict=Verdict.APPEAL,
            says="More than five of one dish at once goes to the head chef.",
        ),
        Rule(
            number=4,
            when='family == "shellfish" && quantity < 2.0 && family_hours < 2.0 && tier == "standard"',
            verdict=Verdict.APPEAL,
            says="On a quiet shellfish night a single portion is not worth the cleaning: ask the pass.",
        ),
        Rule(
            number=5,
            when="margin_per_hour < 250.0",
            verdict=Verdict.DECLINE,
            says="An hour of a station must earn at least 250 DKK on a Friday.",
        ),
    ),
    decision_rights=tuple(
        DecisionRight(option=option, decider=decider, party=party)
        for option, decider, party in (
            (Decision.OVERTIME, "head chef", "kitchen"),
            (Decision.OPEN_SLOT, "head chef", "kitchen"),
            (Decision.MOVE_ORDER, "pass", "pass"),
            (Decision.SPLIT, "waiter of the table", "floor"),
            (Decision.STOCK, "pass", "pass"),
            (Decision.ACCEPT_LATE, "head waiter", "floor"),
            (Decision.DECLINE, "head waiter", "floor"),
            (Decision.PUBLISH_PLAN, "pass", "pass"),
            (Decision.PROMISE_OVERRIDE, "head chef", "kitchen"),
            (Decision.MOVE_FROZEN_WORK, "head chef", "kitchen"),
            (Decision.RENEGOTIATE, "pass", "pass"),
            (Decision.SETTLE_DISPUTE, "pass", "pass"),
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
            (Purpose.PROMISE, "floor", "customer", None, "0.1"),
            (Purpose.PRODUCE, "kitchen", "floor", None, "0.05"),
            (Purpose.SUPPLY, "torvegade-fisk", "kitchen", "18", "2"),
            (Purpose.PICK, "pass", "floor", "0.05", "0.05"),
            (Purpose.SHIP, "floor", "pass", "0.05", "0.05"),
        )
    ),
)
