"""The yard and the saw keep one ledger, sign for it, and find out what somebody did to it."""

import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.command_line import unisono
from tests.mill import MONDAY, counted, story
from unisono.bootstrap import open_books
from unisono.cli import verifying
from unisono.cli.signing import PASSPHRASE

NOW = ("--now", "2026-11-27T14:30:00Z")
Sign = Callable[[str], Path]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a ledger of six facts."""
    place = tmp_path / "mill.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(story(), now=MONDAY)
    return place


@pytest.fixture
def keys(ledger: Path, tmp_path: Path) -> Path:
    """Return a folder with a key of each party, both registered."""
    folder = tmp_path / "keys"
    for party in ("saw", "yard"):
        assert unisono("ledger", "keys", "new", party, "--folder", folder).code == 0
        registered = unisono("ledger", "keys", "register", party, folder / f"{party}.pub", "--ledger", ledger, *NOW)
        assert registered.code == 0
    return folder


@pytest.fixture
def sign(ledger: Path, keys: Path) -> Sign:
    """Return how a party signs, and gets back what it keeps."""

    def signing(party: str) -> Path:
        signed = unisono("ledger", "sign", "--ledger", ledger, "--party", party, "--key", keys / f"{party}.key", *NOW)
        assert signed.code == 0, signed.beside
        return keys / f"{party}.checkpoint"

    return signing


def change(ledger: Path) -> None:
    """Let somebody with rights on the file make 12 beams in stock 21, with everything that belongs to it."""
    forged = ledger.with_name("forged")
    with open_books(str(forged), create=True) as books, open_books(str(ledger), create=False) as true:
        for entry in true.ledger.entries():
            fact = counted(3, quantity=21) if entry.position == 3 else entry.fact
            books.ledger.append([fact], now=entry.recorded_at)
    for path in (forged, *ledger.parent.glob("forged-*")):
        path.replace(path.with_name(path.name.replace("forged", ledger.name)))


def test_every_friday_both_sign(ledger: Path, keys: Path, sign: Sign) -> None:
    """Each party types one command a week; the ledger then knows who signed, and each keeps a copy."""
    sign("saw")
    told = unisono("ledger", "sign", "--ledger", ledger, "--party", "yard", "--key", keys / "yard.key", *NOW, "--json")
    assert (told.document["facts"], told.document["signed_by"]) == (8, ["saw", "yard"])
    copy = (keys / "yard.checkpoint").read_text(encoding="utf-8")
    assert copy.splitlines()[1] == "8"
    assert [line.split()[1] for line in copy.splitlines()[5:]] == ["saw", "yard"]
    found = unisono("ledger", "verify", "--ledger", ledger, "--checkpoint", keys / "yard.checkpoint")
    assert found.code == 0
    assert "All is as it was recorded." in found.out
    assert "8, of them 8 signed for and 0 since; held against 2 checkpoints" in found.out
    document = unisono("ledger", "verify", "--ledger", ledger, "--json").document
    root = told.document["root"]
    assert document == {
        "format": "unisono-verdict/1",
        "facts": 8,
        "root": root,
        "ok": True,
        "first_bad": None,
        "reason": None,
        "checkpoints": 1,
        "signed": 8,
    }


def test_a_forged_ledger_gives_itself_away(ledger: Path, keys: Path, sign: Sign) -> None:
    """A ledger written anew by somebody looks sound, until it is held against a copy; and nobody signs it."""
    copy = sign("saw")
    change(ledger)
    assert unisono("ledger", "verify", "--ledger", ledger).code == 0
    found = unisono("ledger", "verify", "--ledger", ledger, "--checkpoint", copy)
    assert found.code == 1
    assert "Something is not as it was recorded. The first fact in doubt stands at 1." in found.out
    document = unisono("ledger", "verify", "--ledger", ledger, "--checkpoint", copy, "--json").document
    assert (document["ok"], document["first_bad"]) == (False, 1)
    refused = unisono("ledger", "sign", "--ledger", ledger, "--party", "saw", "--key", keys / "saw.key", *NOW)
    assert refused.code == 1
    assert "is not the one of" in refused.beside
    assert copy.read_text(encoding="utf-8").splitlines()[1] == "8"


def test_a_file_that_is_no_database_any_more(ledger: Path) -> None:
    """A ledger of which the first bytes are lost is broken, and programs are told so like any other."""
    ledger.write_bytes(b"lost" + ledger.read_bytes()[4:])
    found = unisono("ledger", "verify", "--ledger", ledger, "--json")
    assert (found.code, found.document["ok"], found.document["facts"]) == (1, False, 0)


def test_a_fact_is_proved_to_an_outsider(ledger: Path, keys: Path, sign: Sign, tmp_path: Path) -> None:
    """A carrier without the ledger checks, with the saw's public key, that a promise was among what the saw signed."""
    sign("saw")
    proof = tmp_path / "promise.json"
    proved = unisono("ledger", "prove", "fact-2", "--ledger", ledger, "--out", proof)
    assert proved.code == 0
    assert "saw (SO-7/produce) promised: due 2026-11-27 05:00, quantity 40" in proved.out
    ledger.unlink()
    checked = unisono("ledger", "prove", "--check", proof, "--key", keys / "saw.pub")
    assert (checked.code, "Proved, by the word of saw." in checked.out) == (0, True)
    with_other_key = unisono("ledger", "prove", "--check", proof, "--key", keys / "yard.pub", "--json")
    assert (with_other_key.code, with_other_key.document["ok"]) == (1, False)
    proof.write_text(proof.read_text(encoding="utf-8").replace("2026-11-27T05", "2026-11-30T05", 1), encoding="utf-8")
    changed = unisono("ledger", "prove", "--check", proof, "--key", keys / "saw.pub")
    assert (changed.code, "This proves nothing" in changed.out) == (1, True)
    proof.write_text(json.dumps({"format": "unisono-fact-proof/1", "path": 1}), encoding="utf-8")
    assert unisono("ledger", "prove", "--check", proof, "--key", keys / "saw.pub").code == 1


