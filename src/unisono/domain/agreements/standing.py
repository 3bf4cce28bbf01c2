"""Which version of an agreement is in force: the latest that both have signed and nobody has ended."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from unisono.domain.acts.agreements import AgreementEnded, AgreementProposed, AgreementSigned
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.facts import Actor, Entry, Fact

AGREEMENT_KINDS = (AgreementProposed.__name__, AgreementSigned.__name__, AgreementEnded.__name__)
"""The kinds of facts that agreements are made of."""

ReadText = Callable[[str], Agreement | None]
"""Returns what the text of an agreement says; None where it cannot be read."""


def digest_of(text: str) -> str:
    """Return the SHA-256 of an agreement's text, in hexadecimal: what signatures name.

    >>> digest_of("version = 1")[:16]
    '4eab33c0b9ba9ded'
    """
    return sha256(text.encode()).hexdigest()


def text_to_sign(name: str, number: int, digest: str) -> str:
    """Return the lines that a party signs with its key: which version of which agreement, with which text."""
    return f"unisono-agreement/1\n{name}\n{number}\n{digest}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A party's signature of a version; `made_with_key` is Ed25519 in hex, empty where it was signed by name."""

    position: int
    by: Actor
    signed_at: datetime
    made_with_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A party's word that it leaves the agreement."""

    position: int
    by: Actor
    said_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of an agreement, with its signatures and its end; `position` is the place of the proposal."""

    position: int
    number: int
    text: str
    digest: str
    agreement: Agreement
    proposed_by: Actor
    proposed_at: datetime
    signatures: tuple[Signature, ...] = ()
    ending: Ending | None = None

    @property
    def unsigned_by(self) -> tuple[str, ...]:
        """Return the parties that have not signed it, in the order of the text."""
        signed = {signature.by.party for signature in self.signatures}
        return tuple(side.id for side in self.agreement.parties if side.id not in signed)

    @property
    def in_force_from(self) -> datetime | None:
        """Return when the second party signed it; None as long as one has not."""
        return None if self.unsigned_by else max(signature.signed_at for signature in self.signatures)

    def is_in_force(self, at: datetime) -> bool:
        """Return whether both had signed it and nobody had ended it by then."""
        begins = self.in_force_from
        return begins is not None and begins <= at and (self.ending is None or at < self.ending.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All versions of one agreement, in the order in which they were proposed."""

    name: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """Return the version that was proposed last."""
        return self.versions[-1]

    def in_force(self, at: datetime) -> Version | None:
        """Return the version that counts at a moment: the latest of those in force; None: there is none."""
        return next((version for version in reversed(self.versions) if version.is_in_force(at)), None)


def histories_of(entries: Iterable[Entry], read: ReadText) -> Mapping[str, History]:
    """Return the agreements that facts tell of, by name.

    What does not count is passed over: a text that cannot be read, that says another name or number than its fact, or
    whose number was proposed before; the signature or the end by somebody else than the two; a signature of another
    text.

    Args:
        entries: the facts of `AGREEMENT_KINDS`, in their order; others are passed over.
        read: reads the text of an agreement.
    """
    versions: dict[str, list[Version]] = {}
    for entry in entries:
        match entry.fact.act:
            case AgreementProposed() as proposed:
                known = versions.setdefault(proposed.agreement, [])
                version = _proposed(entry, proposed, read)
                if version is not None and all(version.number != other.number for other in known):
                    known.append(version)
            case AgreementSigned() as signed:
                known = versions.get(signed.agreement, [])
                known[:] = [_signed(version, entry, signed) for version in known]
            case AgreementEnded() as ended:
                known = versions.get(ended.agreement, [])
                known[:] = [_ended(version, entry, ended) for version in known]
    return {name: History(name=name, versions=tuple(known)) for name, known in versions.items() if known}


def _proposed(entry: Entry, act: AgreementProposed, read: ReadText) -> Version | None:
    agreement = read(act.text)
    if (
        agreement is None
        or (agreement.name, agreement.version) != (act.agreement, act.agreement_version)
        or digest_of(act.text) != act.digest
    ):
        return None
    return Version(
        position=entry.position,
        number=act.agreement_version,
        text=act.text,
        digest=act.digest,
        agreement=agreement,
        proposed_by=entry.fact.actor,
        proposed_at=entry.fact.happened_at,
    )


def _signed(version: Version, entry: Entry, act: AgreementSigned) -> Version:
    fact = entry.fact
    counts = (version.number, version.digest) == (act.agreement_version, act.digest)
    if not counts or fact.actor.party not in version.unsigned_by:
        return version
    signature = Signature(
        position=entry.position, by=fact.actor, signed_at=fact.happened_at, made_with_key=act.signature
    )
    return replace(version, signatures=(*version.signatures, signature))


def _ended(version: Version, entry: Entry, act: AgreementEnded) -> Version:
    """The word of one of the two ends every version that both have signed by then, once."""
    fact: Fact = entry.fact
    if version.unsigned_by or version.ending is not None or fact.actor.party not in version.agreement.party_ids:
        return version
    ending = Ending(
        position=entry.position,
        by=fact.actor,
        said_at=fact.happened_at,
        ends_at=act.ends_at,
        reason=act.reason,
    )
    return replace(version, ending=ending)
