"""The few statements that run so often that Django's making of them would show.

Of a batch of 100 facts, `bulk_create` spends more time on making objects and SQL than SQLite on storing them; so what
is written goes by `executemany` on Django's connection, with SQL made once from the models.
"""

from functools import cache

from django.db.models import Model

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


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
