"""The section on causes, as people read it on a page."""

from tests.late_orders import day, done, late_gates, said, work
from tests.plain_fact_table import PlainFactTable
from unisono.domain.acts.commitments import Delivered, Promised, Purpose, Requested
from unisono.domain.facts import CUSTOMER, Fact
from unisono.services.attributing import Range
from unisono.services.tracing import trace_causes
from unisono.storage.outputs.report.causes import causes_section


def section(*orders: list[Fact], currency: str | None = None) -> str:
    """Return the section of some orders, in one line."""
    table = PlainFactTable([fact for order in orders for fact in order])
    causes = trace_causes(table=table, within=Range(), now=day(30))
    return " ".join(causes_section(causes, currency=currency).split())


def torn(*ats: int) -> list[Fact]:
    """Return orders that torn bellows made late by a day each."""
    return [fact for at in ats for fact in late_gates(f"SO-{at}", at=at, reason="bellows torn")]


def test_a_cause_with_its_weeks_and_its_proposal() -> None:
    """The largest cause fills its bar; three times in two weeks call for a prevention."""
    html = section(torn(20, 21, 28), late_gates("SO-9", at=9, over=0.5))
    assert "4 orders of 4 came late: <b>84.0 hours</b>" in html
    assert "<b>produce: bellows torn</b><small>3 times in 3 orders; forge</small>" in html
    assert 'width="100.0%"' in html
    assert "times a week, the latest last: 0, 0, 0, 0, 0, 0, 2, 1" in html
    assert 'class="against is-proposed"><small>proposed: forge, by 2026-04-15</small>' in html
    assert "<small>not repeated lately</small>" in html
    assert "What is done against causes" not in html
    assert "Money is" not in html


def test_what_is_done_against_a_cause() -> None:
    """A prevention that was done stands in the place of the proposal, with its effect below; texts are escaped."""
    name = "prevent/produce/bellows-torn"
    request = Requested(
        requester="sales",
        performer="forge",
        purpose=Purpose.PREVENT,
        subject="produce/bellows-torn",
        task="leather <b>twice</b> as thick",
    )
    prevention = [
        said(name, "sales", request, 28),
        said(name, "forge", Promised(), 28),
        said(name, "forge", Delivered(handover="1"), 29.5),
    ]
    html = section(torn(20, 21, 28), prevention, currency="EUR")
    assert "<small>forge, done, not yet accepted 2026-03-31: too early to tell</small>" in html
    assert "<td>leather &lt;b&gt;twice&lt;/b&gt; as thick</td>" in html
    assert "<td>too early to tell: 3 times in 3 orders before, 0 times in 0 after</td>" in html
    assert "Money is what the plan charges" in html


def test_what_came_short() -> None:
    """Two of twelve gates: a table of its own, in the unit of the order."""
    asked = work("SO-1", Purpose.PROMISE, asks=CUSTOMER, does="sales", agreed=None, due=4)
    html = section(asked, done("SO-1", Purpose.PROMISE, does="sales", asks=CUSTOMER, at=4, quantity=10))
    assert "1 order came short by 2.0 gate" in html


def test_nothing_came_late() -> None:
    """In time, or never due: the page says which."""
    assert "Nothing came late." in section(late_gates("SO-1", at=3, over=0))
    assert "Nobody said when anything was due" in section([])
