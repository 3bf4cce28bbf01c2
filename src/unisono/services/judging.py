"""Whether the agreements in force are kept: what each owes against the facts in the ledger."""

from datetime import datetime, timedelta

from unisono.domain.agreements.cases import WORD_KINDS, Ground, faults_of, notices_of
from unisono.domain.agreements.judging import WEEK, Judgement, judge
from unisono.domain.agreements.standing import ReadText, Version
from unisono.domain.commitments.state import Commitment
from unisono.services.agreements import NoSuchAgreement, read_histories
from unisono.services.ports import Ledger


def check_agreements(
    *, ledger: Ledger, read: ReadText, now: datetime, looking_back: timedelta = 4 * WEEK, name: str = ""
) -> tuple[Judgement, ...]:
    """Return what the facts say of the agreements in force, by name.

    Args:
        ledger: the facts.
        read: reads the text of an agreement.
        now: the present moment; what is overdue by then is missed.
        looking_back: how far to look back; a version is judged from when both had signed it.
        name: only this agreement; empty: all.

    Raises:
        NoSuchAgreement: nobody has proposed an agreement of this name.
    """
    histories = read_histories(ledger=ledger, read=read)
    if name and name not in histories:
        raise NoSuchAgreement(name, known=sorted(histories))
    wanted = [name] if name else sorted(histories)
    versions = [version for each in wanted if (version := histories[each].in_force(now)) is not None]
    asked = [_between(ledger, version) for version in versions]
    words = tuple(ledger.entries(kinds=WORD_KINDS)) if versions else ()
    known = {commitment.id: commitment for commitments in asked for commitment in commitments}
    ground = Ground(now=now, inputs=_with_inputs(ledger, known), notices=notices_of(words), faults=faults_of(words))
    return tuple(
        judge(
            version.agreement, commitments, ground, since=now - looking_back, in_force_from=version.in_force_from or now
        )
        for version, commitments in zip(versions, asked, strict=True)
    )


def _between(ledger: Ledger, version: Version) -> list[Commitment]:
    """Return what the two parties of an agreement have asked of each other."""
    parties = version.agreement.party_ids
    return [
        commitment
        for commitment in ledger.commitments(party=version.agreement.parties[0].id)
        if {commitment.performer, commitment.requester} == parties
    ]


def _with_inputs(ledger: Ledger, known: dict[str, Commitment]) -> dict[str, Commitment]:
    """Return the commitments with all that they wait for, which may be between others."""
    needed = {need.commitment for commitment in known.values() for need in commitment.needs}
    found = {name: ledger.commitment(name) for name in needed - known.keys()}
    return {**known, **{name: commitment for name, commitment in found.items() if commitment is not None}}
