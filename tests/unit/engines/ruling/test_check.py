"""What `unisono check` says about rules of no."""

from dataclasses import replace

import pytest

from tests.companies import bakery, local
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.policy import Rule, Verdict
from unisono.engines.ruling.check import check_rules
from unisono.engines.ruling.reading import fields_of

BOOK = fields_of(bakery(), now=local("2026-03-02T06:00"), tiers={}, service_costs={})


def rules(*conditions: str) -> tuple[Rule, ...]:
    """Return rules 1, 2, 3 ... with these conditions."""
    return tuple(
        Rule(number=number, when=when, verdict=Verdict.DECLINE, says="No.") for number, when in enumerate(conditions, 1)
    )


def only(findings: tuple[Finding, ...]) -> Finding:
    """Return the one finding."""
    assert len(findings) == 1, findings
    return findings[0]


def test_the_bakerys_rules_are_fine() -> None:
    """Rules that hold for something and can be judged are not complained of."""
    small, large = bakery().policy.rules
    assert check_rules((large, small), BOOK) == ()


def test_a_rule_that_cannot_be_read() -> None:
    """The finding points to the rule and the character, and says what may be meant."""
    finding = only(check_rules(rules('tier = "gold"'), BOOK))
    assert (finding.code, finding.severity) == ("rule-unreadable", Severity.ERROR)
    assert finding.source == Source(file="policy.toml", column="rule 1")
    assert finding.message == "Rule 1 cannot be read at character 6."
    assert finding.remedy == "Compare with == (two equals signs)."
    assert finding.value == 'tier = "gold"'


def test_a_row_is_told_where_there_are_several() -> None:
    """In a condition over several rows the finding names the row too."""
    finding = only(check_rules(rules("quantity < 1.0 &&\nhours = 2.0"), BOOK))
    assert finding.message == "Rule 1 cannot be read at character 7 of row 2."


def test_a_rule_points_to_its_line_when_it_is_known() -> None:
    """A reader that knows the line of a rule hands it in, and the finding points there."""
    place = Source(file="policy.toml", line=42, column="rule 1")
    assert only(check_rules(rules("quantity ="), BOOK, sources={1: place})).source == place


@pytest.mark.parametrize(
    ("condition", "code", "message", "remedy"),
    [
        ("quantitty > 2.0", "rule-unknown-field", "names the field quantitty", "Did you mean quantity?"),
        ("Tier == 'gold'", "rule-unknown-field", "names the field Tier", "Did you mean tier?"),
        ("tier == gold", "rule-unknown-field", "names the field gold", 'write "gold" in quotes'),
        ("min(quantity, 2.0) > 1.0", "rule-unknown-function", "calls the function min", "comparisons"),
        ("[1, 2].all(x, [1, 2].exists (y, x > y))", "rule-too-costly", "seconds to judge", "Use `in`"),
        ('product.matches("((a{9}){9}){9}")', "rule-too-costly", "seconds to judge", "startsWith"),
        ("quantity * 2 > 9", "rule-wrong-type", "mixes kinds of values (float * int)", "2.0, not 2"),
        ("quantity < 30.0 && hours * 2 > 3", "rule-wrong-type", "(float * int)", "2.0, not 2"),
        ("tier > 3", "rule-wrong-type", "mixes kinds of values", "quotes"),
        ("quantity", "rule-wrong-type", "not true or false", "decimal point"),
        ("1 / int(hours) > 2", "rule-wrong-type", "division by zero", "decimal point"),
        ('tier == "gold" || "yes"', "rule-wrong-type", "not true or false", "decimal point"),
    ],
)
def test_a_rule_that_cannot_work(condition: str, code: str, message: str, remedy: str) -> None:
    """Unknown names and mixed kinds are errors, even where no order of today would show them."""
    finding = only(check_rules(rules(condition), BOOK))
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert message in finding.message
    assert remedy in finding.remedy


def test_a_guard_before_a_division_is_fine() -> None:
    """A part that cannot be judged without the part before it is no mistake."""
    assert check_rules(rules("hours >= 1 && 10 / int(hours) >= 1"), BOOK) == ()


def test_a_mistake_behind_many_comparisons_is_found() -> None:
    """What stands behind several `&&` is tried by itself, even if hardly any order would get there."""
    condition = (
        'tier == "silver" && !strategic && quantity > 40 && quantity < 50 && lead_days >= 3 && lead_days < 4'
        ' && net_price > 7 && customer == "HOTEL" && family_hours * 2 > 1'
    )
    assert only(check_rules(rules(condition), {})).code == "rule-wrong-type"


def test_a_number_used_twice() -> None:
    """Two rules of one number are told once: a no could not say which of them it means."""
    first, second = rules("quantity < 30.0", "quantity > 390.0")
    twice = (first, Rule(number=1, when=second.when, verdict=Verdict.APPEAL, says="Ask."))
    finding = only(check_rules(twice, BOOK))
    assert (finding.code, finding.severity) == ("duplicate-rule", Severity.ERROR)


def test_a_rule_that_fires_on_nothing() -> None:
    """A rule for a tier that does not exist, or a quantity nobody asks for, holds for none of the six inquiries."""
    finding = only(check_rules(rules('tier == "platinum"'), BOOK))
    assert (finding.code, finding.severity) == ("rule-fires-never", Severity.WARNING)
    assert finding.message == "Rule 1 holds for none of the 6 inquiries."


def test_firm_orders_do_not_make_a_rule_fire() -> None:
    """Order B-2 of 270 rolls is firm; a rule that would hold only for it holds for no inquiry."""
    assert only(check_rules(rules("quantity == 270.0"), BOOK)).code == "rule-fires-never"


def test_without_inquiries_no_rule_is_blamed() -> None:
    """An empty book does not make every rule useless."""
    firm = {key: order for key, order in BOOK.items() if order.status == "firm"}
    assert check_rules(rules("quantity < 30.0"), firm) == ()


def test_a_rule_behind_one_that_always_holds() -> None:
    """After `true` nothing is ever reached."""
    codes = [(item.code, item.message) for item in check_rules(rules("true", "quantity < 30.0"), BOOK)]
    assert ("rule-never-reached", "Rule 2 can never be reached: rule 1 before it always holds.") in codes


def test_a_rule_whose_orders_are_all_taken() -> None:
    """Under 30 is decided by rule 1, so a rule 2 for under 25 decides nothing."""
    finding = only(check_rules(rules("quantity < 30.0", "quantity < 25.0"), BOOK))
    assert finding.code == "rule-decides-nothing"
    assert "it holds for 1 of the inquiries" in finding.message


def test_a_rule_that_some_orders_cannot_answer() -> None:
    """Where a product has no list price its discount is unknown: a warning names the order and the field."""
    book = BOOK | {"B-3": replace(BOOK["B-3"], list_price=None, discount_percent=None)}
    finding = only(check_rules(rules("discount_percent > 20.0"), book))
    assert (finding.code, finding.severity) == ("rule-unjudged", Severity.WARNING)
    assert "for order B-3: discount_percent is not known there" in finding.message
    nowhere = only(check_rules(rules("discount_percent > 99.0"), book))
    assert nowhere.code == "rule-unjudged"
    guarded = check_rules(rules("discount_percent != null && discount_percent > 20.0"), book)
    assert guarded == ()
