"""Agreements as files: what is written is read again, and every mistake is told with its place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.agreements import office_and_yard
from unisono.domain.agreements.agreement import PARTS
from unisono.domain.findings import Severity
from unisono.storage.reading.agreements import (
    AgreementReading,
    agreement_files,
    agreement_of_text,
    read_agreement,
    read_agreement_file,
    read_agreements,
)
from unisono.storage.reading.fields import fields_of
from unisono.storage.writing.agreement_texts import agreement_template, agreement_toml

TEXT = agreement_toml(office_and_yard())
PARTIES, KPIS = ("office", "yard"), ("promise_kept_last",)


def read(text: str) -> AgreementReading:
    """Return what a text says in a company that has the office, the yard and one KPI."""
    return read_agreement(text.encode(), "office-yard.toml", known_parties=PARTIES, known_kpis=KPIS)


def test_an_agreement_is_read_as_it_was_written() -> None:
    """The text of an agreement says all of it, and nothing is wrong with it."""
    reading = read(TEXT)
    assert reading.findings == ()
    assert reading.agreement == office_and_yard()
    assert reading.text == TEXT
    assert agreement_of_text(TEXT) == office_and_yard()


def swap(old: str, new: str) -> Callable[[str], str]:
    """Return a mistake: one text in the place of another."""

    def changed(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return changed


@pytest.mark.parametrize(
    ("code", "line", "mistake"),
    [
        ("missing-key", 1, swap('purpose = "An owner hears one launching day, and it holds."\n', "")),
        ("bad-date", 4, swap("2026-09-30", "soon")),
        ("unknown-key", 6, swap("exit_days = 30", "exit_days = 30\nnotice = 9")),
        ("unknown-party", 14, swap('id = "yard"', 'id = "yards"')),
        ("agreement-needs-two", 13, swap('id = "yard"', 'id = "office"')),
        ("party-not-in-agreement", 20, swap('[[owes]]\nparty = "yard"', '[[owes]]\nparty = "crane"')),
        ("unknown-word", 21, swap("answer_time", "answer_tempo")),
        ("norm-without-hours", 19, swap("hours = 8\n", "")),
        ("norm-with-hours", 42, swap('measure = "accuracy"', 'measure = "accuracy"\nhours = 2')),
        ("out-of-range", 23, swap("share = 0.9", "share = 90")),
        ("duplicate-row", 27, swap('"lead_time"\npurpose = "produce"', '"answer_time"')),
        ("unknown-kpi", 62, swap('"promise_kept_last"', '"promise_kept"')),
        ("party-not-in-agreement", 66, swap('[[data]]\nparty = "office"', '[[data]]\nparty = "crane"')),
        ("wrong-heading", 70, swap("[[risk]]", "[risk]")),
        ("bad-toml", 3, swap('purpose = "An', "purpose = An")),
    ],
)
def test_a_mistake_is_told_with_its_line(code: str, line: int, mistake: Callable[[str], str]) -> None:
    """Whoever makes a mistake in an agreement reads where it stands and what was expected, and gets no agreement."""
    reading = read(mistake(TEXT))
    places = {(finding.code, finding.source.line) for finding in reading.findings}
    assert (code, line) in places
    assert all(finding.expected and finding.remedy for finding in reading.findings)
    has_errors = any(finding.severity is Severity.ERROR for finding in reading.findings)
    assert (reading.agreement is None) == has_errors


def test_a_wish_that_nobody_can_measure_is_a_warning() -> None:
    """Two who owe each other nothing measurable are told so, and may sign all the same."""
    reading = read(agreement_toml(office_and_yard(norms=())))
    assert [finding.code for finding in reading.findings] == ["agreement-without-norms"]
    assert reading.agreement is not None


def test_one_party_alone_is_no_agreement() -> None:
    """An agreement with one party, with three or with none is refused."""
    office, yard = office_and_yard().parties
    for sides in ((), (office,), (office, yard, yard)):
        codes = [finding.code for finding in read(agreement_toml(office_and_yard(parties=sides))).findings]
        assert "agreement-needs-two" in codes


def test_a_broken_party_causes_no_second_complaint() -> None:
    """Where a party's block has a mistake of its own nothing is said about the number of parties."""
    codes = [
        finding.code for finding in read(TEXT.replace('role = "yard master"', "role = 2026-01-01\nrole2 = 1")).findings
    ]
    assert "agreement-needs-two" not in codes
    assert [finding.code for finding in read(TEXT.replace('role = "yard master"\n', "")).findings] == ["missing-key"]


def test_without_a_company_parties_and_kpis_are_not_looked_at() -> None:
    """An agreement between parties that only others know can be read."""
    assert read_agreement(TEXT.encode(), "office-yard.toml").findings == ()


def test_an_untouched_template_says_what_to_fill_in() -> None:
    """Reading a new template tells which keys are still empty; every key of every part is explained in it."""
    text = agreement_template("office", "yard")
    findings = read(text).findings
    assert {finding.code for finding in findings} == {"empty-cell", "agreement-without-norms"}
    for key, part in PARTS.items():
        assert f"[[{key}]]" in text
        for field in fields_of(part.row_type):
            assert field.column.about in text


def test_a_filled_template_is_an_agreement() -> None:
    """Whoever fills the empty keys and deletes the # before the examples has an agreement that can be proposed."""
    text = agreement_template("office", "yard")
    text = re.sub(r'^(\w+) = ""  # e\.g\. (.+)$', r"\1 = \2", text, flags=re.MULTILINE)
    text = re.sub(r"^# (\[\[\w+\]\]|\w+ = .+)$", r"\1", text, flags=re.MULTILINE)
    reading = read_agreement(text.encode(), "office-yard.toml", known_parties=PARTIES)
    assert reading.findings == ()
    assert reading.agreement is not None
    assert reading.agreement.party_ids == {"office", "yard"}


def test_a_file_that_is_not_there_or_no_text_is_a_finding(tmp_path: Path) -> None:
    """A missing file and a picture are told as what they are."""
    (tmp_path / "picture.toml").write_bytes(b"\x89PNG\r\n")
    assert [one.code for one in read_agreement_file(tmp_path / "none.toml").findings] == ["unreadable-file"]
    assert [one.code for one in read_agreement_file(tmp_path / "picture.toml").findings] == ["not-text"]


def test_agreements_lie_in_a_folder_beside_the_data(tmp_path: Path) -> None:
    """The files of a company's agreements are found by name, whatever else lies there."""
    (tmp_path / "agreements").mkdir()
    for name in ("b.toml", "a.toml", "notes.txt"):
        (tmp_path / "agreements" / name).write_text(TEXT)
    (tmp_path / "agreements" / "b.toml").write_text(TEXT.replace("yard", "crane"))
    assert [path.name for path in agreement_files(tmp_path)] == ["a.toml", "b.toml"]
    first, second = read_agreements(tmp_path, known_parties=PARTIES)
    assert first.findings == ()
    assert {(one.code, one.source.file) for one in second.findings} == {("unknown-party", "agreements/b.toml")}
    assert read_agreements(tmp_path / "book.xlsx") == ()
