"""Laws that hold for the agenda of every bakery."""

from collections import Counter

from hypothesis import given, settings

from tests.bakeries import made_up_bakeries
from tests.weeks import planned
from unisono.bootstrap import executor
from unisono.domain.agenda import Agenda, RowKind
from unisono.domain.company import OrderStatus, Snapshot
from unisono.domain.plans import AnswerKind, Plan
from unisono.domain.policy import Verdict
from unisono.engines.planning.checking import check
from unisono.engines.planning.shortfalls import shortfalls_of
from unisono.services.agenda import write_agenda
from unisono.services.agenda.proposals import proposals_for
from unisono.services.agenda.replanned import Standing, reference_of, replanned, searched
from unisono.services.preparing import Ground
from unisono.services.telling import Silent

FEW = settings(max_examples=15)
MOVES = 300


def written(ground: Ground, plan: Plan, *, workers: int = 1) -> Agenda:
    """Return the agenda of a bakery's plan."""
    with executor(workers) as threads:
        return write_agenda(ground=ground, plan=plan, executor=threads, tell=Silent(), iterations=MOVES)


@FEW
@given(snapshot=made_up_bakeries())
def test_every_exception_is_on_the_agenda_or_decided_by_rule(snapshot: Snapshot) -> None:
    """Each order that is not made in time and in full stands in one of the two lists, once."""
    ground, plan = planned(snapshot)
    agenda = written(ground, plan)
    told = Counter([row.order for row in agenda.rows] + [item.order for item in agenda.decided_by_rule])
    short = {answer.order for answer in plan.answers if answer.kind is not AnswerKind.ACCEPTED}
    assert set(told.values()) <= {1}
    assert short <= set(told)


@FEW
@given(snapshot=made_up_bakeries())
def test_rows_are_sorted_and_can_be_decided(snapshot: Snapshot) -> None:
    """Most money first; two to four options, the last of which is what the plan says."""
    rows = written(*planned(snapshot)).rows
    best = [max(option.change for option in row.options) for row in rows]
    assert best == sorted(best, reverse=True)
    for row in rows:
        assert 2 <= len(row.options) <= 4
        assert "".join(option.letter for option in row.options) == "ABCD"[: len(row.options)]
        assert row.options[-1].change == row.options[-1].late_days_change == 0
        assert 0 <= row.covered < row.asked == row.covered + row.gap
        assert all(touched.order != row.order for option in row.options for touched in option.touches)


@FEW
@given(snapshot=made_up_bakeries())
def test_only_what_a_rule_sends_to_the_meeting_is_an_appeal(snapshot: Snapshot) -> None:
    """What a rule declines outright never becomes a row."""
    ground, plan = planned(snapshot)
    for row in written(ground, plan).rows:
        ruling = ground.rulings.get(row.order)
        assert (row.kind is RowKind.APPEAL) == (ruling is not None and ruling.verdict is Verdict.APPEAL)


@FEW
@given(snapshot=made_up_bakeries())
def test_the_checker_finds_nothing_in_any_replanned_plan(snapshot: Snapshot) -> None:
    """Whatever is proposed, the plan after it could be published; what is frozen begins when it did."""
    ground, plan = planned(snapshot)
    standing = searched(Standing(ground=ground, plan=plan, start=plan, iterations=MOVES, seed=1))
    results = [reference_of(standing, 2)]
    for shortfall in shortfalls_of(snapshot, plan, ground.problem)[:3]:
        found = replanned(standing, proposals_for(ground, plan, shortfall))
        results += [result for result in found if result is not None]
    for result in results:
        assert check(result.problem, result.solution) == ()


@FEW
@given(snapshot=made_up_bakeries())
def test_every_broken_promise_is_announced(snapshot: Snapshot) -> None:
    """Once, and nothing else is."""
    ground, plan = planned(snapshot)
    broken = {
        item.order.id for item in shortfalls_of(snapshot, plan, ground.problem) if item.order.status is OrderStatus.FIRM
    }
    assert sorted(notice.order for notice in written(ground, plan).notices) == sorted(broken)


@settings(max_examples=8)
@given(snapshot=made_up_bakeries())
def test_the_agenda_does_not_depend_on_the_workers(snapshot: Snapshot) -> None:
    """One or three, the same rows, prices and words."""
    ground, plan = planned(snapshot)
    assert written(ground, plan) == written(ground, plan, workers=3)
