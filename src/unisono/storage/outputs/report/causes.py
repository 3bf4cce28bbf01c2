"""Causes in words for people: how often, the trend, and what is proposed against them."""

from unisono.analytics.causes.finding import Found
from unisono.analytics.causes.rates import Change, Verdict
from unisono.services.tracing import Proposal, Traced

NOBODY = "nobody is recorded whose work it is"


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


def prevention_words(cause: Traced) -> str:
    """Return what is done, or proposed, against a cause."""
    if cause.proposal is not None:
        return f"proposed: {cause.proposal.owner}, by {cause.proposal.by:%Y-%m-%d}"
    return NOBODY if cause.is_repeated else ""


def proposal_words(cause: Traced, proposal: Proposal) -> str:
    """Return a proposal as a sentence: it names who and when, and invents no remedy."""
    found = cause.found
    return f"Agree with {proposal.owner} by {proposal.by:%Y-%m-%d} what prevents this: {cause_words(found)}."
