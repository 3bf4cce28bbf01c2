"""Fair shares in orders that people can follow on paper."""

from dataclasses import replace

import pytest

from tests.fair_shares import bankruptcy, chain
from unisono.analytics.attribution import games, sharing
from unisono.analytics.attribution.games import Game, all_coalitions, lateness_of
from unisono.analytics.attribution.graphs import OrderGraph, Stage, agreed_finish, own_overruns
from unisono.analytics.attribution.sharing import Share, share_out

CREW = [f"Party {letter}" for letter in "ABCDEFGHIJKL"]


def test_shares_of_nobody() -> None:
    """Without orders there are no shares, and an order in time has none to give."""
    assert share_out([]) == ()
    (order,) = share_out([chain([("Production", 0), ("Logistics", 0)])])
    assert order.shares == (Share(party="Logistics"), Share(party="Production"))


def test_no_order_is_no_lateness() -> None:
    """A game that nobody plays has no rows, though it has a column for nobody."""
    assert lateness_of([], all_coalitions(0)).shape == (0, 1)


def test_many_orders_are_worked_out_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many fit into a block, the shares are the same."""
    orders = [chain([("Production", more), ("Logistics", 30)], slack=20) for more in range(7)]
    at_once = share_out(orders)
    monkeypatch.setattr(games, "CELLS", 17)
    monkeypatch.setattr(sharing, "AT_ONCE", 5)
    assert share_out(orders) == at_once


def test_a_stage_of_which_nothing_is_known_is_as_agreed() -> None:
    """A stage with neither a start nor an input has no overrun, and what follows is counted from its end."""
    steel = Stage(name="steel", party="Mill", end=50)
    cut = Stage(name="cut", party="Production", agreed=10, end=75, inputs=(0,))
    graph = OrderGraph(order="SO-1", stages=(steel, cut), due=60, promiser="Sales")
    assert own_overruns(graph) == [0, 15]
    assert agreed_finish(graph) == 60
    (order,) = share_out([graph])
    assert [(share.party, share.seconds) for share in order.shares] == [("Mill", 0), ("Production", 15)]


def test_both_sides_can_prove_their_case() -> None:
    """When each of two delays alone would have made it late, but-for shares sum to nothing, and fair ones to all."""
    inputs = (
        Stage(name="steel", party="Purchasing", start=0, agreed=10, end=30),
        Stage(name="order papers", party="Sales", start=0, agreed=10, end=30),
    )
    packed = Stage(name="pack", party="Logistics", agreed=5, end=35, inputs=(0, 1))
    (order,) = share_out([OrderGraph(order="SO-1", stages=(*inputs, packed), due=15, promiser="Production")])
    by_party = {share.party: share for share in order.shares}
    assert (by_party["Sales"].seconds, by_party["Purchasing"].seconds) == (10, 10)
    assert (by_party["Sales"].but_for, by_party["Purchasing"].but_for) == (0, 0)


def test_but_for_counts_the_same_hour_twice() -> None:
    """On a chain with slack each overrun was needed for the lateness, and but-for charges it to each."""
    (order,) = share_out([chain([("Production", 60), ("Logistics", 60)], slack=60)])
    assert order.graph.lateness == 60
    assert [(share.seconds, share.but_for) for share in order.shares] == [(30, 60), (30, 60)]


def test_a_second_that_cannot_be_halved() -> None:
    """The first of two equal parties by name takes the odd second, so that the sum is right."""
    (order,) = share_out([chain([("Production", 30), ("Logistics", 30)], slack=29)])
    assert [(share.party, share.seconds) for share in order.shares] == [("Logistics", 16), ("Production", 15)]


@pytest.mark.parametrize("slack", [0, 55])
def test_more_than_ten_parties_are_sampled(slack: int) -> None:
    """Twelve parties share by drawn orders of arrival: exactly in sum, each with a stated error."""
    named = [(party, 10 + number) for number, party in enumerate(CREW)] + [("Party A", -20)]
    graph = chain(named, slack=slack)
    (order,) = share_out([graph], permutations=400, seed=7)
    assert sum(share.seconds - share.credit for share in order.shares) == graph.lateness
    assert (max(share.error for share in order.shares) > 0) == (slack > 0)
    (again,) = share_out([graph], permutations=400, seed=7)
    assert again == order
    if not slack:
        assert [share.seconds for share in order.shares] == list(range(10, 22))


def test_sampling_comes_near_the_truth() -> None:
    """A share that was drawn is within five standard errors of the exact one."""
    late = [5 + 3 * number for number in range(len(CREW))]
    (order,) = share_out([chain(list(zip(CREW, late, strict=True)), slack=120)], permutations=2000, seed=1)
    for share, value in zip(order.shares, bankruptcy(late, 120), strict=True):
        assert abs(share.seconds - value) <= 5 * share.error + 1


@pytest.mark.parametrize("promised", [0, 40])
def test_a_chain_is_drawn_as_any_graph_is(promised: int) -> None:
    """Extra times of a chain only add up, and give what walking its graph gives, stage by stage."""
    late = [(party, 5 + 3 * number) for number, party in enumerate(CREW)] + [("Party A", -20), ("Party B", -9)]
    plain = chain(late, slack=60, promiser="Party C")
    plain = replace(plain, planned=plain.due + promised)
    stages = tuple(replace(stage, inputs=2 * stage.inputs) for stage in plain.stages)
    walked = replace(plain, stages=stages)
    (order,), (same,) = (share_out([graph], permutations=300, seed=3) for graph in (plain, walked))
    assert order.over_promised == same.over_promised == promised
    assert order.shares == same.shares
    assert max(share.error for share in order.shares) > 0


def test_one_drawn_order_of_arrival_has_no_spread() -> None:
    """A single draw says nothing about its own error."""
    (order,) = share_out([chain([(party, 10) for party in CREW], slack=30)], permutations=1)
    assert {share.error for share in order.shares} == {0}


def test_a_game_takes_the_promisers_grace_away() -> None:
    """Without the promiser the order is due when it was agreed to be ready."""
    game = Game(inputs=[()], starts=[0], lengths=[12], extras=[2], players=[0], n=2, due=10, grace=2, promiser=1)
    assert lateness_of([game], all_coalitions(2)).tolist() == [[0, 2, 2, 4]]
