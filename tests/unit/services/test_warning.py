"""Thorn Forge is warned of a late coil: once, with whom it hits and by when it is needed."""

from decimal import Decimal

import pytest

from tests.late_orders import MONDAY, day, done, said
from tests.warned_orders import days, ledger_of, look, park_and_rosewood
from unisono.domain.acts.commitments import Purpose, SlipNotified
from unisono.domain.acts.warnings import Relief, WarningRaised
from unisono.domain.facts import SYSTEM
from unisono.domain.policy import WarningPolicy

CALM = (0.5, 0.8, 1.0, 1.2, 1.5)
LATE = (1.8, 3.5, 4.0, 4.5, 6.0)
GATES = (2.5, 3.0, 3.2, 3.5, 3.9)
BOTH_LATE = days(A_supply=LATE, A_produce=GATES, A_promise=GATES, B_supply=LATE, B_produce=GATES, B_promise=GATES)
ALL_CALM = days(A_supply=CALM, A_produce=GATES, A_promise=GATES, B_supply=CALM, B_produce=GATES, B_promise=GATES)


def test_a_warning_says_whom_it_hits() -> None:
    """Park's late coil makes its gates and its promise late; Rosewood's promise has two weeks to spare."""
    warned = look(ledger_of(park_and_rosewood()), BOTH_LATE)
    assert [one.raised.commitment for one in warned.warnings] == ["A/supply", "B/supply"]
    park, rosewood = warned.warnings
    assert (park.outlook.chance, park.outlook.expected) == (Decimal("0.926"), day(4))
    assert (park.outlook.low, park.outlook.high) == (day(1.8), day(6))
    assert [hit.node.commitment for hit in park.impact.waits] == ["A/produce", "A/promise"]
    assert [(one.customer, one.tier) for one in park.impact.customers] == [("Park", "gold")]
    assert (park.impact.value, park.parties, park.needed_by) == (9000, ("production", "sales"), day(3))
    assert [hit.node.commitment for hit in rosewood.impact.waits] == ["B/produce"]
    assert (rosewood.impact.value, rosewood.parties, rosewood.needed_by) == (None, ("production", "sales"), day(3))


def test_what_waits_for_late_work_stands_behind_it() -> None:
    """Park's gates and promise are late through its coil: they come after it, and before Rosewood's coil."""
    outlooks = days(A_supply=(5, 6, 7, 8, 9), A_produce=GATES, A_promise=GATES, B_supply=LATE)
    warned = look(ledger_of(park_and_rosewood()), outlooks)
    assert [(one.raised.commitment, one.behind) for one in warned.warnings] == [
        ("A/supply", ""),
        ("A/produce", "A/supply"),
        ("A/promise", "A/supply"),
        ("B/supply", ""),
    ]


def test_what_lies_between_is_hit_as_well() -> None:
    """Work with time to spare hands the lateness on, and is on the way to who waits in the end."""
    spare = (1.0, 1.1, 1.2, 1.3, 1.4)
    outlooks = days(A_supply=(5, 5.5, 6, 7, 8), A_produce=spare, A_promise=spare)
    ledger = ledger_of(park_and_rosewood())
    ledger.append([said("A/produce", "production", SlipNotified(expected=day(30)), 0)], now=MONDAY)
    (warning, *_) = (one for one in look(ledger, outlooks).warnings if one.raised.commitment == "A/supply")
    assert {hit.node.commitment for hit in warning.impact.waits} == {"A/produce", "A/promise"}


def test_a_second_look_records_nothing() -> None:
    """The same facts give the same warnings, which are recorded once and by nobody's hand."""
    ledger = ledger_of(park_and_rosewood())
    first = look(ledger, BOTH_LATE)
    assert first.raised == ("A/supply", "B/supply")
    size = ledger.head().size
    second = look(ledger, BOTH_LATE)
    assert (second.news, ledger.head().size) == ((), size)
    assert [one.raised for one in second.warnings] == [one.raised for one in first.warnings]
    facts = [entry.fact for entry in ledger.entries(kinds=("WarningRaised",))]
    assert {fact.actor.party for fact in facts} == {SYSTEM}
    assert {fact.actor.person for fact in facts} == {""}
    assert [link.object for link in facts[0].links] == ["A"]


