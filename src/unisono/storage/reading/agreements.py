"""Agreements as people write them: a TOML file each."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unisono.domain.agreements.agreement import PARTS, Agreement
from unisono.domain.findings import Finding
from unisono.services.checking.agreements import AgreementDraft, check_agreement
from unisono.storage.reading.blocks import BlockReader, Groups
from unisono.storage.reading.cells import Customs
from unisono.storage.reading.finding_log import FindingLog
from unisono.storage.reading.heads import UTC_ZONE
from unisono.storage.reading.limits import SETTINGS_SIZE
from unisono.storage.reading.numbers import Notation
from unisono.storage.reading.sheets import Settings
from unisono.storage.reading.texts import BYTE_ORDER_MARK, read_bytes
from unisono.storage.reading.toml_files import read_toml

AGREEMENT_GROUPS = Groups(lists=tuple(PARTS))
FOLDER = "agreements"
"""The folder beside a company's data in which its agreements lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReading:
    """What came of reading an agreement's text; there is no agreement when any finding is an error."""

    text: str = ""
    agreement: Agreement | None = None
    findings: tuple[Finding, ...] = ()


def read_agreement(
    data: bytes,
    file: str,
    *,
    known_parties: Collection[str] | None = None,
    known_kpis: Collection[str] | None = None,
) -> AgreementReading:
    """Return an agreement, or everything that is wrong with its text.

    Args:
        data: the text as TOML, in UTF-8.
        file: what the findings call it.
        known_parties: departments and partners of the company; None: not looked at.
        known_kpis: ids of KPIs; None: not looked at.
    """
    log = FindingLog()
    settings = read_toml(data, file, log.add)
    if settings is None:
        return AgreementReading(findings=log.findings(()))
    reader = BlockReader(file=file, customs=Customs(notation=Notation(), zone=UTC_ZONE), report=log.add)
    head = reader.values(settings.head, Agreement, groups=AGREEMENT_GROUPS)
    reader.report_groups(settings, AGREEMENT_GROUPS)
    draft = _draft(reader, settings, known_parties, known_kpis)
    log.extend(check_agreement(draft))
    findings = log.findings(())
    parts: dict[str, Any] = {name: table.rows for name, table in draft.parts.items()}
    return AgreementReading(
        text=data.removeprefix(BYTE_ORDER_MARK).decode(),
        agreement=None if log.has_errors else Agreement(**head, **parts),
        findings=findings,
    )


def agreement_of_text(text: str) -> Agreement | None:
    """Return the agreement that a text in a ledger says; None where this version of Unisono cannot read it."""
    return read_agreement(text.encode(errors="surrogatepass"), "agreement").agreement


def read_agreement_file(
    path: Path,
    *,
    known_parties: Collection[str] | None = None,
    known_kpis: Collection[str] | None = None,
    inside: str = "",
) -> AgreementReading:
    """Return the agreement in a file, or everything that is wrong with it.

    Args:
        path: the file.
        known_parties: as for `read_agreement`.
        known_kpis: as for `read_agreement`.
        inside: what stands before the file's name where a finding points to it.
    """
    log = FindingLog()
    data = read_bytes(path, SETTINGS_SIZE, log.add)
    if data is None:
        return AgreementReading(findings=log.findings(()))
    return read_agreement(data, f"{inside}{path.name}", known_parties=known_parties, known_kpis=known_kpis)


def read_agreements(
    company: Path, *, known_parties: Collection[str] | None = None, known_kpis: Collection[str] | None = None
) -> tuple[AgreementReading, ...]:
    """Return the agreements that lie beside a company's data, by the names of their files; a workbook has none.

    Args:
        company: the folder of the company's data; they are in its folder `agreements`.
        known_parties: as for `read_agreement`.
        known_kpis: as for `read_agreement`.
    """
    return tuple(
        read_agreement_file(path, known_parties=known_parties, known_kpis=known_kpis, inside=f"{FOLDER}/")
        for path in agreement_files(company)
    )


def agreement_files(company: Path) -> tuple[Path, ...]:
    """Return the files of the agreements beside a company's data, by name."""
    folder = company / FOLDER
    return tuple(sorted(folder.glob("*.toml"))) if folder.is_dir() else ()


def _draft(
    reader: BlockReader,
    settings: Settings,
    known_parties: Collection[str] | None,
    known_kpis: Collection[str] | None,
) -> AgreementDraft:
    return AgreementDraft(
        file=settings.file,
        parts={
            part.attribute: reader.table(settings.lists.get(key, ()), part.row_type, inside=key)
            for key, part in PARTS.items()
        },
        known_parties=known_parties,
        known_kpis=known_kpis,
    )
