"""What follows from facts for commitments, for every kind of ledger."""

from collections.abc import Iterable, Mapping

from unisono.domain.commitments.evolving import DoesNotFit, evolve
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Entry
from unisono.services.ports import DoesNotFollow


def followed(states: Mapping[str, Commitment], entries: Iterable[Entry]) -> dict[str, Commitment]:
    """Return those commitments by id that more facts have changed.

    Args:
        states: what is known before, at least of those commitments.
        entries: the facts, in their order.

    Raises:
        DoesNotFollow: a fact cannot come after what is known of its commitment.
    """
    changed: dict[str, Commitment] = {}
    for entry in entries:
        name = entry.fact.commitment
        if name:
            try:
                changed[name] = evolve(changed.get(name, states.get(name)), entry)
            except DoesNotFit as misfit:
                raise DoesNotFollow(entry.fact.id, str(misfit)) from misfit
    return changed
