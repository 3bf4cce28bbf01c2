"""The first screen of what the facts tell: its sentences."""

from collections.abc import Sequence

from tests.late_orders import late_gates, worked_example
from tests.offices import files
from tests.reviews import reviewed
from unisono.domain.facts import Fact
from unisono.storage.outputs.report.opening import headline, opening_section, points

STEPS = [("logistics", "report", 1.0, 10.0), ("production", "check", 5.0, 60.0), ("logistics", "report", 9.0, 20.0)]
LATER = [(party, what, at * 3 + 800, paid) for party, what, at, paid in STEPS]


def texts(facts: Sequence[Fact]) -> dict[str, str]:
    """Return the sentences of the first screen by their titles."""
    return {point.title: point.text.replace("\N{NARROW NO-BREAK SPACE}", " ") for point in points(reviewed(facts))}


def quoted(text: str) -> str:
    """Return a text in quotation marks as the page has them."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"


def test_what_came_late_and_why() -> None:
    """Three times the worked example: how many, the largest cause, and the largest part."""
    facts = [fact for order in ("SO-1", "SO-2", "SO-3") for fact in worked_example(order)]
    assert headline(reviewed(facts)) == "3 of 3 orders came late, 12 days together."
    assert texts(facts) == {
        "What went wrong most": f"{quoted('produce: nobody told why')}: it happened 3 times and made 3 orders 6 days "
        "late together.",
        "Whose part it was": "The largest part is that of production: 40%, 6 days. SO-1 tells most: 4 days late.",
    }


def test_where_it_rubs_when_nothing_was_due() -> None:
    """A log without promises has no late order, and tells of the worst pair all the same."""
    facts = files(*[STEPS] * 5, *[LATER] * 5)
    assert headline(reviewed(facts)) == "Nobody said when anything was due."
    assert texts(facts) == {
        "Where it rubs": "Most time is lost from production to logistics: 16 to 64 hours beyond what was agreed, or "
        "what the best manage, in 10 handovers.",
    }


def test_a_cause_that_comes_back_is_answered_by_a_proposal() -> None:
    """What happened in several weeks is proposed to be agreed on with its owner, within two weekly meetings."""
    orders = [late_gates(f"SO-{at}", at=at, reason="bellows torn") for at in (20, 21, 28)]
    told = texts([fact for facts in orders for fact in facts])
    assert told["What is proposed"] == (
        f"Agree with forge by Tue 14 Apr 2026 what prevents {quoted('produce: bellows torn')}."
    )


def test_before_the_first_fact() -> None:
    """An empty ledger has a first screen, without a point."""
    assert points(reviewed([])) == ()
    assert "Nothing has been recorded yet." in opening_section(reviewed([], name="<mill>"))
    assert "&lt;mill&gt;, 0 facts" in opening_section(reviewed([], name="<mill>"))
