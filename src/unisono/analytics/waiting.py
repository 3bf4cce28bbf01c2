"""What waits for what among commitments: by what the facts say is needed, and by what is a part of the same work."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from unisono.analytics.fact_table import FACTS
from unisono.analytics.rows import Rows, grouped, made
from unisono.domain.acts.commitments import Purpose, Through
from unisono.domain.facts import CUSTOMER


class Needs(NamedTuple):
    """What commitments need, by their names: what others bring, and what was before them on their line, told last."""

    inputs: Mapping[str, Sequence[str]]
    on_line: Mapping[str, str]


class _Need(NamedTuple):
    """One commitment that needs another one."""

    commitment: str
    needs: str
    through: str


class Asked(Protocol):
    """What was asked of whom, of any row that tells of a commitment."""

    @property
    def requester(self) -> str:
        """Return who asked."""
        ...

    @property
    def performer(self) -> str:
        """Return who was asked."""
        ...

    @property
    def purpose(self) -> str:
        """Return what it is for."""
        ...

    @property
    def subject(self) -> str:
        """Return the order that it is about."""
        ...


def is_customers(commitment: Asked) -> bool:
    """Return whether a commitment is a promise that a customer waits for."""
    return commitment.purpose == Purpose.PROMISE.value or commitment.requester == CUSTOMER


def is_part(item: Asked, whole: Asked) -> bool:
    """Return whether the performer of a commitment asked for another one to do a part of the same work."""
    is_same_kind = item.purpose == whole.purpose != Purpose.OTHER.value
    return is_same_kind and item.requester == whole.performer and item.subject == whole.subject


def read_needs(rows: Rows) -> Needs:
    """Return what commitments turned out to need.

    Args:
        rows: asks the fact table.
    """
    told = FACTS.filter((FACTS.kind == "Needed") & FACTS.commitment.notnull())
    needs = made(_Need, rows(told.select("commitment", "needs", "through", "position").order_by("position")))
    line = Through.RESOURCE.value
    return Needs(
        inputs=grouped((need.commitment, need.needs) for need in needs if need.through != line),
        on_line={need.commitment: need.needs for need in needs if need.through == line},
    )
