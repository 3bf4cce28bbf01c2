"""The name of a snapshot: a hash over its content, whatever kind of file it came from."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum

from unisono.domain.company import Snapshot

VERSION = "unisono snapshot 1"


def content_hash(snapshot: Snapshot) -> str:
    """Return the SHA-256 of a snapshot's content in hexadecimal.

    Equal content has equal hashes: `2.50` and `2.5` are one number, and an instant is the same in any zone. The order
    of the rows counts.

    Args:
        snapshot: the data; their own hash is not part of it.
    """
    digest = hashlib.sha256(VERSION.encode())
    for item in fields(snapshot):
        if item.name == "content_hash":
            continue
        part = getattr(snapshot, item.name)
        for row in part if isinstance(part, tuple) else (part,):
            line = json.dumps([item.name, canonical(row)], ensure_ascii=False, separators=(",", ":"))
            digest.update(line.encode("utf-8", errors="surrogatepass") + b"\n")
    return digest.hexdigest()


def canonical(value: object) -> object:
    """Return a value as JSON can hold it, equal values alike.

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
    elif isinstance(value, tuple):
        plain = [canonical(item) for item in value]
    elif is_dataclass(value):
        plain = [canonical(getattr(value, item.name)) for item in fields(value)]
    return plain
