"""What must hold in `company.toml` and `policy.toml` themselves."""

from collections.abc import Iterator
from datetime import timedelta

from unisono.domain.cells import instant_text
from unisono.domain.findings import Finding, Severity
from unisono.domain.policy import TierMeasure
from unisono.services.checking.draft import Draft

LONGEST_HORIZON = timedelta(days=366)
WHOLE = 100


def check_heads(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the company's times and the policy's thresholds."""
    yield from _horizon(draft)
    yield from _tiers(draft)
    yield from _meeting(draft)
    yield from _warnings(draft)


def _horizon(draft: Draft) -> Iterator[Finding]:
    if draft.as_of is None or draft.horizon_end is None:
        return
    as_of = instant_text(draft.as_of, draft.zone)
    end = instant_text(draft.horizon_end, draft.zone, end_of_day=True)
    source = draft.place("company.horizon_end", "company.toml")
    if draft.horizon_end <= draft.as_of:
        yield Finding(
            code="horizon-before-as-of",
            severity=Severity.ERROR,
            source=source,
            message=f"The planned time ends ({end}) before it starts ({as_of}).",
            value=end,
            expected=f"a time after as_of, {as_of}",
            remedy="Correct horizon_end, or as_of.",
        )
    elif draft.horizon_end - draft.as_of > LONGEST_HORIZON:
        yield Finding(
            code="long-horizon",
            severity=Severity.WARNING,
            source=source,
            message=f"The planned time is {(draft.horizon_end - draft.as_of).days} days long.",
            value=end,
            expected="some weeks, at most a year",
            remedy="Look whether the year is right.",
        )


def _tiers(draft: Draft) -> Iterator[Finding]:
    tiers = draft.policy.tiers
    if tiers.silver_from > tiers.gold_from:
        yield Finding(
            code="tiers-upside-down",
            severity=Severity.ERROR,
            source=draft.place("policy.tiers.silver_from", "policy.toml"),
            message=f"Silver starts at {tiers.silver_from}, above gold at {tiers.gold_from}.",
            value=str(tiers.silver_from),
            expected=f"at most gold_from, {tiers.gold_from}",
            remedy="Correct one of the two thresholds.",
        )
    if tiers.measure is TierMeasure.PERCENTILE:
        for key in ("gold_from", "silver_from"):
            threshold = getattr(tiers, key)
            if threshold > WHOLE:
                yield Finding(
                    code="out-of-range",
                    severity=Severity.ERROR,
                    source=draft.place(f"policy.tiers.{key}", "policy.toml"),
                    message=f"{threshold} is more than 100 percent of the customers.",
                    value=str(threshold),
                    expected="a share of the customers, 0 to 100",
                    remedy='Correct it, or set measure = "value" for thresholds in money.',
                )


def _meeting(draft: Draft) -> Iterator[Finding]:
    meeting = draft.policy.meeting
    if meeting.minutes < meeting.minutes_aside + meeting.minutes_per_row:
        yield Finding(
            code="meeting-too-short",
            severity=Severity.WARNING,
            source=draft.place("policy.meeting.minutes", "policy.toml"),
            message=f"A meeting of {meeting.minutes} minutes has no time for a single row of its agenda.",
            value=str(meeting.minutes),
            expected=f"at least {meeting.minutes_aside + meeting.minutes_per_row} minutes",
            remedy="Give the meeting more time, or less to the rest of it (minutes_aside).",
        )


def _warnings(draft: Draft) -> Iterator[Finding]:
    warnings = draft.policy.warnings
    if warnings.clear_at >= warnings.raise_at:
        yield Finding(
            code="warnings-flicker",
            severity=Severity.ERROR,
            source=draft.place("policy.warnings.clear_at", "policy.toml"),
            message=f"A warning is cleared below {warnings.clear_at}, and raised from {warnings.raise_at} on.",
            value=str(warnings.clear_at),
            expected=f"less than raise_at, {warnings.raise_at}",
            remedy="Lower clear_at or raise the other: else warnings come and go.",
        )
