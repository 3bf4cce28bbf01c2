"""`unisono slots`: what slots hold, and which more of them would pay."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from unisono.cli.company import Opened, open_company
from unisono.cli.endings import Refused
from unisono.cli.findings import findings_plain, show_findings, tell_in_short
from unisono.cli.looking_ahead import outlook_plain
from unisono.cli.plans import open_plan
from unisono.cli.screen import Screen, table
from unisono.domain.company import Slot
from unisono.domain.plans import Plan
from unisono.services.segmenting import segment_customers
from unisono.services.slots import review_slots
from unisono.services.slots.review import SlotReview
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.biases import bias_sentence
from unisono.storage.outputs.report.figures import Money, number, plural, share
from unisono.storage.outputs.report.times import Times
from unisono.storage.writing.csv_files import csv_text


def show_slots(screen: Screen, path: Path, *, plan_file: Path | None, out: Path | None, now: str | None) -> None:
    """Show the slots in force, whether more would pay on each line, and which; write them all where asked to.

    Raises:
        Refused: the file to write is there already.
    """
    opened = open_company(screen, path, now=now)
    tell_in_short(screen, opened.findings, path)
    if out is not None and out.exists():
        raise Refused(f"{out} is there already. Nothing was written. Name another file, or move it away.")
    plan = None if plan_file is None else open_plan(screen, plan_file, opened)
    if plan is not None and now is None:
        opened = replace(opened, now=plan.now)
    review = review_slots(
        snapshot=opened.snapshot,
        now=opened.now,
        segmentation=segment_customers(snapshot=opened.snapshot, now=opened.now),
        plan=plan,
    )
    _show(screen, opened, review, plan)
    if out is not None:
        slots = (*opened.snapshot.slots, *review.proposals)
        out.write_text(csv_text(slots, Slot, ZoneInfo(opened.snapshot.company.timezone)), encoding="utf-8")
        screen.show(
            f"All slots, those in force and those proposed: {out}. Put it in place of slots.csv to reserve them."
        )
    screen.document(slots_document(opened, review, out))


def _show(screen: Screen, opened: Opened, review: SlotReview, plan: Plan | None) -> None:
    company = opened.snapshot.company
    money = Money.for_amounts(company.currency, review.gain)
    times = Times(zone=ZoneInfo(company.timezone), now=opened.now, end=company.horizon_end)
    if review.in_force:
        screen.show(Text("Slots in force", style="bold"), _in_force(review, times, opened), "")
    show_findings(screen, review.outlook.findings)
    if not review.weeks:
        screen.show("The planned time ends before a new slot could begin: nothing is proposed.")
        return
    accepted = "what the plan has accepted" if plan is not None else "firm orders"
    screen.show(Text(f"Would more slots pay, on top of {accepted}?", style="bold"), _verdicts(review, money))
    for tier in review.outlook.biases:
        screen.show(bias_sentence(review.outlook, tier))
    if review.proposals:
        told = f"{plural(len(review.proposals), 'slot')} proposed: {money.amount(review.gain)} more is expected"
        screen.show(
            "", Text(f"{told} than without more protection.", style="bold"), _proposals(review.proposals, times)
        )


def _in_force(review: SlotReview, times: Times, opened: Opened) -> Table:
    names = {customer.id: customer.name for customer in opened.snapshot.customers}
    rows = table("Line", "From", "To", "For", "Opens to all", "Hours", "Full", right=("Hours", "Full"))
    for item in review.in_force:
        slot = item.slot
        rows.add_row(
            slot.line,
            times.moment(slot.start),
            _until(slot, times),
            slot.tier.value if slot.tier else names[slot.customer],
            times.moment(slot.opens_at) if slot.opens_at else "never",
            number(item.open_hours, 1),
            "" if item.filled is None else share(item.filled.quantize(Decimal("0.01"))),
        )
    return rows


def _until(slot: Slot, times: Times) -> str:
    is_same_day = times.local(slot.start).date() == times.local(slot.end).date()
    return times.clock(slot.end) if is_same_day else times.moment(slot.end)


def _verdicts(review: SlotReview, money: Money) -> Table:
    rows = table("Line", "Load", "Propose", "Gain", "", right=("Load", "Propose", "Gain"))
    for verdict in review.verdicts:
        rows.add_row(
            verdict.line,
            share(verdict.load.quantize(Decimal("0.01"))),
            f"{number(verdict.proposed_hours)} h" if verdict.paying else "",
            money.amount(verdict.gain) if verdict.paying else "",
            verdict.says,
        )
    return rows


def _proposals(proposals: Sequence[Slot], times: Times) -> Table:
    rows = table("Line", "From", "To", "For", "Opens to all")
    for slot in proposals:
        rows.add_row(
            slot.line,
            times.moment(slot.start),
            _until(slot, times),
            slot.tier.value if slot.tier else "",
            times.moment(slot.opens_at) if slot.opens_at else "never",
        )
    return rows


def slots_document(opened: Opened, review: SlotReview, out: Path | None) -> str:
    """Return all about slots for programs."""
    return write_json(
        {
            "format": "unisono-slots/1",
            "company": opened.snapshot.company.name,
            "currency": opened.snapshot.company.currency,
            "now": to_plain(opened.now),
            "with_plan": review.is_planned,
            "in_force": [_plain(item, filled=item.filled) for item in review.in_force],
            "lines": [_plain(item) for item in review.verdicts],
            "weeks": [_plain(item, load=item.load) for item in review.weeks],
            "proposals": to_plain(review.proposals),
            "gain": review.gain,
            "outlook": outlook_plain(review.outlook),
            "out": None if out is None else str(out),
            "findings": findings_plain((*opened.findings, *review.outlook.findings)),
        }
    )


def _plain(item: object, **beside: Decimal | None) -> Plain:
    plain = to_plain(item)
    whole = {**(plain if isinstance(plain, dict) else {}), **beside}
    return {
        name: value.quantize(Decimal("0.0001")).normalize() if isinstance(value, Decimal) else value
        for name, value in whole.items()
    }
