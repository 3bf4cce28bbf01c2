"""Laws of fair shares: what holds whatever went wrong on the way of an order."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fair_shares import airport, bankruptcy, brute_force, chain, late_with, owen
from tests.late_orders import day, said, worked_example
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.attribution.graphs import OrderGraph, Stage, own_overruns
from unisono.analytics.attribution.inside import parts_of
from unisono.analytics.attribution.sharing import OrderShares, Share, share_out
from unisono.domain.acts.commitments import Accepted, Delivered, DisputeSettled, HandoverDisputed
from unisono.domain.facts import CUSTOMER, Fact, Medium, Origin
from unisono.services.attributing import Range, attribute, totals

PARTIES = ("Carrier", "Logistics", "Production", "Purchasing", "Sales")
FEW = settings(max_examples=40)
OVERRUNS = st.integers(-40, 90)


@st.composite
def orders(draw: st.DrawFn) -> OrderGraph:
    """Draw an order of up to six stages that wait for some of those before them."""
    stages: list[Stage] = []
    for number in range(draw(st.integers(1, 6))):
        inputs = tuple(sorted(draw(st.sets(st.integers(0, number - 1), max_size=3)))) if number else ()
        start = draw(st.one_of(st.none(), st.integers(0, 150))) if inputs else draw(st.integers(0, 150))
        begun = max([stages[place].end for place in inputs] + ([] if start is None else [start]))
        agreed = draw(st.integers(0, 60))
        end = max(begun, begun + agreed + draw(OVERRUNS))
        party = draw(st.sampled_from(PARTIES))
        line = draw(st.sampled_from(("saw", "press", "promise")))
        stages.append(
            Stage(name=f"{number}", party=party, line=line, start=start, agreed=agreed, end=end, inputs=inputs)
        )
    due = stages[-1].end - draw(st.integers(-50, 150))
    promiser, planned = draw(st.sampled_from(PARTIES)), draw(st.none() | st.integers(due, due + 90))
    return OrderGraph(order="SO-44010", stages=tuple(stages), due=due, promiser=promiser, planned=planned)


def shared(graph: OrderGraph) -> OrderShares:
    """Return the shares in one order."""
    (order,) = share_out([graph])
    return order


def share_of(order: OrderShares, party: str) -> Share:
    """Return the share of a party, which is nothing where it has no part in the order."""
    return {share.party: share for share in order.shares}.get(party, Share(party=party))


@FEW
@given(graph=orders())
def test_shares_are_the_shapley_values(graph: OrderGraph) -> None:
    """A share is what its definition says, over all orders of arrival, made whole seconds; and so is but-for."""
    order, values = shared(graph), brute_force(graph)
    for party, value in values.items():
        share = share_of(order, party)
        assert abs(share.seconds - value) < 1
        everybody = set(values)
        assert share.but_for == late_with(graph, everybody) - late_with(graph, everybody - {party})


@FEW
@given(graph=orders())
def test_shares_less_credits_are_the_lateness(graph: OrderGraph) -> None:
    """To the second, whatever happened."""
    order = shared(graph)
    assert sum(share.seconds - share.credit for share in order.shares) == graph.lateness
    assert order.without_recovery == late_with(graph, set(PARTIES))
    assert all(share.seconds >= 0 and share.credit >= 0 and share.but_for >= 0 for share in order.shares)


@FEW
@given(graph=orders())
def test_who_kept_its_word_has_no_share(graph: OrderGraph) -> None:
    """A party without an overrun has none, unless it promised too early; without recovered time it has no credit."""
    order = shared(graph)
    late = {stage.party for stage, own in zip(graph.stages, order.overruns, strict=True) if own > 0}
    fast = {stage.party for stage, own in zip(graph.stages, order.overruns, strict=True) if own < 0}
    for share in order.shares:
        if share.party not in late and not (order.over_promised and share.party == graph.promiser):
            assert (share.seconds, share.but_for) == (0, 0)
        if share.party not in fast:
            assert share.credit == 0


@FEW
@given(graphs=st.lists(orders(), max_size=4))
def test_orders_add_up(graphs: list[OrderGraph]) -> None:
    """The shares in an order are the same, whichever other orders are looked at."""
    assert share_out(graphs) == tuple(shared(graph) for graph in graphs)


@FEW
@given(graph=orders(), more=st.integers(1, 60), data=st.data())
def test_taking_longer_never_lowers_a_share(graph: OrderGraph, more: int, data: st.DataObject) -> None:
    """Nobody gains by being even later."""
    place = data.draw(st.integers(0, len(graph.stages) - 1))
    overruns = own_overruns(graph)
    longer = [own + more if number == place and own >= 0 else own for number, own in enumerate(overruns)]
    party = graph.stages[place].party
    assert share_of(shared(_with_overruns(graph, longer)), party).seconds >= share_of(shared(graph), party).seconds - 1


def _with_overruns(graph: OrderGraph, overruns: list[int]) -> OrderGraph:
    """Return an order whose stages took these overruns."""
    stages: list[Stage] = []
    for stage, own in zip(graph.stages, overruns, strict=True):
        begun = [stages[place].end for place in stage.inputs] + ([] if stage.start is None else [stage.start])
        stages.append(replace(stage, end=max(begun) + stage.agreed + own))
    return replace(graph, stages=tuple(stages))


@FEW
@given(graph=orders())
def test_names_do_not_matter(graph: OrderGraph) -> None:
    """Two parties that swap their places swap their shares, give or take the second that cannot be halved."""
    swap = {"Sales": "Production", "Production": "Sales"}
    stages = tuple(replace(stage, party=swap.get(stage.party, stage.party)) for stage in graph.stages)
    swapped = shared(replace(graph, stages=stages, promiser=swap.get(graph.promiser, graph.promiser)))
    order = shared(graph)
    for party in PARTIES:
        assert abs(share_of(order, party).seconds - share_of(swapped, swap.get(party, party)).seconds) <= 1


@FEW
@given(overruns=st.lists(st.integers(0, 90), min_size=1, max_size=4), slack=st.integers(0, 120), data=st.data())
def test_who_did_the_same_has_the_same_share(overruns: list[int], slack: int, data: st.DataObject) -> None:
    """Two parties that went over by as much have as much, wherever they stand, give or take a second."""
    twice = data.draw(st.permutations([*overruns, overruns[0]]))
    order = shared(chain(list(zip(PARTIES, twice, strict=False)), slack=slack))
    alike = [share_of(order, party).seconds for party, own in zip(PARTIES, twice, strict=False) if own == overruns[0]]
    assert max(alike) - min(alike) <= 1


@FEW
@given(graph=orders(), position=st.integers(1, 1000))
def test_where_it_stands_does_not_matter(graph: OrderGraph, position: int) -> None:
    """Where a fact stands in the ledger and what reason it gives changes no share."""
    stages = tuple(replace(stage, positions=(position,), reason="the lift was slow") for stage in graph.stages)
    assert shared(replace(graph, stages=stages)).shares == shared(graph).shares


def _orders_of_facts() -> list[Fact]:
    """Return two late orders, of which one was disputed and brought again."""
    settled = DisputeSettled(handover="1", quantity=Decimal(10), reason="two stood in the yard")
    refusal = HandoverDisputed(handover="1", delivered=Decimal(12), received=Decimal(10), settle_by=day(16))
    return [
        *worked_example("SO-1"),
        *worked_example("SO-2")[:-1],
        said("SO-2/promise", CUSTOMER, Accepted(handover="1", quantity=Decimal(10)), 14.5),
        said("SO-2/promise", CUSTOMER, refusal, 14.5),
        said("SO-2/promise", "sales", settled, 15),
        said("SO-2/promise", "sales", Delivered(handover="2", quantity=Decimal(2), is_last=True), 17, more="2"),
    ]


@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_who_recorded_it_and_when_does_not_matter(data: st.DataObject) -> None:
    """The same facts by other persons, from other sources and in another order of recording give the same shares."""
    facts = _orders_of_facts()
    by_commitment: dict[str, list[Fact]] = {}
    for fact in facts:
        by_commitment.setdefault(fact.commitment, []).append(fact)
    turns = data.draw(st.permutations([fact.commitment for fact in facts]))
    waiting = {name: iter(told) for name, told in by_commitment.items()}
    mixed = [
        replace(
            fact,
            actor=replace(fact.actor, person=data.draw(st.sampled_from(("", "Ada", "Ben")))),
            origin=Origin(medium=data.draw(st.sampled_from((Medium.COMMAND, Medium.FILE, Medium.SIMULATION)))),
        )
        for fact in (next(waiting[name]) for name in turns)
    ]
    late, _ = attribute(table=PlainFactTable(facts), within=Range())
    again, _ = attribute(table=PlainFactTable(mixed, recorded_at=day(90)), within=Range())
    assert [total for total in totals(late) if total.seconds] != []
    assert totals(again) == totals(late)


@FEW
@given(overruns=st.lists(st.integers(0, 90), min_size=1, max_size=5), slack=st.integers(0, 120))
def test_a_chain_is_a_bankruptcy(overruns: list[int], slack: int) -> None:
    """On a chain with slack each share lies between what is late but for the slack and the party's own overrun."""
    named = list(zip(PARTIES, overruns, strict=False))
    order = shared(chain(named, slack=slack))
    estate = order.without_recovery
    for (party, own), value in zip(named, bankruptcy(overruns, slack), strict=True):
        seconds = share_of(order, party).seconds
        assert abs(seconds - value) < 1
        assert max(0, own - slack) <= seconds <= min(own, estate)
        assert slack or seconds == own


