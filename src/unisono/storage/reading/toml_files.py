"""`company.toml` and `policy.toml`, with the line of every key."""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.limits import KEY_PARTS, ROW_LENGTH
from unisono.storage.reading.sheets import Block, Entry, Settings
from unisono.storage.reading.texts import Report, TextLines, is_text

Path = tuple[str | int, ...]

TABLE = re.compile(r"\s*(?P<open>\[\[?)(?P<names>[^\[\]]+)\]")
KEY = re.compile(
    r"""\s*(?P<names>(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")


def read_toml(data: bytes, file: str, report: Report) -> Settings | None:
    """Return the keys, sections and lists of a TOML file, or None when it cannot be read, which is reported.

    Args:
        data: the content of the file.
        file: its name.
        report: takes the findings.
    """
    if not is_text(data, file, report):
        return None
    lines = TextLines(data, file, report)
    text = "".join(lines)
    if lines.spoilt:
        return None
    if _is_beyond_limits(text, file, report):
        return None
    try:
        content = tomllib.loads(text, parse_float=_number)
    except RecursionError:
        report(_unreadable(file, "Brackets are nested too deeply", _fullest_line(text, "[{")))
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = AT_LINE.search(message)
        report(_unreadable(file, AT_LINE.sub("", message), int(at[1]) if at else text.count("\n") + 1))
    except ValueError:  # Python reads no whole number with thousands of digits
        report(_unreadable(file, "A number has thousands of digits", _fullest_line(text, string.hexdigits)))
    else:
        return _settings(content, _lines(text), file)
    return None


def _fullest_line(text: str, signs: str) -> int:
    """Return the number of the line in which most of these signs stand."""
    lines = text.split("\n")
    return 1 + max(range(len(lines)), key=lambda place: sum(map(lines[place].count, signs)))


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")  # what it would be; no column takes it


def _is_beyond_limits(text: str, file: str, report: Report) -> bool:
    """Report the first line or key that would take hours to read, and return whether there is one."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > ROW_LENGTH.most:
            report(ROW_LENGTH.finding(Source(file=file, line=number), value=line))
            return True
        written = TABLE.match(line) or KEY.match(line) if line.count(".") >= KEY_PARTS.most else None
        parts = sum(1 for _ in _names(written["names"])) if written else 0
        if parts > KEY_PARTS.most:
            report(KEY_PARTS.finding(Source(file=file, line=number), parts, value=line))
            return True
    return False


def _unreadable(file: str, why: str, line: int) -> Finding:
    return Finding(
        code="bad-toml",
        severity=Severity.ERROR,
        source=Source(file=file, line=line),
        message=f"The file is no TOML: {why}.",
        expected='lines like name = "Vistula Steel"; texts and dates with a time in quotation marks',
        remedy="Correct the line.",
    )


def _settings(content: Mapping[str, object], lines: Mapping[Path, int], file: str) -> Settings:
    head, sections, lists = dict[str, Entry](), dict[str, Block](), dict[str, list[Block]]()
    for key, value in content.items():
        if isinstance(value, dict):
            sections[key] = _block(value, (key,), lines)
        elif isinstance(value, list) and all(isinstance(item, dict) for item in value):
            lists[key] = [_block(item, (key, index), lines) for index, item in enumerate(value)]
        else:
            head[key] = Entry(value=value, line=lines.get((key,)))
    return Settings(file=file, head=Block(line=1, entries=head), sections=sections, lists=lists)


def _block(content: Mapping[str, object], path: Path, lines: Mapping[Path, int]) -> Block:
    # An inline table or list has no line of its own: it stands in the line of its key.
    line = lines.get(path, lines.get(path[:1]))
    return Block(
        line=line,
        entries={key: Entry(value=value, line=lines.get((*path, key), line)) for key, value in content.items()},
    )


def _lines(text: str) -> dict[Path, int]:
    """Return the line of every key and table, by its path; lists of tables count their items."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if heading := TABLE.match(line):
            table = tuple(_names(heading["names"]))
            if heading["open"] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, number)
        elif key := KEY.match(line):
            names = tuple(_names(key["names"]))
            for length in range(1, len(names) + 1):
                found.setdefault((*table, *names[:length]), number)
    return found


def _names(path: str) -> Iterator[str]:
    for part in re.findall(r""""[^"]*"|'[^']*'|[^.\s]+""", path):
        yield part.strip("\"'")
