"""A fact: something that happened, recorded once and never changed; a correction is a new fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

CUSTOMER = "customer"
"""The party that stands for whoever is outside and orders; which customer it is says a link."""

SYSTEM = "unisono"
"""The party of facts that a rule found and nobody decided, such as a dispute between two counts."""


UNRECORDED = "unrecorded"
"""The party of what nobody is told to have done: no handover leads to it, and it is never spread over the others."""


class Medium(StrEnum):
    """How a fact came in."""

    FILE = "file"
    SCREEN = "screen"
    API = "api"
    COMMAND = "command"
    SIMULATION = "simulation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did it: the party, and the person if one is named. No figure is ever made about a person."""

    party: str
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a fact comes from; `place` is the file and line (`receipt.csv:12`), the screen, or the command."""

    medium: Medium
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An object that a fact is about: an order, a customer, a product, a line, a case of a log.

    `qualifier` says what the object is to the fact (as in OCEL 2.0), `quantity` how much of it is meant, in `unit`.
    """

    type: str
    object: str
    qualifier: str = ""
    quantity: Decimal | None = None
    unit: str = ""


class Act:
    """What a fact says happened; each kind is a frozen dataclass of flat fields, listed in `acts.ACTS`.

    A kind's name is its class name. A field of one name has one meaning and one type in all kinds, so that all facts
    fit one table.
    """

    __slots__ = ()

    VERSION: ClassVar[int] = 1
    """Raised when the fields of the kind change their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened, as it is handed to a ledger.

    `id` makes a second submission harmless: a ledger holds a fact with one id once. `commitment` is empty where the
    fact belongs to none; `attributes` keep what an import brought along that no act has a field for.
    """

    id: str
    happened_at: datetime
    actor: Actor
    origin: Origin
    act: Act
    commitment: str = ""
    links: tuple[Link, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Return the name of what happened."""
        return type(self.act).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact in a ledger: `position` counts from 1 and is the only order; `recorded_at` is what the clock said."""

    position: int
    recorded_at: datetime
    fact: Fact
