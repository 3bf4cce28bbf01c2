"""The late orders that fair shares are measured with."""

from benchmarks.attribution import late_orders
from unisono.analytics.attribution.graphs import own_overruns
from unisono.analytics.attribution.sharing import share_out


def test_every_party_is_late() -> None:
    """Each of eight parties has an overrun, one recovers time, and the order is late."""
    orders = list(late_orders(5, parties=8, seed=3))
    assert orders == list(late_orders(5, parties=8, seed=3))
    for graph, shared in zip(orders, share_out(orders), strict=True):
        *late, fast = own_overruns(graph)
        assert min(late) > 0 > fast
        assert len({stage.party for stage in graph.stages}) == 8
        assert sum(share.seconds - share.credit for share in shared.shares) == graph.lateness > 0