def test_no_promise_changes_by_a_warning() -> None:
    """What is known of a commitment is the same with a warning as without."""
    ledger = ledger_of(park_and_rosewood())
    before = ledger.commitment("A/supply")
    look(ledger, BOTH_LATE)
    after = ledger.commitment("A/supply")
    assert before is not None
    assert after is not None
    assert (after.terms, after.expected, after.stage) == (before.terms, before.expected, before.stage)


def test_a_warning_ends_when_the_chance_falls_or_the_coil_comes() -> None:
    """Rosewood's coil is on its way again, and Park's has come."""
    ledger = ledger_of(park_and_rosewood())
    look(ledger, BOTH_LATE)
    ledger.append(done("A", Purpose.SUPPLY, does="purchasing", asks="production", at=1), now=MONDAY)
    ended = look(ledger, days(B_supply=CALM, B_produce=GATES, B_promise=GATES))
    assert ended.cleared == {"A/supply": Relief.ENDED, "B/supply": Relief.FELL}
    assert ended.warnings == ()
    assert look(ledger, ALL_CALM.of(["B/supply"])).news == ()


def test_a_warning_stands_where_nothing_is_foreseen_any_more() -> None:
    """It is shown as it was raised."""
    ledger = ledger_of(park_and_rosewood())
    raised = look(ledger, BOTH_LATE)
    (park, _) = look(ledger, days()).warnings
    assert park.foreseen is None
    assert park.outlook == raised.warnings[0].outlook
    assert park.impact.waits == ()
    assert park.needed_by == day(2)


def test_what_is_overdue_is_warned_of_for_sure() -> None:
    """On day 3 Park's coil is late, whatever comes; its chance is one."""
    ledger = ledger_of(park_and_rosewood())
    warned = look(ledger, days(A_supply=(0.1, 0.2, 0.3, 0.4, 0.5)), now=day(3))
    assert [one.outlook.chance for one in warned.warnings] == [1]


@pytest.mark.parametrize(("raise_at", "count"), [("0.9", 2), ("0.94", 0)])
def test_thresholds_are_the_companys(raise_at: str, count: int) -> None:
    """Who wants to be sure is warned less."""
    policy = WarningPolicy(raise_at=Decimal(raise_at), clear_at=Decimal("0.5"), grace_hours=Decimal(0))
    assert len(look(ledger_of(park_and_rosewood()), BOTH_LATE, policy=policy).warnings) == count


@pytest.mark.parametrize(("hours", "count"), [("35", 2), ("37", 0)])
def test_a_little_late_is_not_late(hours: str, count: int) -> None:
    """The coil is three times out of four more than a day and a half late; who does not mind that is not warned."""
    policy = WarningPolicy(raise_at=Decimal("0.75"), grace_hours=Decimal(hours))
    assert len(look(ledger_of(park_and_rosewood()), BOTH_LATE, policy=policy).warnings) == count


def test_looking_says_how_much_was_looked_at() -> None:
    """Six commitments have a promise and an outlook, and nothing is foreseen of what nobody knows."""
    assert look(ledger_of(park_and_rosewood()), ALL_CALM).looked_at == 6
    assert look(ledger_of([]), days(X_supply=LATE)).looked_at == 0


def test_a_warning_of_a_notice_counts_from_the_notice() -> None:
    """Purchasing said day 3, and the coil will probably come on day 4: people count on the wrong day again."""
    ledger = ledger_of(park_and_rosewood())
    ledger.append([said("A/supply", "purchasing", SlipNotified(expected=day(3)), 0)], now=MONDAY)
    warned = look(ledger, days(A_supply=LATE))
    (act,) = (one.act for one in warned.news)
    assert isinstance(act, WarningRaised)
    assert (act.due, act.counted_on) == (day(2), day(3))
