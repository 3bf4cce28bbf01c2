"""What the expressions say is what plain Python says, whatever happened."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commitments import ADA, BEN, FRIDAY, GATES, MONDAY, PAINTING
from tests.facts import acts
from tests.plain_fact_table import PlainFactTable
from tests.plain_kpis import PlainKpis
from tests.property.test_commitments import ACTORS, COMMANDS, LIKELY
from unisono.analytics.kpis import KPIS
from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.plans import DecisionRequested, FrozenWorkMoved
from unisono.domain.acts.work import (
    ChangedOver,
    FeedbackGiven,
    Invoiced,
    LineOpened,
    OperationFinished,
    StockCounted,
    WorkRecorded,
)
from unisono.domain.commitments.commands import Command, GiveNotice, Promise, Receive, Withdraw
from unisono.domain.commitments.deciding import decide
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import Commitment, Terms
from unisono.domain.facts import CUSTOMER, UNRECORDED, Act, Actor, Entry, Fact, Link, Medium, Origin
from unisono.services.measuring import measure, open_kpi

MOMENTS = st.integers(0, 21 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
QUANTITIES = st.integers(0, 4000).map(lambda quarters: Decimal(quarters) / 4)
SUBJECTS = st.sampled_from(["GATE-7", "GATE-8", ""])
WORK = st.one_of(
    st.builds(WorkRecorded, activity=st.just("draw"), subject=SUBJECTS, started_at=st.none() | MOMENTS,
              minutes=st.none() | QUANTITIES),
    st.builds(OperationFinished, subject=SUBJECTS, line=st.just("anvil"), started_at=MOMENTS,
              minutes=st.none() | QUANTITIES, planned=st.none() | MOMENTS),
    st.builds(ChangedOver, line=st.just("anvil"), to_family=st.just("gates"), started_at=MOMENTS, minutes=QUANTITIES),
    st.builds(LineOpened, line=st.just("anvil"), started_at=MOMENTS, minutes=QUANTITIES),
    st.builds(StockCounted, product=st.just("iron"), quantity=QUANTITIES, value=QUANTITIES),
    st.builds(Invoiced, customer=st.just("Rosewood Park"), value=QUANTITIES, variable_cost=QUANTITIES),
    st.builds(FeedbackGiven, about_party=st.just("sales"), score=st.integers(0, 10)),
    acts(DecisionRequested),
    acts(FrozenWorkMoved),
)  # fmt: skip
PARTIES = st.sampled_from(["sales", "production", UNRECORDED])
CASES = st.lists(st.sampled_from(["case 1", "case 2"]), max_size=2, unique=True)
REQUESTS = st.builds(
    replace,
    st.sampled_from([GATES, GATES, PAINTING]),
    purpose=st.sampled_from([Purpose.PROMISE, Purpose.PROMISE, Purpose.PICK, Purpose.OTHER, Purpose.PRODUCE]),
    subject=SUBJECTS,
)
TALKED: st.SearchStrategy[tuple[Actor, Command]] = st.one_of(
    LIKELY,
    st.tuples(ACTORS, COMMANDS),
    st.sampled_from(
        [
            (ADA, Withdraw(reason="they bought elsewhere")),
            (BEN, GiveNotice(expected=FRIDAY + timedelta(days=3))),
            (BEN, Promise(terms=Terms(due=FRIDAY))),
            (ADA, Receive(handover="1", documents_right=False)),
            (ADA, Receive(handover="3", condition_right=True)),
        ]
    ),
)
HOURS = st.integers(1, 60)


def fact_of(number: int, act: Act, by: Actor, hours: int, *, commitment: str = "", cases: list[str]) -> Fact:
    """Return a fact so many hours after Monday."""
    return Fact(
        id=str(number),
        happened_at=MONDAY + timedelta(hours=hours),
        actor=by,
        origin=Origin(medium=Medium.COMMAND),
        act=act,
        commitment=commitment,
        links=tuple(Link(type="case", object=case) for case in cases),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """Return what happened at the forge in some weeks: what was said of some commitments, and what was done."""
    facts: list[Fact] = []
    for number in range(draw(st.integers(1, 4))):
        hours, state = draw(HOURS), None
        request = draw(REQUESTS)
        asking = Actor(party=CUSTOMER) if request.purpose is Purpose.PROMISE and draw(st.booleans()) else ADA
        said: list[tuple[Actor, Command]] = [(asking, request), *draw(st.lists(TALKED, max_size=9))]
        for by, command in said:
            who = asking if by == ADA else by
            decided = decide(state, command, actor=who, now=MONDAY + timedelta(hours=hours))
            for act in decided if isinstance(decided, tuple) else ():
                fact = fact_of(len(facts), act, who, hours, commitment=f"commitment {number}", cases=[])
                facts.append(fact)
                state = after(state, fact, len(facts))
            hours += draw(HOURS)
    for act in draw(st.lists(WORK, max_size=8)):
        about = draw(st.sampled_from(["", "", "commitment 0"])) if isinstance(act, WorkRecorded) else ""
        facts.append(
            fact_of(len(facts), act, Actor(party=draw(PARTIES)), draw(HOURS), commitment=about, cases=draw(CASES))
        )
    return facts


def after(state: Commitment | None, fact: Fact, position: int) -> Commitment:
    """Return what is known after a fact."""
    return evolve(state, Entry(position=position, recorded_at=fact.happened_at, fact=fact))


@given(facts=histories())
@settings(max_examples=12)
def test_expressions_agree_with_plain_python(facts: list[Fact]) -> None:
    """Each KPI has the value and the cases that a person finds who counts by hand."""
    table = PlainFactTable(facts)
    measured = {figure.kpi.id: (figure.value, figure.n) for figure in measure(table=table, kpis=KPIS)}
    for name, (value, n) in PlainKpis(facts).values().items():
        assert measured.pop(name) == (None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9), n), name
    assert measured == {}


@given(facts=histories())
@settings(max_examples=2)
def test_values_open_down_to_their_facts(facts: list[Fact]) -> None:
    """The cases of a KPI add up to its value, and each has facts that are there."""
    table = PlainFactTable(facts)
    for figure in measure(table=table, kpis=KPIS):
        cases = open_kpi(table=table, kpi=figure.kpi)
        sums = [sum(case.numerator for case in cases), sum(case.denominator for case in cases)]
        assert len(cases) == figure.n
        assert all(case.positions and set(case.positions) <= set(range(1, len(facts) + 1)) for case in cases)
        if cases:
            assert figure.kpi.value(*sums) == (figure.value if figure.value is None else pytest.approx(figure.value))
