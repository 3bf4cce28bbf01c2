"""The section on fair shares, as people read it on a page."""

from dataclasses import replace

from tests.fair_shares import chain
from unisono.analytics.attribution.graphs import OrderGraph
from unisono.analytics.attribution.replies import Reply, with_replies
from unisono.analytics.attribution.sharing import share_out
from unisono.services.attributing import Attribution
from unisono.storage.outputs.report.shares import shares_section

HOUR = 3600
LATE = chain([("Production", 6 * HOUR), ("Carrier", 2 * HOUR), ("Carrier", -HOUR)], agreed=10 * HOUR)


def section(*graphs: OrderGraph, replies: tuple[Reply, ...] = (), positions: tuple[int, ...] = (4, 9)) -> str:
    """Return the section of some orders, all opened, in one line."""
    orders = share_out(graphs)
    late = Attribution(orders=orders, unanswered=orders, replies=replies, parties=("Carrier", "Production"))
    html = shares_section(late, opened=orders, positions={"0": positions})
    return " ".join(html.split())


def test_each_party_has_a_bar_as_long_as_its_share() -> None:
    """Production's six of eight hours are three quarters of the width; nobody's are there, and empty."""
    html = section(LATE)
    assert "1 order came late, 7.0 hours together. Had nobody recovered time, it would have been 8.0 hours" in html
    assert '<span>Production</span><svg width="100%" height="18"' in html
    assert 'width="75.0%"' in html
    assert 'width="25.0%"' in html
    assert '<span class="num">6.0 h</span>' in html
    assert "unrecorded" in html
    assert "a reference, not agreed" not in html
    assert "Without replies" not in html


def test_an_order_opens_to_its_overruns() -> None:
    """Each stage that was not as agreed stands there with its facts, recovered time in green."""
    html = section(LATE, positions=tuple(range(1, 15)))
    assert "SO-1: 7.0 hours late; Production 6.0 h, Carrier 2.0 h" in html
    assert '<td class="num neg">6.0</td>' in html
    assert '<td class="num pos">\N{MINUS SIGN}1.0</td>' in html
    assert "<small>1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more</small>" in html


def test_an_early_promise_tells_who_and_why() -> None:
    """The promise stands in the order's line, and what people wrote cannot become a part of the page."""
    early = replace(LATE, due=LATE.due - 3 * HOUR, reason="<b>gold</b> customer")
    assert "promised 3.0 h before the agreed finish by Sales: &lt;b&gt;gold&lt;/b&gt; customer" in section(early)
    assert "promised 3.0 h before the agreed finish by Sales." in section(replace(early, reason=""))


def test_references_and_replies_are_told() -> None:
    """Where nobody agreed on a time the page says so, and a reply shows both values."""
    stages = tuple(replace(stage, is_reference=True) for stage in LATE.stages)
    assert "a reference, not agreed" in section(replace(LATE, stages=stages))
    reply = Reply("SO-1", "0", "Production", "Carrier", None, "the lorry was late", 9)
    html = section(with_replies(LATE, {"0": reply}), replies=(reply,))
    assert "Without replies" in html
    assert "the lorry was late" in html


def test_nothing_late() -> None:
    """Without a late order there is a sentence."""
    html = section()
    assert "Nothing came late." in html
    untold = Attribution(orders=(), unanswered=(), replies=(), parties=())
    assert "Nobody said when anything was due" in shares_section(untold, has_due_times=False)
    assert "The orders that tell most" not in html
