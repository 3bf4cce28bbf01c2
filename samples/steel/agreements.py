"""The three agreements that the steel service centre lives by: between departments, and with a carrier."""

from datetime import date
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.agreements.agreement import (
    AgreedKpi,
    AgreedRight,
    Agreement,
    Escalation,
    JointRisk,
    Measure,
    Norm,
    SharedData,
    Side,
)
from unisono.domain.policy import Decision

OFFICE_HOURS = "Monday to Friday, 7 to 17"
REVIEW_ON = date(2027, 5, 31)

SALES = Side(id="sales", role="head of sales", channel="order desk, extension 12", hours=OFFICE_HOURS)
PRODUCTION = Side(
    id="production", role="planner", channel="planning desk, extension 31", hours="Monday to Saturday, 6 to 22"
)
PURCHASING = Side(id="purchasing", role="head of purchasing", channel="coil desk, extension 20", hours=OFFICE_HOURS)
LOGISTICS = Side(
    id="logistics",
    role="head of logistics",
    channel="loading office, extension 44",
    hours="Monday to Saturday, 5 to 21",
)
BURSZTYN = Side(
    id="bursztyn-trans",
    role="dispatcher",
    channel="dispatch line, dispatch@bursztyn.example",
    hours="Monday to Sunday, 4 to 22",
)


def _norm(party: str, measure: Measure, purpose: Purpose | None, share: str, hours: int | None = None) -> Norm:
    return Norm(
        party=party,
        measure=measure,
        purpose=purpose,
        hours=None if hours is None else Decimal(hours),
        share=Decimal(share),
    )


SALES_PRODUCTION = Agreement(
    name="sales-production",
    version=1,
    purpose="A customer hears one date, and it holds; a date that cannot hold is told before it has passed.",
    review_on=REVIEW_ON,
    exit_days=90,
    parties=(SALES, PRODUCTION),
    norms=(
        _norm("production", Measure.ANSWER_TIME, Purpose.PRODUCE, "0.9", 8),
        _norm("production", Measure.ON_TIME, Purpose.PRODUCE, "0.9"),
        _norm("production", Measure.NOTICE_TIME, Purpose.PRODUCE, "0.7", 8),
        _norm("production", Measure.ACCURACY, Purpose.PRODUCE, "0.95"),
        _norm("sales", Measure.ANSWER_TIME, None, "0.9", 4),
    ),
    rights=(
        AgreedRight(decision=Decision.PUBLISH_PLAN, party="production", informed="sales, logistics"),
        AgreedRight(decision=Decision.PROMISE_OVERRIDE, party="production", consulted="salesperson of the customer"),
        AgreedRight(decision=Decision.MOVE_FROZEN_WORK, party="production", consulted="the salespeople concerned"),
        AgreedRight(decision=Decision.RENEGOTIATE, party="production", informed="salesperson of the customer"),
        AgreedRight(decision=Decision.ACCEPT_LATE, party="sales", informed="planner"),
    ),
    escalations=(
        Escalation(to="head of sales and plant manager", within_hours=Decimal(8)),
        Escalation(to="the S&OP meeting", within_hours=Decimal(168)),
    ),
    kpis=(
        AgreedKpi(id="otif_receipt_first", target="at least 90%"),
        AgreedKpi(id="schedule_adherence", target="at least 85%"),
        AgreedKpi(id="frozen_changes", target="at most two a week"),
    ),
    data=(
        SharedData(party="sales", what="forecast by family, tier and week", rhythm="every Thursday"),
        SharedData(party="production", what="plan with its free hours", rhythm="every morning"),
    ),
    risks=(
        JointRisk(
            what="the slitting line stands still for a day",
            answer="three days of slit stock for gold customers",
            party="production",
        ),
    ),
)

PURCHASING_PRODUCTION = Agreement(
    name="purchasing-production",
    version=1,
    purpose="No line waits for a coil, and no coil waits for a line longer than a week.",
    review_on=REVIEW_ON,
    exit_days=90,
    parties=(PURCHASING, PRODUCTION),
    norms=(
        _norm("purchasing", Measure.ANSWER_TIME, Purpose.SUPPLY, "0.9", 8),
        _norm("purchasing", Measure.LEAD_TIME, Purpose.SUPPLY, "0.9", 72),
        _norm("purchasing", Measure.ON_TIME, Purpose.SUPPLY, "0.92"),
        _norm("purchasing", Measure.NOTICE_TIME, Purpose.SUPPLY, "0.8", 12),
        _norm("purchasing", Measure.ACCURACY, Purpose.SUPPLY, "0.97"),
    ),
    rights=(AgreedRight(decision=Decision.SETTLE_DISPUTE, party="production", consulted="goods-in inspector"),),
    escalations=(Escalation(to="plant manager and head of purchasing", within_hours=Decimal(24)),),
    kpis=(
        AgreedKpi(id="promise_kept_last", target="at least 92%"),
        AgreedKpi(id="inventory_turnover", target="at least 9 a year"),
    ),
    data=(SharedData(party="production", what="coils needed by day", rhythm="with every published plan"),),
    risks=(
        JointRisk(
            what="the mill puts off a rolling campaign",
            answer="a second mill approved for structural grades",
            party="purchasing",
        ),
    ),
)

LOGISTICS_BURSZTYN = Agreement(
    name="logistics-bursztyn",
    version=1,
    purpose="What leaves the gate arrives as promised, with the right papers, and the driver knows whom to call.",
    review_on=REVIEW_ON,
    exit_days=60,
    parties=(LOGISTICS, BURSZTYN),
    norms=(
        _norm("bursztyn-trans", Measure.ANSWER_TIME, Purpose.SHIP, "0.95", 4),
        _norm("bursztyn-trans", Measure.LEAD_TIME, Purpose.SHIP, "0.95", 24),
        _norm("bursztyn-trans", Measure.ON_TIME, Purpose.SHIP, "0.93"),
        _norm("bursztyn-trans", Measure.NOTICE_TIME, Purpose.SHIP, "0.8", 2),
        _norm("bursztyn-trans", Measure.ACCURACY, Purpose.SHIP, "0.96"),
    ),
    rights=(AgreedRight(decision=Decision.SETTLE_DISPUTE, party="logistics", consulted="driver"),),
    escalations=(Escalation(to="head of logistics and owner of Bursztyn Trans", within_hours=Decimal(24)),),
    kpis=(
        AgreedKpi(id="otif_receipt_last", target="at least 93%"),
        AgreedKpi(id="perfect_order", target="at least 88%"),
    ),
    data=(SharedData(party="bursztyn-trans", what="where each lorry is", rhythm="every hour on the road"),),
    risks=(JointRisk(what="ice on the ferry", answer="a day of slack for the islands", party="logistics"),),
)

AGREEMENTS = (SALES_PRODUCTION, PURCHASING_PRODUCTION, LOGISTICS_BURSZTYN)
"""All agreements, each signed by both before the first day."""
