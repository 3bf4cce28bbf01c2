"""One place that says what a column of the company's data means.

Every field of a row type carries its explanation, unit and example; the readers, the checks, the empty template and
the data reference are all made from it. How a cell is parsed follows from the field's type.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What people and readers need to know about one column; `minimum` and `maximum` are inclusive."""

    about: str
    example: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    end_of_day: bool = False


def column(
    *,
    about: str,
    example: str,
    unit: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    end_of_day: bool = False,
    default: Any = MISSING,  # noqa: ANN401 - whatever the field's type allows
) -> Any:  # noqa: ANN401 - as `dataclasses.field`: the class body gives it any type
    """Return a dataclass field that carries its `Column`.

    Args:
        about: one sentence that explains the column to a user.
        example: a cell as a user would write it.
        unit: the unit of a number, e.g. `h` or `money/unit`.
        minimum: smallest allowed number.
        maximum: largest allowed number.
        above: the number must be greater than this.
        end_of_day: a date without a time means the end of that day in the company's zone, else its start.
        default: the value of an empty cell; without it the column is required.
    """
    described = Column(
        about=about,
        example=example,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        above=above,
        end_of_day=end_of_day,
    )
    return field(default=default, metadata={"column": described})


@cache
def columns_of(row_type: type) -> Mapping[str, Column]:
    """Return the columns of a row type by field name, in the order of the file."""
    return {item.name: item.metadata["column"] for item in fields(row_type) if "column" in item.metadata}
