"""Laws of published plans, held for made-up weeks of a bakery that are planned twice."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings

from tests.bakeries import made_up_bakery
from tests.problems import RANDOMS
from tests.spoken import Known, after, said_by
from unisono.bootstrap import InlineExecutor
from unisono.domain.acts.commitments import Promised, Renegotiated, Requested
from unisono.domain.commitments.order_graphs import intended_by
from unisono.domain.commitments.renegotiating import moved
from unisono.domain.commitments.state import Stage, Terms
from unisono.domain.company import Snapshot
from unisono.domain.plans import Plan
from unisono.services.deciding import Effort, plan_together
from unisono.services.preparing import prepare
from unisono.services.telling import Silent


def planned_twice(random: Random) -> tuple[Snapshot, Plan, Snapshot, Plan]:
    """Return a bakery's week with its plan, and the week as it is when some orders have gone, with another plan."""
    week = made_up_bakery(random)
    kept = tuple(order for order in week.orders if random.random() < 0.8)
    later = replace(week, orders=kept, content_hash="later")
    return week, _planned(week, 1), later, _planned(later, random.randint(2, 9))


def _planned(snapshot: Snapshot, seed: int) -> Plan:
    ground = prepare(snapshot=snapshot, now=snapshot.company.as_of)
    with InlineExecutor() as inline:
        return plan_together(ground=ground, effort=Effort(iterations=60, seed=seed), executor=inline, tell=Silent())


def is_as_intended(plan: Plan, snapshot: Snapshot, known: Known) -> bool:
    """Return whether every promise says what the plan says, to the minute."""
    for item in intended_by(plan, snapshot, now=plan.now):
        state = known[item.id]
        if isinstance(item.answer, Promised):
            terms = Terms(due=item.answer.due, quantity=item.answer.quantity, value=item.answer.value)
            if state.stage is not Stage.PROMISED or moved(state.terms, terms) != Terms():
                return False
        elif state.stage is Stage.PROMISED:
            return False
    return True


@settings(max_examples=6)
@given(RANDOMS)
def test_publishing_makes_everybody_promise_what_the_plan_says(random: Random) -> None:
    """After the first plan and after the second; published once more, a plan has nothing to say."""
    week, plan, later, other = planned_twice(random)
    first = after({}, said_by(plan, week, {}))
    assert is_as_intended(plan, week, first)
    assert said_by(plan, week, first) == []
    second = after(first, said_by(other, later, first, why="orders have gone"))
    assert is_as_intended(other, later, second)
    assert said_by(other, later, second) == []


@settings(max_examples=6)
@given(RANDOMS)
def test_a_new_plan_speaks_only_of_what_moved(random: Random) -> None:
    """Each new word changes something, with its owner and reason; what nobody speaks of stays as it was."""
    week, plan, later, other = planned_twice(random)
    first = after({}, said_by(plan, week, {}))
    words = said_by(other, later, first, why="orders have gone")
    second = after(first, words)
    spoken = {word.commitment for word in words}
    assert all(second[name] == state for name, state in first.items() if name not in spoken)
    for word in words:
        assert second[word.commitment] != first.get(word.commitment)
        assert not (isinstance(word.act, Requested) and word.commitment in first)
        if isinstance(word.act, Renegotiated):
            assert (word.act.owner, word.act.reason) == ("bakehouse", "orders have gone")
            assert word.act.plan


@settings(max_examples=6)
@given(RANDOMS)
def test_no_order_that_fell_out_leaves_open_work_behind(random: Random) -> None:
    """Whoever asked for it wants it no longer, or the promise is taken back; what was first promised stays known."""
    week, plan, later, other = planned_twice(random)
    first = after({}, said_by(plan, week, {}))
    second = after(first, said_by(other, later, first))
    wanted = {item.id for item in intended_by(other, later, now=other.now)}
    assert [name for name, state in second.items() if state.is_open and name not in wanted] == []
    assert all(
        second[name].first_promise == state.first_promise for name, state in first.items() if state.first_promise
    )


@settings(max_examples=6)
@given(RANDOMS)
def test_all_that_a_commitment_waits_for_is_asked_for_too(random: Random) -> None:
    """No promise hangs in the air, and no commitment waits for itself."""
    week, plan, _, _ = planned_twice(random)
    known = after({}, said_by(plan, week, {}))
    depth: dict[str, int] = {}

    def deep(name: str) -> int:
        if name not in depth:
            depth[name] = 1 + max((deep(need.commitment) for need in known[name].needs), default=0)
        return depth[name]

    assert all(deep(name) >= 1 for name in known)
