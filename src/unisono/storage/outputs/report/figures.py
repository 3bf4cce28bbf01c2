"""How numbers are written for people: money, quantities, shares. The one place of the report that rounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF"}
_ROUND_FROM = Decimal(20_000)
"""From this size on cents say nothing."""


def number(value: Decimal | int, places: int = 0) -> str:
    """Return a number with grouped thousands and a true minus sign, rounded half up.

    >>> number(Decimal("1234.5"))
    '1,235'
    >>> number(Decimal("-2.25"), 1) == MINUS + "2.3"
    True
    """
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(rounded):,}"
    return f"{MINUS}{text}" if rounded < 0 else text


def quantity(value: Decimal, unit: str = "") -> str:
    """Return a quantity with as many decimals as it has, three at most, and its unit.

    >>> quantity(Decimal("42.500"))
    '42.5'
    """
    rounded = value.quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
    exponent = rounded.as_tuple().exponent
    text = number(rounded, max(0, -exponent) if isinstance(exponent, int) else 0)
    return f"{text}{NARROW}{unit}" if unit else text


def share(value: Decimal | None) -> str:
    """Return a share as percent, to a tenth, or a dash where there is none.

    >>> share(Decimal("0.9412"))
    '94.1%'
    """
    if value is None:
        return NONE
    percent = (value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{percent.to_integral_value() if percent == percent.to_integral_value() else percent}%"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun.

    >>> plural(1, "order"), plural(3, "order"), plural(2, "inquiry", "inquiries")
    ('1 order', '3 orders', '2 inquiries')
    """
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def apportion(parts: Sequence[Decimal], total: Decimal, places: int) -> tuple[Decimal, ...]:
    """Return the parts rounded so that they add up to the rounded total (largest remainder).

    >>> apportion([Decimal("0.4"), Decimal("0.4"), Decimal("0.2")], Decimal("1.0"), 0)
    (Decimal('1'), Decimal('0'), Decimal('0'))
    """
    step = Decimal(1).scaleb(-places)
    floors = [(part / step).to_integral_value(ROUND_FLOOR) * step for part in parts]
    missing = int((total.quantize(step, ROUND_HALF_UP) - sum(floors)) / step)
    by_remainder = sorted(range(len(parts)), key=lambda index: floors[index] - parts[index])
    for index in by_remainder[: max(0, missing)]:
        floors[index] += step
    return tuple(floors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """How money is written in one report: the currency's sign or code, and whether cents are shown."""

    currency: str
    places: int

    @classmethod
    def for_amounts(cls, currency: str, largest: Decimal) -> "Money":
        """Return the money of a report whose largest amount is given: whole units from 20,000 on, cents below."""
        return cls(currency=currency, places=0 if abs(largest) >= _ROUND_FROM else 2)

    @property
    def sign(self) -> str:
        """Return what stands before an amount."""
        return _SIGNS.get(self.currency, self.currency)

    def amount(self, value: Decimal, places: int | None = None) -> str:
        """Return an amount, e.g. `€ 1,284`, with a minus before the sign."""
        text = number(abs(value), self.places if places is None else places)
        amount = f"{self.sign}{NARROW}{text}"
        return f"{MINUS}{NARROW}{amount}" if value < 0 and _says_something(text) else amount

    def change(self, value: Decimal) -> str:
        """Return a change of an amount with its sign, e.g. `+ € 6,320`."""
        text = self.amount(value)
        return text if text.startswith(MINUS) or not any(digit in "123456789" for digit in text) else f"+{NARROW}{text}"

    def price(self, value: Decimal, unit: str = "") -> str:
        """Return a price with cents, per unit, e.g. `€ 871.40 / t`."""
        text = self.amount(value, 2)
        return f"{text}{NARROW}/{NARROW}{unit}" if unit else text


def _says_something(text: str) -> bool:
    """Return whether a rounded number is more than nothing."""
    return any(digit in text for digit in "123456789")


def sentence_of(parts: Iterable[str]) -> str:
    """Return parts joined as people do: `a`, `a and b`, `a, b and c`."""
    known = list(parts)
    return " and ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)
