"""`unisono agreement new | propose | sign | end`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from unisono.analytics.kpis import KPIS_BY_ID
from unisono.cli.agreement_showing import AGREEMENTS_FORMAT, show_version, version_plain
from unisono.cli.company import refuse_data
from unisono.cli.doing import Doing
from unisono.cli.endings import Code, Refused
from unisono.cli.findings import count_findings, findings_document, show_findings
from unisono.cli.ledgers import moment, opened
from unisono.cli.screen import Screen
from unisono.cli.signing import open_key, refusing_keys
from unisono.domain.agreements.standing import Version, digest_of
from unisono.domain.facts import Medium, Origin
from unisono.services.agreements import (
    AgreementRefused,
    adopt_agreements,
    end_agreement,
    propose_agreement,
    read_histories,
    sign_agreement,
)
from unisono.services.ports import Ledger
from unisono.storage.outputs.json_text import write_json
from unisono.storage.reading.agreements import (
    FOLDER,
    agreement_files,
    agreement_of_text,
    read_agreement_file,
    read_agreements,
)
from unisono.storage.reading.company import read_company
from unisono.storage.writing import PlaceIsTaken, place_file
from unisono.storage.writing.agreement_texts import agreement_template


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except AgreementRefused as refusal:
        raise Refused(str(refusal)) from refusal


def write_template(screen: Screen, one: str, other: str, *, out: Path | None) -> None:
    """Write an agreement to fill in, and say what to do next.

    Raises:
        Refused: there is such a file, or the two are one.
    """
    if one == other:
        raise Refused("An agreement is between two different parties.")
    path = out or Path(f"{one}-{other}.toml")
    try:
        place_file(path, agreement_template(one, other).encode())
    except PlaceIsTaken as refusal:
        raise Refused(str(refusal)) from refusal
    screen.document(write_json({"format": "unisono-agreement-template/1", "file": str(path), "parties": [one, other]}))
    screen.show(
        f"{path} is to be filled in. Then: `unisono agreement propose {path} --ledger LEDGER --as {one}`, "
        "and both sign it."
    )


def propose_and_show(screen: Screen, file: Path, doing: Doing, *, company: Path | None) -> Code:
    """Propose the agreement in a file; where its text has errors these are shown, and nothing is proposed.

    Raises:
        Refused: it may not be proposed so, or the ledger cannot be used.
    """
    parties = None if company is None else _parties(screen, company)
    reading = read_agreement_file(file, known_parties=parties, known_kpis=KPIS_BY_ID)
    show_findings(screen, reading.findings)
    if reading.agreement is None:
        screen.show(f"\n{file} has {count_findings(reading.findings)}: nothing was proposed.")
        screen.document(findings_document(reading.findings, agreement=None))
        return Code.FINDINGS
    at = doing.at
    with _refusing(), opened(doing.ledger, create=True) as books:
        version = propose_agreement(
            ledger=books.ledger,
            read=agreement_of_text,
            text=reading.text,
            actor=doing.actor,
            origin=Origin(medium=Medium.FILE, place=file.name),
            now=at,
        )
    _show(screen, version, at)
    return Code.FINE


def sign_and_show(screen: Screen, name: str, doing: Doing, *, key_file: Path | None, read_file: Path | None) -> None:
    """Sign the latest version of an agreement for a party.

    Raises:
        Refused: it may not be signed so, the key is not the party's, or the ledger cannot be used.
    """
    at = doing.at
    with refusing_keys(), _refusing():
        key = None if key_file is None else open_key(key_file, doing.party)
        with opened(doing.ledger) as books:
            version = sign_agreement(
                ledger=books.ledger,
                read=agreement_of_text,
                name=name,
                digest=_digest(books.ledger, name, read_file),
                actor=doing.actor,
                origin=_origin("agreement sign"),
                now=at,
                key=key,
            )
    _show(screen, version, at)


def adopt_and_show(screen: Screen, company: Path, *, place: str, now: str | None) -> None:
    """Record the agreements that lie beside a company's data as signed by both.

    Raises:
        Refused: there are none, one has mistakes or does not follow on what is there, or the ledger cannot be used.
    """
    at = moment(now)
    if not agreement_files(company):
        raise Refused(f"{company} has no agreements: they are TOML files in {company / 'agreements'}.")
    with opened(place, create=True) as books:
        versions = adopt_beside(books.ledger, company, now=at)
    screen.document(
        write_json({"format": AGREEMENTS_FORMAT, "agreements": [version_plain(version, at) for version in versions]})
    )
    for version in versions:
        show_version(screen, version, at)


def adopt_beside(ledger: Ledger, company: Path, *, now: datetime) -> tuple[Version, ...]:
    """Return the agreements beside a company's data, recorded as signed by both; those that are there stay.

    Raises:
        Refused: one has mistakes, or does not follow on what is there.
    """
    readings = read_agreements(company)
    if any(reading.agreement is None for reading in readings):
        raise Refused(f"The agreements of {company} have mistakes: `unisono check {company}` tells which.")
    with _refusing():
        return adopt_agreements(
            ledger=ledger,
            read=agreement_of_text,
            texts=[reading.text for reading in readings],
            origin=Origin(medium=Medium.FILE, place=FOLDER),
            now=now,
        )


def end_and_show(screen: Screen, name: str, doing: Doing, *, reason: str) -> None:
    """Leave an agreement for a party.

    Raises:
        Refused: it cannot be left, or the ledger cannot be used.
    """
    at = doing.at
    with _refusing(), opened(doing.ledger) as books:
        version = end_agreement(
            ledger=books.ledger,
            read=agreement_of_text,
            name=name,
            reason=reason,
            actor=doing.actor,
            origin=_origin("agreement end"),
            now=at,
        )
    _show(screen, version, at)


def _show(screen: Screen, version: Version, at: datetime) -> None:
    screen.document(write_json({"format": AGREEMENTS_FORMAT, "agreements": [version_plain(version, at)]}))
    show_version(screen, version, at)


def _origin(command: str) -> Origin:
    return Origin(medium=Medium.COMMAND, place=command)


def _parties(screen: Screen, company: Path) -> frozenset[str]:
    reading = read_company(company)
    if reading.snapshot is None:
        refuse_data(screen, reading, company)
    return reading.snapshot.company.parties


def _digest(ledger: Ledger, name: str, read_file: Path | None) -> str:
    """Return the digest of the text that was read, else of the latest one; empty where there is none."""
    if read_file is None:
        history = read_histories(ledger=ledger, read=agreement_of_text).get(name)
        return "" if history is None else history.latest.digest
    reading = read_agreement_file(read_file)
    if reading.agreement is None:
        raise Refused(f"{read_file} is no agreement that can be read.")
    return digest_of(reading.text)
