"""Facts as XES: a trace for each commitment or case, one for each fact that belongs to neither.

Events carry the names that programs look for (`concept:name`, `time:timestamp`, `org:group`, `org:resource`) and beside
them all columns of `facts.csv`, so that reading the log gives the facts again, in their order.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TextIO
from xml.sax.saxutils import quoteattr

from unisono.domain.acts.work import WorkRecorded
from unisono.domain.canonical import instant_text
from unisono.domain.facts import Entry, Fact
from unisono.storage.logs.marks import escaped
from unisono.storage.logs.ocel_writing import cells_of

CASE = "case"
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event">
<string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
</global>
<classifier name="Activity" keys="concept:name"/>
"""


def write_xes(stream: TextIO, entries: Iterable[Entry]) -> int:
    """Write facts as XES and return how many they are."""
    stream.write(_HEAD)
    with closing(sqlite3.connect("")) as waiting:  # a file of its own that goes when it is closed
        waiting.execute("CREATE TABLE events (trace TEXT, text TEXT)")
        rows = ((_trace(entry.fact), "".join(_event(entry))) for entry in entries)
        written: int = waiting.executemany("INSERT INTO events VALUES (?, ?)", rows).rowcount
        waiting.execute("CREATE TABLE traces AS SELECT trace, min(rowid) AS first FROM events GROUP BY trace")
        waiting.execute("CREATE INDEX by_name ON traces (trace)")
        in_order = "SELECT trace, text FROM events JOIN traces USING (trace) ORDER BY first, events.rowid"
        stream.writelines(_traces(waiting.execute(in_order)))
    stream.write("</log>\n")
    return max(written, 0)


def _traces(events: Iterable[tuple[str, str]]) -> Iterator[str]:
    last: str | None = None
    for trace, text in events:
        if trace != last:
            yield "" if last is None else "</trace>\n"
            yield f"<trace>\n{_attribute('string', 'concept:name', trace.partition(' ')[2])}"
            last = trace
        yield text
    if last is not None:
        yield "</trace>\n"


def _trace(fact: Fact) -> str:
    """Return the name of the trace of a fact behind a sign for what it is, so that no fact's id is taken for a case."""
    if fact.commitment:
        return f"c {fact.commitment}"
    case = next((link.object for link in fact.links if link.type == CASE), "")
    return f"c {case}" if case else f"f {fact.id}"


def _event(entry: Entry) -> Iterator[str]:
    fact = entry.fact
    yield "<event>\n"
    yield _attribute("string", "concept:name", fact.act.activity if isinstance(fact.act, WorkRecorded) else fact.kind)
    yield _attribute("date", "time:timestamp", instant_text(fact.happened_at))
    yield _attribute("string", "org:group", fact.actor.party)
    if fact.actor.person:
        yield _attribute("string", "org:resource", fact.actor.person)
    for name, text in cells_of(entry).items():
        yield _attribute("string", name, text)
    yield "</event>\n"


def _attribute(type_: str, name: str, value: str) -> str:
    return f'<{type_} key="{name}" value={quoteattr(escaped(value))}/>\n'
