"""Whether a mapping speaks of what a log has: a misspelt column would make facts that nobody can take back."""

from collections.abc import Collection, Iterator

from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.logs import LogEvent
from unisono.domain.mappings import LogMapping, Where
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.ports import EventLog

LOOKED_AT = 20_000
"""Rows of logs without a header in which a column must be seen."""


def misfits(mapping: LogMapping, log: EventLog, *, file: str) -> tuple[Finding, ...]:
    """Return the columns and types of objects that a mapping names and a log does not have.

    Args:
        mapping: what the rows are to mean.
        log: what is to be read.
        file: the name of the mapping's file.
    """
    columns = frozenset(log.columns) or _columns_of(log)
    types = frozenset(item.type for item in log.objects().values())
    return tuple(
        finding
        for key, where in _places(mapping)
        if (finding := _misfit(key, where, columns=columns, types=types, file=file)) is not None
    )


def _columns_of(log: EventLog) -> frozenset[str]:
    names: set[str] = set()
    for number, said in enumerate(log.read()):
        if number == LOOKED_AT:
            break
        if isinstance(said, LogEvent):
            names |= said.attributes.keys()
    return frozenset(names)


def _places(mapping: LogMapping) -> Iterator[tuple[str, Where]]:
    for key in ("case", "activity", "time", "start", "transition", "minutes", "person"):
        where = getattr(mapping, key)
        if where is not None:
            yield key, where
    for where in mapping.party:
        yield "party", where
    for column in mapping.objects:
        yield "objects", Where(column=column)
    if mapping.promise is not None:
        for key in ("asked", "due", "promised", "ended", "requester", "performer", "customer"):
            where = getattr(mapping.promise, key)
            if where is not None:
                yield f"promise.{key}", where
    for rule in mapping.acts:
        for name, where in rule.fields.items():
            yield f"acts.{name}", where


def _misfit(key: str, where: Where, *, columns: Collection[str], types: Collection[str], file: str) -> Finding | None:
    if where.constant:
        return None
    name, known, what = (where.column, columns, "column") if where.column else (where.object, types, "type of objects")
    if name in known:
        return None
    return Finding(
        code="unknown-column",
        severity=Severity.ERROR,
        source=Source(file=file, column=key),
        message=f"The log has no {what} of this name.",
        value=name,
        expected=f"one of {', '.join(sorted(known)[:20])}" if known else f"another place: the log has no {what}",
        remedy=did_you_mean(name, known),
    )
