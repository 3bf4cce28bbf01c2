"""Facts on their way into the ledger, in batches, with what became of the rows that they came from."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from unisono.domain.canonical import NotCanonical
from unisono.domain.facts import Fact
from unisono.domain.logs import Tally
from unisono.services.ports import Appended, DoesNotFollow, Ledger, SameIdOtherFact

BATCH = 5_000
"""Facts that are recorded in one transaction: what an interruption can cost."""

FEW = 50
"""Items that are tried at once after one of a batch could not follow."""

IN_THE_LEDGER = "is in the ledger already"
OTHERWISE = "has the id of another fact"
DOES_NOT_FOLLOW = "does not follow what is known of its commitment"


class Item(NamedTuple):
    """Facts that stand or fall together, and the places of the rows that they come from.

    Facts that were made of a row are named by what it says: one of the same name is the same row, though it may stand
    in another place or have been read by another mapping. Facts that came as facts brought their names along.
    """

    facts: tuple[Fact, ...]
    places: tuple[str, ...]
    is_named_by_content: bool = True


class Recorder:
    """Appends facts to a ledger in batches and counts what became of their rows.

    What is there already is not recorded again; what does not follow from what is there is left out with its reason,
    and the rest goes in.

    Args:
        ledger: takes the facts.
        now: what the clock says.
        rows: counts the rows.
        others: counts items that come from no row of their own.
    """

    def __init__(self, ledger: Ledger, *, now: datetime, rows: Tally, others: Tally) -> None:
        self._ledger = ledger
        self._now = now
        self._rows = rows
        self._others = others
        self._waiting: list[Item] = []
        self._size = 0
        self.recorded = 0

    def add(self, item: Item) -> bool:
        """Take an item, and return whether a batch was recorded with it."""
        self._waiting.append(item)
        self._size += len(item.facts)
        if self._size < BATCH:
            return False
        self.flush()
        return True

    def flush(self) -> None:
        """Record all that was taken; it is on disk when this returns."""
        items, self._waiting, self._size = self._waiting, [], 0
        self._append(items)

    def _append(self, items: Sequence[Item]) -> None:
        while items:
            facts = [fact for item in items for fact in item.facts]
            try:
                appended = self._ledger.append(facts, now=self._now)
            except SameIdOtherFact as refusal:
                fewer = self._without_known(items)
                if sum(len(item.facts) for item in fewer) == len(facts):
                    self._append_around(items, _last_with(items, refusal.fact_id), OTHERWISE, str(refusal))
                    return
                items = fewer
            except DoesNotFollow as refusal:
                self._append_around(items, _last_with(items, refusal.fact_id), DOES_NOT_FOLLOW, refusal.why)
                return
            except NotCanonical as trouble:
                items = self._without_first_half(items, trouble)
            else:
                self._count(items, appended)
                return

    def _count(self, items: Sequence[Item], appended: Appended) -> None:
        """Count the rows of items: those with a new fact are taken, the others were there."""
        self.recorded += appended.new
        places = iter(appended.positions)
        newest = appended.head.size - appended.new
        for item in items:
            last = max(islice(places, len(item.facts)))
            if last > newest:
                newest = last
                self._rows.taken += len(item.places)
            else:
                self._were_there(item)

    def _append_around(self, items: Sequence[Item], number: int, reason: str, why: str) -> None:
        """Record all items but one, which is left out."""
        self._append(items[:number])
        self._leave_out(items[number], reason, why)
        for start in range(number + 1, len(items), FEW):  # where one is refused, others are too
            self._append(items[start : start + FEW])

    def _without_known(self, items: Sequence[Item]) -> list[Item]:
        """Return the items that are not in the ledger by the names that their content gave them."""
        there = self._ledger.positions([fact.id for item in items if item.is_named_by_content for fact in item.facts])
        fewer = []
        for item in items:
            if item.is_named_by_content and all(fact.id in there for fact in item.facts):
                self._were_there(item)
            else:
                new = tuple(fact for fact in item.facts if fact.id not in there)
                fewer.append(item._replace(facts=new) if item.is_named_by_content else item)
        return fewer

    def _were_there(self, item: Item) -> None:
        for place in item.places:
            self._rows.leave_out(IN_THE_LEDGER, place)

    def _without_first_half(self, items: Sequence[Item], trouble: NotCanonical) -> Sequence[Item]:
        """Record the first half of items that cannot all be written, and return the rest; one alone is left out."""
        if len(items) == 1:
            self._leave_out(items[0], "cannot be kept", str(trouble))
            return ()
        half = len(items) // 2
        self._append(items[:half])
        return items[half:]

    def _leave_out(self, item: Item, reason: str, why: str) -> None:
        for place in item.places:
            self._rows.leave_out(reason, f"{place}: {why}")
        if not item.places:
            self._others.leave_out(reason, f"{item.facts[0].origin.place}: {why}")


def _last_with(items: Sequence[Item], fact_id: str) -> int:
    """Return the number of the last item with a fact: of two that contradict each other the first one counts."""
    return next(
        number for number in reversed(range(len(items))) if any(fact.id == fact_id for fact in items[number].facts)
    )
