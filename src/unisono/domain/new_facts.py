"""Facts about to be recorded, named by what they say: the same thing submitted twice has the same id."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from unisono.domain.canonical import fact_bytes
from unisono.domain.facts import Act, Actor, Fact, Link, Origin

UNNAMED = "new"
"""What stands in place of the id while it is made."""

ID_LENGTH = 32
"""Hexadecimal digits of an id: 128 bits, so that no two facts share one by chance."""


def new_fact(
    act: Act,
    *,
    actor: Actor,
    origin: Origin,
    happened_at: datetime,
    commitment: str = "",
    links: tuple[Link, ...] = (),
) -> Fact:
    """Return a fact whose id is a hash of all that it says.

    Args:
        act: what happened.
        actor: who did it.
        origin: where it comes from.
        happened_at: when, with a zone.
        commitment: the commitment it belongs to, if any.
        links: the objects it is about.

    Raises:
        unisono.domain.canonical.NotCanonical: it cannot be written as a fact.
    """
    fact = Fact(
        id=UNNAMED, happened_at=happened_at, actor=actor, origin=origin, act=act, commitment=commitment, links=links
    )
    return replace(fact, id=sha256(fact_bytes(fact, recorded_at=happened_at)).hexdigest()[:ID_LENGTH])
