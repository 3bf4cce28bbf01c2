"""Logs in OCEL 2.0 SQLite: a table of events, one of objects, their links, and a table for each type of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from unisono.domain.facts import Fact
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.logs import LogEvent, LogForm, LogLink, LogObject
from unisono.storage.logs.accounts import Reading
from unisono.storage.logs.ocel import Events, Objects, OcelLog, as_text, latest
from unisono.storage.logs.ocel_database import CHANGED, ID, ROW, TIME, Database, NoLog, Table, connect
from unisono.storage.logs.sources import BeyondLimit, broken_off
from unisono.storage.reading.limits import LOG_LINKS
from unisono.storage.reading.troubles import shown

_ORPHAN = "stands in the table of its type and not in the table of events"


class OcelSqlite(OcelLog):
    """A log in OCEL 2.0 SQLite."""

    form = LogForm.OCEL_SQLITE

    def _gather(self, objects: Objects, reading: Reading) -> None:
        with _Watch(reading), closing(connect(self._path)) as connection:
            _read_objects(Database(connection), objects, reading)

    def _events(self, events: Events, reading: Reading) -> Iterator[LogEvent | Fact]:
        with _Watch(reading), closing(connect(self._path)) as connection:
            yield from _EventTables(Database(connection)).events(events, reading)


class _Watch:
    """Tells where a database turns out to be broken or no log, and goes on after it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        file = self._reading.file
        if isinstance(error, NoLog):
            self._reading.tell(_no_log(file, error))
        elif isinstance(error, BeyondLimit):
            self._reading.tell(error.limit.finding(Source(file=file)))
        elif isinstance(error, (sqlite3.Error, UnicodeError)):  # names of tables and columns may be no texts
            self._reading.tell(broken_off(file, f"It is no whole SQLite database ({error})", line=None))
        else:
            return False
        return True


def _read_objects(database: Database, gathered: Objects, reading: Reading) -> None:
    links: dict[str, list[LogLink]] = {}
    table = database.get("object_object")
    if table is not None:
        rows = database.connection.execute(table.rows("ocel_source_id", "ocel_target_id", "ocel_qualifier"))
        for source, target, qualifier in rows:
            links.setdefault(as_text(source), []).append(LogLink(object=as_text(target), qualifier=as_text(qualifier)))
    values: dict[str, list[tuple[str, str, str]]] = {}
    for table in database.tables("object"):
        for name, told in _values(database, table):
            values.setdefault(name, []).extend(told)
    for id_, type_, row in database.connection.execute(database["object"].rows(ID, "ocel_type", ROW)):
        name = as_text(id_)
        gathered.add(
            LogObject(
                id=name,
                type=as_text(type_),
                attributes=latest(values.pop(name, ()), reading),
                links=tuple(links.get(name, ())),
            ),
            place=f"{reading.file}, row {row} of object",
        )
    if values:
        reading.tell(_stray_objects(reading.file, len(values), next(iter(values))))


def _values(database: Database, table: Table) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the id of an object and name, time and value of each attribute that a row of its type's table tells."""
    names = list(table.values.values())
    folded = {name.casefold(): name for name in names}
    query = table.rows(ID, TIME, CHANGED, *table.values)
    for id_, time, changed, *cells in database.connection.execute(query):
        told = {name: as_text(cell) for name, cell in zip(names, cells, strict=True)}
        if changed:
            name = folded.get(as_text(changed).casefold(), "")
            told = {name: told[name]} if name else {}
        yield as_text(id_), [(name, as_text(time), value) for name, value in told.items() if value]


