"""Facts leave a ledger in every form and come back the same, in the same order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts import acts, books_of, facts
from unisono.domain.acts import KINDS
from unisono.domain.facts import Entry, Fact
from unisono.domain.logs import Account
from unisono.storage.logs.opening import open_log
from unisono.storage.logs.writing import form_of, write_log

NAMES = (
    "facts.csv",
    "facts.csv.gz",
    "facts.xes",
    "facts.xes.gz",
    "facts.sqlite",
    "facts.json",
    "facts.json.gz",
    "facts.xml",
)
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


def there_and_back(sent: list[Fact], path: Path) -> tuple[list[object], Account]:
    """Write facts to a file, and return what is read from it, with its account."""
    form = form_of(path)
    assert form is not None
    entries = (Entry(position=n, recorded_at=NOW + timedelta(hours=n), fact=fact) for n, fact in enumerate(sent, 1))
    assert write_log(path, entries, form) == len(sent)
    log = open_log(path)
    assert not isinstance(log, tuple)
    return list(log.read()), log.account()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=6)
@given(sent=books_of())
def test_facts_come_back_the_same(name: str, sent: list[Fact]) -> None:
    """Whatever facts a ledger holds, its export in any form gives them again, in their order, and nothing else."""
    with TemporaryDirectory() as folder:
        back, account = there_and_back(sent, Path(folder) / name)
    assert back == sent
    assert account.rows == account.taken == len(sent)
    assert account.is_whole
    assert account.findings == ()


@pytest.mark.parametrize("name", ["facts.csv", "facts.xes", "facts.sqlite", "facts.json", "facts.xml"])
@settings(max_examples=1)
@given(data=st.data())
def test_every_kind_comes_back(name: str, data: st.DataObject) -> None:
    """No kind of fact is forgotten by any form."""
    any_fact = data.draw(facts())
    sent = [
        replace(any_fact, id=f"F{number}", act=data.draw(acts(kind, loosely=True))) for number, kind in enumerate(KINDS)
    ]
    with TemporaryDirectory() as folder:
        back, _ = there_and_back(sent, Path(folder) / name)
    assert back == sent
