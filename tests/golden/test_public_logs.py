"""Public logs and what becomes of them: the guess, every row, handovers and commitments."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.plain_fact_table import PlainFactTable
from tests.public_logs import public_log
from tests.repair_shop import NOW, column
from unisono.domain.acts.commitments import Promised, Requested
from unisono.domain.facts import Fact
from unisono.domain.logs import LeftOut
from unisono.domain.mappings import CasePromise, LogMapping, Where
from unisono.services.attributing import Range, attribute, totals
from unisono.services.guessing import guess_mapping
from unisono.services.importing import Imported, import_log
from unisono.services.ports import Appended, EventLog, Head
from unisono.services.tracing import trace_causes
from unisono.storage.logs.opening import open_log

OF_DISCO = LogMapping(
    case=column("case:concept:name"),
    activity=column("concept:name"),
    time=column("time:timestamp"),
    start=column("start_timestamp"),
    party=(column("org:resource"),),
)


def opened(name: str) -> EventLog:
    """Return a public log, opened."""
    log = open_log(public_log(name))
    assert not isinstance(log, tuple)
    return log


@cache
def guessed(name: str) -> LogMapping:
    """Return what a public log seems to mean."""
    return guess_mapping(opened(name)).mapping


class QuickLedger:
    """A ledger that only keeps what it is given: what is tested here is what the rows mean."""

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}

    def append(self, facts: Sequence[Fact], *, now: datetime, expected_position: int | None = None) -> Appended:
        """Keep facts; of one batch all are new, or none is."""
        assert (now, expected_position) == (NOW, None)
        before = len(self.facts)
        is_known = facts[0].id in self.facts
        self.facts.update((fact.id, fact) for fact in facts)
        positions = range(1, len(facts) + 1) if is_known else range(before + 1, before + len(facts) + 1)
        head = Head(size=len(self.facts), root=bytes(32))
        return Appended(positions=tuple(positions), new=len(self.facts) - before, head=head)


def take(name: str, ledger: QuickLedger) -> Imported:
    """Return what came of importing a public log by its guess."""
    books: Any = ledger
    return import_log(log=opened(name), mapping=guessed(name), ledger=books, now=NOW)


@cache
def imported(name: str) -> tuple[Imported, Sequence[Fact]]:
    """Return what came of importing a public log by its guess, and the facts."""
    ledger = QuickLedger()
    return take(name, ledger), list(ledger.facts.values())


def test_receipt_is_understood() -> None:
    """Groups do the work, and each permit is a commitment with a deadline."""
    assert guessed("receipt.csv") == LogMapping(
        case=column("case:concept:name"),
        activity=column("concept:name"),
        time=column("time:timestamp"),
        party=(column("org:group"),),
        person=column("org:resource"),
        promise=CasePromise(
            asked=column("case:startdate"),
            due=column("case:deadline"),
            promised=column("case:enddate_planned"),
            ended=column("case:enddate"),
            performer=column("case:department"),
        ),
    )


def test_receipt_closes_as_it_is_known() -> None:
    """Of 1,329 closed permits 29.3% ended after the plan and 28.4% after the deadline."""
    done, facts = imported("receipt.csv")
    assert (done.rows, done.imported, done.left_out, done.promises_left_out) == (8577, 8577, (), ())
    due, plan, ended = {}, {}, {}
    for fact in facts:
        if isinstance(fact.act, Requested):
            due[fact.commitment] = fact.act.due
        elif isinstance(fact.act, Promised):
            plan[fact.commitment] = fact.act.due
        elif fact.kind == "Delivered":
            ended[fact.commitment] = fact.happened_at
    assert (len(due), len(ended)) == (1434, 1329)
    late = Counter(
        which
        for case, at in ended.items()
        for which, times in (("plan", plan), ("due", due))
        if (until := times[case]) is not None and at > until
    )
    assert round(100 * late["plan"] / len(ended), 1) == 29.3
    assert round(100 * late["due"] / len(ended), 1) == 28.4


def test_order_management_hands_over_between_departments() -> None:
    """Roles of employees are the departments: 1,877 handovers from Sales to Warehousing and 1,274 back."""
    assert guessed("order-management.sqlite") == LogMapping(
        case=Where(object="orders"),
        party=(Where(object="employees", attribute="role"),),
        person=Where(object="employees"),
    )
    done, _ = imported("order-management.sqlite")
    assert (done.rows, done.imported, done.handovers) == (18211, 18211, 1877 + 1274)


def test_an_incomplete_log_tells_what_it_lacks() -> None:
    """2,540 of 8,727 events refer to objects that are not there: they are listed, the others are imported."""
    done, _ = imported("logistics-incomplete.sqlite")
    assert (done.rows, done.imported) == (8727, 6187)
    (left_out,) = done.left_out
    assert isinstance(left_out, LeftOut)
    assert (left_out.count, left_out.reason) == (2540, "refers to an object that is not in the log")
    assert guessed("logistics-incomplete.sqlite").case == Where(object="Transport Document")


def test_the_help_desk_is_understood() -> None:
    """Sections that hardly ever change within a ticket hand nothing over: the resources do."""
    assert guessed("helpdesk.xes.gz") == LogMapping(
        case=column("case:concept:name"),
        party=(column("org:resource"),),
        objects={"customer": "customer", "product": "product"},
    )
    done, _ = imported("helpdesk.xes.gz")
    assert (done.rows, done.imported, done.cases, done.left_out) == (21348, 21348, 4580, ())


def test_production_is_understood() -> None:
    """Columns that a tool made of others are ignored; work has its start and its machine."""
    mapping = guessed("production.csv")
    assert mapping.ignore == (
        "Activity",
        "Resource",
        "@@startevent_concept:name",
        "@@startevent_Activity",
        "@@startevent_Resource",
    )
    assert (mapping.start, mapping.party) == (OF_DISCO.start, OF_DISCO.party)
    done, _ = imported("production.csv")
    assert (done.rows, done.imported, done.cases, done.left_out) == (4953, 4953, 225, ())


@pytest.mark.parametrize(
    ("name", "rows", "handovers"),
    [
        ("ping_pong_case.csv", 19, 14),
        ("ping_pong_case_fake.csv", 19, 12),
        ("two_ping_pongs_case.csv", 21, 16),
        ("double_ping_pong_case.csv", 21, 16),
        ("handoff-test.csv", 144, 48),
    ],
)
def test_small_logs_hand_over_between_people(name: str, rows: int, handovers: int) -> None:
    """Every row of the small logs is work, and their handovers are those that can be counted by hand."""
    done, facts = imported(f"pingpong/{name}")
    assert (done.rows, done.imported, len(facts), done.handovers) == (rows, rows, rows, handovers)


def test_the_tiny_log_names_its_people_in_columns() -> None:
    """Each kind of event says in a column of its own who did it."""
    mapping = guessed("ocel20-tiny.sqlite")
    assert mapping.case == Where(object="Purchase Order")
    assert column("po_creator") in mapping.party
    done, _ = imported("ocel20-tiny.sqlite")
    assert (done.rows, done.imported) == (13, 13)


def test_a_public_log_comes_once() -> None:
    """A log that is imported again is known row by row."""
    ledger = QuickLedger()
    take("production.csv", ledger)
    again = take("production.csv", ledger)
    assert (again.imported, again.facts, again.left_out[0].count) == (0, 0, 4953)


def test_absent_data_are_said_loudly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever has not the public data reads which file is missing and how to name its folder."""
    monkeypatch.setenv("UNISONO_DATA", str(tmp_path))
    with pytest.raises(pytest.skip.Exception, match=r"receipt\.csv is not there"):
        opened("receipt.csv")


