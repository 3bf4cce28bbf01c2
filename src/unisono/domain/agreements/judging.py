"""Whether an agreement is kept: its norms against the facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from unisono.domain.agreements.agreement import Agreement, Measure, Norm
from unisono.domain.agreements.cases import Case, Ground, cases_of
from unisono.domain.commitments.state import Commitment

WEEK = timedelta(days=7)
WEEKS_LOOKED_AT = 4
BREACHES_FOR_AGENDA = 2
"""A norm breached in so many of the last four weeks is for the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Cases of a norm from `start` to `end`, with those that met it; the share is None without a case."""

    start: datetime
    end: datetime
    cases: int
    met: int
    owed: Decimal

    @property
    def share(self) -> Decimal | None:
        """Return the share of cases that met the norm."""
        return Decimal(self.met) / self.cases if self.cases else None

    @property
    def is_breached(self) -> bool:
        """Return whether fewer cases met it than are owed."""
        return self.share is not None and self.share < self.owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the facts say of one norm: over all the time that is looked at, and in each of the last four weeks.

    `missed` are the cases that did not meet it, the worst first.
    """

    norm: Norm
    whole: Tally
    weeks: tuple[Tally, ...]
    missed: tuple[Case, ...]

    @property
    def is_for_agenda(self) -> bool:
        """Return whether it was breached in two of the last four weeks."""
        return sum(week.is_breached for week in self.weeks) >= BREACHES_FOR_AGENDA


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the facts say of an agreement."""

    agreement: Agreement
    since: datetime
    until: datetime
    norms: tuple[Judged, ...]

    @property
    def is_review_due(self) -> bool:
        """Return whether the day has come on which both wanted to look at it again."""
        return self.agreement.review_on <= self.until.date()

    @property
    def breached(self) -> tuple[Judged, ...]:
        """Return the norms that are breached over the whole time."""
        return tuple(judged for judged in self.norms if judged.whole.is_breached)


def judge(
    agreement: Agreement,
    commitments: Sequence[Commitment],
    ground: Ground,
    *,
    since: datetime,
    in_force_from: datetime,
) -> Judgement:
    """Return whether an agreement is kept.

    Args:
        agreement: the version in force.
        commitments: what the two have asked of each other.
        ground: what else is known, and the present moment.
        since: from when on cases are looked at.
        in_force_from: cases from before both had signed are not looked at.
    """
    begin = max(since, in_force_from)
    norms = tuple(
        _judged(
            norm,
            [
                case
                for commitment in commitments
                if commitment.performer == norm.party
                for case in cases_of(norm, commitment, ground)
            ],
            begin=begin,
            in_force_from=in_force_from,
            now=ground.now,
        )
        for norm in agreement.norms
    )
    return Judgement(agreement=agreement, since=begin, until=ground.now, norms=norms)


def _judged(norm: Norm, cases: Sequence[Case], *, begin: datetime, in_force_from: datetime, now: datetime) -> Judged:
    weeks = [(now - number * WEEK, now - (number - 1) * WEEK) for number in range(WEEKS_LOOKED_AT, 0, -1)]
    counted = [case for case in cases if begin <= case.told_at <= now]
    return Judged(
        norm=norm,
        whole=_tally(norm, counted, begin, now),
        weeks=tuple(
            _tally(norm, [case for case in cases if max(start, in_force_from) <= case.told_at < end], start, end)
            for start, end in weeks
        ),
        missed=tuple(sorted((case for case in counted if not case.is_met), key=lambda case: _how_bad(norm, case))),
    )


def _tally(norm: Norm, cases: Sequence[Case], start: datetime, end: datetime) -> Tally:
    return Tally(start=start, end=end, cases=len(cases), met=sum(case.is_met for case in cases), owed=norm.share)


def _how_bad(norm: Norm, case: Case) -> tuple[Decimal, datetime]:
    """Long times are worst, and short notices; where nothing was measured the oldest comes first."""
    if case.hours is None:
        return Decimal("-Infinity"), case.told_at
    return (case.hours if norm.measure is Measure.NOTICE_TIME else -case.hours), case.told_at
