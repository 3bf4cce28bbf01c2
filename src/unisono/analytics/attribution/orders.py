"""The graph of an order's lateness: its commitments, those that they wait for, and what was decided on them.

A commitment was to be ready when it was promised first, and to begin as long before as it takes by agreement, or as its
inputs leave it by their own promises if that is less. What a consumer needs earlier than it was promised is due when
the consumer needs it, but for the promise to the customer: that one may have been given against the plan.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from unisono.analytics.attribution.again import brought_again
from unisono.analytics.attribution.graphs import OrderGraph, Stage, begin, paused
from unisono.analytics.attribution.told import Commitment, Refusal, Told
from unisono.analytics.waiting import is_customers, is_part
from unisono.domain.acts.commitments import Purpose
from unisono.domain.facts import UNRECORDED

OLDER = "promised before the plan by which its work was promised"


def order_graphs(told: Told, wanted: Callable[[Commitment], bool]) -> Iterator[OrderGraph]:
    """Yield the graph of each promise to a customer that was kept too late.

    Args:
        told: what the facts tell.
        wanted: which of the promises are looked at.
    """
    for root in told.commitments.values():
        if is_customers(root) and root.delivered is not None and root.commitment not in told.work and wanted(root):
            due = due_of(root, told)
            if due is not None and root.delivered > due:
                yield _Way(root, told).graph(due)


def due_of(root: Commitment, told: Told) -> int | None:
    """Return the first promised time, or the one that the customer itself decided on later."""
    own = [change.due for change in told.changes.get(root.commitment, ()) if change.owner == root.requester]
    return next((due for due in reversed(own) if due is not None), root.due)


class _Terms(NamedTuple):
    """When work was to begin and how long it may take; None where nobody said."""

    start: int | None
    agreed: int | None


class _Way:
    """All that an order waits for, on the way to its graph."""

    def __init__(self, root: Commitment, told: Told) -> None:
        self._root, self._told, self._known = root, told, told.commitments
        self._inputs: dict[str, tuple[str, ...]] = {}
        """What each commitment waits for, those first that others wait for."""
        self._ahead: dict[str, str] = {}
        """What was before a commitment on its line."""
        self._of_parts: dict[str, list[str]] = {}
        self._asked_again: list[str] = []
        """What was asked for because not all of the first delivery was taken."""
        self._walk()
        self._ends = self._real_ends()
        self._displaced: dict[str, Stage] = {}
        self._ready = self._agreed_ends()
        self._stages: list[Stage] = []
        self._places: dict[str, int] = {}

    def graph(self, due: int) -> OrderGraph:
        """Return the graph."""
        for name in self._inputs:
            self._add(self._known[name], due)
        root = self._root
        planned, reason = self._told.overrides.get(root.commitment, (None, ""))
        is_unexplained = not reason and self._is_older_than_its_plan()
        return OrderGraph(
            order=root.subject or root.commitment,
            stages=tuple(self._stages),
            due=due,
            promiser=UNRECORDED if is_unexplained else root.performer,
            planned=planned,
            reason=OLDER if is_unexplained else reason,
        )

    def _is_older_than_its_plan(self) -> bool:
        """Return whether the promise stood already when the plan came into force by which its work was promised."""
        given = self._root.promised
        firsts = [self._known[name].promised for name in self._inputs[self._root.commitment]]
        return given is not None and any(
            given <= plan <= first for plan in self._told.plans for first in firsts if first is not None
        )

    def _walk(self) -> None:
        """Find what the order waits for; a wait in a circle is cut where it closes."""
        waiting = [(self._root.commitment, self._before(self._root), 0)]
        seen = {self._root.commitment}
        while waiting:
            name, inputs, place = waiting.pop()
            if place == len(inputs):
                self._inputs[name] = tuple(item for item in inputs if item in self._inputs)
                continue
            waiting.append((name, inputs, place + 1))
            item = inputs[place]
            if item not in seen:
                seen.add(item)
                waiting.append((item, self._before(self._known[item]), 0))

    def _before(self, item: Commitment) -> tuple[str, ...]:
        """Return what a commitment waited for; a part of its work waits for the same as the work."""
        inputs = [name for name in self._told.inputs.get(item.commitment, ()) if self._counts(name)]
        refusal = self._told.refusals.get(item.commitment)
        if item is self._root and refusal is not None:
            self._asked_again = [name for name in inputs if self._known[name].requested > refusal.at]
            inputs = [name for name in inputs if name not in self._asked_again]
        parts = [name for name in inputs if is_part(self._known[name], item)]
        for part in parts:
            self._of_parts[part] = [name for name in inputs if name not in parts]
        inputs += self._of_parts.get(item.commitment, [])
        ahead = self._told.on_line.get(item.commitment, "")
        if self._held_up(ahead, item):
            self._ahead[item.commitment] = ahead
            inputs.append(ahead)
        return tuple(dict.fromkeys(inputs))

    def _counts(self, name: str) -> bool:
        item = self._known.get(name)
        return item is not None and not item.is_off

    def _held_up(self, ahead: str, item: Commitment) -> bool:
        """Return whether what was before a commitment on its line left it later than the next was to begin."""
        if not self._counts(ahead):
            return False
        left = self._known[ahead].delivered
        if left is None or item.delivered is None or left > item.delivered:
            return False
        return item.due is None or left > item.due - (item.agreed or 0)

    def _real_ends(self) -> dict[str, int]:
        """Return when each commitment really ended: what came after its consumer was ready held nothing up.

        One that nobody told the end of ended when its consumer must have begun, had that taken the agreed time.
        """
        ends = {self._root.commitment: self._root.delivered or 0}
        latest: dict[str, int] = {}
        begun: dict[str, int] = {}
        for name in reversed(self._inputs):
            told = self._known[name].delivered
            if name in latest:
                ends[name] = begun[name] if told is None else min(told, latest[name])
            for item in self._inputs[name]:
                latest[item] = max(ends[name], latest.get(item, ends[name]))
                must = ends[name] - (self._known[name].agreed or 0)
                begun[item] = min(must, begun.get(item, must))
        return ends

    def _agreed_ends(self) -> dict[str, int]:
        """Return when each commitment but the promise was to be ready; those that nobody dated are left out."""
        ready: dict[str, int] = {}
        for name in reversed(self._inputs):
            item = self._known[name]
            if name == self._root.commitment:
                continue
            dates = [date for date in (item.due, ready.pop(name, None)) if date is not None]
            for before in self._inputs[name] if dates else ():
                needed = min(dates)
                if before == self._ahead.get(name):
                    needed -= item.agreed or 0
                    self._note_displacement(item, self._known[before], needed)
                ready[before] = min(needed, ready.get(before, needed))
            if dates:
                ready[name] = min(dates)
        return ready

    def _note_displacement(self, item: Commitment, ahead: Commitment, begins: int) -> None:
        """Keep who put work on the line before other work that was to begin before that was to be ready."""
        cause = self._cause(item)
        if cause is not None and ahead.due is not None and ahead.due > begins:
            self._displaced[ahead.commitment] = Stage(
                name=f"{ahead.commitment} put first",
                party=cause.party,
                kind=f"{item.purpose} put first",
                reason=cause.reason,
                positions=cause.positions,
                end=ahead.due - begins,
            )

    def _cause(self, item: Commitment) -> Stage | None:
        """Return who moved a commitment's work, as a stage without times."""
        changes = [change for change in self._told.changes.get(item.commitment, ()) if change.due is not None]
        if changes:
            last = changes[-1]
            return Stage(name="", party=last.owner, reason=last.reason, positions=(last.position,), end=0)
        move = self._told.moves.get(item.subject) if item.purpose == Purpose.PRODUCE.value else None
        if move is None:
            return None
        return Stage(name="", party=move.owner, reason=move.reason, positions=(move.position,), end=0)

    def _terms(self, item: Commitment, due: int) -> _Terms:
        """Return when work was to begin and how long it may take."""
        name = item.commitment
        if item is self._root:
            planned, _ = self._told.overrides.get(name, (due, ""))
            return _Terms(None, item.agreed or 0) if self._inputs[name] else _Terms(planned, 0)
        ready = self._ready.get(name)
        if ready is None:
            return _Terms(None if self._inputs[name] else item.requested, item.agreed)
        arrivals = [self._ready[before] for before in self._inputs[name] if before != self._ahead.get(name)]
        lengths = [] if item.agreed is None else [item.agreed]
        lengths += [ready - max(arrivals)] if arrivals else []
        agreed = min(lengths, default=0)
        return _Terms(ready - agreed, agreed)

    def _add(self, item: Commitment, due: int) -> None:
        name = item.commitment
        terms = self._terms(item, due)
        inputs = [self._places[before] for before in self._inputs[name]]
        if item is not self._root and terms.start is not None:
            inputs += self._changes(item, terms.start)
        refusal = self._told.refusals.get(name)
        is_told = (item.delivered is not None or refusal is not None) and terms.agreed is not None
        stage = Stage(
            name=name,
            party=item.performer if is_told else UNRECORDED,
            end=self._ends[name],
            agreed=terms.agreed or 0,
            start=terms.start,
            inputs=tuple(inputs),
            kind=item.purpose,
            line=item.line,
            reason=self._reason(item) if is_told else "no fact tells when it was done, or by when",
            commitment=name,
        )
        begun = begin(stage.start, [self._stages[place].end for place in inputs])
        if not is_told:
            stage = self._without_recovery(stage, begun)
        if item is self._root and refusal is not None and self._inputs[name]:
            self._bring_again(stage, refusal)
            return
        for pause in self._pauses(item, begun):
            stage = self._pause(stage, pause)
        self._put(stage)

    def _reason(self, item: Commitment) -> str:
        """Return why a commitment took longer, so far as a fact tells it."""
        refusal = self._told.refusals.get(item.commitment)
        if item.delivered is None and refusal is not None:
            return f"not taken, and not brought again: {refusal.reason}"
        return self._told.reasons.get(item.commitment, "")

    def _put(self, stage: Stage) -> int:
        self._stages.append(stage)
        self._places[stage.name] = len(self._stages) - 1
        return self._places[stage.name]

    def _without_recovery(self, stage: Stage, begun: int) -> Stage:
        """Return a stage that nobody recorded, so that it has recovered no time either."""
        agreed = max(0, min(stage.agreed, stage.end - begun))
        return replace(stage, party=UNRECORDED, end=max(stage.end, begun), agreed=agreed)

    def _changes(self, item: Commitment, start: int) -> list[int]:
        """Put the changes of a promise, one after the other, each by its owner, and return the place of the last."""
        place: int | None = None
        before, at = item.due, start
        for change in self._told.changes.get(item.commitment, ()):
            if change.due is None or before is None or change.due == before:
                continue
            at += change.due - before
            before = change.due
            place = self._put(
                Stage(
                    name=f"{item.commitment} moved @{change.position}",
                    party=change.owner,
                    end=at,
                    start=start if place is None else None,
                    inputs=() if place is None else (place,),
                    kind=f"{item.purpose} moved",
                    reason=change.reason,
                    positions=(change.position,),
                )
            )
        return [] if place is None else [place]

    def _pauses(self, item: Commitment, begun: int) -> Iterator[Stage]:
        """Yield the times for which a commitment's work stood still by somebody's decision; `end` is how long."""
        displaced = self._displaced.get(item.commitment)
        if displaced is not None:
            yield displaced
        move = self._told.moves.get(item.subject)
        began = self._told.begun.get(item.commitment)
        if move is not None and began is not None and began > begun and not displaced:
            yield Stage(
                name=f"{item.commitment} put back",
                party=move.owner,
                end=began - begun,
                kind=f"{item.purpose} put back",
                reason=move.reason,
                positions=(move.position,),
            )

    def _pause(self, stage: Stage, pause: Stage) -> Stage:
        begun = begin(stage.start, [self._stages[place].end for place in stage.inputs])
        seconds = min(pause.end, stage.end - begun - stage.agreed)
        if seconds <= 0:
            return stage
        still, rest = paused(stage, pause, seconds=seconds, stages=self._stages)
        self._put(still)
        return rest

    def _bring_again(self, stage: Stage, refusal: Refusal) -> None:
        """Put the promise up to when it was first brought, and what followed because not all of it was taken."""
        arrivals = [self._stages[place].end for place in stage.inputs]
        first = replace(stage, end=min(stage.end, max(refusal.at, *arrivals)))
        place = self._put(first)
        asked = [self._known[name] for name in self._asked_again]
        self._stages += brought_again(first, refusal, place=place, until=stage.end, asked=asked)
