"""The weekly meeting asks why orders come late, agrees on a prevention, and sees some weeks later whether it helped."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.command_line import unisono, write_company
from tests.companies import bakery
from tests.late_orders import MONDAY, day, late_gates, worked_example
from unisono.bootstrap import open_books
from unisono.domain.facts import Fact

TORN = "produce/bellows-torn"
PREVENTION = f"prevent/{TORN}"


def record(place: Path, facts: Iterable[Fact]) -> None:
    """Record some facts."""
    with open_books(str(place), create=True) as books:
        books.ledger.append([*facts], now=MONDAY)


def gates(*ats: float, over: float = 0, reason: str = "") -> list[Fact]:
    """Return orders that were due on some days and came some days later, for a reason."""
    return [fact for at in ats for fact in late_gates(f"SO-{at}", at=at, over=over, reason=reason)]


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """Return a ledger in which torn bellows made three of six orders late."""
    place = tmp_path / "forge.ledger"
    record(place, [*gates(3, 9, 10, over=1, reason="Bellows torn"), *gates(4, 5, 6)])
    return place


def words(text: str) -> str:
    """Return what stands on a screen in one line."""
    return " ".join(text.split())


def at(number: float) -> tuple[str, str]:
    """Return the option that says when."""
    return "--now", day(number).isoformat()


def test_a_prevention_is_lived_through(forge: Path) -> None:
    """Proposed, asked for, promised, slipped, done, accepted; then twenty orders without torn bellows: it helped."""
    said = unisono("causes", "--ledger", forge)
    told = words(said.out)
    assert said.code == 0
    assert "3 orders of 6 came late: 72.0 hours. Why:" in told
    assert "produce: Bellows torn 3 3 72.0 ▁▁▁▁▁▁▅█ proposed: forge, by 2026-03-27" in told

    asked = unisono("prevent", "produce: Bellows torn", "--ledger", forge, "--as", "sales", "--do", "a spare", *at(12))
    assert asked.code == 0
    assert f"unisono commitment promise {PREVENTION} --as forge" in words(asked.out)
    again = unisono("prevent", TORN, "--ledger", forge, "--as", "sales", "--do", "a spare", *at(12))
    assert (again.code, "forge is to prevent this already" in again.beside) == (1, True)

    own = (PREVENTION, "--ledger", forge, "--as", "forge")
    assert unisono("commitment", "promise", *own, "--by", "2026-03-20", *at(13)).code == 0
    assert "agreed: forge, by 2026-03-21 (overdue)" in words(unisono("causes", "--ledger", forge, *at(25)).out)
    assert unisono("commitment", "notice", *own, "--by", "2026-03-22", "--reason", "no leather", *at(14)).code == 0
    assert unisono("commitment", "deliver", *own, *at(15)).code == 0
    assert "too early to tell: 3 times in 6 orders before, 0 times in 0 after." in words(
        unisono("causes", "--ledger", forge).out
    )
    assert unisono("commitment", "accept", PREVENTION, "--ledger", forge, "--as", "sales", *at(16)).code == 0

    record(forge, gates(*range(17, 37)))
    document = unisono("causes", "--ledger", forge, "--json").document
    (prevention,) = document["preventions"]
    assert prevention["standing"] == "done and accepted"
    assert prevention["says"].startswith("it helped: from 50.0 to 0.0 in 100 orders (ratio 0.00, 0.00 to 0.")
    assert prevention["effect"]["after"] == {"times": 0, "orders": 20}
    (cause,) = document["causes"]
    assert (cause["repeated"], cause["proposal"], cause["preventions"]) == (False, None, [PREVENTION])
    assert "forge, done and accepted 2026-03-17: it helped" in words(unisono("causes", "--ledger", forge).out)


def test_a_prevention_that_nobody_wants_or_takes(forge: Path) -> None:
    """The forge says no, with a reason; the next one is withdrawn; work that is not good is rejected."""
    ask = ("prevent", TORN, "--ledger", forge, "--as", "sales", "--do", "a spare")
    assert unisono(*ask, *at(12)).code == 0
    own = (PREVENTION, "--ledger", forge, "--as", "forge")
    no = unisono("commitment", "decline", *own, "--reason", "no money", *at(13), "--json")
    assert no.document["commitment"]["stage"] == "declined"
    assert unisono(*ask, *at(14), "--json").document["commitment"]["id"] == f"{PREVENTION}/2"
    assert unisono("commitment", "withdraw", f"{PREVENTION}/2", "--ledger", forge, "--as", "sales", *at(15)).code == 0
    assert unisono(*ask, "--owner", "tannery", "--by", "2026-04-01", *at(16)).code == 0
    third = (f"{PREVENTION}/3", "--ledger", forge)
    assert unisono("commitment", "promise", *third, "--as", "tannery", *at(17)).code == 0
    assert unisono("commitment", "deliver", *third, "--as", "tannery", *at(18)).code == 0
    assert unisono("commitment", "reject", *third, "--as", "sales", "--reason", "torn again", *at(19)).code == 0
    standing = [one["standing"] for one in unisono("causes", "--ledger", forge, "--json").document["preventions"]]
    assert standing == ["given up", "given up", "agreed"]


def test_called_wrongly(forge: Path) -> None:
    """A cause, a commitment, a time or a quantity that is none, the wrong side: each gets a sentence."""
    wrong = unisono("prevent", "produce/belows-torn", "--ledger", forge, "--as", "sales", "--do", "a spare")
    assert (wrong.code, "Did you mean 'produce/bellows-torn'?" in wrong.beside) == (1, True)
    nobody = unisono("prevent", TORN, "--ledger", forge, "--as", "sales", "--do", "a spare", "--owner", "customer")
    assert (nobody.code, "customer cannot own a prevention" in nobody.beside) == (1, True)
    late = unisono("prevent", TORN, "--ledger", forge, "--as", "sales", "--do", "a spare", "--by", "soon")
    assert late.code == 2
    unknown = unisono("commitment", "promise", "nothing", "--ledger", forge, "--as", "forge")
    assert (unknown.code, "knows no commitment nothing" in unknown.beside) == (1, True)
    made = ("SO-3/produce", "--ledger", forge)
    assert unisono("commitment", "deliver", *made, "--as", "forge", "--quantity", "none").code == 2
    side = unisono("commitment", "accept", *made, "--as", "forge")
    assert (side.code, "Only the party that asked" in side.beside) == (1, True)


def test_goods_are_handed_over_in_parts(tmp_path: Path) -> None:
    """The words are those of any commitment: five of twelve gates, of which one is not good, and the other seven."""
    place = tmp_path / "gates.ledger"
    record(place, [fact for fact in late_gates("SO-1", at=3) if fact.kind in {"Requested", "Promised"}])
    gate, told = ("SO-1/produce", "--ledger", place), ("--json",)
    part = unisono("commitment", "deliver", *gate, "--as", "forge", "--quantity", "5", *at(1), *told).document
    assert part["commitment"]["stage"] == "promised"
    assert unisono("commitment", "accept", *gate, "--as", "sales", *at(2)).code == 0
    rest = unisono("commitment", "deliver", *gate, "--as", "forge", *at(3), *told).document["commitment"]
    assert [handover["id"] for handover in rest["handovers"]] == ["1", "2"]
    assert (
        unisono("commitment", "accept", *gate, "--as", "sales", *at(4), *told).document["commitment"]["stage"]
        == "accepted"
    )


def test_opened_down_to_the_facts(forge: Path) -> None:
    """Each cause opens to its orders, and to what happened with the facts behind it."""
    told = words(unisono("causes", "--ledger", forge, "--open").out)
    assert "name: produce/bellows-torn Orders: SO-10 24.0 h, SO-3 24.0 h, SO-9 24.0 h." in told
    assert "SO-3/produce forge 2026-03-06 06:00 4 5 6 7" in told
    (cause,) = unisono("causes", "--ledger", forge, "--open", "--json").document["causes"]
    assert len(cause["opened"]["happenings"]) == 3
    assert all(one["facts"] for one in cause["opened"]["happenings"])


def test_money_where_there_is_a_policy(tmp_path: Path) -> None:
    """With the company's data a column of money stands beside; orders that the data do not know have none."""
    place = tmp_path / "forge.ledger"
    record(place, worked_example())
    company = write_company(tmp_path / "bakery", bakery())
    told = words(unisono("causes", "--ledger", place, "--company", company).out)
    assert "120.0 hours, € 0.00 by the company's policy (the data know 0 of these orders)" in told
    document = unisono("causes", "--ledger", place, "--company", company, "--json").document
    assert (document["currency"], document["money"], document["priced_orders"]) == ("EUR", "0", 0)
    assert sum(cause["seconds"] for cause in document["causes"]) == document["without_recovery_s"] == 5 * 86_400


def test_nothing_was_late(tmp_path: Path) -> None:
    """An empty ledger, and one in which all came in time, say so."""
    place = tmp_path / "empty.ledger"
    record(place, [])
    assert "Nobody said when anything was due" in unisono("causes", "--ledger", place).out
    record(place, gates(3, 4))
    assert unisono("causes", "--ledger", place, "--json").document["causes"] == []
    assert "No order came late in these facts." in unisono("causes", "--ledger", place).out
