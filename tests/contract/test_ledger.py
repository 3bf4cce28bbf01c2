"""What every ledger does: the one in memory, in an SQLite file, and in a PostgreSQL database."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.mill import ADA, FRIDAY, MONDAY, asked, counted, fact, story
from unisono.domain.acts import Requested
from unisono.domain.canonical import NotCanonical, fact_bytes
from unisono.domain.commitments.state import Stage
from unisono.domain.merkle import leaf_hash, root_over
from unisono.services.ports import Books, DoesNotFollow, Ledger, LedgerMoved, SameIdOtherFact

LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def ledger(books: Books) -> Ledger:
    """Return an empty ledger."""
    return books.ledger


class TestLedger:
    """The port `Ledger`."""

    def test_a_new_ledger_is_empty(self, ledger: Ledger) -> None:
        """A new ledger holds nothing, and its root is that of no facts."""
        assert (ledger.head().size, ledger.head().root) == (0, root_over(()))
        assert [*ledger.entries(), *ledger.bodies(), *ledger.commitments()] == []

    def test_facts_are_read_as_they_were_written(self, ledger: Ledger) -> None:
        """Every fact comes back in its place, with the time at which it was recorded."""
        facts = story()
        appended = ledger.append(facts, now=MONDAY)
        assert (appended.positions, appended.new) == ((1, 2, 3, 4, 5, 6), 6)
        entries = list(ledger.entries())
        assert [entry.fact for entry in entries] == facts
        assert [(entry.position, entry.recorded_at) for entry in entries] == [(n, MONDAY) for n in range(1, 7)]

    def test_the_root_stands_for_the_bytes(self, ledger: Ledger) -> None:
        """The root is that of the canonical bytes, however many facts came at once."""
        facts = story()
        for count in (1, 2, 3):
            first = ledger.head().size
            ledger.append(facts[first : first + count], now=MONDAY + timedelta(hours=count))
        bodies = [body for _, body in ledger.bodies()]
        assert bodies[0] == fact_bytes(facts[0], recorded_at=MONDAY + timedelta(hours=1))
        assert ledger.head().root == root_over(map(leaf_hash, bodies))
        assert [position for position, _ in ledger.bodies(after=4)] == [5, 6]

    def test_who_expects_another_ledger_reads_again(self, ledger: Ledger) -> None:
        """A writer that has not seen the latest fact is told so, and nothing of it is recorded."""
        ledger.append([counted(1)], now=MONDAY, expected_position=0)
        with pytest.raises(LedgerMoved) as moved:
            ledger.append([counted(2)], now=MONDAY, expected_position=0)
        assert (moved.value.expected, moved.value.found) == (0, 1)
        assert ledger.head().size == 1

    def test_a_second_submission_is_harmless(self, ledger: Ledger) -> None:
        """Whoever did not hear of the success submits again, later and with the old position, and changes nothing."""
        first = ledger.append(story(), now=MONDAY, expected_position=0)
        again = ledger.append(story(), now=LATER, expected_position=0)
        assert (again.positions, again.new, again.head) == (first.positions, 0, first.head)
        assert {entry.recorded_at for entry in ledger.entries()} == {MONDAY}

    def test_a_submission_may_be_new_in_part(self, ledger: Ledger) -> None:
        """What is there keeps its place, what is new goes to the end, and what comes twice is recorded once."""
        ledger.append([counted(1), counted(2)], now=MONDAY)
        appended = ledger.append([counted(2), counted(3), counted(1), counted(3)], now=LATER)
        assert (appended.positions, appended.new, appended.head.size) == ((2, 3, 1, 3), 1, 3)

    @pytest.mark.parametrize("other", [counted(2, quantity=13), replace(counted(2), actor=ADA, attributes={"by": "x"})])
    def test_an_id_means_one_fact(self, ledger: Ledger, other: object) -> None:
        """The same id with other content is refused, and nothing of its batch is recorded."""
        ledger.append([counted(1), counted(2)], now=MONDAY)
        with pytest.raises(SameIdOtherFact) as refusal:
            ledger.append([counted(3), other], now=LATER)  # type: ignore[list-item] # a fact
        assert (refusal.value.fact_id, refusal.value.position) == ("fact-2", 2)
        with pytest.raises(SameIdOtherFact):
            ledger.append([counted(4), counted(4, quantity=1)], now=LATER)
        assert ledger.head().size == 2

    def test_a_fact_that_does_not_follow_takes_its_batch_along(self, ledger: Ledger) -> None:
        """Nobody can promise what was never asked for; the facts beside it are not recorded either."""
        orphan = story()[1]
        with pytest.raises(DoesNotFollow, match="fact-2"):
            ledger.append([counted(9), orphan], now=MONDAY)
        assert ledger.head().size == 0
        assert ledger.positions(["fact-9"]) == {}

    def test_what_cannot_be_written_is_refused(self, ledger: Ledger) -> None:
        """Half a surrogate pair and a name without end are refused before anything is recorded."""
        for name in ("\ud800", "x" * 501):
            with pytest.raises(NotCanonical):
                ledger.append([counted(1), replace(counted(2), id=name)], now=MONDAY)
        assert ledger.head().size == 0

    def test_facts_are_found_by_commitment_and_kind(self, ledger: Ledger) -> None:
        """A reader gets the facts of one commitment, of some kinds, or between two positions, in their order."""
        ledger.append([*story(), *story("SO-8/produce", first=7)], now=MONDAY)

        def found(**which: object) -> list[int]:
            return [entry.position for entry in ledger.entries(**which)]  # type: ignore[arg-type] # as given

        assert found(after=10) == [11, 12]
        assert found(after=2, until=4) == [3, 4]
        assert found(until=99)[-1] == 12
        assert found(after=99) == []
        assert found(commitment="SO-8/produce") == [7, 8, 10, 11, 12]
        assert found(kinds={"StockCounted", "Promised"}) == [2, 3, 8, 9]
        assert found(kinds={"Promised"}, commitment="SO-7/produce", after=1) == [2]
        assert found(commitment="SO-9/produce") == []

    def test_positions_of_ids(self, ledger: Ledger) -> None:
        """A list of ids tells which are there and where."""
        ledger.append(story(), now=MONDAY)
        assert ledger.positions(["fact-5", "fact-77", "fact-1"]) == {"fact-1": 1, "fact-5": 5}

    def test_a_commitment_is_known_at_once(self, ledger: Ledger) -> None:
        """With each fact what is known of its commitment moves on."""
        known = []
        for one in story():
            ledger.append([one], now=MONDAY)
            known.append(ledger.commitment("SO-7/produce"))
        stages = ["requested", "promised", "promised", "promised", "delivered", "accepted"]
        assert [state.stage for state in known if state is not None] == stages
        assert [state.position for state in known if state is not None] == [1, 2, 2, 4, 5, 6]
        assert ledger.commitment("SO-9/produce") is None

    def test_commitments_are_found_by_id(self, ledger: Ledger) -> None:
        """Open ones, those about an order and those of a party are listed by the bytes of their ids."""
        names = ["b/produce", "a/produce", "B/produce", "ä/produce", "a-1/produce"]
        for number, name in enumerate(names):
            ledger.append([asked(10 * number, name)], now=MONDAY)
        ledger.append(story("done/produce", first=100), now=MONDAY)
        party = fact(200, Requested(requester="saw", performer="forest"), commitment="wood")
        ledger.append([party], now=MONDAY)
        assert [state.id for state in ledger.commitments()] == sorted([*names, "done/produce", "wood"])
        assert [state.id for state in ledger.commitments(only_open=True)] == sorted([*names, "wood"])
        assert [state.id for state in ledger.commitments(subject="B")] == ["B/produce"]
        assert [state.id for state in ledger.commitments(party="forest")] == ["wood"]
        assert len(list(ledger.commitments(party="saw"))) == 7
        assert {state.stage for state in ledger.commitments(subject="done")} == {Stage.ACCEPTED}

    def test_more_than_a_page(self, ledger: Ledger) -> None:
        """A ledger longer than what is read at once is read whole, in order, and by commitment."""
        facts = [
            counted(number) if number % 3 == 0 else asked(number, f"SO-{number:04}/produce")
            for number in range(1, 1103)
        ]
        ledger.append(facts, now=MONDAY)
        assert [entry.fact for entry in ledger.entries()] == facts
        found = list(ledger.entries(after=7, until=1101, kinds={"Requested", "StockCounted"}))
        assert [entry.fact for entry in found] == facts[7:1101]
        assert sum(1 for _ in ledger.commitments(only_open=True)) == 735
        assert len(ledger.positions([one.id for one in facts])) == 1102
        assert ledger.append(facts, now=LATER).new == 0

    def test_others_may_write_while_one_reads(self, ledger: Ledger) -> None:
        """A reader sees the facts that were there when it began."""
        ledger.append(story(), now=MONDAY)
        reader = ledger.entries()
        next(reader)
        ledger.append([counted(50)], now=MONDAY)
        assert sum(1 for _ in reader) == 5

    def test_the_clock_may_go_backwards(self, ledger: Ledger) -> None:
        """Facts stand in the order in which they came, whatever the clock said."""
        ledger.append([counted(1)], now=FRIDAY)
        ledger.append([counted(2)], now=MONDAY)
        assert [entry.recorded_at for entry in ledger.entries()] == [FRIDAY, MONDAY]

    def test_rebuilding_changes_nothing(self, ledger: Ledger) -> None:
        """What is known of commitments is made anew from the facts, and is the same."""
        ledger.append([*story(), asked(20, "SO-8/produce")], now=MONDAY)
        before, head = list(ledger.commitments()), ledger.head()
        assert ledger.rebuild() == 7
        assert list(ledger.commitments()) == before
        assert ledger.head() == head

    def test_nothing_is_astray(self, ledger: Ledger) -> None:
        """What stands beside the facts is what they say."""
        ledger.append(story(), now=MONDAY)
        assert ledger.stray(list(ledger.entries())) is None
        assert ledger.stray(list(ledger.entries(after=3))) is None
        assert ledger.stray([]) is None

    def test_quantities_keep_their_digits(self, ledger: Ledger) -> None:
        """A quantity is read with exactly the digits that were written, also a very long one."""
        quantity = Decimal("123456789012345678901234567890.1200")
        act = Requested(requester="yard", performer="saw", quantity=quantity)
        ledger.append([fact(1, act, commitment="dust")], now=MONDAY)
        state = ledger.commitment("dust")
        assert state is not None
        assert str(state.asked.quantity) == str(quantity)
