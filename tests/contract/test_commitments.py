"""Parties that act on one commitment at once, in every kind of books."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

from tests.commitments import ADA, BEN, FRIDAY, GATES, MONDAY
from unisono.bootstrap import open_books
from unisono.domain.commitments.commands import Command, Deliver, Promise, Receive
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import Stage, Terms
from unisono.domain.facts import Actor, Medium, Origin
from unisono.services.commitments import CommandRefused, Submission, act_on
from unisono.services.ports import Books, Ledger

SMITHS = 4
EIGHT = Decimal(8)


def said(ledger: Ledger, name: str, actor: Actor, command: Command) -> str:
    """Return how a command was refused; an empty text if it was not."""
    origin = Origin(medium=Medium.SCREEN, place="gates")
    submission = Submission(id=name, commitment="gates", command=command, actor=actor, origin=origin)
    try:
        act_on(ledger=ledger, submission=submission, now=FRIDAY)
    except CommandRefused as refused:
        return refused.refusal.code
    return ""


def promised(ledger: Ledger) -> None:
    """Let Ada ask for twenty gates and Ben promise them."""
    assert said(ledger, "ask", ADA, GATES) == ""
    assert said(ledger, "yes", BEN, Promise(terms=Terms())) == ""


def all_at_once(place: str, do: Callable[[Ledger, int], str]) -> list[str]:
    """Return what each smith was told who did something at the same moment."""
    together = Barrier(SMITHS)

    def smith(number: int) -> str:
        with open_books(place, create=False) as books:
            together.wait()
            return do(books.ledger, number)

    with ThreadPoolExecutor(SMITHS) as smiths:
        return list(smiths.map(smith, range(SMITHS)))


def test_no_more_is_delivered_than_was_promised(place: str) -> None:
    """Four smiths deliver eight gates each of twenty, at once: two do, and two are told that four are still owed."""
    with open_books(place, create=True) as books:
        promised(books.ledger)
        told = all_at_once(
            place,
            lambda ledger, number: said(ledger, f"bring {number}", BEN, Deliver(handover=str(number), quantity=EIGHT)),
        )
        assert sorted(told) == ["", "", "more-than-owed", "more-than-owed"]
        state = books.ledger.commitment("gates")
        assert state is not None
        assert (state.delivered, state.owed) == (Decimal(16), Decimal(4))


def test_a_button_pressed_at_four_desks_counts_once(place: str) -> None:
    """The same submission from four desks at once is one fact, and all four are told that it is done."""
    with open_books(place, create=True) as books:
        promised(books.ledger)
        told = all_at_once(place, lambda ledger, _: said(ledger, "bring", BEN, Deliver(handover="1")))
        assert told == [""] * SMITHS
        assert [entry.fact.kind for entry in books.ledger.entries()] == ["Requested", "Promised", "Delivered"]


def test_every_kind_of_books_knows_the_same_of_a_commitment(books: Books) -> None:
    """What the books know after a whole life is what its facts tell one after the other, also when made anew."""
    promised(books.ledger)
    said(books.ledger, "bring", BEN, Deliver(handover="1"))
    said(books.ledger, "sign", ADA, Receive(handover="1", accepted=Decimal(17), rejected=Decimal(1), reason="bent"))
    state = None
    for entry in books.ledger.entries(commitment="gates"):
        state = evolve(state, entry)
    assert state is not None
    assert (state.stage, state.requested_at > MONDAY) == (Stage.PROMISED, True)
    assert books.ledger.commitment("gates") == state
    books.ledger.rebuild()
    assert books.ledger.commitment("gates") == state
