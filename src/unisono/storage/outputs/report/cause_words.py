"""Causes in words for people: how often, the trend, and what is proposed and done against them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from unisono.analytics.causes.finding import Found
from unisono.analytics.causes.preventions import OPEN
from unisono.analytics.causes.rates import Change, Verdict
from unisono.services.tracing import Prevented, Proposal, Traced
from unisono.storage.outputs.report.figures import plural

NOBODY = "nobody is recorded whose work it is"
EFFECTS: Mapping[Verdict, str] = {
    Verdict.LESS: "it helped",
    Verdict.MORE: "it got worse",
    Verdict.SAME: "no change seen",
    Verdict.EARLY: "too early to tell",
}


def cause_words(found: Found) -> str:
    """Return a cause as people speak of it: the stage, and the reason."""
    return f"{found.stage}: {found.reason}"


def trend_words(change: Change) -> str:
    """Return a trend in words, empty where there is too little to say anything.

    >>> from unisono.analytics.causes.rates import Count, compare
    >>> trend_words(compare(Count(times=16, orders=400), Count(times=4, orders=400)))
    'less often'
    >>> trend_words(compare(Count(times=1, orders=40), Count(times=0, orders=40)))
    ''
    """
    return "" if change.verdict is Verdict.EARLY else change.verdict.value


def rates_words(change: Change) -> str:
    """Return how often it happened before and after.

    >>> from unisono.analytics.causes.rates import Count, compare
    >>> rates_words(compare(Count(times=16, orders=400), Count(times=4, orders=400)))
    '4.0 to 1.0 in 100 orders'
    """
    return f"{change.before.rate:.1f} to {change.after.rate:.1f} in 100 orders"


def prevention_words(cause: Traced, now: datetime) -> str:
    """Return what is done, or proposed, against a cause: the latest prevention, and a new proposal where one is due."""
    said = [f"{standing_words(one, now)}{_effect(one)}" for one in cause.preventions[-1:]]
    if cause.proposal is not None:
        said.append(f"proposed: {cause.proposal.owner}, by {cause.proposal.by:%Y-%m-%d}")
    elif cause.is_repeated and not cause.found.owner:
        said.append(NOBODY)
    return "; ".join(said)


def standing_words(prevented: Prevented, now: datetime) -> str:
    """Return who is to do it until when, and how far it is, in a few words."""
    one = prevented.prevention
    if one.done is not None:
        return f"{one.owner}, {one.standing.value} {_day(one.done)}"
    by = "" if one.due is None else f", by {_day(one.due)}"
    is_overdue = one.standing in OPEN and one.due is not None and one.due < now.timestamp()
    return f"{one.standing.value}: {one.owner}{by}{' (overdue)' if is_overdue else ''}"


def _effect(prevented: Prevented) -> str:
    return "" if prevented.effect is None else f": {EFFECTS[prevented.effect.verdict]}"


def effect_words(change: Change) -> str:
    """Return whether a prevention helped, with both rates and the ratio.

    >>> from unisono.analytics.causes.rates import Count, compare
    >>> effect_words(compare(Count(times=16, orders=400), Count(times=4, orders=400)))
    'it helped: from 4.0 to 1.0 in 100 orders (ratio 0.25, 0.08 to 0.67)'
    >>> effect_words(compare(Count(times=1, orders=40), Count(times=0, orders=10)))
    'too early to tell: 1 time in 40 orders before, 0 times in 10 after'
    """
    word = EFFECTS[change.verdict]
    before, after = change.before, change.after
    if change.ratio is None or change.verdict is Verdict.EARLY:
        times = plural(before.times, "time")
        return (
            f"{word}: {times} in {before.orders} orders before, {plural(after.times, 'time')} in {after.orders} after"
        )
    ends = f"{change.low:.2f} to {change.high:.2f}"
    return f"{word}: from {rates_words(change)} (ratio {change.ratio:.2f}, {ends})"


def _day(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"


def proposal_words(cause: Traced, proposal: Proposal) -> str:
    """Return a proposal as a sentence: it names who and when, and invents no remedy."""
    found = cause.found
    return f"Agree with {proposal.owner} by {proposal.by:%Y-%m-%d} what prevents this: {cause_words(found)}."
