"""Warn of what will probably be late: how sure it is, whom it hits, and by when it is needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from unisono.analytics.foresight.outlooks import Outlooks
from unisono.analytics.foresight.passing import Passing, pass_on, shortest_times
from unisono.analytics.impact.graph import upstream
from unisono.analytics.impact.measuring import Impact, measure
from unisono.analytics.impact.reading import read_graph
from unisono.domain.acts.warnings import Relief, WarningCleared, WarningRaised
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import SYSTEM, Actor, Fact, Link, Origin
from unisono.domain.new_facts import new_fact
from unisono.domain.policy import WarningPolicy
from unisono.domain.warnings import (
    WARNING_KINDS,
    Foreseen,
    News,
    Standing,
    can_be_warned_of,
    news_of,
    warnings_in,
)
from unisono.services.ports import FactTable, Ledger
from unisono.services.recording import record_decision

COVERAGE = 0.9
"""The interval that a warning names: of twenty such commitments one comes before it and one after."""

GRAIN = Decimal("0.001")
"""Chances are told to a thousandth."""

FARTHEST = timedelta(days=36_500)
"""Nothing is told of later times: where a distribution has no end, its high end is this."""

TELLING = 0.1
"""A commitment is hit where the one that it waits for raises its chance of being late by so much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWarning:
    """A warning that stands, as it is seen now.

    `raised` is as it was raised, `foreseen` what is foreseen now, None where nothing is. `impact` is whom it hits: the
    commitment itself and those that wait for it and are likelier late because of it. `needed_by` is when the first of
    these has to begin, so that nobody waits longer; where none waits, when people count on the commitment itself.
    `behind` is another commitment that is warned of and hits this one; empty: there is none.
    """

    raised: Standing
    state: Commitment
    foreseen: Foreseen | None
    impact: Impact
    needed_by: datetime
    behind: str = ""

    @property
    def outlook(self) -> Foreseen:
        """Return what is foreseen now, else what was when it was raised."""
        act = self.raised.act
        return self.foreseen or Foreseen(
            commitment=self.raised.commitment,
            chance=act.chance,
            counted_on=act.counted_on,
            expected=act.expected,
            low=act.expected_from,
            high=act.expected_until,
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the parties that wait, without the performer."""
        waiting = {hit.node.requester for hit in self.impact.hits} | {hit.node.performer for hit in self.impact.waits}
        customers = {hit.node.requester for hit in self.impact.hits if hit.node.is_customers}
        return tuple(sorted(waiting - customers - {self.state.performer}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """All warnings that stand at a moment, and what has just been recorded.

    Those with most money at stake come first, then those that are needed soonest and not yet past. What is warned of
    behind another warning, as it waits for the same late work, comes after that one. `looked_at` is how many open
    commitments have an outlook and a promised time.
    """

    now: datetime
    warnings: tuple[OpenWarning, ...]
    news: tuple[News, ...]
    looked_at: int

    @property
    def raised(self) -> tuple[str, ...]:
        """Return the commitments of which a warning has just been raised."""
        return tuple(one.commitment for one in self.news if isinstance(one.act, WarningRaised))

    @property
    def cleared(self) -> Mapping[str, Relief]:
        """Return the commitments whose warning has just been cleared, and why."""
        return {one.commitment: one.act.relief for one in self.news if isinstance(one.act, WarningCleared)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """As what new warnings are recorded: where they come from, and when, by the clock."""

    origin: Origin
    clock: datetime


def warn(
    *, ledger: Ledger, table: FactTable, outlooks: Outlooks, now: datetime, policy: WarningPolicy, recording: Recording
) -> Warned:
    """Return the warnings that stand, once those that are new and those that are over have been recorded.

    A second call on the same facts records nothing. No promise changes by it.

    Args:
        ledger: takes the warnings.
        table: its facts.
        outlooks: when open commitments will be delivered, each by itself, seen from `now`.
        now: the moment that is looked from.
        policy: from which chance a warning is raised, and below which it is cleared.
        recording: as what they are recorded.

    Raises:
        LedgerIsBusy: others wrote again and again meanwhile; nothing was recorded.
    """
    ahead = _look(table, outlooks)

    def decide(_: int) -> tuple[Warned, Sequence[Fact]]:
        warned, states = _seen(ledger, ahead, now=now, policy=policy)
        return warned, [_fact(one, states[one.commitment], now=now, origin=recording.origin) for one in warned.news]

    return record_decision(ledger, decide, now=recording.clock)


def warnings_ahead(
    *, ledger: Ledger, table: FactTable, outlooks: Outlooks, now: datetime, policy: WarningPolicy
) -> Warned:
    """Return the warnings that stand and those that `warn` would raise; nothing is recorded.

    Args:
        ledger: holds the warnings that stand.
        table: its facts.
        outlooks: when open commitments will be delivered, each by itself, seen from `now`.
        now: the moment that is looked from.
        policy: from which chance a warning is raised, and below which it is cleared.
    """
    warned, _ = _seen(ledger, _look(table, outlooks), now=now, policy=policy)
    return warned


def _look(table: FactTable, outlooks: Outlooks) -> Passing:
    graph = read_graph(table.rows)
    return pass_on(outlooks, graph, shortest_times(graph))


def _seen(
    ledger: Ledger, passing: Passing, *, now: datetime, policy: WarningPolicy
) -> tuple[Warned, Mapping[str, Commitment]]:
    """Return the warnings that should stand, with what is known of their commitments."""
    grace = timedelta(hours=float(policy.grace_hours))
    known = warnings_in(ledger.entries(kinds=WARNING_KINDS))
    states = {state.id: state for state in _states(ledger, known.standing)}
    foreseen = {one.commitment: one for one in foreseen_of(passing.passed, states, now=now, grace=grace)}
    news = tuple(news_of(known, states=states, foreseen=foreseen, policy=policy))
    after = _after(known.standing, news, now=now, position=ledger.head().size)
    seen = Seen(passing=passing, foreseen=foreseen, now=now, grace=grace)
    opened = (_opened(one, states[one.commitment], seen) for one in after)
    warnings = _in_line(sorted(opened, key=lambda one: _rank(one, now)))
    return Warned(now=now, warnings=tuple(warnings), news=news, looked_at=len(foreseen)), states


def _states(ledger: Ledger, standing: Mapping[str, Standing]) -> Iterable[Commitment]:
    open_now = {state.id: state for state in ledger.commitments(only_open=True)}
    ended = (ledger.commitment(name) for name in standing if name not in open_now)
    return [*open_now.values(), *(state for state in ended if state is not None)]


def foreseen_of(
    outlooks: Outlooks, states: Mapping[str, Commitment], *, now: datetime, grace: timedelta
) -> list[Foreseen]:
    """Return what is foreseen of the commitments on whose time somebody counts.

    Args:
        outlooks: with the lateness of inputs in them.
        states: what is known of commitments, by id.
        now: the moment of the outlooks.
        grace: who comes so much later is not late.
    """
    counted = {name: states[name].expected for name in outlooks.names if name in states}
    names = [name for name, at in counted.items() if at is not None and can_be_warned_of(states[name])]
    chosen = outlooks.of(names)
    low, high = chosen.interval(COVERAGE)
    chances = chance_after(chosen, {name: at + grace for name, at in counted.items() if at is not None}, now=now)
    found = []
    for place, name in enumerate(names):
        at = counted[name]
        if at is not None:
            found.append(
                Foreseen(
                    commitment=name,
                    chance=Decimal(chances[name]).quantize(GRAIN),
                    counted_on=at,
                    expected=_moment(now, chosen.median[place]),
                    low=_moment(now, low[place]),
                    high=_moment(now, high[place]),
                )
            )
    return found


def chance_after(outlooks: Outlooks, moments: Mapping[str, datetime], *, now: datetime) -> dict[str, float]:
    """Return the chance that each commitment comes after some moment, by name.

    Args:
        outlooks: of commitments.
        moments: one for each of them.
        now: the moment of the outlooks.
    """
    seconds = np.array([(moments[name] - now).total_seconds() for name in outlooks.names])
    return dict(zip(outlooks.names, map(float, outlooks.chance_beyond(seconds)), strict=True))


def _moment(now: datetime, seconds: float) -> datetime:
    """Return a moment to the minute: what is foreseen is not known to the second, nor beyond a lifetime."""
    told = now + timedelta(seconds=min(float(seconds), FARTHEST.total_seconds()))
    return (told + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _fact(news: News, state: Commitment, *, now: datetime, origin: Origin) -> Fact:
    links = (Link(type="order", object=state.subject),) if state.subject else ()
    return new_fact(
        news.act,
        actor=Actor(party=SYSTEM),
        origin=origin,
        happened_at=now,
        commitment=news.commitment,
        links=links,
    )


def _after(standing: Mapping[str, Standing], news: Sequence[News], *, now: datetime, position: int) -> list[Standing]:
    """Return the warnings that stand once the news are recorded after a position."""
    after = dict(standing)
    for place, one in enumerate(news, start=position + 1):
        if isinstance(one.act, WarningRaised):
            after[one.commitment] = Standing(commitment=one.commitment, raised_at=now, position=place, act=one.act)
        else:
            after.pop(one.commitment, None)
    return list(after.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is seen at a moment: how lateness is passed on, and what is foreseen of each commitment."""

    passing: Passing
    foreseen: Mapping[str, Foreseen]
    now: datetime
    grace: timedelta


def _opened(raised: Standing, state: Commitment, seen: Seen) -> OpenWarning:
    name = raised.commitment
    foreseen = seen.foreseen.get(name)
    hit = {name} if foreseen is None else {name, *_hit_by(name, foreseen, seen)}
    impact = measure(seen.passing.graph, [name], hit=lambda node: node.commitment in hit)
    begins = [one.react for one in impact.waits if one.react is not None]
    needed = datetime.fromtimestamp(min(begins), UTC) if begins else raised.act.counted_on
    return OpenWarning(raised=raised, state=state, foreseen=foreseen, impact=impact, needed_by=needed)


def _hit_by(name: str, foreseen: Foreseen, seen: Seen) -> Iterable[str]:
    """Return what waits for a commitment and is likelier late than if that one came when people count on it.

    What lies between is among it.
    """
    in_time = max(0.0, (foreseen.counted_on - seen.now).total_seconds())
    helped = seen.passing.if_in_time(name, in_time)
    told = helped.of(one for one in helped.names if one in seen.foreseen)
    limits = {one: seen.foreseen[one].counted_on + seen.grace for one in told.names}
    without = chance_after(told, limits, now=seen.now)
    late = [one for one in told.names if float(seen.foreseen[one].chance) - without[one] >= TELLING]
    waiting = set(helped.names)
    return [*late, *upstream(seen.passing.graph, late, hit=lambda node: node.commitment in waiting)]


def _in_line(warnings: Sequence[OpenWarning]) -> list[OpenWarning]:
    """Return warnings with those that are behind another one after it, the nearest first; their order else stays."""
    hit = {one.raised.commitment: [hit.node.commitment for hit in one.impact.waits] for one in warnings}
    followers = {name for names in hit.values() for name in names}
    known = {one.raised.commitment: one for one in warnings}
    line: dict[str, OpenWarning] = {}
    for first in (*(name for name in known if name not in followers), *known):  # a circle has no first one
        if first not in line:
            line[first] = known[first]
            line |= {
                name: replace(known[name], behind=first) for name in hit[first] if name in known and name not in line
            }
    return list(line.values())


def _rank(warning: OpenWarning, now: datetime) -> tuple[float, bool, datetime, str]:
    """What may still come in time is told before what was needed long ago."""
    return -(warning.impact.value or 0.0), warning.needed_by < now, warning.needed_by, warning.raised.commitment