def test_receipt_has_a_share_for_each_group() -> None:
    """Late permits are shared out to the second among ten groups and the unrecorded; their causes have as much."""
    mapping, ledger = replace(guessed("receipt.csv"), empty=()), QuickLedger()
    books: Any = ledger
    import_log(log=opened("receipt.csv"), mapping=mapping, ledger=books, now=NOW)
    table = PlainFactTable(list(ledger.facts.values()))
    late, short = attribute(table=table, within=Range())
    assert short == ()
    assert len(late.orders) == 389
    assert late.parties == ("EMPTY", *sorted(f"Group {number}" for number in (1, 2, 3, 4, 7, 12, 13, 14, 15)))
    assert sum(total.seconds - total.credit for total in totals(late)) == late.lateness
    assert all(
        sum(share.seconds - share.credit for share in order.shares) == order.graph.lateness for order in late.orders
    )
    unrecorded = totals(late)[-1]
    assert unrecorded.credit == 0 < unrecorded.seconds
    causes = trace_causes(table=table, within=Range(), now=NOW)
    assert causes.seconds == sum(order.without_recovery for order in late.orders)
    assert (causes.orders, causes.lateness) == (389, late.lateness)
    stages = [cause.found.stage for cause in causes.late[:3]]
    assert stages == ["end", "Confirmation of receipt", "T06 Determine necessity of stop advice"]
