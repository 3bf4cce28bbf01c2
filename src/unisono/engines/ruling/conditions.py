"""A rule's condition in CEL, the Common Expression Language: parsed, looked into, evaluated; never Python's `eval`."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import cel

FUNCTIONS = frozenset(
    {"size", "contains", "startsWith", "endsWith", "matches", "int", "uint", "double", "string", "type", "dyn"}
)
"""The functions of CEL that a condition may call."""

_PLACE = re.compile(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?(.*)")
_HINTS = {
    "=": "Compare with == (two equals signs).",
    ",": "Write decimals with a point.",
    '"': "The text is not closed by a quote.",
    "'": "The text is not closed by a quote.",
    "\u201c": "Use straight quotes.",
    "\u201e": "Use straight quotes.",
    "\u2018": "Use straight quotes.",
}
_WORDS = {"and": "&&", "or": "||", "not": "!", "is": "=="}
_BOUND = re.compile(r"\.\s*(?:all|exists|exists_one|map|filter)\(\s*([A-Za-z_]\w*)\s*,")
_TEXT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_WALK = re.compile(r"\b(?:all|exists|exists_one|existsOne|map|filter)\s*(?://[^\n]*\n\s*)*\(")
_REPEATED = re.compile(r"\{\s*(\d{1,9})\s*(?:,\s*(\d{0,9})\s*)?\}")
MOST_WALKS, MOST_REPEATS = 1, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxTrouble:
    """Why a condition cannot be read: at which row and character, counted from 1, and what may be meant."""

    row: int
    character: int
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A condition that gave no answer for an order: why, and whether because kinds of values do not fit together."""

    why: str
    wrong_kind: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that can be read: the names and functions it uses, and the values it compares with."""

    text: str
    names: frozenset[str]
    functions: frozenset[str]
    program: cel.Program

    @property
    def is_costly(self) -> bool:
        """Tell whether judging could take seconds an order: lists walked within lists, patterns repeated many times."""
        repeats = math.prod(max(int(most or 0), int(least)) for least, most in _REPEATED.findall(self.text))
        return len(_WALK.findall(self.text)) > MOST_WALKS or repeats > MOST_REPEATS

    def holds(self, values: Mapping[str, str | bool | float | None]) -> bool | Failed:
        """Return whether the condition holds for the values, or why it cannot be told."""
        # Only what the condition names: handing over a value costs more than judging.
        named = {name: values[name] for name in self.names if name in values}
        try:
            answer = self.program.execute(named)
        except (TypeError, RuntimeError, ValueError, ArithmeticError, LookupError) as error:
            return Failed(why=_in_words(error), wrong_kind=isinstance(error, TypeError))
        if isinstance(answer, bool):
            return answer
        return Failed(why=f"{self.text!r} gives {answer!r}, not true or false", wrong_kind=True)

    def parts(self) -> tuple["Condition", ...]:
        """Return the parts between `&&` and `||` that can be read by themselves; each must be true or false alone."""
        found = (parse(_without_stray_brackets(part)) for part in _parts(self.text) if "?" not in part)
        return tuple(part for part in found if isinstance(part, Condition))

    def texts(self) -> tuple[str, ...]:
        """Return the texts that stand in the condition, without their quotes."""
        return tuple(dict.fromkeys(found[1:-1] for found in _TEXT.findall(self.text)))

    def numbers(self) -> tuple[float, ...]:
        """Return the numbers that stand in the condition."""
        return tuple(dict.fromkeys(float(found) for found in _NUMBER.findall(_TEXT.sub(" ", self.text))))


@lru_cache(maxsize=1024)
def parse(text: str) -> Condition | SyntaxTrouble:
    """Return the condition of a text in CEL, or where it stops making sense.

    >>> sorted(parse('tier == "gold" && hours < 0.5').names)
    ['hours', 'tier']
    >>> parse('tier = "gold"').character
    6
    """
    try:
        program = cel.compile(text)
    except ValueError as error:
        return _trouble(text, str(error))
    bound = set(_BOUND.findall(_TEXT.sub('""', text)))
    return Condition(
        text=text,
        names=frozenset(program.variables()) - bound,
        functions=frozenset(name for name in program.functions() if name.isidentifier()),
        program=program,
    )


def _parts(text: str) -> Iterator[str]:
    """Yield what stands between `&&` and `||`, where these are not inside a text."""
    masked = _TEXT.sub(lambda found: "_" * len(found[0]), text)
    start = 0
    for joint in re.finditer(r"&&|\|\|", masked):
        yield text[start : joint.start()]
        start = joint.end()
    yield text[start:]


def _without_stray_brackets(part: str) -> str:
    part = part.strip()
    masked = _TEXT.sub("", part)
    surplus = masked.count("(") - masked.count(")")
    while surplus > 0 and part.startswith("("):
        part, surplus = part[1:].lstrip(), surplus - 1
    while surplus < 0 and part.endswith(")"):
        part, surplus = part[:-1].rstrip(), surplus + 1
    return part


def _trouble(text: str, message: str) -> SyntaxTrouble:
    found = _PLACE.search(message)
    row, character, said = (int(found[1]), int(found[2]), found[3]) if found else (1, 1, message)
    rows = text.split("\n")
    line = rows[row - 1] if row <= len(rows) else ""
    hint = _hint(line[: character - 1].rstrip(), line[character - 1 :], said) if text.strip() else "It is empty."
    return SyntaxTrouble(row=row, character=character, hint=hint)


def _hint(before: str, rest: str, said: str) -> str:
    """Return what the writer may have meant; people who write rules are no programmers."""
    if "literal" in said:
        return f"The value there is too large or badly written ({said})."
    for word in (*rest.lower().split(maxsplit=1)[:1], *before.lower().split()[-1:]):
        if word in _WORDS:
            return f"Write {_WORDS[word]} instead of {word}."
    for start, hint in _HINTS.items():
        if rest.startswith(start):
            return hint
    if not rest.strip():
        return "The condition ends too early; a value or a closing bracket is missing."
    return f"{rest.split(maxsplit=1)[0]!r} does not fit there."


def _in_words(error: Exception) -> str:
    said = str(error).split(". ", maxsplit=1)[0].rstrip(".")
    if not isinstance(error, TypeError):
        return said
    operation = said.removeprefix("Unsupported operation: ") if "Unsupported operation" in said else ""
    return f"it mixes kinds of values ({operation})" if operation else "it mixes kinds of values"
