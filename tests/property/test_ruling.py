"""Laws of the rules of no."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.companies import bakery, local
from unisono.domain.policy import Rule, Verdict
from unisono.engines.ruling.check import check_rules
from unisono.engines.ruling.reading import fields_of
from unisono.engines.ruling.rulebook import RuleBook

BOOK = fields_of(bakery(), now=local("2026-03-02T06:00"), tiers={}, service_costs={})
INQUIRIES = [order for order in BOOK.values() if order.status == "inquiry"]

comparisons = st.builds(
    "{} {} {:.1f}".format,
    st.sampled_from(["quantity", "net_price", "hours", "lead_days", "family_hours", "margin_per_hour", "revenue"]),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    st.floats(0, 500),
) | st.sampled_from(['tier == "standard"', 'customer != "HOTEL"', "strategic", "!strategic", "true"])
conditions = st.lists(comparisons, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from([" && ", " || "]).map(lambda joint: joint.join(parts))
)
books = st.lists(conditions, max_size=6).map(
    lambda texts: [
        Rule(number=number, when=text, verdict=Verdict.DECLINE, says="No.") for number, text in enumerate(texts, 1)
    ]
)


@given(rules=books, later=conditions)
def test_a_later_rule_never_changes_a_ruling(rules: list[Rule], later: str) -> None:
    """A rule with a higher number speaks only where all before it are silent."""
    before = RuleBook.of(rules)
    after = RuleBook.of([Rule(number=99, when=later, verdict=Verdict.APPEAL, says="Ask."), *rules])
    for order in INQUIRIES:
        first, second = before.verdict(order), after.verdict(order)
        assert first == second or (first is None and second is not None and second.rule == 99)


@given(rules=books)
def test_well_formed_rules_have_no_errors_and_each_is_useful_or_told(rules: list[Rule]) -> None:
    """Comparisons joined by and/or are always judged, and a rule that decides no inquiry is reported."""
    findings = check_rules(rules, BOOK)
    assert {finding.severity.value for finding in findings} <= {"warning"}
    book = RuleBook.of(rules)
    deciding = {ruling.rule for order in INQUIRIES if (ruling := book.verdict(order)) is not None}
    told = {str(finding.source.column) for finding in findings}
    assert {f"rule {rule.number}" for rule in rules if rule.number not in deciding} <= told


@given(text=st.text(max_size=60) | conditions.map(lambda text: text[: len(text) // 2]))
def test_no_text_breaks_the_check(text: str) -> None:
    """Whatever people write as a condition, the answer is findings."""
    findings = check_rules([Rule(number=1, when=text, verdict=Verdict.DECLINE, says="No.")], BOOK)
    assert all(finding.source.file == "policy.toml" for finding in findings)


@given(hours=st.integers(-100, 1000))
def test_lead_days_move_with_the_clock(hours: int) -> None:
    """An hour later, every order has an hour less of lead time and nothing else has changed for its price."""
    now = local("2026-03-02T06:00") + timedelta(hours=hours)
    later = fields_of(bakery(), now=now, tiers={}, service_costs={})
    for key, order in BOOK.items():
        assert abs((order.lead_days - later[key].lead_days) * 24 - hours) < 1e-9
        assert order.contribution == later[key].contribution