class _EventTables:
    """The tables of events with what finding a row by an event's id takes: temporary tables, as ids may be numbers.

    Args:
        database: the tables of the log.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tables = database.tables("event")
        numbers = {table.name: number for number, table in enumerate(self._tables)}
        self._number = {type_: numbers[table.name] for type_, table in database.of_types("event").items()}
        self._queries = [table.rows(TIME, *table.values, order=False) for table in self._tables]
        self._names = [list(table.values.values()) for table in self._tables]
        self._find, self._linked = database.connection.cursor(), database.connection.cursor()
        connection = database.connection
        connection.execute("CREATE TEMP TABLE details (kind INTEGER, id TEXT, place INTEGER)")
        connection.execute("CREATE TEMP TABLE links (event TEXT, object TEXT, qualifier TEXT)")
        for number, table in enumerate(self._tables):
            rows = table.rows(ID, ROW)
            connection.execute(f"INSERT INTO temp.details SELECT ?, * FROM ({rows})", (number,))  # noqa: S608 - names are quoted
        rows = database["event_object"].rows("ocel_event_id", "ocel_object_id", "ocel_qualifier")
        connection.execute(f"INSERT INTO temp.links {rows}")
        connection.execute("CREATE INDEX temp.details_by_id ON details (id, kind)")
        connection.execute("CREATE INDEX temp.links_by_event ON links (event)")

    def events(self, events: Events, reading: Reading) -> Iterator[LogEvent | Fact]:
        """Yield the events that are taken, in the order of the table `event`."""
        query = self._database["event"].rows(ID, "ocel_type", ROW)
        for id_, type_, row in self._database.connection.execute(query):
            name, kind = as_text(id_), as_text(type_)
            time, attributes = self._details(name, self._number.get(kind, -1))
            event = events.event(
                id=name,
                type=kind,
                time=time,
                attributes=attributes,
                links=self._links(name),
                place=f"{reading.file}, row {row} of event",
            )
            if event is not None:
                yield event
        self._tell_rest(reading)

    def _details(self, name: str, number: int) -> tuple[str, dict[str, str]]:
        """Return the time and the attributes of an event as its type's table has them, or nothing."""
        query = "SELECT place FROM temp.details WHERE id = ? AND kind = ? LIMIT 1"
        found = self._find.execute(query, (name, number)).fetchone()
        if found is None:
            return "", {}
        time, *cells = self._find.execute(f"{self._queries[number]} WHERE _rowid_ = ?", found).fetchone()
        told = zip(self._names[number], map(as_text, cells), strict=True)
        return as_text(time), {column: value for column, value in told if value}

    def _links(self, name: str) -> tuple[LogLink, ...]:
        rows = self._linked.execute("SELECT object, qualifier FROM temp.links WHERE event = ? ORDER BY rowid", (name,))
        found = rows.fetchmany(LOG_LINKS.most + 1)
        if len(found) > LOG_LINKS.most:
            raise BeyondLimit(LOG_LINKS)
        return tuple(LogLink(object=as_text(target), qualifier=as_text(what)) for target, what in found)

    def _tell_rest(self, reading: Reading) -> None:
        """Tell about rows that belong to no event: those of the types' tables are left out, links are lost."""
        connection = self._database.connection
        connection.execute("CREATE TEMP TABLE ids (id TEXT, kind INTEGER)")
        query = self._database["event"].rows(ID, "ocel_type")
        known = ((as_text(id_), self._number.get(as_text(type_), -1)) for id_, type_ in connection.execute(query))
        connection.executemany("INSERT INTO temp.ids VALUES (?, ?)", known)
        connection.execute("CREATE INDEX temp.ids_by_id ON ids (id, kind)")
        orphans = connection.execute(
            "SELECT kind, count(*), min(place) FROM temp.details AS row WHERE NOT EXISTS "
            "(SELECT 1 FROM temp.ids WHERE ids.id = row.id AND ids.kind = row.kind) GROUP BY kind"
        )
        for kind, count, first in orphans:
            place = f"{reading.file}, row {first} of {self._tables[kind].name}"
            reading.leave_out(_ORPHAN, _orphans(reading.file, self._tables[kind].name, count), place=place, count=count)
        repeated = "SELECT count(*) FROM (SELECT 1 FROM temp.details GROUP BY id, kind HAVING count(*) > 1)"
        lost = "SELECT count(*) FROM temp.links WHERE event NOT IN (SELECT id FROM temp.ids)"
        for query, say in ((repeated, _repeated), (lost, _lost_links)):
            (count,) = connection.execute(query).fetchone()
            if count:
                reading.tell(say(reading.file, count))


def _orphans(file: str, table: str, count: int) -> Finding:
    return Finding(
        code="event-left-out",
        severity=Severity.WARNING,
        source=Source(file=file),
        message=f"{count:,} rows of {table} are events that the table of events does not have, or has of another type.",
        value=str(count),
        expected="every event in the table of events",
        remedy="Export the log again.",
    )


def _stray_objects(file: str, count: int, first: str) -> Finding:
    return Finding(
        code="object-left-out",
        severity=Severity.WARNING,
        source=Source(file=file),
        message=f"{count:,} objects stand in the tables of their types and not in the table of objects, one of them "
        f"{shown(first)}; they are left out.",
        value=str(count),
        expected="every object in the table of objects",
        remedy="Export the log again.",
    )


def _repeated(file: str, count: int) -> Finding:
    return Finding(
        code="repeated-row",
        severity=Severity.WARNING,
        source=Source(file=file),
        message=f"{count:,} events have several rows in the table of their type; the first of each was read.",
        value=str(count),
        expected="one row an event",
        remedy="Export the log again.",
    )


def _lost_links(file: str, count: int) -> Finding:
    return Finding(
        code="lost-link",
        severity=Severity.WARNING,
        source=Source(file=file),
        message=f"{count:,} links to objects belong to events that are not in the log; they are left out.",
        value=str(count),
        expected="links of events that are in the log",
        remedy="Export the log again.",
    )


def _no_log(file: str, why: NoLog) -> Finding:
    return Finding(
        code="no-log",
        severity=Severity.ERROR,
        source=Source(file=file),
        message=f"This is no log in OCEL 2.0 that can be read: {why}.",
        expected="the tables event, object, event_object, and one for each type of event",
        remedy="Export the log as OCEL 2.0 SQLite.",
    )