def test_growth_is_proved_to_an_outsider(ledger: Path, keys: Path, sign: Sign, tmp_path: Path) -> None:
    """Whoever kept an old checkpoint is shown that the ledger has only grown since."""
    old = tmp_path / "old.checkpoint"
    old.write_bytes(sign("saw").read_bytes())
    with open_books(str(ledger), create=False) as books:
        books.ledger.append([counted(50)], now=MONDAY)
    sign("saw")
    proof = tmp_path / "growth.json"
    assert unisono("ledger", "prove", "--since", old, "--ledger", ledger, "--out", proof).code == 0
    checked = unisono("ledger", "prove", "--check", proof, "--key", keys / "saw.pub")
    assert checked.code == 0
    assert "from 8 facts to 9, and only grew" in checked.out


def test_what_cannot_be_proved_is_refused_with_a_reason(ledger: Path, sign: Sign) -> None:
    """Before anybody has signed there is nothing to prove by; a fact that is not there has no proof."""
    assert "No party has signed" in unisono("ledger", "prove", "1", "--ledger", ledger).beside
    sign("saw")
    assert "holds no fact 99" in unisono("ledger", "prove", "99", "--ledger", ledger).beside
    assert unisono("ledger", "prove", "--ledger", ledger).code == 2


def test_keys_are_for_their_owners(keys: Path, ledger: Path) -> None:
    """A private key can be read by its owner only, is never written over, and is not in the ledger."""
    assert stat.S_IMODE((keys / "saw.key").stat().st_mode) == 0o600
    assert unisono("ledger", "keys", "new", "saw", "--folder", keys).code == 1
    secret = (keys / "saw.key").read_bytes().splitlines()[1]
    assert all(secret not in path.read_bytes() for path in ledger.parent.glob("mill.ledger*"))
    listed = unisono("ledger", "keys", "list", "--ledger", ledger)
    assert listed.out.count("in force") == 2
    document = unisono("ledger", "keys", "list", "--ledger", ledger, "--json").document
    assert [(one["party"], one["position"]) for one in document["keys"]] == [("saw", 7), ("yard", 8)]


