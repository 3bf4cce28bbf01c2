"""Numbers as people write them: with a decimal point or a decimal comma, never with anything that could be misread."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from unisono.storage.reading.troubles import Trouble

Mark = Literal[".", ","]

MOST_DIGITS_BEFORE = 15
MOST_DIGITS_AFTER = 12
EXCEL_DIGITS = 15
LONGEST_NUMBER = 100
"""Characters of a text that is still looked at as a number: what is longer is none, and takes long to understand."""

NUMBER = {
    ".": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?"),
    ",": re.compile(r"[+-]?(?:[0-9]+,?[0-9]*|,[0-9]+)(?:[eE][+-]?[0-9]{1,5})?"),
}
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[.,' \u00a0\u202f\u2019][0-9]{3})+(?:[.,][0-9]+)?")
THREE_AFTER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
CURRENCY = r"(?P<currency>[A-Za-z]{3}|zł|zl|kr\.?|kč|ft|[$€£¥₤₺₴₹])"
WITH_CURRENCY = (
    re.compile(rf"{CURRENCY}\s*(?P<number>[^A-Za-z]*[0-9][^A-Za-z]*)", re.IGNORECASE),
    re.compile(rf"(?P<number>[^A-Za-z]*[0-9][^A-Za-z]*?)\s*{CURRENCY}", re.IGNORECASE),
)
PLAIN = re.compile(r"[-+0-9.,]*")
SIGNS = {
    "€": ("EUR",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "£": ("GBP",),
    "₤": ("GBP",),
    "¥": ("JPY", "CNY"),
    "zł": ("PLN",),
    "zl": ("PLN",),
    "kr": ("DKK", "SEK", "NOK", "ISK"),
    "lei": ("RON", "MDL"),
    "kč": ("CZK",),
    "ft": ("HUF",),
    "₺": ("TRY",),
    "₴": ("UAH",),
    "₹": ("INR",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How numbers are written in one file.

    `sure` says that the mark was declared, or shown by a number that can be read in one way only. `currency` is the
    company's, or empty where it is not known.
    """

    mark: Mark = "."
    sure: bool = False
    currency: str = ""


def decimal_mark(texts: Iterable[str]) -> Mark | None:
    """Return the decimal mark that the numbers of a file use, or None where nothing shows it.

    `1,234` shows nothing: it may be one or a thousand. Where both marks are used, the one used more often is meant.

    Args:
        texts: the cells of the columns that hold numbers.

    >>> decimal_mark(["12", "0,5", "1,234"]), decimal_mark(["1,234"]), decimal_mark(["1.5", "2,5", "3.5"])
    (',', None, '.')
    """
    marked = [text.strip() for text in texts if ("," in text or "." in text) and len(text) <= LONGEST_NUMBER]
    if not any("," in text for text in marked):
        return "." if marked else None
    commas = points = 0
    for text in marked:
        if not THREE_AFTER.fullmatch(text):
            bare = text if PLAIN.fullmatch(text) else _without_currency(text)[0]
            commas += bool(NUMBER[","].fullmatch(bare) and "," in bare)
            points += bool(NUMBER["."].fullmatch(bare) and "." in bare)
    if not commas and not points:
        return None
    return "," if commas > points else "."


def parse_number(text: str, notation: Notation, *, money: bool = False) -> Decimal | Trouble:
    """Return the number that a text says, or what is wrong with it.

    Args:
        text: the cell without blanks around it.
        notation: how the file writes numbers.
        money: whether a sign or code of the company's currency may stand beside the number.

    >>> parse_number("12,5", Notation(mark=","))
    Decimal('12.5')
    >>> parse_number("1e999", Notation()).code
    'absurd-number'
    >>> parse_number("12 PLN", Notation(currency="EUR"), money=True).code
    'other-currency'
    """
    if len(text) > LONGEST_NUMBER:
        return ABSURD
    bare = text
    if NUMBER[notation.mark].fullmatch(text):
        if len(text) <= MOST_DIGITS_AFTER and "e" not in text and "E" not in text:
            return Decimal(text.replace(",", ".")) or Decimal(0)  # short, so within all bounds; never a negative zero
    else:
        bare, currency = _without_currency(text)
        if currency and money:
            wrong = other_currency(currency, notation.currency)
            if wrong is not None:
                return wrong
        elif currency or not NUMBER[notation.mark].fullmatch(bare):
            return _why_no_number(text, notation)
        if not NUMBER[notation.mark].fullmatch(bare):
            return _why_no_number(bare, notation)
    return bounded(Decimal(bare.replace(",", ".")))


