"""The few statements of an append, with SQL made from the models once.

Django's making of a statement takes longer than SQLite's running of it: with them an append of one fact took 1.8 ms,
of which 1.2 were Django's; so an append alone goes by these, on Django's connection. What reads is Django's.
"""

from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import Model

from unisono.storage.ledger.databases import Database

PAGE = 500
"""Rows that are read at once, and values that are asked for at once; some databases take no more than a thousand."""


@cache
def columns(model: type[Model]) -> tuple[str, ...]:
    """Return the names of a table's columns, in the order of its model."""
    return tuple(field.column or "" for field in model._meta.concrete_fields)  # noqa: SLF001 - Django's documented way in


@cache
def insert(model: type[Model]) -> str:
    """Return the statement that adds a row to a table."""
    names = columns(model)
    marks = ", ".join(["%s"] * len(names))
    return f'INSERT INTO "{model._meta.db_table}" ({_listed(names)}) VALUES ({marks})'  # noqa: S608, SLF001 - names of ours


@cache
def upsert(model: type[Model]) -> str:
    """Return the statement that adds a row to a table, or takes the place of the one with the same key."""
    key, *others = columns(model)
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    return f'{insert(model)} ON CONFLICT ("{key}") DO UPDATE SET {changes}'


def rows_among(database: Database, model: type[Model], key: str, values: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table whose key is among some values.

    Args:
        database: where.
        model: the table.
        key: one of its columns.
        values: what is asked for, any number.
    """
    asked = iter(values)
    while some := tuple(islice(asked, PAGE)):
        marks = ", ".join(["%s"] * len(some))
        with database.connection.cursor() as cursor:
            cursor.execute(f'{_select(model)} WHERE "{key}" IN ({marks})', some)
            yield from cursor.fetchall()


@cache
def _select(model: type[Model]) -> str:
    return f'SELECT {_listed(columns(model))} FROM "{model._meta.db_table}"'  # noqa: S608, SLF001 - names of ours


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
