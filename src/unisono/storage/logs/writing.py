"""One way out of a ledger: its facts as `facts.csv`, XES or OCEL 2.0, from which `open_log` gives the same facts."""

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from unisono.domain.canonical import instant_text
from unisono.domain.facts import Entry
from unisono.domain.flat_facts import FLAT_COLUMNS, flat_fact
from unisono.domain.logs import LogForm
from unisono.storage.logs.ocel_sqlite_writing import write_ocel_sqlite
from unisono.storage.logs.ocel_writing import write_ocel_json, write_ocel_xml
from unisono.storage.logs.xes_writing import write_xes
from unisono.storage.outputs.folders import replacing_file

ENDINGS = {
    ".csv": LogForm.FACTS,
    ".xes": LogForm.XES,
    ".sqlite": LogForm.OCEL_SQLITE,
    ".json": LogForm.OCEL_JSON,
    ".jsonocel": LogForm.OCEL_JSON,
    ".xml": LogForm.OCEL_XML,
    ".xmlocel": LogForm.OCEL_XML,
}
"""The form of a log by the ending of its name; all but `.sqlite` may have `.gz` behind it."""

_PACKED = ".gz"


def form_of(path: Path) -> LogForm | None:
    """Return the form in which facts are written to a file of this name, or None where its ending says none."""
    name = path.name.casefold()
    form = ENDINGS.get(Path(name.removesuffix(_PACKED)).suffix)
    return None if form is LogForm.OCEL_SQLITE and name.endswith(_PACKED) else form


def write_log(path: Path, entries: Iterable[Entry], form: LogForm) -> int:
    """Write facts to a file, whole or not at all, and return how many they are.

    Args:
        path: the file; it is packed where its name ends with `.gz`.
        entries: the facts in their order, taken one by one.
        form: the form; `LogForm.CSV` is written as `facts.csv`.
    """
    with replacing_file(path) as fresh:
        if form is LogForm.OCEL_SQLITE:
            return write_ocel_sqlite(fresh, entries)
        with _text(fresh, is_packed=path.name.casefold().endswith(_PACKED)) as stream:
            return _WRITERS[form](stream, entries)


def _write_facts(stream: TextIO, entries: Iterable[Entry]) -> int:
    written = 0
    rows = csv.DictWriter(stream, FLAT_COLUMNS, restval="", lineterminator="\r\n")  # so that both are quoted
    rows.writeheader()
    for entry in entries:
        rows.writerow(
            {
                **flat_fact(entry.fact),
                "position": str(entry.position),
                "recorded_at": instant_text(entry.recorded_at),
            }
        )
        written += 1
    return written


_WRITERS: dict[LogForm, Callable[[TextIO, Iterable[Entry]], int]] = {
    LogForm.FACTS: _write_facts,
    LogForm.CSV: _write_facts,
    LogForm.XES: write_xes,
    LogForm.OCEL_JSON: write_ocel_json,
    LogForm.OCEL_XML: write_ocel_xml,
}


@contextmanager
def _text(path: Path, *, is_packed: bool) -> Iterator[TextIO]:
    with path.open("wb") as file:
        if not is_packed:
            with io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
                yield text
            return
        with (
            gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0, compresslevel=6) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
        ):
            yield text
