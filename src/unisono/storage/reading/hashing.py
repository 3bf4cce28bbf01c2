"""The name of a snapshot: a hash over its content, whatever kind of file it came from."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import get_origin

from unisono.domain.company import Snapshot
from unisono.domain.policy import LateCost, Meeting, Protection, Repromising, StockPolicy, Tiering, WarningPolicy

VERSION = "unisono snapshot 1"
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
REMEMBERED = 1 << 16
GROUPS = (Tiering, LateCost, Meeting, StockPolicy, Protection, Repromising, WarningPolicy)
"""Parts of the policy that are rows of their own."""
LATER = (WarningPolicy(),)
"""Parts that came later: as long as they say nothing else than this, data keep the name that they had before."""


def content_hash(snapshot: Snapshot) -> str:
    """Return the SHA-256 of a snapshot's content in hexadecimal.

    Equal content has equal hashes: `2.50` and `2.5` are one number, and an instant is the same in any zone. The order
    of the rows counts.

    Args:
        snapshot: the data; their own hash is not part of it.
    """
    digest = hashlib.sha256(VERSION.encode())
    for item in fields(snapshot):
        if item.name != "content_hash":
            part = getattr(snapshot, item.name)
            _feed(digest.update, item.name, part if isinstance(part, tuple) else (part,))
    return digest.hexdigest()


def _feed(update: Callable[[bytes], object], name: str, rows: tuple[object, ...]) -> None:
    """Feed the rows of one table column by column: much faster than row by row, and as unambiguous."""
    update(ENCODER.encode([name, len(rows)]).encode() + b"\n")
    if not rows:
        return
    row_type: type = rows[0].__class__
    for item in fields(row_type):
        values = map(attrgetter(item.name), rows)
        if item.type in GROUPS or get_origin(item.type) is tuple:
            for value in values:
                if value in LATER:
                    continue
                _feed(update, f"{name}.{item.name}", value if isinstance(value, tuple) else (value,))
        else:
            column = list(values if item.type is str else map(canonical, values))
            text = ENCODER.encode([item.name, column])
            update(text.encode("utf-8", errors="surrogatepass") + b"\n")


@lru_cache(maxsize=REMEMBERED, typed=True)
def canonical(value: object) -> object:
    """Return a single value as JSON can hold it, equal values alike.

    >>> canonical(Decimal("2.50")), canonical(Decimal("100"))
    ('2.5', '100')
    """
    plain: object = value
    if isinstance(value, Enum):
        plain = value.value
    elif isinstance(value, Decimal):
        plain = format(value.normalize() + 0, "f")
    elif isinstance(value, datetime):
        plain = value.astimezone(UTC).isoformat()
    elif isinstance(value, date | time):
        plain = value.isoformat()
    return plain
