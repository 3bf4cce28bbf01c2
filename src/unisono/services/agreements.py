"""Agreements as facts: proposed, signed by both, replaced by a new version, ended."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from unisono.domain.acts.agreements import AgreementEnded, AgreementProposed, AgreementSigned, KeyRegistered
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.agreements.standing import (
    AGREEMENT_KINDS,
    History,
    ReadText,
    Version,
    digest_of,
    histories_of,
    text_to_sign,
)
from unisono.domain.facts import Act, Actor, Entry, Fact, Origin
from unisono.domain.new_facts import new_fact
from unisono.services.checkpoints import KeyNotRegistered, RegisteredKey, key_in_force, registered_keys
from unisono.services.ports import Ledger
from unisono.services.recording import record_decision
from unisono.services.signing import SigningKey, is_text_signed


class AgreementRefused(Exception):  # noqa: N818 - it says what became of it
    """Nothing was recorded; the message says why, to people."""


class NotAParty(AgreementRefused):
    """Only the two parties of an agreement propose, sign and end it."""

    def __init__(self, agreement: Agreement, *, party: str) -> None:
        two = " and ".join(side.id for side in agreement.parties)
        super().__init__(f"The agreement {agreement.name} is between {two}; {party} is not one of them.")


class TextUnreadable(AgreementRefused):
    """The text is no agreement."""

    def __init__(self) -> None:
        super().__init__("The text is no agreement that can be read: look at the findings about it first.")


class NotTheNextVersion(AgreementRefused):
    """Versions are numbered one after the other."""

    def __init__(self, agreement: Agreement, *, next_number: int) -> None:
        super().__init__(
            f"The next version of {agreement.name} is {next_number}, and the text says {agreement.version}. "
            f"Write version = {next_number}."
        )


class OtherParties(AgreementRefused):
    """A new version is between the same two parties."""

    def __init__(self, agreement: Agreement, *, before: Agreement) -> None:
        two = " and ".join(side.id for side in before.parties)
        super().__init__(f"{agreement.name} is between {two}. Give an agreement of others another name.")


class NoSuchAgreement(AgreementRefused):
    """Nobody has proposed an agreement of this name."""

    def __init__(self, name: str, *, known: Sequence[str]) -> None:
        told = f"There are {', '.join(known)}." if known else "There are none yet."
        super().__init__(f"No agreement '{name}' has been proposed. {told}")


class OtherText(AgreementRefused):
    """What was read and what was proposed last are not the same text."""

    def __init__(self, version: Version) -> None:
        super().__init__(
            f"The latest text of {version.agreement.name} is version {version.number} with the digest "
            f"{version.digest[:16]}, and another one was to be signed. Read the latest and sign that."
        )


class SignedAlready(AgreementRefused):
    """A party signs a version once."""

    def __init__(self, version: Version, *, party: str) -> None:
        super().__init__(f"{party} has signed version {version.number} of {version.agreement.name} already.")


class KeyNeeded(AgreementRefused):
    """A party that has made a key known signs with it: its name alone could be written by anybody."""

    def __init__(self, party: str) -> None:
        super().__init__(f"{party} has a key in this ledger: sign with it (--key FILE).")


class NotInForce(AgreementRefused):
    """There is nothing to end."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No version of {name} is in force, or its end has been told already.")


def read_histories(*, ledger: Ledger, read: ReadText) -> Mapping[str, History]:
    """Return all agreements by name, with their versions and signatures.

    A signature counts if it was made with the key that the party had then, or by name where it had none.

    Args:
        ledger: the facts.
        read: reads the text of an agreement.
    """
    keys = registered_keys(ledger)
    entries = (entry for entry in ledger.entries(kinds=AGREEMENT_KINDS) if _is_genuine(entry, keys))
    return histories_of(entries, read)


def agreements_in_force(*, ledger: Ledger, read: ReadText, now: datetime) -> tuple[Agreement, ...]:
    """Return the agreements that count at a moment, by name.

    Args:
        ledger: the facts.
        read: reads the text of an agreement.
        now: the moment.
    """
    histories = read_histories(ledger=ledger, read=read)
    versions = (histories[name].in_force(now) for name in sorted(histories))
    return tuple(version.agreement for version in versions if version is not None)


