"""What the columns of a log seem to mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.plain_ledger import PlainLedger
from tests.repair_shop import NOW, PLAIN, USUAL, ShopLog, column, event, object_event, shop_log
from unisono.domain.logs import LogEvent, LogForm
from unisono.domain.mappings import CasePromise
from unisono.services.guessing import Guess, guess_mapping
from unisono.services.importing import import_log

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def log_of(cases: int = 4, /, **extra: str) -> ShopLog:
    """Return a log of several cases; each column is a pattern of `case`, `step` and `at`."""
    return ShopLog(rows=tuple(_rows(cases, 3, extra)))


def _rows(cases: int, steps: int, patterns: Mapping[str, str]) -> Iterator[LogEvent]:
    for case in range(cases):
        for step in range(steps):
            at = BEGIN + timedelta(days=case, hours=step)
            values = {
                "case": case,
                "step": step,
                "at": at,
                "day": BEGIN + timedelta(days=case + 3),
                "number": case * 10,
            }
            yield event(case * steps + step + 1, **{name: text.format(**values) for name, text in patterns.items()})


def guess(log: ShopLog) -> Guess:
    """Return the guess of a log."""
    return guess_mapping(log)


def with_column(name: str, values: Sequence[str]) -> list[LogEvent]:
    """Return the rows of a usual log with one more column, its values in turn."""
    rows = _rows(4, 3, USUAL_PATTERNS)
    return [
        replace(row, attributes={**row.attributes, name: values[number % len(values)]})
        for number, row in enumerate(rows)
    ]


USUAL_PATTERNS = {"case": "R-{case}", "activity": "step {step}", "end": "{at:%Y-%m-%d %H:%M}"}


def test_the_shops_log_is_understood() -> None:
    """Names of columns and what stands in them tell the case, the work, the time, and which department did it."""
    mapping = guess(shop_log()).mapping
    assert (mapping.case, mapping.activity, mapping.time) == (column("case"), column("activity"), column("end"))
    assert mapping.party == (column("dept"),)
    assert mapping.promise is None


@pytest.mark.parametrize(
    ("case", "activity", "time"),
    [
        ("case:concept:name", "concept:name", "time:timestamp"),
        ("CaseID", "ActivityID", "CompleteTimestamp"),
        ("Case ID", "Activity", "Complete Timestamp"),
        ("_CASE_KEY", "ACTIVITY_EN", "EVENTTIME"),
        ("Order No", "Step", "Finished"),
        ("Auftragsnummer", "Arbeitsgang", "Ende"),
        ("Numéro dossier", "Étape", "Date fin"),
        ("Id caso", "Actividad", "Fecha fin"),
        ("Nr sprawy", "Czynność", "Data zakończenia"),
        ("Sagsnummer", "Aktivitet", "Sluttid"),
        ("Număr dosar", "Activitate", "Sfârșit"),
        ("Zaaknummer", "Activiteit", "Eindtijd"),
        ("case number of the shop", "performed task", "completed on"),
        ("bike", "did", "moment of it"),
    ],
)
def test_columns_are_known_in_many_words(case: str, activity: str, time: str) -> None:
    """Systems and languages call the three columns differently; where no name helps, what stands in them does."""
    log = log_of(6, **{"note": "", case: "R-{case}", time: "{at:%Y-%m-%d %H:%M}", activity: "step {step}"})
    found = guess(log)
    assert (found.mapping.case, found.mapping.activity, found.mapping.time) == tuple(
        map(column, (case, activity, time))
    )
    assert found.missing == ()


@pytest.mark.parametrize("name", ["CASE_KEY", "Order", "Ticket number"])
def test_long_numbers_of_cases_are_no_times(name: str) -> None:
    """Ten digits may be the seconds since 1970, and are the number of an order in many systems."""
    found = guess(log_of(6, **{name: "800000{case:04}", "activity": "step {step}", "time": "{at:%Y-%m-%d %H:%M}"}))
    assert found.mapping.case == column(name)


def test_what_is_missing_is_said() -> None:
    """A price list is no log, and the guess says what it looked for in vain."""
    found = guess(log_of(product="lamp {case}{step}", price="{number}.50"))
    assert set(found.missing) == {"case", "activity", "time"}
    assert found.comments["time"] == "No column was found that tells the time: write the name of one here."


def test_a_log_without_rows_misses_nothing() -> None:
    """A month in which nothing happened is no mistake."""
    assert guess(ShopLog(rows=())).missing == ()


def test_the_beginning_of_work_is_told_from_its_end() -> None:
    """Of two times of a row the one called a start is the start."""
    mapping = guess(log_of(**USUAL_PATTERNS, Started="{at:%Y-%m-%d %H:%M}")).mapping
    assert (mapping.time, mapping.start) == (column("end"), column("Started"))


def test_a_time_is_found_by_what_stands_in_it() -> None:
    """Where no column is called a time, the one with the most different times is."""
    mapping = guess(
        log_of(case="R-{case}", activity="step {step}", booked="{day:%Y-%m-%d %H:%M}", stamped="{at:%Y-%m-%d %H:%M}")
    ).mapping
    assert mapping.time == column("stamped")


@pytest.mark.parametrize(
    ("pattern", "form"),
    [
        ("{at:%Y/%m/%d %H:%M:%S.000}", ""),
        ("{at:%d.%m.%Y %H:%M}", ""),
        ("{at:%d/%m/%Y %H:%M}", "%d/%m/%Y %H:%M"),
        ("{at:%m/%d/%Y %I:%M %p}", "%m/%d/%Y %I:%M %p"),
        ("{at:%d-%b-%Y %H:%M:%S}", "%d-%b-%Y %H:%M:%S"),
    ],
)
def test_the_form_of_times_is_found(pattern: str, form: str) -> None:
    """Times that need a form get it, and a day is not taken for a month."""
    found = guess(log_of(28, **{**USUAL_PATTERNS, "end": pattern}))
    assert found.mapping.time == column("end")
    assert found.mapping.time_format == ((form,) if form else ())


def test_days_and_months_are_told_apart_by_the_span() -> None:
    """Where both forms fit, the one in which the log takes less time is taken, and the other one is named."""
    found = guess(log_of(9, **{**USUAL_PATTERNS, "end": "{at:%m/%d/%Y %H:%M}"}))
    assert found.mapping.time_format == ("%m/%d/%Y %H:%M",)
    assert "They could be meant as '%d/%m/%Y %H:%M' too" in found.comments["time_format"]


def test_departments_go_before_people() -> None:
    """The party is the department that changes within cases; who did it stays the person."""
    log = log_of(**USUAL_PATTERNS, user="U{step}", team="T{step}", area="north")
    mapping = guess(log).mapping
    assert (mapping.party, mapping.person) == ((column("team"),), column("user"))


def test_a_department_that_never_changes_in_a_case_is_the_cases() -> None:
    """A desk that a case belongs to hands nothing over: people do then."""
    log = log_of(**USUAL_PATTERNS, user="U{step}", team="T{case}")
    found = guess(log)
    assert found.mapping.party == (column("user"),)
    assert "'team' has 4 values and changes within 0% of the cases" in found.comments["party"]


def test_a_department_is_better_than_nobody() -> None:
    """Where no column names people, the department of the case is who did it."""
    assert guess(log_of(**USUAL_PATTERNS, team="T{case}")).mapping.party == (column("team"),)


def test_nobody_may_be_named() -> None:
    """A log that does not say who did the work gets no party, and the draft says so."""
    found = guess(log_of(**USUAL_PATTERNS))
    assert found.mapping.party == ()
    assert "unrecorded" in found.comments["party"]


def test_words_for_nothing_are_found() -> None:
    """A department called n/a is none, unless an activity is called so too."""
    rows = with_column("team", ("Workshop", "n/a"))
    assert guess(ShopLog(rows=rows)).mapping.empty == ("n/a",)
    called_so = [replace(row, attributes={**row.attributes, "activity": row.attributes["team"]}) for row in rows]
    assert guess(ShopLog(rows=called_so)).mapping.empty == ()


def test_cases_with_a_deadline_are_commitments() -> None:
    """Columns with times that say the same in all rows of a case tell when it was wanted, promised, ended and begun."""
    log = log_of(
        **USUAL_PATTERNS,
        **{
            "due date": "{day:%Y-%m-%d}",
            "planned end": "{day:%Y-%m-%d %H:%M}",
            "planned start": "{day:%Y-%m-%d %H:%M}",
            "closed at": "{day:%Y-%m-%d %H:%M}",
            "created": "{day:%Y-%m-%d %H:%M}",
            "department": "D{case}",
            "customer": "C{case}",
            "user": "U{step}",
        },
    )
    found = guess(log)
    assert found.mapping.promise == CasePromise(
        asked=column("created"),
        due=column("due date"),
        promised=column("planned end"),
        ended=column("closed at"),
        performer=column("department"),
        customer=column("customer"),
    )
    assert "Its performer stands in 'department'." in found.comments["promise"]
    assert found.mapping.objects == {"customer": "customer"}


@pytest.mark.parametrize(
    ("due", "promised", "ended"),
    [
        ("Frist", "Zugesagt", "Abgeschlossen"),
        ("Échéance", "Date prévue", "Clôture"),
        ("Fecha límite", "Previsto", "Cierre"),
        ("Termin wymagany", "Termin potwierdzony", "Data zamknięcia"),
        ("Ønsket", "Lovet", "Afsluttet"),
        ("Termen", "Promis", "Livrat"),
        ("Frist", "Geplantes Ende", "Tatsächliches Ende"),
        ("latest", "estimated completion", "completion"),
    ],
)
def test_deadlines_are_known_in_many_languages(due: str, promised: str, ended: str) -> None:
    """A log in another language has the same commitments."""
    times = dict.fromkeys((due, promised, ended), "{day:%Y-%m-%d %H:%M}")
    promise = guess(log_of(**USUAL_PATTERNS, **times)).mapping.promise
    assert promise is not None
    assert (promise.due, promise.promised, promise.ended) == tuple(map(column, (due, promised, ended)))
    assert promise.performer is None


def test_an_end_alone_is_no_commitment() -> None:
    """Nobody was promised anything by a column that only says when a case ended."""
    assert guess(log_of(**USUAL_PATTERNS, closed="{day:%Y-%m-%d}")).mapping.promise is None


def test_times_that_change_within_a_case_are_not_the_cases() -> None:
    """A due time that is told anew with every row is no term of the case."""
    assert guess(log_of(**USUAL_PATTERNS, due="{at:%Y-%m-%d %H:%M}")).mapping.promise is None


def test_columns_that_repeat_others_are_ignored() -> None:
    """Tools export the same column under several names: one is enough, but only a log that was seen whole tells."""
    log = log_of(**USUAL_PATTERNS, **{"Resource": "U{step}", "@@startevent_Resource": "U{step}", "price": "9"})
    mapping = guess(log).mapping
    assert mapping.ignore == ("@@startevent_Resource",)
    assert mapping.party == (column("Resource"),)
    many = ShopLog(rows=[*log.rows] * 1_700)
    assert guess(many).mapping.ignore == ()
    assert "the first 20,000 of them" in guess(many).comments[""]


def test_rows_that_begin_and_complete_work_are_paired() -> None:
    """A column with start and complete says so; one that only ever says complete does not matter."""
    rows = with_column("lifecycle:transition", ("start", "complete", "schedule"))
    assert guess(ShopLog(rows=rows)).mapping.transition == column("lifecycle:transition")
    always = log_of(**USUAL_PATTERNS, **{"lifecycle:transition": "complete"})
    assert guess(always).mapping.transition is None


def test_paid_minutes_are_found() -> None:
    """A column of minutes with numbers in it is what the work took; one with words is not."""
    assert guess(log_of(**USUAL_PATTERNS, Minutes="{number}")).mapping.minutes == column("Minutes")
    assert guess(log_of(**USUAL_PATTERNS, Minutes="many")).mapping.minutes is None


def test_what_the_format_tells_is_not_looked_for() -> None:
    """XES says itself what the activity and the time are."""
    rows = [
        object_event(number, f"step {number}", "2026-03-02T08:00:00Z", **{"case:concept:name": "R-1"})
        for number in range(3)
    ]
    found = guess(ShopLog(rows=rows, form=LogForm.XES))
    assert (found.mapping.case, found.mapping.activity, found.mapping.time) == (column("case:concept:name"), None, None)
    assert found.missing == ()


def test_facts_need_no_mapping() -> None:
    """A log whose rows are facts is told as such."""
    ledger = PlainLedger()
    import_log(log=shop_log(), mapping=PLAIN, ledger=ledger, now=NOW)
    assert guess(ShopLog(rows=[entry.fact for entry in ledger.entries()])).is_of_facts
    assert not guess(shop_log(*USUAL)).is_of_facts
