"""`summary.json`: the figures of a run that other programs want first."""

from decimal import Decimal

from unisono.domain.company import Tier
from unisono.domain.comparison import Way
from unisono.domain.plans import AnswerKind
from unisono.services.runs import Run
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.first_screen import worth_sentence

SUMMARY_FORMAT = "unisono-summary/1"
_PLACES = Decimal("0.0001")


def summary_text(run: Run) -> str:
    """Return `summary.json`."""
    return write_json(summary(run))


def summary(run: Run) -> dict[str, Plain]:
    """Return the summary of a run as plain values; shares are between 0 and 1, null where a tier has no order."""
    worth, together = run.comparison.worth, run.figures(Way.TOGETHER)
    return {
        "format": SUMMARY_FORMAT,
        "company": run.snapshot.company.name,
        "sentence": worth_sentence(run),
        "currency": run.snapshot.company.currency,
        "contribution": {way.value: run.figures(way).contribution for way in Way},
        "worth": {
            "over": worth.over.value,
            "total": worth.total,
            "from_noes": worth.from_noes,
            "from_campaigns": worth.from_campaigns,
            "from_stock": worth.from_stock,
        },
        "orders": _orders(run),
        "on_time": {tier.value: _share(together.on_time.get(tier.value)) for tier in Tier},
        "changeover_hours": together.changeover_hours,
        "campaigns": together.campaigns,
        "highest_room": together.highest_room,
        "agenda_rows": len(run.agenda.rows),
        "findings": len(run.findings),
        "seconds": Decimal(str(round(run.seconds, 3))),
        "now": to_plain(run.now),
        "horizon_end": to_plain(run.snapshot.company.horizon_end),
        "snapshot_hash": run.plan.snapshot_hash,
        "seed": run.plan.parameters.get("seed"),
        "parameters": to_plain(run.plan.parameters),
    }


def _orders(run: Run) -> dict[str, Plain]:
    unmade = {item.order for item in run.plan.unmade_firm}
    kinds = [answer.kind for answer in run.plan.answers if answer.order not in unmade]
    return {
        **{kind.value: kinds.count(kind) for kind in (AnswerKind.ACCEPTED, AnswerKind.DECLINED, AnswerKind.POSTPONED)},
        "late": sum(1 for answer in run.plan.answers if answer.kind is AnswerKind.ACCEPTED and answer.days_late > 0),
        "unmade_firm": len(unmade),
    }


def _share(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_PLACES)
