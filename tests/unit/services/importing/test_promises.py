"""The commitments that the cases of a log are."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.repair_shop import PLAIN, column, event
from unisono.domain.acts.commitments import Delivered, Promised, Requested
from unisono.domain.facts import CUSTOMER, UNRECORDED, Fact
from unisono.domain.logs import LogEvent, Tally
from unisono.domain.mappings import ActRule, CasePromise, Where
from unisono.services.importing.promises import CasePromises
from unisono.services.importing.rows import RowReader
from unisono.services.importing.values import Objects

WHERE = CasePromise(
    asked=column("asked"), due=column("due"), promised=column("plan"), ended=column("closed"), customer=column("owner")
)
TOLD = {"due": "2026-03-05", "plan": "2026-03-04 12:00:00+00:00", "closed": "", "asked": "", "owner": "C-7"}


class Repairs:
    """The commitments of the shop's repairs, row after row."""

    def __init__(self, where: CasePromise = WHERE) -> None:
        mapping = replace(PLAIN, promise=where)
        self.complaints = Tally()
        self._reader = RowReader(mapping, Objects({}))
        self._promises = CasePromises(where, mapping, Objects({}), self.complaints)

    def row(self, hour: int = 8, /, **columns: str) -> tuple[Fact, ...]:
        """Return the facts of a case's commitment that a row brings."""
        return self._promises.opening(self._reader.read(repair(hour, **columns)))

    def closing(self) -> list[Fact]:
        """Return the facts that come after all rows."""
        return [fact for facts in self._promises.closing() for fact in facts]

    @property
    def reasons(self) -> list[str]:
        """Return what could not be taken."""
        return [item.reason for item in self.complaints.left_out]


def repair(hour: int, /, **columns: str) -> LogEvent:
    """Return a row of repair R-1, done in the workshop."""
    end = f"2026-03-02 {hour:02}:00:00+00:00"
    return event(hour, **{"case": "R-1", "activity": "repair", "end": end, "dept": "workshop", **TOLD, **columns})


def test_a_case_is_asked_for_and_promised_at_its_first_row() -> None:
    """The customer asks until the end of the due day, and who does the first row promises for the planned time."""
    requested, promised = Repairs().row()
    assert requested.act == Requested(
        requester=CUSTOMER,
        performer="workshop",
        subject="R-1",
        due=datetime(2026, 3, 6, tzinfo=UTC),
        customer="C-7",
    )
    assert promised.act == Promised(due=datetime(2026, 3, 4, 12, tzinfo=UTC))
    assert (requested.actor.party, promised.actor.party) == (CUSTOMER, "workshop")
    assert {fact.commitment for fact in (requested, promised)} == {"R-1"}
    assert requested.happened_at == promised.happened_at == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_a_case_may_say_when_it_was_asked_for() -> None:
    """The column of the start counts before the time of the first row."""
    requested, _ = Repairs().row(asked="2026-03-01 07:00:00+00:00")
    assert requested.happened_at == datetime(2026, 3, 1, 7, tzinfo=UTC)


def test_a_case_that_ended_was_delivered() -> None:
    """Where the first row tells the end, all facts are there at once; that somebody signed for it no row says."""
    repairs = Repairs()
    *others, delivered = repairs.row(closed="2026-03-04 18:00:00+00:00")
    assert delivered.act == Delivered(handover="1", is_last=True)
    assert [fact.kind for fact in others] == ["Requested", "Promised"]
    assert delivered.actor.party == "workshop"
    assert delivered.happened_at == datetime(2026, 3, 4, 18, tzinfo=UTC)
    assert repairs.row(9, closed="2026-03-04 18:00:00+00:00") == ()
    assert (repairs.closing(), repairs.reasons) == ([], [])


def test_an_end_may_be_told_by_a_later_row() -> None:
    """The end that the rows tell last counts, once all rows have been read."""
    repairs = Repairs()
    repairs.row()
    assert repairs.row(9, closed="2026-03-03 18:00:00+00:00") == ()
    assert repairs.row(10, closed="2026-03-04 18:00:00+00:00") == ()
    assert [fact.happened_at.day for fact in repairs.closing()] == [4]


def test_an_end_waits_for_what_rows_tell_of_the_commitment() -> None:
    """Where rows are slip notices of the case, they come before its end."""
    mapping = replace(PLAIN, promise=WHERE, acts=(ActRule(activity="late", act="SlipNotified"),))
    promises = CasePromises(WHERE, mapping, Objects({}), Tally())
    row = RowReader(mapping, Objects({})).read(repair(8, closed="2026-03-04"))
    assert [fact.kind for fact in promises.opening(row)] == ["Requested", "Promised"]
    assert [fact.kind for facts in promises.closing() for fact in facts] == ["Delivered"]


def test_the_first_terms_of_a_case_count() -> None:
    """Another due time, promise or end in a later row is told and not taken."""
    repairs = Repairs()
    repairs.row(closed="2026-03-04 18:00:00+00:00")
    assert repairs.row(9, due="2026-03-09", plan="2026-03-08", closed="2026-03-07") == ()
    assert repairs.closing() == []
    assert repairs.reasons == [
        f"a later row of a case tells another {what} time: the first one was taken"
        for what in ("due", "ended", "promised")
    ]


def test_a_case_without_terms_is_no_commitment() -> None:
    """Nobody is held to what was neither wanted nor promised by a time."""
    repairs = Repairs()
    assert repairs.row(due="", plan="", closed="2026-03-04") == ()
    assert repairs.closing() == []
    requested, promised = repairs.row(9)
    assert (requested.kind, promised.kind) == ("Requested", "Promised")


@pytest.mark.parametrize(("column_name", "kinds"), [("due", ["Requested", "Promised"]), ("plan", ["Requested"])])
def test_a_time_that_cannot_be_read_is_told(column_name: str, kinds: list[str]) -> None:
    """The row is taken without it, and the complaint shows the value."""
    repairs = Repairs()
    assert [fact.kind for fact in repairs.row(**{column_name: "soon"})] == kinds
    (complaint,) = repairs.complaints.left_out
    assert complaint.example == "repairs.csv:9 ('soon')"


def test_a_column_may_name_the_two_sides() -> None:
    """The department of the case performs, whoever does its first row; where nobody is named nobody is recorded."""
    where = replace(WHERE, performer=column("of_case"), requester=column("asks"))
    requested, promised = Repairs(where).row(of_case="paint", asks="counter")
    assert (requested.actor.party, promised.actor.party) == ("counter", "paint")
    requested, promised = Repairs(where).row(of_case="", asks="", dept="")
    assert (requested.actor.party, promised.actor.party) == (UNRECORDED, UNRECORDED)


def test_other_terms_are_other_facts() -> None:
    """A case whose due time was changed in the file is not silently taken for the one that is known."""
    assert Repairs().row()[0].id != Repairs().row(due="2026-03-09")[0].id
    assert Repairs().row()[0].id == Repairs().row(dept="counter")[0].id


def test_work_for_several_cases_opens_none() -> None:
    """A row of no case or of several says nothing of one case's terms."""
    mapping = replace(PLAIN, case=None, promise=WHERE)
    promises = CasePromises(WHERE, mapping, Objects({}), Tally())
    assert promises.opening(RowReader(mapping, Objects({})).read(repair(8))) == ()


def test_the_requester_is_the_customer_unless_said() -> None:
    """Who asks in a log of cases is the customer."""
    assert CasePromise().requester == Where(constant=CUSTOMER)
