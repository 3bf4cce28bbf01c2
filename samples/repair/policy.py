"""The rules of the repair shop."""

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
    Tiering,
    Verdict,
)

POLICY = Policy(
    protection=Protection(weeks_ahead=2, opens_hours_before=Decimal(24)),
    short_campaign_charge=Decimal(15),
    frozen_hours=Decimal(4),
    price_of_moving=Decimal(20),
    practical_capacity=Decimal("0.8"),
    tiers=Tiering(gold_from=Decimal(85), silver_from=Decimal(55)),
    late_percent_per_day=LateCost(gold=Decimal(16), silver=Decimal(12), standard=Decimal(9)),
    activities=(
        Activity(
            id="intake",
            step=ServiceStep.ORDER_HANDLING,
            department="counter",
            fixed_minutes=Decimal(6),
            minutes_each=Decimal(7),
        ),
        Activity(id="estimate", step=ServiceStep.ORDER_HANDLING, department="workshop", minutes_each=Decimal(18)),
        Activity(id="part_order", step=ServiceStep.PICKING, department="parts", minutes_each=Decimal(9)),
        Activity(id="parcel", step=ServiceStep.FREIGHT, department="parts", fixed_minutes=Decimal(5)),
        Activity(id="same_day", step=ServiceStep.RUSH, department="workshop", fixed_minutes=Decimal(15)),
        Activity(id="warranty_repair", step=ServiceStep.RETURNS, department="workshop", minutes_each=Decimal(55)),
        Activity(id="status_call", step=ServiceStep.CLAIMS, department="counter", minutes_each=Decimal(6)),
        Activity(id="late_payment", step=ServiceStep.INTEREST),
    ),
    rules=(
        Rule(
            number=1,
            when="strategic",
            verdict=Verdict.ALLOW,
            says="The ambulance service never waits for a rule.",
        ),
        Rule(
            number=2,
            when='family == "scooter" && family_hours < 12.0 && tier == "standard"',
            verdict=Verdict.DECLINE,
            says="We lift scooters onto the bench in weeks with twelve hours of them; ask for another week.",
        ),
        Rule(
            number=3,
            when='tier == "standard" && lead_days < 1.0 && hours > 3.0',
            verdict=Verdict.DECLINE,
            says="More than three hours of work by tomorrow morning is for gold and silver customers.",
        ),
        Rule(
            number=4,
            when="margin_per_hour < 30.0",
            verdict=Verdict.DECLINE,
            says="An hour at the bench must earn at least 30 RON; a new device is the fairer advice.",
        ),
        Rule(
            number=5,
            when='quantity > 4.0 && tier == "standard"',
            verdict=Verdict.APPEAL,
            says="Five devices at once fill a bench for a day: the Monday meeting decides.",
        ),
        Rule(
            number=6,
            when="discount_percent > 38.0",
            verdict=Verdict.APPEAL,
            says="More than a third off is agreed with the owner, not at the counter.",
        ),
    ),
    decision_rights=tuple(
        DecisionRight(option=option, decider=decider, party=party)
        for option, decider, party in (
            (Decision.OVERTIME, "workshop lead", "workshop"),
            (Decision.OPEN_SLOT, "owner", "workshop"),
            (Decision.MOVE_ORDER, "workshop lead and counter", "workshop"),
            (Decision.SPLIT, "counter", "counter"),
            (Decision.STOCK, "parts and loan devices", "parts"),
            (Decision.ACCEPT_LATE, "counter", "counter"),
            (Decision.DECLINE, "owner", "workshop"),
            (Decision.PUBLISH_PLAN, "workshop lead", "workshop"),
            (Decision.PROMISE_OVERRIDE, "workshop lead", "workshop"),
            (Decision.MOVE_FROZEN_WORK, "workshop lead", "workshop"),
            (Decision.RENEGOTIATE, "counter", "counter"),
            (Decision.SETTLE_DISPUTE, "owner", "workshop"),
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
            (Purpose.PROMISE, "counter", "customer", None, 1),
            (Purpose.PRODUCE, "workshop", "counter", None, 2),
            (Purpose.SUPPLY, "parts", "workshop", 48, 2),
            (Purpose.SUPPLY, "piese-rapide", "parts", 36, 4),
            (Purpose.PICK, "parts", "counter", 2, 1),
            (Purpose.SHIP, "parts", "counter", 4, 1),
            (Purpose.SHIP, "curier-transilvan", "parts", 48, 4),
        )
    ),
)
