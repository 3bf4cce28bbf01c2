"""Facts as OCEL 2.0 in SQLite: the tables that the standard names, and one for each kind of fact and type of object."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from unisono.domain.canonical import instant_text
from unisono.domain.facts import Entry
from unisono.storage.logs.ocel_database import quoted
from unisono.storage.logs.ocel_writing import ObjectBook, cells_of, columns_of_kind, value_of

_TABLES = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event (
    ocel_id TEXT PRIMARY KEY, ocel_type TEXT,
    FOREIGN KEY (ocel_type) REFERENCES event_map_type (ocel_type)
);
CREATE TABLE object (
    ocel_id TEXT PRIMARY KEY, ocel_type TEXT,
    FOREIGN KEY (ocel_type) REFERENCES object_map_type (ocel_type)
);
CREATE TABLE event_object (
    ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT,
    PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier),
    FOREIGN KEY (ocel_event_id) REFERENCES event (ocel_id),
    FOREIGN KEY (ocel_object_id) REFERENCES object (ocel_id)
);
CREATE TABLE object_object (
    ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT,
    PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier),
    FOREIGN KEY (ocel_source_id) REFERENCES object (ocel_id),
    FOREIGN KEY (ocel_target_id) REFERENCES object (ocel_id)
);
"""
_BATCH = 5_000


def write_ocel_sqlite(path: Path, entries: Iterable[Entry]) -> int:
    """Write facts as OCEL 2.0 SQLite to a file that is not there yet, and return how many they are."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        writer = _Writer(connection)
        for entry in entries:
            writer.add(entry)
        writer.finish()
        connection.commit()
        return writer.written


class _Writer:
    """Puts facts into the tables, some thousands at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.written = 0
        self._connection = connection
        self._book = ObjectBook()
        self._inserts: dict[str, str] = {}
        self._events: list[tuple[str, str]] = []
        self._links: list[tuple[str, str, str]] = []
        self._details: dict[str, list[list[str | None]]] = {}

    def add(self, entry: Entry) -> None:
        """Take a fact."""
        fact = entry.fact
        cells = cells_of(entry)
        self._events.append((fact.id, fact.kind))
        self._links += [(fact.id, *relation) for relation in self._book.relations(fact)]
        values = (
            value_of(type_, cells[name]) if name in cells else None
            for name, type_ in columns_of_kind(fact.kind).items()
        )
        row = [fact.id, instant_text(fact.happened_at), *values]
        self._details.setdefault(fact.kind, []).append(row)
        self.written += 1
        if len(self._events) >= _BATCH:
            self._flush()

    def finish(self) -> None:
        """Write what is left, and the objects."""
        self._flush()
        insert = self._connection.executemany
        types = list(dict.fromkeys(self._book.types.values()))
        names = {type_: f"{''.join(filter(str.isalnum, type_))}_{number}" for number, type_ in enumerate(types, 1)}
        insert("INSERT INTO object_map_type VALUES (?, ?)", names.items())
        insert("INSERT INTO object VALUES (?, ?)", self._book.types.items())
        for type_, name in names.items():
            self._connection.execute(
                f"CREATE TABLE {quoted(f'object_{name}')} (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, "
                "FOREIGN KEY (ocel_id) REFERENCES object (ocel_id))"
            )
            self._connection.execute(
                f"INSERT INTO {quoted(f'object_{name}')} "  # noqa: S608 - the name is quoted
                "SELECT ocel_id, '1970-01-01T00:00:00Z', NULL FROM object WHERE ocel_type = ?",
                (type_,),
            )
        needs = self._book.needs.items()
        rows = [(own, other, what) for own, others in needs for other, what in others.items()]
        insert("INSERT INTO object_object VALUES (?, ?, ?)", rows)

    def _flush(self) -> None:
        insert = self._connection.executemany
        insert("INSERT INTO event VALUES (?, ?)", self._events)
        insert("INSERT INTO event_object VALUES (?, ?, ?)", self._links)
        for kind, rows in self._details.items():
            insert(self._insert(kind), rows)
        self._events, self._links, self._details = [], [], {}

    def _insert(self, kind: str) -> str:
        """Return the SQL that inserts rows of a kind, whose table is made when the first comes."""
        if kind not in self._inserts:
            columns = columns_of_kind(kind)
            listed = "".join(f", {quoted(name)} TEXT" for name in columns)
            self._connection.execute(
                f"CREATE TABLE {quoted(f'event_{kind}')} (ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP{listed}, "
                "FOREIGN KEY (ocel_id) REFERENCES event (ocel_id))"
            )
            self._connection.execute("INSERT INTO event_map_type VALUES (?, ?)", (kind, kind))
            marks = ", ".join("?" * (len(columns) + 2))
            self._inserts[kind] = f"INSERT INTO {quoted(f'event_{kind}')} VALUES ({marks})"  # noqa: S608 - names are quoted
        return self._inserts[kind]
