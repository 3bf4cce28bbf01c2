"""What happens to an order that the meeting has no time for, and why an order is short: sentences for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from unisono.domain.agenda import RowKind
from unisono.domain.plans import Answer, Operation, Plan
from unisono.engines.planning.calendars import MINUTE
from unisono.engines.planning.shortfalls import Shortfall
from unisono.engines.ruling.rulebook import Ruling
from unisono.services.agenda.proposals import wanted_at
from unisono.services.agenda.wording import Wording, length


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcomes:
    """The words for what a plan does about its orders."""

    plan: Plan
    answers: Mapping[str, Answer]
    rulings: Mapping[str, Ruling]
    wording: Wording

    def reason(self, shortfall: Shortfall) -> str:
        """Return in a sentence or two why an order does not get what it asks for."""
        order = shortfall.order
        if shortfall.kind is RowKind.APPEAL:
            ruling = self.rulings[order.id]
            return f"Rule {ruling.rule}: {ruling.says}"
        if shortfall.kind is RowKind.UNMADE_FIRM:
            return next((item.reason for item in self.plan.unmade_firm if item.order == order.id), "")
        if shortfall.kind is RowKind.LATE:
            operation = next(item for item in self.plan.operations if item.order == order.id)
            return f"It is {length(shortfall.late)} late: {self._what_holds_it_up(shortfall, operation)}."
        answer = self.answers.get(order.id)
        return answer.reason if answer is not None and answer.reason else "The plan has no place for it."

    def without_meeting(self, shortfall: Shortfall, *, hopeless: bool) -> str:
        """Return what happens to an order that the meeting leaves out, and whether nothing could be chosen."""
        tail = " There is nothing else that the meeting could do." if hopeless else ""
        return f"{self._what_happens(shortfall)}{tail}"

    def _what_happens(self, shortfall: Shortfall) -> str:
        order, wanted = shortfall.order, wanted_at(shortfall.order)
        if shortfall.kind is RowKind.UNMADE_FIRM:
            return f"Cannot be made: {_lowered(self.reason(shortfall))}"
        if shortfall.kind is RowKind.LATE:
            arrival = self.wording.by(wanted + shortfall.late * MINUTE)
            return f"Delivered {length(shortfall.late)} late, for {arrival}."
        offer = self._offer(order.id)
        instead = f"for {self.wording.instead(offer, wanted)} instead of {self.wording.by(wanted)}" if offer else ""
        ruling = self.rulings.get(order.id)
        if ruling is not None:
            offered = f", offered {instead}" if instead else ""
            return f"Declined by rule {ruling.rule}{offered}: {_lowered(ruling.says)}"
        return f"Offered {instead}." if instead else f"Declined: {_lowered(self.reason(shortfall))}"

    def _offer(self, order: str) -> datetime | None:
        answer = self.answers.get(order)
        return None if answer is None or answer.date_of_yes is None else answer.date_of_yes.date

    def _what_holds_it_up(self, shortfall: Shortfall, operation: Operation) -> str:
        """Return what stands in the way of a late order: its release, its length, or other work on its line."""
        order = shortfall.order
        before = [item for item in self.plan.operations if item.line == operation.line and item.end <= operation.start]
        if order.earliest_start is not None and order.earliest_start >= operation.start:
            return f"its work cannot begin before {self.wording.moment(order.earliest_start)}"
        if not before:
            return f"the work on {operation.line} begins first of all and still takes too long"
        return f"{operation.line} is busy with other orders until {self.wording.moment(operation.start)}"


def _lowered(sentence: str) -> str:
    """Return a sentence that goes on after a colon; names in capitals stay as they are."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() or sentence[1:2] == " " else sentence