def test_a_key_under_a_passphrase(tmp_path: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked key signs with its passphrase only, typed or from the environment."""
    monkeypatch.setenv(PASSPHRASE, "plank and beam")
    assert unisono("ledger", "keys", "new", "saw", "--folder", tmp_path, "--passphrase").code == 0
    assert unisono("ledger", "keys", "register", "saw", tmp_path / "saw.pub", "--ledger", ledger, *NOW).code == 0
    signing = ("ledger", "sign", "--ledger", ledger, "--party", "saw", "--key", tmp_path / "saw.key", *NOW)
    assert unisono(*signing).code == 0
    monkeypatch.delenv(PASSPHRASE)
    refused = unisono(*signing)
    assert (refused.code, "passphrase" in refused.beside) == (1, True)


def test_a_key_of_somebody_else_is_refused(keys: Path, ledger: Path, tmp_path: Path) -> None:
    """Nobody registers or signs with another party's key, or with a file that is none."""
    for arguments in (
        ("keys", "register", "yard", keys / "saw.pub"),
        ("keys", "register", "saw", keys / "saw.key"),
        ("sign", "--party", "yard", "--key", keys / "saw.key"),
        ("sign", "--party", "saw", "--key", keys / "saw.pub"),
    ):
        refused = unisono("ledger", *arguments, "--ledger", ledger, *NOW)
        assert refused.code == 1, arguments
        assert refused.beside
    assert "space" in unisono("ledger", "keys", "new", "inside sales", "--folder", tmp_path).beside


def test_wrong_files_and_places(ledger: Path, tmp_path: Path) -> None:
    """A ledger that is not there, and a file that is no checkpoint, are refused with a sentence."""
    assert "There is no ledger" in unisono("ledger", "verify", "--ledger", tmp_path / "none").beside
    refused = unisono("ledger", "verify", "--ledger", ledger, "--checkpoint", ledger)
    assert (refused.code, "no checkpoint" in refused.beside) == (1, True)
    assert unisono("ledger", "sign", "--ledger", ledger, "--party", "saw", "--key", tmp_path / "none.key").code == 1


def test_facts_are_shown_in_words(ledger: Path) -> None:
    """A commitment, an order, a kind, or just the latest: each as people say it, and as one JSON document."""
    told = unisono("ledger", "show", "--ledger", ledger, "--commitment", "SO-7/produce")
    for words in ("yard asked saw: 40 beam by 2026-11-27 05:00", "slip notified: expected 2026-11-28", "accepted"):
        assert words in told.out
    assert "stock counted" not in told.out
    assert "stock counted: product beam" in unisono("ledger", "show", "--ledger", ledger).out
    by_kind = unisono("ledger", "show", "--ledger", ledger, "--kind", "StockCounted", "--json").document
    assert [fact["position"] for fact in by_kind["facts"]] == [3]
    by_order = unisono("ledger", "show", "--ledger", ledger, "--subject", "SO-7", "--last", "2", "--json").document
    assert [fact["kind"] for fact in by_order["facts"]] == ["Delivered", "Accepted"]
    assert by_order["commitments"][0]["stage"] == "accepted"
    assert unisono("ledger", "show", "--ledger", ledger, "--commitment", "SO-9").code == 1
    assert unisono("ledger", "show", "--ledger", ledger, "--kind", "Eaten").code == 2
    assert "No such facts" in unisono("ledger", "show", "--ledger", ledger, "--subject", "SO-9").out


def test_what_follows_is_made_anew(ledger: Path) -> None:
    """Somebody spoils what is kept of a commitment: verify says so, and rebuild mends it."""
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("DELETE FROM commitment")
        connection.commit()
    assert "rebuild" in unisono("ledger", "verify", "--ledger", ledger).out
    assert unisono("ledger", "rebuild", "--ledger", ledger, "--json").document["facts"] == 6
    assert unisono("ledger", "verify", "--ledger", ledger).code == 0


def test_a_long_ledger_is_verified_by_several_processes(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is much to read each core reads a part, and finds the same."""
    monkeypatch.setattr(verifying, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(verifying, "cores", lambda: 3)
    assert unisono("ledger", "verify", "--ledger", ledger).code == 0
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("DROP TRIGGER fact_UPDATE")
        connection.execute("UPDATE fact SET kind = 'Invoiced' WHERE position = 5")
        connection.commit()
    assert unisono("ledger", "verify", "--ledger", ledger, "--json").document["first_bad"] == 5
