"""What the fields of a row type say about the columns of its file."""

from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import UnionType
from typing import Any, get_args

from unisono.domain.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: its name, the type of its values, whether it must be filled, and what an empty cell means."""

    name: str
    kind: type
    column: Column
    required: bool
    default: Any = None


@cache
def fields_of(row_type: type) -> tuple[Field, ...]:
    """Return the columns of a row type in the order of its file."""
    found = []
    for item in fields(row_type):
        if "column" in item.metadata:
            required = item.default is MISSING
            found.append(
                Field(
                    name=item.name,
                    kind=_plain(item.type),
                    column=item.metadata["column"],
                    required=required,
                    default=None if required else item.default,
                )
            )
    return tuple(found)


def _plain(kind: Any) -> type:  # noqa: ANN401 - a type or a union, as dataclasses give it
    """Return `X` for `X | None`."""
    plain: type = (
        next(part for part in get_args(kind) if part is not type(None)) if isinstance(kind, UnionType) else kind
    )
    return plain
