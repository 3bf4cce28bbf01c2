"""Laws of simulated weeks, whatever the seed: nothing impossible happens, and work waits for what it needs."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forge import MONDAY, PUT_OFF, forge, forge_situation, situation_of
from unisono.domain.acts.commitments import Delivered, Promised, SlipNotified
from unisono.domain.acts.work import Invoiced, LineOpened, LineStopped, OperationFinished
from unisono.domain.canonical import fact_bytes, read_fact
from unisono.domain.commitments.evolving import evolve
from unisono.domain.company import Department
from unisono.domain.facts import Entry, Fact
from unisono.game.executing.simulating import simulate
from unisono.game.executing.voices import Heard

SEEDS = st.integers(0, 5)
"""Few, so that the weeks of each are lived through once for all tests."""

PLAN = "9f86d081884c7d65"
BEFORE = ("supply", "produce", "pick", "ship", "promise")


@cache
def weeks_of(seed: int, weeks: int = 6) -> Heard:
    """Return what happens in the forge."""
    return simulate(forge_situation(), seed=seed, weeks=weeks, name=PLAN)


def first_delivered(facts: Iterable[Fact]) -> dict[str, datetime]:
    """Return when each commitment was first delivered."""
    first: dict[str, datetime] = {}
    for fact in facts:
        if isinstance(fact.act, Delivered):
            first.setdefault(fact.commitment, fact.happened_at)
    return first


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_nothing_impossible_is_tried(seed: int) -> None:
    """No word of anybody is refused: every delivery follows a promise, every signature a delivery."""
    heard = weeks_of(seed)
    assert [refused.refusal.message for refused in heard.refused] == []
    assert len({fact.id for fact in heard.facts}) == len(heard.facts)
    times = [fact.happened_at for fact in heard.facts]
    assert times == sorted(times)
    assert times[-1] < MONDAY + timedelta(weeks=6)


@given(SEEDS, st.integers(1, 5))
@settings(max_examples=2, deadline=None)
def test_fewer_weeks_are_the_first_of_more(seed: int, weeks: int) -> None:
    """The same seed gives the same facts, and two weeks are the first two of six."""
    end = MONDAY + timedelta(weeks=weeks)
    first = tuple(fact for fact in weeks_of(seed).facts if fact.happened_at < end)
    assert simulate(forge_situation(), seed=seed, weeks=weeks, name=PLAN).facts == first


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_work_waits_for_what_it_needs(seed: int) -> None:
    """No job begins without its material, nothing is picked before it is made, nor shipped before it is picked."""
    facts = weeks_of(seed).facts
    first = first_delivered(facts)
    orders = {name.split("/")[0] for name in first if name.startswith("F-")}
    for order in orders:
        times = [first[name] for name in (f"{order}/{purpose}" for purpose in BEFORE) if name in first]
        assert times == sorted(times)
    for fact in facts:
        if isinstance(fact.act, OperationFinished):
            assert fact.act.started_at >= first[f"{fact.act.subject}/supply"]


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_a_line_does_one_job_at_a_time_while_it_is_manned(seed: int) -> None:
    """Jobs of a line do not overlap, and take no more minutes than the line was manned and not broken meanwhile."""
    jobs, open_, stopped = defaultdict(list), defaultdict(list), defaultdict(list)
    for fact in weeks_of(seed).facts:
        act = fact.act
        if isinstance(act, OperationFinished):
            jobs[act.line].append((act.started_at, fact.happened_at, act.minutes))
        elif isinstance(act, LineOpened):
            open_[act.line].append((act.started_at, fact.happened_at))
        elif isinstance(act, LineStopped):
            stopped[act.line].append((act.started_at, fact.happened_at))
    assert set(jobs) == {"anvil", "press"}
    for line, done in jobs.items():
        done.sort()
        assert all(one[1] <= after[0] for one, after in pairwise(done))
        for start, end, minutes in done:
            assert minutes is not None
            assert int(minutes) <= overlap(open_[line], start, end)
            assert all(not broken <= start < mended for broken, mended in stopped[line])


def overlap(windows: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime) -> float:
    """Return how many minutes of windows lie between two moments."""
    return sum(max(0.0, (min(closes, end) - max(opens, start)).total_seconds() / 60) for opens, closes in windows)


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_the_facts_follow_each_other_in_a_ledger(seed: int) -> None:
    """Every fact can be written as bytes, follows what is known of its commitment, and no more is taken than came."""
    states = dict(forge_situation().commitments)
    sold: Counter[str] = Counter()
    for position, fact in enumerate(weeks_of(seed).facts, start=1):
        assert read_fact(fact_bytes(fact, recorded_at=fact.happened_at)).fact == fact
        if fact.commitment:
            entry = Entry(position=position, recorded_at=fact.happened_at, fact=fact)
            states[fact.commitment] = evolve(states.get(fact.commitment), entry)
        if isinstance(fact.act, Invoiced):
            sold[fact.act.subject] += int((fact.act.quantity or 0) * 10)
    for state in states.values():
        assert state.accepted + state.rejected <= state.delivered
    ordered = {order.id: int(order.quantity * 10) for order in forge_situation().snapshot.orders}
    assert all(sold[order] <= ordered[order] for order in sold)


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_the_story_is_told_with_every_seed(seed: int) -> None:
    """A line breaks down in the third week, Sales promises against the plan, and slips are told before they end."""
    facts = weeks_of(seed).facts
    broken = [fact for fact in facts if isinstance(fact.act, LineStopped) and fact.act.reason == "gear box broken"]
    assert [(fact.happened_at - MONDAY).days // 7 for fact in broken] == [2]
    overrides = [
        fact.act
        for fact in facts
        if isinstance(fact.act, Promised) and fact.commitment.removesuffix("/promise") in PUT_OFF
    ]
    assert len(overrides) == 2
    assert all(act.reason and act.due and act.planned and act.due < act.planned for act in overrides)
    last = {fact.commitment: fact.happened_at for fact in facts if isinstance(fact.act, Delivered)}
    notices = [fact for fact in facts if isinstance(fact.act, SlipNotified)]
    assert notices
    assert all(fact.happened_at <= last.get(fact.commitment, fact.happened_at) for fact in notices)


@given(SEEDS)
@settings(max_examples=2, deadline=None)
def test_a_company_of_one_department_lives_too(seed: int) -> None:
    """Without partners, rights to decide, stock or agreed durations, one department does everything for itself."""
    data = forge()
    company = replace(
        data.company,
        partners=(),
        departments=(Department(id="smithy", name="Smithy", labour_rate_per_hour=Decimal(30)),),
    )
    alone = replace(
        data,
        company=company,
        policy=replace(data.policy, decision_rights=(), agreed_durations=()),
        lines=tuple(replace(line, department="smithy") for line in data.lines),
    )
    heard = simulate(situation_of(alone), seed=seed, weeks=6, name=PLAN)
    assert heard.refused == ()
    assert {fact.actor.party for fact in heard.facts} == {"smithy", "customer"}
