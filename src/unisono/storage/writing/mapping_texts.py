"""A mapping as TOML, with comments for people."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from textwrap import wrap

from unisono.domain.mappings import ActRule, CasePromise, LogMapping, Where

WIDTH = 108
DEFAULTS = LogMapping()
PLACES = ("case", "activity", "time", "start", "transition", "minutes", "party", "person")
TEXTS = ("zone", "time_format", "empty", "ignore")
NAMES = ("objects", "parties")
ALONE = ("party", "time_format")
"""Keys of which one value needs no brackets."""


def mapping_toml(mapping: LogMapping, comments: Mapping[str, str] | None = None) -> str:
    """Return a mapping as TOML that is read back as the same.

    Args:
        mapping: what the rows of a log mean.
        comments: sentences by key; that of the key "" stands on top, those of keys without a value stand alone.
    """
    said = comments or {}
    parts = [list(_comment(said.get("", "")))]
    for name in (*PLACES, *TEXTS):
        lines = list(_comment(said.get(name, "")))
        value = getattr(mapping, name)
        if value != getattr(DEFAULTS, name):
            alone = name in ALONE and len(value) == 1
            lines.append(f"{name} = {_value(value[0] if alone else value)}")
        parts.append(lines)
    parts += [_section(name, getattr(mapping, name), said.get(name, "")) for name in NAMES]
    parts.append([*_comment(said.get("promise", "")), *(_promise(mapping.promise) if mapping.promise else ())])
    parts += [list(_act(rule)) for rule in mapping.acts]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        yield from wrap(paragraph, WIDTH, initial_indent="# ", subsequent_indent="# ") or ["#"]


def _section(name: str, pairs: Mapping[str, str], comment: str) -> list[str]:
    lines = list(_comment(comment))
    if pairs:
        lines.append(f"[{name}]")
        lines += [f"{_text(key)} = {_text(value)}" for key, value in pairs.items()]
    return lines


def _promise(promise: CasePromise) -> Iterator[str]:
    yield "[promise]"
    default = CasePromise()
    for item in fields(CasePromise):
        where = getattr(promise, item.name)
        if where != getattr(default, item.name):
            yield f"{item.name} = {_value(where)}"


def _act(rule: ActRule) -> Iterator[str]:
    yield "[[acts]]"
    yield f"activity = {_text(rule.activity)}"
    yield f"act = {_text(rule.act)}"
    if rule.part:
        yield f"part = {_text(rule.part)}"
    if rule.fields:
        pairs = ", ".join(f"{name} = {_value(where)}" for name, where in rule.fields.items())
        yield f"fields = {{ {pairs} }}"


def _value(value: object) -> str:
    if isinstance(value, Where):
        return _where(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_value(item) for item in value]
        return f"[{', '.join(items)}]"
    return _text(str(value))


def _where(where: Where) -> str:
    if where.column:
        return _text(where.column)
    pairs = [f"{item.name} = {_text(text)}" for item in fields(Where) if (text := getattr(where, item.name))]
    return f"{{ {', '.join(pairs)} }}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
