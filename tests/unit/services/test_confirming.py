"""Purchasing of Thorn Forge makes a slip notice of a warning with one word."""

import pytest

from tests.late_orders import MONDAY, day, said
from tests.plain_ledger import PlainLedger
from tests.warned_orders import HERE, days, ledger_of, look, park_and_rosewood
from unisono.domain.acts.commitments import Delivered, SlipNotified
from unisono.domain.acts.warnings import Relief
from unisono.domain.facts import Actor
from unisono.services.confirming import (
    FORETOLD,
    Confirmation,
    NoSuchWarning,
    NotThePerformer,
    confirm_warning,
    unanswered_warnings,
)

LATE = days(A_supply=(1.8, 3.5, 4.0, 4.5, 6.0))
PURCHASING = Actor(party="purchasing", person="Ida")


def warned() -> PlainLedger:
    """Return a ledger on which Park's coil is warned of."""
    ledger = ledger_of(park_and_rosewood())
    look(ledger, LATE)
    return ledger


def word(commitment: str = "A/supply", actor: Actor = PURCHASING, **more: object) -> Confirmation:
    """Return a party's word."""
    return Confirmation(commitment=commitment, actor=actor, origin=HERE, **more)  # type: ignore[arg-type] # fields by name


def test_one_word_makes_a_notice_of_a_warning() -> None:
    """The notice says what the warning expected, and the warning has been answered."""
    ledger = warned()
    state = confirm_warning(ledger=ledger, word=word(), now=MONDAY)
    assert (state.expected, state.terms.due) == (day(4), day(2))
    fact = ledger.kept[-1].fact
    assert (fact.act, fact.actor) == (SlipNotified(expected=day(4), reason=FORETOLD), PURCHASING)
    again = look(ledger, LATE)
    assert again.cleared == {"A/supply": Relief.TOLD}
    assert again.warnings == ()


def test_the_performer_knows_better() -> None:
    """It may say another time and why."""
    ledger = warned()
    state = confirm_warning(ledger=ledger, word=word(expected=day(6), reason="the furnace stands"), now=MONDAY)
    assert state.expectation is not None
    assert (state.expected, state.expectation.reason) == (day(6), f"the furnace stands, {FORETOLD}")


def test_only_the_performer_confirms() -> None:
    """Production cannot tell when Purchasing's coil will come."""
    ledger = warned()
    size = ledger.head().size
    with pytest.raises(NotThePerformer, match=r"A/supply is the work of purchasing.*production cannot\."):
        confirm_warning(ledger=ledger, word=word(actor=Actor(party="production")), now=MONDAY)
    assert ledger.head().size == size


def test_what_nobody_warned_of_is_not_confirmed() -> None:
    """The refusal names what may be confirmed."""
    ledger = warned()
    with pytest.raises(NoSuchWarning, match=r"No warning of B/supply waits .* Some wait for A/supply\."):
        confirm_warning(ledger=ledger, word=word("B/supply"), now=MONDAY)
    with pytest.raises(NoSuchWarning, match=r"None waits for an answer\."):
        confirm_warning(ledger=ledger_of(park_and_rosewood()), word=word(), now=MONDAY)


def test_a_warning_is_confirmed_once() -> None:
    """After the notice, and after the coil has come, nothing waits for an answer."""
    ledger = warned()
    assert [*unanswered_warnings(ledger)] == ["A/supply"]
    confirm_warning(ledger=ledger, word=word(), now=MONDAY)
    with pytest.raises(NoSuchWarning):
        confirm_warning(ledger=ledger, word=word(), now=MONDAY)
    came = warned()
    came.append([said("A/supply", "purchasing", Delivered(handover="1", is_last=True), 1)], now=MONDAY)
    assert unanswered_warnings(came) == {}
