"""Agreements of the Weichsel Shipyard: the office promises, the yard builds, the quay hands over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

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


def norm(party: str, measure: Measure, purpose: Purpose | None = None, **limits: str) -> Norm:
    """Return what a party owes, nine of ten cases if no share is given."""
    hours = limits.get("hours")
    return Norm(
        party=party,
        measure=measure,
        purpose=purpose,
        hours=None if hours is None else Decimal(hours),
        share=Decimal(limits.get("share", "0.9")),
    )


def office_and_yard(**changes: Any) -> Agreement:  # noqa: ANN401 - the values of any field
    """Return the agreement of the office with the yard, changed as named."""
    agreement = Agreement(
        name="office-yard",
        version=1,
        purpose="An owner hears one launching day, and it holds.",
        review_on=date(2026, 9, 30),
        exit_days=30,
        parties=(
            Side(id="office", role="head of the office", channel="order desk", hours="Monday to Friday, 8 to 16"),
            Side(id="yard", role="yard master", channel="yard radio, channel 4", hours="Monday to Saturday, 6 to 18"),
        ),
        norms=(
            norm("yard", Measure.ANSWER_TIME, hours="8"),
            norm("yard", Measure.LEAD_TIME, Purpose.PRODUCE, hours="48"),
            norm("yard", Measure.NOTICE_TIME, Purpose.PRODUCE, hours="24", share="1"),
            norm("yard", Measure.ACCURACY, Purpose.PRODUCE),
            norm("yard", Measure.ON_TIME, Purpose.PRODUCE, share="0.8"),
        ),
        rights=(AgreedRight(decision=Decision.PROMISE_OVERRIDE, party="yard", consulted="quay", informed="owner"),),
        escalations=(Escalation(to="yard master and head of the office", within_hours=Decimal(24)),),
        kpis=(AgreedKpi(id="promise_kept_last", target="at least 80%"),),
        data=(SharedData(party="office", what="inquiries", rhythm="daily"),),
        risks=(JointRisk(what="the slip is under water", answer="a day kept free", party="yard"),),
    )
    return replace(agreement, **changes)
