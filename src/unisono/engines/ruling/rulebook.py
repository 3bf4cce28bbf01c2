"""The rules of no, ready to judge."""

from collections.abc import Iterable
from dataclasses import dataclass

from unisono.domain.company import OrderStatus
from unisono.domain.policy import Rule, Verdict
from unisono.engines.ruling.conditions import Condition, Failed, parse
from unisono.engines.ruling.order_fields import OrderFields, values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the first rule that holds says about an inquiry: its number, its verdict, and its sentence for people."""

    rule: int
    verdict: Verdict
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A rule that could not be judged for an order, and why; the reading went on with the next rule."""

    rule: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The ruling, if any, and the rules before it that could not be judged."""

    ruling: Ruling | None = None
    unjudged: tuple[Unjudged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules by ascending number.

    A rule that cannot be read judges nothing; `check_rules` reports it as an error, and no plan is made of such data.
    """

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "RuleBook":
        """Return the book of some rules, in the order in which they are read."""
        return cls(rules=tuple(sorted(rules, key=lambda rule: rule.number)))

    def verdict(self, order: OrderFields) -> Ruling | None:
        """Return what the first rule that holds says, or None where no rule says anything or the order is firm."""
        return self.judge(order).ruling

    def judge(self, order: OrderFields) -> Judgement:
        """Return the ruling on an order together with the rules that could not be judged for it."""
        if order.status != OrderStatus.INQUIRY.value:
            return Judgement()
        values, unjudged = values_of(order), list[Unjudged]()
        for rule in self.rules:
            condition = parse(rule.when)
            if not isinstance(condition, Condition):
                unjudged.append(Unjudged(rule=rule.number, why=condition.hint))
                continue
            answer = condition.holds(values)
            if isinstance(answer, Failed):
                unjudged.append(Unjudged(rule=rule.number, why=why_failed(condition, order, answer)))
            elif answer:
                ruling = Ruling(rule=rule.number, verdict=rule.verdict, says=rule.says)
                return Judgement(ruling=ruling, unjudged=tuple(unjudged))
        return Judgement(unjudged=tuple(unjudged))

    def reads(self, rule: Rule | int) -> frozenset[str]:
        """Return the names of the fields that a rule (or the rule of that number) reads.

        Raises:
            KeyError: the book has no rule of that number.
        """
        if isinstance(rule, int):
            numbered = {item.number: item for item in reversed(self.rules)}
            rule = numbered[rule]
        condition = parse(rule.when)
        return condition.names if isinstance(condition, Condition) else frozenset()


def why_failed(condition: Condition, order: OrderFields, failed: Failed) -> str:
    """Return why a condition gave no answer for an order, naming the fields that are unknown there."""
    unknown = sorted(name for name in condition.names if getattr(order, name, "") is None)
    if not unknown:
        return failed.why
    return f"{' and '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not known there"
