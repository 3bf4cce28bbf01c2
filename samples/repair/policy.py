"""The rules of the repair shop."""

from decimal import Decimal

from unisono.domain.policy import (
    Activity,
    DecisionRight,
    LateCost,
    OptionKind,
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
        DecisionRight(option=option, decider=decider)
        for option, decider in (
            (OptionKind.OVERTIME, "workshop lead"),
            (OptionKind.OPEN_SLOT, "owner"),
            (OptionKind.MOVE_ORDER, "workshop lead and counter"),
            (OptionKind.SPLIT, "counter"),
            (OptionKind.STOCK, "parts and loan devices"),
            (OptionKind.ACCEPT_LATE, "counter"),
            (OptionKind.DECLINE, "owner"),
        )
    ),
)
