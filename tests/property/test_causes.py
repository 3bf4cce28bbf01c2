"""Laws of causes: what holds whatever went wrong, and whatever people called it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.test_attribution import orders
from unisono.analytics.attribution.graphs import OrderGraph
from unisono.analytics.attribution.sharing import share_out
from unisono.analytics.causes.finding import find_causes
from unisono.analytics.causes.rates import Count, compare
from unisono.services.tracing import split_costs

FEW = settings(max_examples=40)
REASONS = st.sampled_from(["", "no coal", "No coal.", "bellows torn"])


@st.composite
def explained(draw: st.DrawFn) -> OrderGraph:
    """Draw an order whose stages have kinds and reasons."""
    graph = draw(orders())
    kinds = st.sampled_from(["supply", "produce", "ship"])
    stages = tuple(replace(stage, kind=draw(kinds), reason=draw(REASONS)) for stage in graph.stages)
    return replace(graph, order=draw(st.sampled_from("ABC")), stages=stages, reason=draw(REASONS))


@FEW
@given(graphs=st.lists(explained(), max_size=3, unique_by=lambda graph: graph.order))
def test_causes_have_what_the_parties_have(graphs: list[OrderGraph]) -> None:
    """The hours of all causes are those of all parties, order by order and to the second."""
    causes = find_causes(graphs)
    for order in share_out(graphs):
        parts = [part.amount for cause in causes for part in cause.parts if part.order == order.graph.order]
        assert sum(parts) == order.without_recovery
    assert all(cause.amount > 0 and cause.times > 0 for cause in causes)


@FEW
@given(graphs=st.lists(explained(), max_size=3, unique_by=lambda graph: graph.order), cost=st.integers(0, 10**6))
def test_money_is_split_to_the_cent(graphs: list[OrderGraph], cost: int) -> None:
    """What the lateness of orders costs is what its causes cost together."""
    causes = find_causes(graphs)
    costs = {
        graph.order: cost for graph in graphs if any(graph.order == part.order for one in causes for part in one.parts)
    }
    split = split_costs(causes, costs)
    assert sum(split.values()) == sum(costs.values())
    assert all(part >= 0 for part in split.values())


COUNTS = st.builds(Count, times=st.integers(0, 60), orders=st.integers(1, 2000))


@given(before=COUNTS, after=COUNTS)
def test_an_interval_holds_the_ratio(before: Count, after: Count) -> None:
    """And seen the other way round it is the same interval, upside down."""
    change, back = compare(before, after), compare(after, before)
    assert change.ratio is None or change.low <= change.ratio <= change.high
    assert abs(change.low * back.high - 1) < 1e-6 or change.low == 0


@given(before=COUNTS, after=COUNTS)
def test_more_happenings_raise_the_interval(before: Count, after: Count) -> None:
    """One more time after never lowers an end of it."""
    one_more = replace(after, times=after.times + 1)
    assert compare(before, one_more).low >= compare(before, after).low
    assert compare(before, one_more).high >= compare(before, after).high