def propose_agreement(
    *, ledger: Ledger, read: ReadText, text: str, actor: Actor, origin: Origin, now: datetime
) -> Version:
    """Return the version that a party has proposed; it is not signed by that.

    Args:
        ledger: where it is recorded.
        read: reads the text.
        text: the agreement as TOML.
        actor: one of the two parties.
        origin: where the proposal comes from.
        now: when.

    Raises:
        AgreementRefused: in one of its forms: `TextUnreadable`, `NotAParty`, `NotTheNextVersion`, `OtherParties`.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    agreement = read(text)
    if agreement is None:
        raise TextUnreadable

    def act() -> Act:
        if actor.party not in agreement.party_ids:
            raise NotAParty(agreement, party=actor.party)
        history = read_histories(ledger=ledger, read=read).get(agreement.name)
        if history is not None and history.latest.agreement.party_ids != agreement.party_ids:
            raise OtherParties(agreement, before=history.latest.agreement)
        next_number = 1 if history is None else history.latest.number + 1
        if agreement.version != next_number:
            raise NotTheNextVersion(agreement, next_number=next_number)
        return AgreementProposed(
            agreement=agreement.name, agreement_version=agreement.version, text=text, digest=digest_of(text)
        )

    _record(ledger, act, actor=actor, origin=origin, now=now)
    return read_histories(ledger=ledger, read=read)[agreement.name].latest


def sign_agreement(
    *,
    ledger: Ledger,
    read: ReadText,
    name: str,
    digest: str,
    actor: Actor,
    origin: Origin,
    now: datetime,
    key: SigningKey | None = None,
) -> Version:
    """Return the latest version of an agreement, signed by a party; it is in force once both have signed it.

    Args:
        ledger: where it is recorded.
        read: reads the text of an agreement.
        name: of the agreement.
        digest: SHA-256 of the text that the party has read.
        actor: one of the two parties.
        origin: where the signature comes from.
        now: when.
        key: the party's key; None: it signs by name, as long as it has made no key known.

    Raises:
        AgreementRefused: in one of its forms: `NoSuchAgreement`, `NotAParty`, `OtherText`, `SignedAlready`,
            `KeyNeeded`.
        KeyNotRegistered: the key is not the party's present one.
        LedgerIsBusy: others wrote again and again meanwhile.
    """

    def act() -> Act:
        version = _history(ledger, read, name).latest
        if actor.party not in version.agreement.party_ids:
            raise NotAParty(version.agreement, party=actor.party)
        if digest != version.digest:
            raise OtherText(version)
        if actor.party not in version.unsigned_by:
            raise SignedAlready(version, party=actor.party)
        signature = _signature(version, party=actor.party, key=key, ledger=ledger)
        return AgreementSigned(agreement=name, agreement_version=version.number, digest=digest, signature=signature)

    _record(ledger, act, actor=actor, origin=origin, now=now)
    return _history(ledger, read, name).latest


def end_agreement(
    *, ledger: Ledger, read: ReadText, name: str, reason: str, actor: Actor, origin: Origin, now: datetime
) -> Version:
    """Return the version that ends, as many days from now as its exit clause says.

    Args:
        ledger: where it is recorded.
        read: reads the text of an agreement.
        name: of the agreement.
        reason: why.
        actor: one of the two parties.
        origin: where the word comes from.
        now: when.

    Raises:
        AgreementRefused: in one of its forms: `NoSuchAgreement`, `NotAParty`, `NotInForce`.
        LedgerIsBusy: others wrote again and again meanwhile.
    """

    def act() -> Act:
        version = _history(ledger, read, name).in_force(now)
        if version is None or version.ending is not None:
            raise NotInForce(name)
        if actor.party not in version.agreement.party_ids:
            raise NotAParty(version.agreement, party=actor.party)
        ends_at = now + timedelta(days=version.agreement.exit_days)
        return AgreementEnded(agreement=name, reason=reason, ends_at=ends_at)

    _record(ledger, act, actor=actor, origin=origin, now=now)
    ended = [version for version in _history(ledger, read, name).versions if version.ending is not None]
    return ended[-1]


def adopt_agreements(
    *, ledger: Ledger, read: ReadText, texts: Sequence[str], origin: Origin, now: datetime
) -> tuple[Version, ...]:
    """Return agreements that both sides had signed before the ledger began, recorded as such.

    Each is proposed by its first party and signed by both; those that are there already stay as they are.

    Args:
        ledger: where they are recorded.
        read: reads the text of an agreement.
        texts: the agreements as TOML, each in its first version.
        origin: where they come from.
        now: when they were signed.

    Raises:
        AgreementRefused: one cannot be read or does not follow on what is there.
        LedgerIsBusy: others wrote again and again meanwhile.
    """
    known = {
        version.digest for history in read_histories(ledger=ledger, read=read).values() for version in history.versions
    }
    for text in texts:
        digest = digest_of(text)
        agreement = read(text)
        if agreement is None:
            raise TextUnreadable
        if digest in known:
            continue
        sides = [Actor(party=side.id) for side in agreement.parties]
        propose_agreement(ledger=ledger, read=read, text=text, actor=sides[0], origin=origin, now=now)
        for side in sides:
            sign_agreement(
                ledger=ledger, read=read, name=agreement.name, digest=digest, actor=side, origin=origin, now=now
            )
    histories = read_histories(ledger=ledger, read=read)
    digests = {digest_of(text) for text in texts}
    return tuple(version for history in histories.values() for version in history.versions if version.digest in digests)


def _is_genuine(entry: Entry, keys: Sequence[RegisteredKey]) -> bool:
    """Return whether a fact is none of a signature, or one that its party can have made."""
    act, party = entry.fact.act, entry.fact.actor.party
    if not isinstance(act, AgreementSigned):
        return True
    known = key_in_force(keys, party, size=entry.position)
    if known is None or not act.signature:
        return known is None and not act.signature
    text = text_to_sign(act.agreement, act.agreement_version, act.digest)
    try:
        return is_text_signed(text, bytes.fromhex(act.signature), key=known.key)
    except ValueError:  # no hexadecimal digits
        return False


def _signature(version: Version, *, party: str, key: SigningKey | None, ledger: Ledger) -> str:
    """Return the signature with the party's key, empty where it has none and signs by name."""
    known = key_in_force(registered_keys(ledger), party)
    if key is None:
        if known is not None:
            raise KeyNeeded(party)
        return ""
    if known is None or known.key != key.public:
        raise KeyNotRegistered(party)
    return key.sign_text(text_to_sign(version.agreement.name, version.number, version.digest)).hex()


def _history(ledger: Ledger, read: ReadText, name: str) -> History:
    histories = read_histories(ledger=ledger, read=read)
    if name not in histories:
        raise NoSuchAgreement(name, known=sorted(histories))
    return histories[name]


def _record(ledger: Ledger, decide: Callable[[], Act], *, actor: Actor, origin: Origin, now: datetime) -> None:
    """Record what is decided on the agreements and keys as they stand."""

    def facts(_: int) -> tuple[None, Sequence[Fact]]:
        return None, [new_fact(decide(), actor=actor, origin=origin, happened_at=now)]

    record_decision(ledger, facts, now=now, matters=(*AGREEMENT_KINDS, KeyRegistered.__name__))
