"""A log on its way into a ledger: what becomes of all its rows."""

import gc
from dataclasses import replace

import pytest

from tests.plain_ledger import PlainLedger
from tests.repair_shop import NOW, PLAIN, USUAL, ShopLog, column, event, object_event, shop_log
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.logs import LeftOut, LogObject, Tally
from unisono.domain.mappings import ActRule, CasePromise, LogMapping, Where
from unisono.services.importing import Imported, import_log, recording


def taken(log: ShopLog, mapping: LogMapping = PLAIN, ledger: PlainLedger | None = None) -> Imported:
    """Return what came of an import."""
    return import_log(log=log, mapping=mapping, ledger=ledger or PlainLedger(), now=NOW)


def test_every_row_becomes_work() -> None:
    """Two repairs of three and two rows are five facts, and work changed hands three times."""
    ledger = PlainLedger()
    done = taken(shop_log(), ledger=ledger)
    assert (done.rows, done.imported, done.facts, done.left_out) == (5, 5, 5, ())
    assert (done.cases, done.parties, done.handovers) == (2, 2, 3)
    assert [type(entry.fact.act) for entry in ledger.entries()] == [WorkRecorded] * 5
    assert done.is_whole


def test_a_second_import_adds_nothing() -> None:
    """The same rows in another file and order are known, and counted as such."""
    ledger = PlainLedger()
    taken(shop_log(), ledger=ledger)
    again = taken(ShopLog(rows=USUAL[::-1], file="copy.csv"), ledger=ledger)
    assert (again.rows, again.imported, again.facts) == (5, 0, 0)
    assert [(item.reason, item.count) for item in again.left_out] == [("is in the ledger already", 5)]


def test_a_later_export_adds_what_is_new() -> None:
    """A log that has grown brings only its new rows."""
    ledger = PlainLedger()
    taken(ShopLog(rows=USUAL[:3]), ledger=ledger)
    done = taken(shop_log(), ledger=ledger)
    assert (done.imported, done.facts, done.left_out[0].count) == (2, 2, 3)


def test_rows_that_cannot_be_read_are_told_with_those_of_the_reader() -> None:
    """What the file's reader left out and what the mapping left out are one list, and all rows are in it."""
    log = shop_log(*USUAL, event(6, case="", activity="repair", end="2026-03-03"), event(7, case="R-3"))
    log.unread = Tally()
    log.unread.leave_out("is not as wide as the header", "repairs.csv:9", 2)
    done = taken(log)
    assert (done.rows, done.imported) == (9, 5)
    assert done.left_out == (
        LeftOut(reason="is not as wide as the header", count=2, example="repairs.csv:9"),
        LeftOut(reason="the activity is not told (column 'activity')", count=1, example="repairs.csv:8"),
        LeftOut(reason="the case is not told (column 'case')", count=1, example="repairs.csv:7"),
    )


def test_the_value_that_is_to_blame_is_shown() -> None:
    """Whoever looks for the row finds what is wrong with it."""
    done = taken(shop_log(event(1, case="R-1", activity="repair", end="soon")))
    assert done.left_out[0].example == "repairs.csv:2 ('soon')"


def test_a_rule_that_finds_no_value_leaves_all_rows_of_the_work_out() -> None:
    """Where a start and an end are one piece of work and its fact cannot be made, both rows are told."""
    rows = [
        event(number, case="R-1", activity="hand over", end=f"2026-03-02 0{number}:00+00:00", step=step, due="soon")
        for number, step in ((1, "start"), (2, "complete"))
    ]
    rule = ActRule(activity="hand over", act="Promised", fields={"due": column("due")})
    done = taken(shop_log(*rows), replace(PLAIN, transition=column("step"), acts=(rule,)))
    assert (done.rows, done.imported, done.left_out[0].count) == (2, 0, 2)


def test_work_that_began_and_did_not_end_comes_last() -> None:
    """A start without an end is imported when all rows have been read."""
    rows = [
        event(1, case="R-1", activity="repair", end="2026-03-02 08:00+00:00", step="start"),
        event(2, case="R-2", activity="repair", end="2026-03-02 09:00+00:00", step="complete"),
    ]
    ledger = PlainLedger()
    done = taken(shop_log(*rows), replace(PLAIN, transition=column("step")), ledger)
    assert (done.imported, done.left_out) == (2, ())
    acts = [entry.fact.act for entry in ledger.entries()]
    assert [act.activity for act in acts if isinstance(act, WorkRecorded)] == ["repair", "repair (start)"]


