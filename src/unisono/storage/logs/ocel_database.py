"""The database of a log in OCEL 2.0 SQLite, whoever wrote it: tables only, no views, no functions of theirs."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from unisono.storage.logs.ocel import as_text
from unisono.storage.reading.limits import LOG_PART, MEGABYTE

NEEDED = ("event", "object", "event_object")
"""The tables without which a database is no OCEL 2.0 log."""

ID, TIME, CHANGED, ROW = "ocel_id", "ocel_time", "ocel_changed_field", "_rowid_"


class NoLog(Exception):  # noqa: N818 - says what the database is
    """A database is no OCEL 2.0 log; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table and its columns by their names in small letters."""

    name: str
    columns: Mapping[str, str]

    def rows(self, *names: str, order: bool = True) -> str:
        """Return the SQL that reads columns, ids as texts; a column that is not there is empty."""
        chosen = ", ".join(self._expression(name) for name in names)
        return f"SELECT {chosen} FROM main.{quoted(self.name)}" + (" ORDER BY _rowid_" if order else "")  # noqa: S608 - names are quoted

    def _expression(self, name: str) -> str:
        if name == ROW:
            return name
        if name not in self.columns:
            return "''"
        column = quoted(self.columns[name])
        if not name.endswith("_id"):
            return column
        is_whole = f"typeof({column}) = 'real' AND {column} = CAST({column} AS INTEGER)"
        return f"CAST(CASE WHEN {is_whole} THEN CAST({column} AS INTEGER) ELSE {column} END AS TEXT)"

    @property
    def values(self) -> dict[str, str]:
        """Return the columns that are attributes, by their names in small letters."""
        return {key: name for key, name in self.columns.items() if key not in (ID, TIME, CHANGED)}


class Database:
    """The tables of a log.

    Args:
        connection: to the database, read-only.

    Raises:
        NoLog: it lacks a table that every log has.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        listed = connection.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'create virtual%'"
        ).fetchall()
        self._tables = {name.casefold(): self._table(name) for (name,) in listed}
        missing = [name for name in NEEDED if name not in self._tables]
        if missing:
            raise NoLog(f"it has no table {' and no table '.join(missing)}")

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]

    def get(self, name: str) -> Table | None:
        """Return a table that need not be there."""
        return self._tables.get(name)

    def tables(self, kind: str) -> list[Table]:
        """Return the tables of types of events, or of objects."""
        others = {"event_object", "object_object", f"{kind}_map_type"}
        named = {name: table for name, table in self._tables.items() if name.startswith(f"{kind}_")}
        return [table for name, table in named.items() if name not in others and ID in table.columns]

    def of_types(self, kind: str) -> dict[str, Table]:
        """Return the table of each type of event or object, as the map of types says, else by its name."""
        found: dict[str, Table] = {}
        mapped = self._mapped(kind)
        tables = self.tables(kind)
        by_name = {table.name.casefold(): table for table in tables}
        by_letters = {_letters(table.name[len(kind) + 1 :]): table for table in tables}
        query = f"SELECT DISTINCT ocel_type FROM main.{quoted(self[kind].name)}"  # noqa: S608 - names are quoted
        for (type_,) in self.connection.execute(query):
            name = as_text(type_)
            table = by_name.get(f"{kind}_{mapped.get(name, name)}".casefold()) or by_letters.get(_letters(name))
            if table is not None:
                found[name] = table
        return found

    def _mapped(self, kind: str) -> dict[str, str]:
        table = self.get(f"{kind}_map_type")
        if table is None:
            return {}
        rows = self.connection.execute(table.rows("ocel_type", "ocel_type_map"))
        return {as_text(type_): as_text(name) for type_, name in rows}

    def _table(self, name: str) -> Table:
        rows = self.connection.execute("SELECT name FROM pragma_table_info(?)", (name,))
        return Table(name=name, columns={column.casefold(): column for (column,) in rows})


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection that can read this database and do nothing else.

    Raises:
        NoLog: another program is writing to it.
    """
    beside = path.with_name(path.name + "-wal")
    if beside.is_file() and beside.stat().st_size:
        raise NoLog("another program has it open: close it there first")
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    connection.text_factory = _text
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LOG_PART.most * MEGABYTE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {setting}")
    (health,) = connection.execute("PRAGMA main.quick_check(1)").fetchone()
    if health != "ok":
        connection.close()
        raise sqlite3.DatabaseError(health)
    return connection


def _text(stored: bytes) -> str:
    return stored.decode(errors="surrogateescape")


def quoted(name: str) -> str:
    """Return a name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
