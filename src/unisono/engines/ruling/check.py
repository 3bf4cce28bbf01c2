"""What is wrong with the rules of no: those that cannot be read, and those that never decide anything."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from unisono.domain.company import OrderStatus
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.policy import Rule
from unisono.engines.ruling.conditions import (
    FUNCTIONS,
    MOST_REPEATS,
    MOST_WALKS,
    Condition,
    Failed,
    SyntaxTrouble,
    parse,
)
from unisono.engines.ruling.order_fields import FIELDS, OrderFields, values_of
from unisono.engines.ruling.probing import probes
from unisono.engines.ruling.rulebook import RuleBook, why_failed

NAMES = frozenset(item.name for item in FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A rule and where it stands."""

    rule: Rule
    source: Source

    def finding(self, code: str, severity: Severity, message: str, *, remedy: str, expected: str = "") -> Finding:
        return Finding(
            code=code,
            severity=severity,
            source=self.source,
            message=f"Rule {self.rule.number} {message}",
            value=self.rule.when,
            expected=expected,
            remedy=remedy,
        )


def check_rules(
    rules: Iterable[Rule], orders: Mapping[str, OrderFields], *, sources: Mapping[int, Source] | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with the rules, errors of form first, then what the book of orders shows.

    Args:
        rules: the policy's rules, in any order.
        orders: the fields of the book's orders by id, see `fields_of`.
        sources: where each rule stands, by its number; without it `policy.toml (rule 4)`.
    """
    book = RuleBook.of(rules)
    known = sources or {}
    places = [
        _Place(rule=rule, source=known.get(rule.number, Source(file="policy.toml", column=f"rule {rule.number}")))
        for rule in book.rules
    ]
    findings = [*_duplicates(places)]
    sound = list[_Place]()
    for place in places:
        of_form = tuple(_of_form(place))
        findings += of_form
        if not of_form:
            sound.append(place)
    inquiries = {key: order for key, order in orders.items() if order.status == OrderStatus.INQUIRY.value}
    return (*findings, *_never_reached(sound), *_on_orders(sound, inquiries))


def _duplicates(places: list[_Place]) -> Iterator[Finding]:
    counts = Counter(place.rule.number for place in places)
    for place in {place.rule.number: place for place in places}.values():
        if counts[place.rule.number] > 1:
            yield place.finding(
                "duplicate-rule",
                Severity.ERROR,
                f"stands there {counts[place.rule.number]} times.",
                expected="each number once; a no cites its rule by the number",
                remedy="Give each rule its own number.",
            )


def _of_form(place: _Place) -> Iterator[Finding]:
    """Yield what is wrong with a rule whatever the orders are; a rule without such findings can be judged."""
    condition = parse(place.rule.when)
    if isinstance(condition, SyntaxTrouble):
        where = f"at character {condition.character}" + (f" of row {condition.row}" if condition.row > 1 else "")
        yield place.finding(
            "rule-unreadable",
            Severity.ERROR,
            f"cannot be read {where}.",
            expected='a condition in CEL, e.g. tier == "standard" && hours < 0.5',
            remedy=condition.hint,
        )
        return
    if condition.is_costly:
        yield place.finding(
            "rule-too-costly",
            Severity.ERROR,
            "would take seconds to judge for each order.",
            expected=f"at most {MOST_WALKS} all, exists, map or filter, and patterns up to {MOST_REPEATS} times over",
            remedy="Use `in` with a list of values, or startsWith, endsWith and contains.",
        )
        return
    unknown = [*_unknown(place, condition)]
    yield from unknown or _wrong_types(place, condition)


def _unknown(place: _Place, condition: Condition) -> Iterator[Finding]:
    for name in sorted(condition.names - NAMES):
        near = get_close_matches(name.lower(), NAMES, n=1)
        in_quotes = f'If it is a text, write "{name}" in quotes.'
        yield place.finding(
            "rule-unknown-field",
            Severity.ERROR,
            f"names the field {name}, which does not exist.",
            expected=f"one of {', '.join(item.name for item in FIELDS)}",
            remedy=f"Did you mean {near[0]}?" if near else in_quotes,
        )
    for name in sorted(condition.functions - FUNCTIONS):
        yield place.finding(
            "rule-unknown-function",
            Severity.ERROR,
            f"calls the function {name}, which does not exist.",
            expected=f"one of {', '.join(sorted(FUNCTIONS))}",
            remedy="Write the condition with comparisons, && and ||.",
        )


def _wrong_types(place: _Place, condition: Condition) -> Iterator[Finding]:
    """Yield at most one finding: for some thinkable order the condition mixes kinds of values or gives no yes or no."""
    answers = ((part, part.holds(values)) for part in (*condition.parts(), condition) for values in probes(part))
    for tried, answer in answers:
        if isinstance(answer, Failed) and (answer.wrong_kind or tried is condition):
            yield place.finding(
                "rule-wrong-type",
                Severity.ERROR,
                f"cannot be judged: {answer.why}.",
                expected="a condition that is true or false for every order",
                remedy="Numbers in sums and products need a decimal point (2.0, not 2); texts need quotes.",
            )
            return


def _never_reached(places: list[_Place]) -> Iterator[Finding]:
    blocker: Rule | None = None
    for place in places:
        if blocker is not None:
            yield place.finding(
                "rule-never-reached",
                Severity.WARNING,
                f"can never be reached: rule {blocker.number} before it always holds.",
                remedy=f"Give it a number below {blocker.number}, or remove it.",
            )
        elif _always_holds(place.rule):
            blocker = place.rule


def _always_holds(rule: Rule) -> bool:
    condition = parse(rule.when)
    return isinstance(condition, Condition) and not condition.names and condition.holds({}) is True


def _on_orders(places: list[_Place], inquiries: Mapping[str, OrderFields]) -> Iterator[Finding]:
    """Yield the rules that hold for no inquiry, decide none, or cannot be judged for some."""
    if not inquiries:
        return
    for place, tally in zip(places, _tallies(places, inquiries), strict=True):
        held, failures = tally.held, tally.failures
        if failures:
            others = f" and {failures - 1} more" if failures > 1 else ""
            yield place.finding(
                "rule-unjudged",
                Severity.WARNING,
                f"cannot be judged for order {tally.first_failure}{others}: {tally.why}. The next rules decide there.",
                remedy="Fill in the missing value, or begin the condition with `field != null &&`.",
            )
        if not held and not failures:
            yield place.finding(
                "rule-fires-never",
                Severity.WARNING,
                f"holds for none of the {len(inquiries)} inquiries.",
                remedy="Check the spelling and the numbers in it, or remove it.",
            )
        elif held and not tally.decided:
            yield place.finding(
                "rule-decides-nothing",
                Severity.WARNING,
                f"decides nothing: it holds for {held} of the inquiries, and earlier rules decide all of these.",
                remedy="Give it a lower number, or remove it.",
            )


@dataclass(slots=True, kw_only=True)
class _Tally:
    """How often a rule held, decided, and could not be judged; `first_failure` names the first such order, and why."""

    held: int = 0
    decided: int = 0
    failures: int = 0
    first_failure: str = ""
    why: str = ""


def _tallies(places: list[_Place], inquiries: Mapping[str, OrderFields]) -> list[_Tally]:
    """Judge the inquiries by the rules; the first rule that holds decides.

    Once every rule has decided something, only inquiries with an unknown value that some rule reads can still tell
    anything new: in a book of a hundred thousand orders that saves nearly all the judging.
    """
    conditions = [parse(place.rule.when) for place in places]
    tallies = [_Tally() for _ in places]
    read = frozenset(name for condition in conditions if isinstance(condition, Condition) for name in condition.names)
    for key, order in inquiries.items():
        if all(tally.decided for tally in tallies) and all(getattr(order, name, "") is not None for name in read):
            continue
        values, is_decided = values_of(order), False
        for condition, tally in zip(conditions, tallies, strict=True):
            answer = condition.holds(values) if isinstance(condition, Condition) else False
            if isinstance(condition, Condition) and isinstance(answer, Failed):
                tally.failures += 1
                if not tally.first_failure:
                    tally.first_failure, tally.why = key, why_failed(condition, order, answer)
            elif answer:
                tally.held += 1
                tally.decided += not is_decided
                is_decided = True
    return tallies
