"""When a warning of lateness is raised and when it is cleared: once for each promise, and with hysteresis.

A warning says that a commitment will probably come later than people count on. It is raised when the chance of that
reaches one threshold and stands until the chance falls below a lower one, so that it does not come and go with every
new fact. It is never raised a second time while it stands, however bad it gets: who was warned and has not answered
is not helped by a louder voice, and a list shows the chance as it is now. When the promise has moved, or the performer
has told a new time, people count on something else: the warning is cleared, and only if that will probably be missed
as well there is a new one. Who told the time that the warning expected, or a later one, has said all that was known:
there is a new one only when that time has passed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from unisono.domain.acts.warnings import Relief, WarningCleared, WarningRaised
from unisono.domain.commitments.state import Commitment, Stage
from unisono.domain.facts import Entry
from unisono.domain.policy import WarningPolicy

WARNING_KINDS = (WarningRaised.__name__, WarningCleared.__name__)
"""The kinds of facts that warnings are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What is foreseen of an open commitment: the chance that it misses `counted_on` and its grace, and when it comes.

    `expected` is as likely too late as too early; of twenty such one comes before `low` and one after `high`.
    """

    commitment: str
    chance: Decimal
    counted_on: datetime
    expected: datetime
    low: datetime
    high: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A warning that was raised and not cleared; `position` is the place of its fact in the ledger."""

    commitment: str
    raised_at: datetime
    position: int
    act: WarningRaised


@dataclass(frozen=True, slots=True, kw_only=True)
class Warnings:
    """The warnings that stand, and the last ones that their performers answered with a new time, by commitment."""

    standing: Mapping[str, Standing] = field(default_factory=dict)
    answered: Mapping[str, WarningRaised] = field(default_factory=dict)


class News(NamedTuple):
    """What is to be recorded of a commitment."""

    commitment: str
    act: WarningRaised | WarningCleared


def warnings_in(entries: Iterable[Entry]) -> Warnings:
    """Return the warnings that stand, and those that were answered.

    Args:
        entries: the facts of `WARNING_KINDS` in their order; others are passed over.
    """
    standing: dict[str, Standing] = {}
    answered: dict[str, WarningRaised] = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact.act, WarningRaised):
            raised = Standing(
                commitment=fact.commitment, raised_at=fact.happened_at, position=entry.position, act=fact.act
            )
            standing[fact.commitment] = raised
            answered.pop(fact.commitment, None)
        elif isinstance(fact.act, WarningCleared) and fact.commitment in standing:
            ended = standing.pop(fact.commitment)
            if fact.act.relief is Relief.TOLD:
                answered[fact.commitment] = ended.act
    return Warnings(standing=standing, answered=answered)


def news_of(
    warnings: Warnings,
    *,
    states: Mapping[str, Commitment],
    foreseen: Mapping[str, Foreseen],
    policy: WarningPolicy,
) -> Iterator[News]:
    """Yield what is to be recorded so that the warnings that stand are those that should; nothing where they are.

    Args:
        warnings: those that stand, and those that were answered.
        states: what is known of all commitments with a warning or an outlook, by id.
        foreseen: the outlook of open commitments, by id; one without keeps its warning as it is.
        policy: from which chance a warning is raised, and below which it is cleared.
    """
    for name in sorted({*warnings.standing, *foreseen}):
        outlook, warning = foreseen.get(name), warnings.standing.get(name)
        relief = None if warning is None else relief_of(warning, states[name], outlook, policy)
        if relief is not None:
            yield News(name, WarningCleared(relief=relief, chance=_chance(relief, outlook)))
        is_free = warning is None or relief in {Relief.MOVED, Relief.TOLD}
        answered = warning.act if warning is not None and relief is Relief.TOLD else warnings.answered.get(name)
        if outlook is not None and is_free and _is_due(outlook, states[name], answered, policy):
            yield News(name, _raised(outlook, states[name]))


def _is_due(outlook: Foreseen, state: Commitment, answered: WarningRaised | None, policy: WarningPolicy) -> bool:
    """Return whether a commitment without a warning is to be warned of."""
    if not can_be_warned_of(state) or outlook.chance < policy.raise_at:
        return False
    is_all_told = answered is not None and answered.due == state.terms.due and outlook.counted_on >= answered.expected
    return outlook.chance == 1 or not is_all_told


def relief_of(warning: Standing, state: Commitment, outlook: Foreseen | None, policy: WarningPolicy) -> Relief | None:
    """Return why a warning does not stand any more; None: it stands.

    Args:
        warning: as it was raised.
        state: what is known of its commitment.
        outlook: what is foreseen of it now, if anything.
        policy: below which chance it is cleared.
    """
    if state.stage is not Stage.PROMISED:
        return Relief.ENDED
    if state.terms.due != warning.act.due:
        return Relief.MOVED
    if state.expected != warning.act.counted_on:
        return Relief.TOLD
    return Relief.FELL if outlook is not None and outlook.chance < policy.clear_at else None


def can_be_warned_of(state: Commitment) -> bool:
    """Return whether somebody counts on a time: it was promised, with a time, and has not all been delivered."""
    return state.stage is Stage.PROMISED and state.terms.due is not None


def _chance(relief: Relief, outlook: Foreseen | None) -> Decimal | None:
    return None if outlook is None or relief is Relief.ENDED else outlook.chance


def _raised(outlook: Foreseen, state: Commitment) -> WarningRaised:
    due = state.terms.due
    if due is None:
        raise AssertionError("nobody is warned of a promise without a time")
    return WarningRaised(
        chance=outlook.chance,
        due=due,
        counted_on=outlook.counted_on,
        expected=outlook.expected,
        expected_from=outlook.low,
        expected_until=outlook.high,
    )
