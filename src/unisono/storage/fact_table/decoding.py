"""From canonical bodies to columns, in bulk: DuckDB's JSON functions read them, no Python object is made of a fact."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from unisono.analytics.fact_table import ACT_COLUMNS

_TYPES: Final[Mapping[type, str]] = {
    str: "VARCHAR",
    bool: "BOOLEAN",
    int: "BIGINT",
    Decimal: "DOUBLE",
    datetime: "TIMESTAMP",
}
_STRUCTURE: Final[Mapping[str, Any]] = {
    "id": "VARCHAR",
    "kind": "VARCHAR",
    "commitment": "VARCHAR",
    "happened_at": "TIMESTAMP",
    "recorded_at": "TIMESTAMP",
    "actor": {"party": "VARCHAR"},
    "origin": {"medium": "VARCHAR"},
    "attributes": "JSON",
    "act": {name: _TYPES[type_] for name, type_ in ACT_COLUMNS.items()},
    "links": [
        {"type": "VARCHAR", "object": "VARCHAR", "qualifier": "VARCHAR", "quantity": "DOUBLE", "unit": "VARCHAR"}
    ],
}
"""What of a body is read. Instants are written in UTC and decimals as texts, which DuckDB turns into numbers."""

SELECT: Final = f"""
SELECT position, fact.id AS id, fact.kind AS kind, fact.commitment AS commitment, fact.happened_at AS happened_at,
  fact.recorded_at AS recorded_at, fact.actor.party AS actor_party, fact.origin.medium AS medium,
  CAST(fact.attributes AS VARCHAR) AS attributes, unnest(fact.act), fact.links AS links
FROM (SELECT position, from_json(CAST(body AS JSON), '{json.dumps(_STRUCTURE)}') AS fact FROM bodies)
"""  # noqa: S608 - made of the names of fields, which are in the code
"""Decodes the table `bodies`; the objects that facts are about stay with them in `links`."""


def register_bodies(connection: duckdb.DuckDBPyConnection, bodies: Sequence[bytes], *, first: int) -> None:
    """Make canonical bodies known to DuckDB as the table `bodies`, through Arrow.

    The arrays are made from buffers: Arrow's own way from lists loads pandas where that is installed, for a second.

    Args:
        connection: where they are made known.
        bodies: the bodies, in their order.
        first: position of the first.
    """
    count = len(bodies)
    ends = np.zeros(count + 1, np.int64)
    np.cumsum(np.fromiter(map(len, bodies), np.int64, count), out=ends[1:])
    texts = pa.Array.from_buffers(
        pa.large_string(), count, [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(bodies))]
    )
    places = np.arange(first, first + count, dtype=np.int64)
    positions = pa.Array.from_buffers(pa.int64(), count, [None, pa.py_buffer(places.tobytes())])
    connection.register("bodies", pa.Table.from_arrays([positions, texts], names=["position", "body"]))