def test_cases_with_terms_are_commitments() -> None:
    """The facts of commitments come beside those of rows; what cannot be taken of them is told beside the rows."""
    rows = [
        event(
            number,
            case=f"R-{number}",
            activity="repair",
            end="2026-03-02 08:00+00:00",
            due=due,
            closed="2026-03-04 08:00+00:00" if number == 1 else "",
        )
        for number, due in ((1, "2026-03-05"), (2, "soon"), (3, "2026-03-06"))
    ]
    late = event(4, case="R-3", activity="hand over", end="2026-03-03", due="2026-03-06", closed="2026-03-04")
    ledger = PlainLedger()
    promise = CasePromise(due=column("due"), ended=column("closed"))
    done = taken(shop_log(*rows, late), replace(PLAIN, promise=promise), ledger)
    assert (done.rows, done.imported, done.facts) == (4, 4, 8)
    assert [item.count for item in done.promises_left_out] == [1]
    for case in ("R-1", "R-3"):
        commitment = ledger.commitment(case)
        assert commitment is not None
        assert commitment.stage == "delivered"


def test_facts_are_taken_as_they_are() -> None:
    """Rows that are facts need no mapping."""
    first, second = PlainLedger(), PlainLedger()
    taken(shop_log(), ledger=first)
    facts = [entry.fact for entry in first.entries()]
    done = taken(ShopLog(rows=facts, file="facts.csv"), LogMapping(), second)
    assert [entry.fact for entry in second.entries()] == facts
    assert (done.imported, done.cases, done.handovers) == (5, 0, 0)


class Impatient:
    """Somebody who stops a job as soon as it says anything."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    @property
    def stopped(self) -> bool:
        """Return whether it has said anything."""
        return bool(self.heard)

    def __call__(self, step: str, share: float) -> None:  # noqa: ARG002 - the port says it
        """Hear of a step."""
        self.heard.append(step)


def test_a_stopped_import_keeps_its_batches_and_can_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends it after a batch; what was recorded stays, and the next import brings the rest."""
    monkeypatch.setattr(recording, "BATCH", 2)
    ledger, impatient = PlainLedger(), Impatient()
    done = import_log(log=shop_log(), mapping=PLAIN, ledger=ledger, now=NOW, tell=impatient)
    assert (done.is_whole, done.imported, done.rows, impatient.heard) == (False, 2, 2, ["2 rows"])
    rest = taken(shop_log(), ledger=ledger)
    assert (rest.is_whole, rest.imported, rest.rows) == (True, 3, 5)


def test_an_import_leaves_the_collector_as_it_was() -> None:
    """Whoever calls it in a longer program finds nothing changed."""
    before = gc.get_threshold()
    taken(shop_log())
    assert gc.get_threshold() == before


def test_a_file_that_breaks_off_is_not_whole() -> None:
    """What the reader says of the file is what the import says."""
    assert not taken(replace(shop_log(), is_whole=False)).is_whole


def test_handovers_pass_over_what_nobody_is_told_to_have_done() -> None:
    """A row without a party lies between two of the same party: nothing changed hands."""
    rows = [
        replace(row, attributes={**row.attributes, "dept": "" if place == 1 else "counter"})
        for place, row in enumerate(USUAL)
    ]
    done = taken(shop_log(*rows))
    assert (done.parties, done.handovers, done.cases) == (1, 0, 2)


def test_handovers_follow_the_time_and_not_the_file() -> None:
    """Rows that stand upside down in the file tell the same handovers."""
    assert taken(ShopLog(rows=USUAL[::-1])).handovers == 3


def test_work_for_several_cases_hands_over_in_each() -> None:
    """A van that takes two orders along takes over both."""
    things = {name: LogObject(id=name, type="orders") for name in ("O-1", "O-2")}
    rows = (
        object_event(1, "pick", "2026-03-02T08:00:00Z", "O-1", who="stock"),
        object_event(2, "pick", "2026-03-02T09:00:00Z", "O-2", who="stock"),
        object_event(3, "ship", "2026-03-02T10:00:00Z", "O-1", "O-2", who="van"),
    )
    mapping = LogMapping(case=Where(object="orders"), party=(column("who"),))
    assert taken(ShopLog(rows=rows, things=things), mapping).handovers == 2


def test_times_without_a_zone_are_told() -> None:
    """The note says in which zone they were read."""
    done = taken(shop_log(event(1, case="R-1", activity="repair", end="2026-03-02 08:00")))
    assert [finding.code for finding in done.findings] == ["times-without-zone"]