def bounded(number: Decimal) -> Decimal | Trouble:
    """Return a number of sensible size, or what is wrong with it."""
    if not number.is_finite():
        return _NOT_FINITE
    _, digits, exponent = number.as_tuple()
    if not number:
        return Decimal(0)
    decimals = -int(exponent)
    if decimals > MOST_DIGITS_AFTER and len(digits) < MOST_DIGITS_BEFORE + MOST_DIGITS_AFTER:
        number = number.normalize()
        decimals = -int(number.as_tuple().exponent)
    if number.adjusted() >= MOST_DIGITS_BEFORE or decimals > MOST_DIGITS_AFTER:
        return ABSURD
    return number


def number_of(value: float | Decimal) -> Decimal | Trouble:
    """Return the number of a cell that is a number already; binary fractions are read as a spreadsheet shows them.

    >>> number_of(0.1 + 0.2)
    Decimal('0.3')
    """
    return bounded(Decimal(f"{value:.{EXCEL_DIGITS}g}") if isinstance(value, float) else Decimal(value))


ABSURD = Trouble(
    code="absurd-number",
    message="The number is too large or too fine to be meant.",
    expected=f"at most {MOST_DIGITS_BEFORE} digits before and {MOST_DIGITS_AFTER} after the decimal mark",
    remedy="Correct it.",
)
_NOT_FINITE = Trouble(
    code="not-finite",
    message="This is no number that can be reckoned with.",
    expected="a number",
    remedy="Write the number, or leave the cell empty if the column allows it.",
)


def _without_currency(text: str) -> tuple[str, str]:
    """Return the number without the currency before or after it, and the currency as written."""
    for pattern in WITH_CURRENCY:
        found = pattern.fullmatch(text)
        if found:
            return found["number"].strip(), found["currency"]
    return text, ""


def other_currency(written: str, company: str) -> Trouble | None:
    """Return what is wrong with money in a currency, given as a sign or a code, or None where it is the company's.

    Args:
        written: the sign or code, e.g. `zł` or `USD`.
        company: the code of the company's currency, or empty where it is not known: then nothing is wrong.
    """
    codes = SIGNS.get(written.casefold().rstrip("."), (written.upper(),))
    if not company or company in codes:
        return None
    return Trouble(
        code="other-currency",
        message=f"The amount is in {' or '.join(codes[:2])}, but the company's currency is {company}.",
        expected=f"an amount in {company}",
        remedy=f"Convert it to {company}; all money is in the company's one currency.",
    )


def _why_no_number(text: str, notation: Notation) -> Trouble:
    other: Mark = "," if notation.mark == "." else "."
    expected = f"a number with a decimal {'point' if notation.mark == '.' else 'comma'}, without thousands separators"
    if NOT_FINITE.fullmatch(text):
        return _NOT_FINITE
    if NUMBER[other].fullmatch(text):
        if not notation.sure and THREE_AFTER.fullmatch(text):
            return Trouble(
                code="ambiguous-number",
                message="This can be read as a fraction or as thousands.",
                expected=expected,
                remedy='Write it without the separator, or declare decimal = "," under [files] in company.toml.',
            )
        return Trouble(
            code="mixed-decimals",
            message="The file uses another decimal mark elsewhere.",
            expected=expected,
            remedy="Use one decimal mark in the whole file.",
        )
    if GROUPED.fullmatch(text):
        return Trouble(
            code="thousands-separator",
            message="The number has thousands separators, which can be misread.",
            expected=expected,
            remedy="Write the digits without anything between them.",
        )
    return Trouble(code="bad-number", message="This is not a number.", expected=expected, remedy="Correct it.")
