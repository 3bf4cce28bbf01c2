"""Offices that pass files to each other, as facts for tests of handovers and friction."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from tests.commitments import MONDAY
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Actor, Fact, Link, Medium, Origin

Done = tuple[str, str, float] | tuple[str, str, float, float]
"""Which party did what, in which hour after Monday it ended, and the paid minutes."""


def hour(number: float) -> datetime:
    """Return the moment so many hours after Monday."""
    return MONDAY + timedelta(hours=number)


def files(*cases: Iterable[Done], took: float = 0.0, told: Mapping[str, str] | None = None) -> list[Fact]:
    """Return what was done for files, named `file 1`, `file 2` ...

    Args:
        cases: what was done for each, in the order in which it is recorded.
        took: hours that each piece of work took.
        told: what else the log says of each piece of work.
    """
    return [
        Fact(
            id=f"{number}/{step}",
            happened_at=hour(done[2]),
            actor=Actor(party=done[0]),
            origin=Origin(medium=Medium.FILE),
            act=WorkRecorded(
                activity=done[1],
                subject=f"file {number}",
                started_at=hour(done[2] - took),
                minutes=Decimal(str(done[3])) if len(done) > 3 else None,
            ),
            links=(Link(type="case", object=f"file {number}"),),
            attributes=told or {},
        )
        for number, steps in enumerate(cases, 1)
        for step, done in enumerate(steps)
    ]
