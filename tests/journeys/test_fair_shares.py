"""After a late delivery Sales and Production look up whose part it was, and one of them does not agree."""

from pathlib import Path

import pytest

from tests.command_line import unisono
from tests.late_orders import MONDAY, case, done, work, worked_example
from unisono.bootstrap import open_books
from unisono.domain.acts.commitments import Purpose, Through
from unisono.domain.facts import CUSTOMER, Fact

DAY = 86_400


def ledger_of(folder: Path, *facts: Fact) -> Path:
    """Return the place of a ledger with these facts."""
    place = folder / "forge.ledger"
    with open_books(str(place), create=True) as books:
        books.ledger.append(facts, now=MONDAY)
    return place


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of the worked example, beside an order that came two gates short."""
    short = [
        *work(
            "SO-2",
            Purpose.PROMISE,
            asks=CUSTOMER,
            does="sales",
            agreed=None,
            due=9,
            needs=[("SO-2/ship", Through.INPUT)],
        ),
        *work("SO-2", Purpose.SHIP, asks="sales", does="logistics", agreed=2, due=9),
        *done("SO-2", Purpose.SHIP, does="logistics", asks="sales", at=9, quantity=10),
        *done("SO-2", Purpose.PROMISE, does="sales", asks=CUSTOMER, at=9, quantity=10),
    ]
    return ledger_of(tmp_path_factory.mktemp("forge"), *worked_example(), *short)


def words(text: str) -> str:
    """Return what stands on a screen in one line."""
    return " ".join(text.split())


def test_the_shares_on_the_screen(forge: Path) -> None:
    """The table tells hours, what is recovered and what is short; the order opens down to its facts."""
    said = unisono("attribution", "--ledger", forge)
    told = words(said.out)
    assert said.code == 0
    assert "1 order late by 96.0 hours together; 120.0 had nobody recovered time." in told
    assert "production 48.0 40.0 ██████████ 48.0 0.0 1" in told
    assert "logistics 24.0 20.0 █████ 24.0 24.0 1" in told
    assert "1 order short by 2 gate together" in told
    assert "Basis" not in told
    opened = words(unisono("attribution", "--ledger", forge, "--open", "--by", "order").out)
    assert "SO-1 96.0 production 48.0, sales 48.0, logistics 24.0" in opened
    assert "promised 48.0 h before the agreed finish, by sales: the customer insisted" in opened
    assert "SO-1/ship logistics 48.0 -24.0" in opened
    assert "SO-1/produce production 168.0 48.0 7 8 9 14 15" in opened
    assert "credit logistics 24.0 h" in opened


def test_a_party_opened_on_the_screen_and_for_programs(forge: Path) -> None:
    """Logistics is opened by what it does; a party that took no part is refused with those that did."""
    told = words(unisono("attribution", "--ledger", forge, "--within", "logistics").out)
    assert "Within logistics Share h Credit h Orders supply 24.0" in told
    assert "ship 0.0 24.0 0" in told
    within = unisono("attribution", "--ledger", forge, "--within", "logistics", "--json").document["within"]
    assert within == {
        "party": "logistics",
        "parts": [
            {"part": "supply", "seconds": DAY, "credit_s": 0, "orders": 1},
            {"part": "ship", "seconds": 0, "credit_s": DAY, "orders": 0},
        ],
    }
    refused = unisono("attribution", "--ledger", forge, "--within", "yard")
    assert refused.code != 0
    assert "logistics, production, sales" in words(refused.out + refused.beside)


def test_the_shares_for_programs(forge: Path) -> None:
    """The shares and the unrecorded, less the credits, are the lateness; an order opens to stages and facts."""
    document = unisono("attribution", "--ledger", forge, "--json").document
    assert document["lateness_s"] == 4 * DAY
    shares = {share["party"]: share for share in document["shares"]}
    assert {party: share["seconds"] // DAY for party, share in shares.items()} == {
        "production": 2,
        "sales": 2,
        "logistics": 1,
    }
    given = sum(share["seconds"] - share["credit_s"] for share in document["shares"])
    assert given + document["unrecorded_s"] == document["lateness_s"]
    assert shares["sales"]["but_for_s"] == 2 * DAY
    assert document["short"][0]["missing"] == 2
    assert "opened" not in document
    one = unisono("attribution", "--ledger", forge, "--order", "SO-1", "--by", "order", "--json").document
    assert one["by_order"][0]["lateness_s"] == 4 * DAY
    (opened,) = one["opened"]
    assert (opened["promiser"], opened["over_promised_s"]) == ("sales", 2 * DAY)
    assert {stage["stage"]: stage["overrun_s"] // DAY for stage in opened["stages"]}["SO-1/produce"] == 2
    assert all(stage["facts"] for stage in opened["stages"])


def test_a_range_without_a_late_delivery(forge: Path) -> None:
    """Nothing was late before the week, nor in an order in time; a time that cannot be read is refused."""
    before = words(unisono("attribution", "--ledger", forge, "--to", "2026-03-02").out)
    assert "Nothing can be called late: no delivery in these facts has a promised time or a deadline." in before
    assert (
        "Nothing was late: 1 delivery of SO-2 in time."
        in unisono("attribution", "--ledger", forge, "--order", "SO-2").out
    )
    later = unisono("attribution", "--ledger", forge, "--from", "2026-03-17T06:00:00+01:00", "--json")
    assert later.document["lateness_s"] == 0
    refused = unisono("attribution", "--ledger", forge, "--from", "yesterday")
    assert (refused.code, "Expected a date" in refused.beside) == (2, True)


def test_production_replies(tmp_path: Path) -> None:
    """Production says that a day of its two was Logistics'; both values stand there from then on."""
    forge = ledger_of(tmp_path, *worked_example())
    contest = ("contest", "SO-1", "--ledger", forge, "--caused-by", "logistics", "--reason", "the coil had no papers")
    own = (*contest, "--overrun", "SO-1/produce")
    refused = unisono(*own, "--as", "sales")
    assert (refused.code, "sales has no overrun SO-1/produce" in refused.beside) == (1, True)
    for minutes in ("none", "0", "NaN"):
        assert unisono(*own, "--as", "production", "--minutes", minutes).code == 2
    said = unisono(*own, "--as", "production", "--minutes", "1440")
    assert said.code == 0
    assert "production 48.0 24.0" in words(said.out)
    document = unisono("attribution", "--ledger", forge, "--json").document
    both = {
        share["party"]: (share["without_replies_s"] // DAY, share["seconds"] // DAY) for share in document["shares"]
    }
    assert both == {"logistics": (1, 2), "production": (2, 1), "sales": (2, 2)}
    assert document["replies"][0]["reason"] == "the coil had no papers"
    told = words(unisono("attribution", "--ledger", forge, "--order", "SO-1").out)
    assert "1 reply counted in; a reply is one side's word." in told
    assert "SO-1/produce contested logistics 0.0 24.0 the coil had no papers" in told
    all_of_it = unisono(*own, "--as", "production", "--json").document
    assert {share["party"]: share["seconds"] // DAY for share in all_of_it["shares"]}["production"] == 0


def test_a_log_without_agreements_says_so(tmp_path: Path) -> None:
    """What permits took before is a reference, and many late ones are cut off on the screen."""
    facts = [
        fact
        for number in range(40)
        for fact in case(
            f"permit {number:02}",
            opened=number,
            steps=[("check", "Group 1", number + 2)],
            ended=number + 2,
            due=number + 1,
        )
    ]
    said = words(unisono("attribution", "--ledger", ledger_of(tmp_path, *facts), "--by", "order").out)
    assert "Basis: reference, not agreed, what such work took in earlier cases." in said
    assert "and 10 more; --json has all." in said
