"""Orders that might be asked for, to try a condition on before any order meets it."""

from collections.abc import Iterator

from unisono.domain.company import Tier
from unisono.engines.ruling.conditions import Condition
from unisono.engines.ruling.order_fields import FIELDS

MOST = 256
"""How many made-up orders a condition is tried on at most."""

STRIDE = 2_654_435_761
"""A prime: steps of this length, taken round, visit all combinations evenly."""


def probes(condition: Condition) -> Iterator[dict[str, str | bool | float]]:
    """Yield values for the fields that a condition reads: combinations of what it compares with, and just beside it.

    All of them when there are few; else a fixed sample, spread evenly.
    """
    kinds = {item.name: item.kind for item in FIELDS}
    choices = {name: _choices(name, kinds[name], condition) for name in sorted(condition.names)}
    total = 1
    for values in choices.values():
        total *= len(values)
    for step in range(min(total, MOST)):
        rest = step if total <= MOST else step * STRIDE % total
        probe = dict[str, str | bool | float]()
        for name, values in choices.items():
            rest, index = divmod(rest, len(values))
            probe[name] = values[index]
        yield probe


def _choices(name: str, kind: str, condition: Condition) -> tuple[str | bool | float, ...]:
    if kind == "yes/no":
        return (False, True)
    if name == "tier":
        return tuple(tier.value for tier in Tier)
    if name == "status":
        return ("inquiry",)
    if kind == "text":
        return (*condition.texts(), "some other text")
    near = {round(number + step, 9) for number in condition.numbers() for step in (-1, 0, 1)}
    return tuple(sorted({0.0, 1.0, 1e9} | near))
