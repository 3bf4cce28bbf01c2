"""Mappings as people write them."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.repair_shop import PLAIN, column
from unisono.domain.findings import Finding
from unisono.domain.mappings import ActRule, CasePromise, LogMapping, Where
from unisono.storage.reading.mapping_files import ACT_KEYS, KEYS, read_mapping
from unisono.storage.writing.mapping_texts import mapping_toml

WHOLE = replace(
    PLAIN,
    start=column("begun"),
    transition=column("step"),
    minutes=column("worked"),
    party=(column("dept"), Where(object="employees", attribute="role", qualifier="packer"), Where(constant="Velo")),
    zone="Europe/Warsaw",
    time_format=("%d/%m/%Y %H:%M", "%d %b %Y"),
    empty=("EMPTY", 'a "quoted" word', "\x7f"),
    ignore=("note",),
    objects={"bike no.": "bicycle"},
    parties={"hand over": "counter"},
    promise=CasePromise(due=column("due"), ended=column("closed"), requester=Where(constant="sales")),
    acts=(
        ActRule(activity="hand over", act="Delivered", part="ship", fields={"is_last": Where(constant="yes")}),
        ActRule(activity="hand over", act="Accepted"),
    ),
)


def read(folder: Path, text: str) -> tuple[LogMapping | None, tuple[Finding, ...]]:
    """Return what a mapping file says."""
    file = folder / "repairs.toml"
    file.write_text(text, encoding="utf-8")
    return read_mapping(file)


@pytest.mark.parametrize("mapping", [WHOLE, PLAIN, LogMapping()])
def test_what_is_written_is_read_back(tmp_path: Path, mapping: LogMapping) -> None:
    """A mapping that was written is read as the same, whatever stands in it."""
    assert read(tmp_path, mapping_toml(mapping)) == (mapping, ())


def test_comments_stand_above_their_keys(tmp_path: Path) -> None:
    """What was seen stands above each key, long sentences in several lines, and what was not found stands alone."""
    comments = {
        "": "Guessed.",
        "case": "word " * 40,
        "minutes": "None was found.",
        "parties": '[parties]\n"pick" = "..."',
    }
    text = mapping_toml(PLAIN, comments)
    assert text.startswith("# Guessed.\n\n# word")
    assert '\n# [parties]\n# "pick" = "..."\n' in text
    assert max(map(len, text.splitlines())) <= 110
    assert read(tmp_path, text) == (PLAIN, ())


def test_a_mapping_may_be_written_by_hand(tmp_path: Path) -> None:
    """The example of the documentation is understood."""
    mapping, findings = read(
        tmp_path,
        """
        case = "order no"
        activity = "step"
        time = "finished"
        party = ["department", { constant = "workshop" }]

        [promise]
        due = "wanted"

        [[acts]]
        activity = "confirm"
        act = "Promised"
        [acts.fields]
        due = "confirmed for"
        """,
    )
    assert findings == ()
    assert mapping == LogMapping(
        case=column("order no"),
        activity=column("step"),
        time=column("finished"),
        party=(column("department"), Where(constant="workshop")),
        promise=CasePromise(due=column("wanted")),
        acts=(ActRule(activity="confirm", act="Promised", fields={"due": column("confirmed for")}),),
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "key"),
    [
        ("case =", "bad-toml", 1, None),
        ('\nCase = "x"', "unknown-key", 2, "Case"),
        ("case = 5", "wrong-type", 1, "case"),
        ('case = ""', "wrong-type", 1, "case"),
        ('case = { column = "x", object = "y" }', "wrong-type", 1, "case"),
        ('case = { column = "x", attribute = "y" }', "wrong-type", 1, "case"),
        ('case = { attribute = "y" }', "wrong-type", 1, "case"),
        ('party = ["x", 5]', "wrong-type", 1, "party"),
        ('party = [{ object = "x" }, { role = "y" }]', "wrong-type", 1, "party"),
        ("zone = 5", "wrong-type", 1, "zone"),
        ('zone = "Warsaw"', "unknown-timezone", 1, "zone"),
        ('time_format = "%d/%m"', "bad-time", 1, "time_format"),
        ('time_format = "%Q"', "bad-time", 1, "time_format"),
        ('empty = "EMPTY"', "wrong-type", 1, "empty"),
        ("ignore = [1]", "wrong-type", 1, "ignore"),
        ('objects = "x"', "wrong-type", 1, "objects"),
        ("[parties]\nrepair = 5", "wrong-type", 1, "parties"),
        ('promise = "x"', "wrong-heading", 1, "promise"),
        ('[promise]\nended = "x"', "missing-key", 1, "promise"),
        ('[promise]\ndue = "x"\nfinished = "y"', "unknown-key", 3, "finished"),
        ('acts = "x"', "wrong-heading", 1, "acts"),
        ('[acts]\nactivity = "x"', "wrong-heading", 1, "acts"),
        ('[[acts]]\nact = "Promised"', "missing-key", 1, "activity"),
        ('[[acts]]\nactivity = "x"', "missing-key", 1, "act"),
        ('[[acts]]\nactivity = "x"\nact = "Promissed"', "unknown-word", 3, "act"),
        ('[[acts]]\nactivity = "x"\nact = "Promised"\nwhy = "y"', "unknown-key", 4, "why"),
        ('[[acts]]\nactivity = "x"\nact = "Promised"\nfields = "y"', "wrong-type", 4, "fields"),
        ('[[acts]]\nactivity = "x"\nact = "Promised"\nfields = { until = "y" }', "unknown-key", 4, "until"),
        ('[[acts]]\nactivity = "x"\nact = "Promised"\nfields = { due = 5 }', "wrong-type", 4, "due"),
        ('[[acts]]\nactivity = "x"\nact = "Declined"', "missing-key", 3, "reason"),
    ],
)
def test_every_mistake_is_told_with_its_place(tmp_path: Path, text: str, code: str, line: int, key: str | None) -> None:
    """A mapping with a mistake is not used: what it would make cannot be taken back."""
    mapping, findings = read(tmp_path, text)
    assert mapping is None
    assert [(one.code, one.source.file, one.source.line, one.source.column) for one in findings] == [
        (code, "repairs.toml", line, key)
    ]
    assert findings[0].expected


def test_a_near_word_is_proposed(tmp_path: Path) -> None:
    """Whoever misspells a kind of fact or a key is told the right one."""
    _, findings = read(tmp_path, 'actvity = "x"\n[[acts]]\nactivity = "x"\nact = "Promissed"')
    assert {finding.remedy for finding in findings} == {"Did you mean 'activity'?", "Did you mean 'Promised'?"}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing file and a folder are findings like others."""
    assert [one.code for one in read_mapping(tmp_path / "none.toml")[1]] == ["unreadable-file"]
    assert [one.code for one in read_mapping(tmp_path)[1]] == ["not-a-file"]


def test_the_documentation_tells_the_truth(tmp_path: Path) -> None:
    """Both examples on the page about importing are mappings, and every key stands in its table."""
    page = (Path(__file__).parents[3] / "docs" / "importing.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    assert [read(tmp_path, example)[1] for example in examples] == [(), ()]
    table = page[page.index("## The keys") : page.index("## What the guess looks at")]
    told = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", table))))
    promised = {item.name for item in fields(CasePromise)}
    assert told >= {*KEYS, *ACT_KEYS, *promised, "attribute", "qualifier", "constant", "object"}