@FEW
@given(delays=st.lists(st.integers(0, 90), min_size=1, max_size=5))
def test_waiting_for_the_latest_is_an_airport(delays: list[int]) -> None:
    """Where the latest of several inputs is waited for, each slice of the waiting is shared by all who were so late."""
    named = list(zip(PARTIES, delays, strict=False))
    inputs = [Stage(name=party, party=party, start=0, agreed=10, end=10 + late) for party, late in named]
    packed = Stage(name="pack", party="Packer", agreed=5, end=15 + max(delays), inputs=tuple(range(len(inputs))))
    order = shared(OrderGraph(order="SO-1", stages=(*inputs, packed), due=15, promiser="Sales"))
    for (party, _), value in zip(named, airport(delays), strict=True):
        assert abs(share_of(order, party).seconds - value) < 1
    ranked = sorted(named, key=lambda item: item[1])
    for (earlier, _), (later, _) in pairwise(ranked):
        assert share_of(order, earlier).seconds <= share_of(order, later).seconds + 1


@FEW
@given(graph=orders(), party=st.sampled_from(PARTIES))
def test_the_parts_of_a_party_are_owen_values(graph: OrderGraph, party: str) -> None:
    """What is inside a party has its part by the Owen value; the parts sum to the party's share and credit."""
    order = shared(graph)
    parts = {part.name: part for part in parts_of(order, party)}
    assert sum(part.seconds for part in parts.values()) == share_of(order, party).seconds
    assert sum(part.credit for part in parts.values()) == share_of(order, party).credit
    for name, value in owen(graph, party).items():
        assert abs((parts[name].seconds if name in parts else 0) - value) < 2


@FEW
@given(graph=orders(), party=st.sampled_from(PARTIES))
def test_a_party_of_one_part_is_not_divided(graph: OrderGraph, party: str) -> None:
    """Where there is one line only, that line has all of it."""
    stages = tuple(replace(stage, line="promise") for stage in graph.stages)
    order = shared(replace(graph, stages=stages))
    found = share_of(order, party)
    parts = parts_of(order, party)
    assert len(parts) <= 1
    assert [(part.seconds, part.credit) for part in parts] == [(found.seconds, found.credit)] * len(parts)
    assert parts or not (found.seconds or found.credit)
