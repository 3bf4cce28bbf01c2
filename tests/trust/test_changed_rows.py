"""Somebody with full rights on the database takes the triggers away and changes rows; and what does not help him."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.mill import BEN, MONDAY, counted
from tests.trust.tampering import Raw, record, tampering, two_stories, verdict_of
from unisono.bootstrap import open_books
from unisono.domain.facts import Fact
from unisono.domain.merkle import leaf_hash
from unisono.services.checkpoints import Held, register_key, sign_ledger
from unisono.services.signing import SigningKey
from unisono.services.telling import Silent

SAW = SigningKey.new(party="saw")


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """Return where twelve facts are kept."""
    place = str(tmp_path / "mill.ledger")
    record(place, two_stories())
    return place


@pytest.fixture
def server_ledger(postgresql_place: str) -> str:
    """Return the URL of a PostgreSQL database with the same facts."""
    record(postgresql_place, two_stories())
    return postgresql_place


def test_a_sound_ledger_is_found_sound(ledger: str) -> None:
    """Where nobody has changed anything, nothing is found, and the root is that of the facts."""
    verdict = verdict_of(ledger)
    assert (verdict.ok, verdict.facts, verdict.first_bad) == (True, 12, None)


@pytest.mark.parametrize("table", ["fact", "fact_link"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET position = position + 1", "DELETE FROM {}"])
def test_the_database_itself_refuses(ledger: str, table: str, verb: str) -> None:
    """As long as the triggers are there, neither a change nor a deletion goes through."""
    raw = Raw(ledger)
    with pytest.raises(Exception, match="never changed"):
        raw.do(verb.format(table))
    raw._connection.close()
    assert verdict_of(ledger).ok


@pytest.mark.parametrize(
    ("statement", "first_bad"),
    [
        ("UPDATE fact SET kind = 'Invoiced' WHERE position = 3", 3),
        ("UPDATE fact SET commitment = 'SO-9/produce' WHERE position = 8", 8),
        ("UPDATE fact SET happened_at = '2026-11-20T05:00:00.000000Z' WHERE position = 5", 5),
        ("UPDATE fact SET recorded_at = '2026-11-20T05:00:00.000000Z' WHERE position = 5", 5),
        ("UPDATE fact SET id = 'fact-99' WHERE position = 2", 2),
        ("UPDATE fact_link SET quantity = '3.50' WHERE position = 4", 4),
        ("DELETE FROM fact_link WHERE position = 7", 7),
        ("DELETE FROM fact WHERE position = 3", 3),
        ("DELETE FROM fact WHERE position = 1", 1),
        ("DELETE FROM fact WHERE position >= 11", 11),
        ("UPDATE fact SET position = position + 100 WHERE position = 12", 12),
    ],
)
def test_a_changed_row_is_found_and_named(ledger: str, statement: str, first_bad: int) -> None:
    """Whatever column or link of a row is changed, or whichever row is taken away, the first bad fact is named."""
    with tampering(ledger) as raw:
        raw.do(statement)
    verdict = verdict_of(ledger)
    assert (verdict.ok, verdict.first_bad) == (False, first_bad), verdict.fault


def test_changed_bytes_are_found(ledger: str) -> None:
    """A quantity changed in the bytes of a fact does not fit their hash any more."""
    with tampering(ledger) as raw:
        body = bytes(raw.do("SELECT body FROM fact WHERE position = 9")[0][0])
        raw.do("UPDATE fact SET body = ? WHERE position = 9", body.replace(b'"12"', b'"21"'))
    assert verdict_of(ledger).first_bad == 9


def test_bytes_changed_with_their_hash_are_found(ledger: str) -> None:
    """Whoever changes the hash along with the bytes fails at the root over all facts."""
    with tampering(ledger) as raw:
        forge_body(raw, 9, b'"12"', b'"21"')
    verdict = verdict_of(ledger)
    assert not verdict.ok
    assert "root" in str(verdict.fault)


def test_reordered_facts_are_found(ledger: str) -> None:
    """Two facts that change places, with all that belongs to them, change the root."""
    with tampering(ledger) as raw:
        for was, now in ((3, 103), (9, 3), (103, 9)):
            raw.do("UPDATE fact SET position = ? WHERE position = ?", now, was)
    assert not verdict_of(ledger).ok


def test_an_inserted_fact_is_found(ledger: str) -> None:
    """A row behind the last one is not one of those that were recorded."""
    with tampering(ledger) as raw:
        raw.do(
            "INSERT INTO fact (position, id, kind, version, commitment, happened_at, recorded_at, body, leaf) "
            "SELECT 13, 'fact-13', kind, version, commitment, happened_at, recorded_at, body, leaf "
            "FROM fact WHERE position = 3"
        )
    verdict = verdict_of(ledger)
    assert (verdict.ok, verdict.first_bad) == (False, 13), verdict.fault


@pytest.mark.parametrize("position", [0, 13])
def test_links_of_no_fact_are_found(ledger: str, position: int) -> None:
    """Links that somebody put where there is no fact are told; no fact is in doubt."""
    with tampering(ledger) as raw:
        raw.do(
            "INSERT INTO fact_link (id, position, type, object, qualifier, quantity, unit) "
            "VALUES (?, ?, 'order', 'SO-9', '', NULL, '')",
            position * 1_000_000,
            position,
        )
    verdict = verdict_of(ledger)
    assert (verdict.ok, verdict.first_bad) == (False, None)
    assert "never recorded" in str(verdict.fault)


def test_what_is_kept_of_a_commitment_is_compared(ledger: str) -> None:
    """A commitment that was made look kept is found, no fact is in doubt, and a rebuild mends it."""
    with tampering(ledger) as raw:
        raw.do("DELETE FROM commitment WHERE id = 'SO-8/produce'")
    verdict = verdict_of(ledger)
    assert (verdict.ok, verdict.first_bad) == (False, None)
    assert "SO-8/produce" in str(verdict.fault)
    with open_books(ledger, create=False) as books:
        books.ledger.rebuild()
    assert verdict_of(ledger).ok


def test_an_index_that_leads_astray_is_found(ledger: str) -> None:
    """An index by which facts are found no longer fits them: no fact is in doubt, but it is told."""
    with tampering(ledger) as raw:
        raw.do("PRAGMA writable_schema = ON")
        other = "CREATE INDEX fact_of_kind ON fact (commitment, position)"
        raw.do("UPDATE sqlite_master SET sql = ? WHERE name = 'fact_of_kind'", other)
    verdict = verdict_of(ledger)
    assert (verdict.ok, verdict.first_bad) == (False, None)
    assert "damaged" in str(verdict.fault)


@pytest.mark.parametrize("statement", ["UPDATE head SET size = 11", "DELETE FROM head"])
def test_a_changed_head_is_found(ledger: str, statement: str) -> None:
    """The row that says how many facts there are does not lie unseen."""
    with tampering(ledger) as raw:
        raw.do(statement)
    assert not verdict_of(ledger).ok


def signed(place: str) -> Held:
    """Return what the saw keeps elsewhere after it has signed all facts."""
    with open_books(place, create=False) as books:
        now = MONDAY + timedelta(days=1)
        register_key(ledger=books.ledger, key=SAW.public, actor=BEN, origin=ORIGIN, now=now)
        checkpoint = sign_ledger(books=books, key=SAW, kept=(), now=now, tell=Silent())
    return Held(place="saw.checkpoint", signed=checkpoint)


ORIGIN = two_stories()[0].origin


class TestAgainstACheckpointHeldElsewhere:
    """The strongest forger writes the whole ledger anew, so that everything in it fits; the copies elsewhere do not."""

    @pytest.mark.parametrize(
        ("forgery", "first_bad"),
        [("truncated", 8), ("deleted", 13), ("inserted", 1), ("reordered", 1), ("changed", 1), ("begun otherwise", 1)],
    )
    def test_a_ledger_written_anew_is_found(self, tmp_path: Path, forgery: str, first_bad: int) -> None:
        """On its own the forged ledger looks sound; held against the checkpoint that a party kept it is not."""
        place, facts = str(tmp_path / "true.ledger"), two_stories()
        record(place, facts)
        held = signed(place)
        forged = str(tmp_path / "forged.ledger")
        record(forged, forgeries(facts)[forgery])
        with open_books(forged, create=False) as books:
            if forgery != "truncated":
                register_key(ledger=books.ledger, key=SAW.public, actor=BEN, origin=ORIGIN, now=MONDAY)
        assert verdict_of(forged).ok
        verdict = verdict_of(forged, held)
        assert (verdict.ok, verdict.first_bad) == (False, first_bad), verdict.fault

    def test_what_was_signed_before_is_not_in_doubt(self, tmp_path: Path) -> None:
        """With two checkpoints the change is known to lie between them."""
        place = str(tmp_path / "mill.ledger")
        record(place, two_stories()[:6])
        early = signed(place)
        with open_books(place, create=False) as books:
            books.ledger.append(two_stories()[6:], now=MONDAY)
        late = signed(place)
        with tampering(place) as raw:
            forge_body(raw, 10, b'"12"', b'"21"')
        verdict = verdict_of(place, early, late)
        assert (verdict.ok, verdict.signed) == (False, 7)
        assert verdict.first_bad == 8

    def test_a_signature_that_was_put_under_it_is_found(self, ledger: str) -> None:
        """A checkpoint with a signature that was not made with the registered key is not taken for one."""
        held = signed(ledger)
        stranger = replace(held.signed, signatures=(SigningKey.new(party="saw").sign(held.signed.checkpoint),))
        verdict = verdict_of(ledger, Held(place="a file", signed=stranger))
        assert not verdict.ok
        assert "signature of saw" in str(verdict.fault)

    def test_a_changed_checkpoint_in_the_ledger_is_found(self, ledger: str) -> None:
        """The checkpoints that the ledger itself keeps cannot be changed unseen either."""
        signed(ledger)
        with tampering(ledger) as raw:
            text = raw.do("SELECT text FROM signed_note")[0][0]
            raw.do("UPDATE signed_note SET text = ?", text.replace("\n13\n", "\n12\n"))
        assert not verdict_of(ledger).ok


class TestOnAServer:
    """PostgreSQL holds its administrator to the same."""

    def test_the_server_itself_refuses(self, server_ledger: str) -> None:
        """Neither a change, nor a deletion, nor emptying a table goes through."""
        for statement in ("UPDATE fact SET kind = 'Invoiced'", "DELETE FROM fact_link", "TRUNCATE fact"):
            raw = Raw(server_ledger)
            with pytest.raises(psycopg.Error, match="never changed"):
                raw.do(statement)
            raw._connection.close()
        assert verdict_of(server_ledger).ok

    def test_a_changed_fact_is_named(self, server_ledger: str) -> None:
        """Bytes, columns, links and whole rows that somebody changed are found there, too."""
        held = signed(server_ledger)
        assert verdict_of(server_ledger, held).ok
        for statement, first_bad in (
            ("UPDATE fact_link SET object = 'SO-9' WHERE position = 10", 10),
            ("UPDATE fact SET kind = 'Invoiced' WHERE position = 8", 8),
            ("UPDATE fact SET body = leaf WHERE position = 6", 6),
            ("DELETE FROM fact WHERE position = 2", 2),
        ):
            with tampering(server_ledger) as raw:
                raw.do(statement)
            verdict = verdict_of(server_ledger, held)
            assert (verdict.ok, verdict.first_bad) == (False, first_bad), verdict.fault


def forgeries(facts: list[Fact]) -> dict[str, list[Fact]]:
    """Return the facts as a forger would have them."""
    return {
        "truncated": facts[:7],
        "deleted": [*facts[:2], *facts[3:]],
        "inserted": [*facts[:3], counted(99), *facts[3:]],
        "reordered": [*facts[:2], facts[8], *facts[3:8], facts[2], *facts[9:]],
        "changed": [*facts[:8], counted(9, quantity=21), *facts[9:]],
        "begun otherwise": [counted(99), *facts],
    }


def forge_body(raw: Raw, position: int, was: bytes, now: bytes) -> None:
    """Change the bytes of a fact, and their hash along with them."""
    body: Any = bytes(raw.do("SELECT body FROM fact WHERE position = ?", position)[0][0])
    assert was in body
    forged = body.replace(was, now)
    raw.do("UPDATE fact SET body = ?, leaf = ? WHERE position = ?", forged, leaf_hash(forged), position)
