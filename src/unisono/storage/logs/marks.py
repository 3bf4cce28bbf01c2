"""How a log shows that it was written from facts: its events carry the columns of `facts.csv` as attributes."""

import re
from collections.abc import Mapping

from unisono.domain.acts import ACTS
from unisono.domain.flat_facts import FLAT_COLUMNS

MARKS = ("id", "happened_at", "actor", "medium")
"""Attributes that every event written from a fact has, beside a kind that is known."""

_COLUMNS = frozenset(FLAT_COLUMNS)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]")
_ESCAPED = re.compile("_x([0-9A-F]{4})_")
_LIKE_ESCAPED = re.compile("_(?=x[0-9A-F]{4}_)")


def fact_cells(attributes: Mapping[str, str], *, is_xml: bool) -> dict[str, str] | None:
    """Return the flat row of the fact that an event was written from, or None for an event of somebody else's log.

    Args:
        attributes: of the event.
        is_xml: whether signs that XML does not allow were escaped in it.
    """
    if attributes.get("kind") not in ACTS or not all(map(attributes.get, MARKS)):
        return None
    cells = {name: text for name, text in attributes.items() if name in _COLUMNS}
    return {name: _unescaped(text) for name, text in cells.items()} if is_xml else cells


def escaped(text: str) -> str:
    """Return a text without the signs that XML does not allow: they are written as in office documents, `_x0001_`.

    >>> escaped("a bell" + chr(7) + " and _x0007_")
    'a bell_x0007_ and _x005F_x0007_'
    """
    return _NO_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", _LIKE_ESCAPED.sub("_x005F_", text))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text
