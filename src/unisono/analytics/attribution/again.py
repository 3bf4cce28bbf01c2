"""What followed a delivery of which the customer did not take all, until the rest was made good."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from unisono.analytics.attribution.graphs import Stage
from unisono.analytics.attribution.told import Commitment, Refusal


def brought_again(
    first: Stage, refusal: Refusal, *, place: int, until: int, asked: Sequence[Commitment]
) -> list[Stage]:
    """Return the stages after a first delivery: the time through whom it was wrong, and the second delivery's own.

    What was asked for to bring the rest had its time until it was promised; only what it took beyond that is its own.

    Args:
        first: the delivery of which not all was taken.
        refusal: why, and through whom if the facts tell.
        place: of the first delivery in the graph.
        until: when the rest was made good, in seconds.
        asked: the commitments that were asked for after the first delivery, to bring the rest.
    """
    dated = [item for item in asked if item.due is not None and item.delivered is not None]
    promised = max([item.due for item in dated if item.due is not None], default=until)
    again = replace(
        first,
        name=f"{first.name} again",
        party=refusal.party,
        end=max(first.end, min(until, promised)),
        agreed=0,
        start=None,
        inputs=(place,),
        kind="handover",
        reason=f"not taken: {refusal.reason}",
    )
    seconds = list(_seconds(dated, again.end, place=place + 1, until=until))
    if not seconds:
        return [again]
    inputs = tuple(range(place + 2, place + 2 + len(seconds)))
    rest = replace(first, name=f"{first.name} made good", end=until, agreed=0, start=None, inputs=inputs)
    return [again, *seconds, rest]


def _seconds(asked: Sequence[Commitment], promised: int, *, place: int, until: int) -> Iterator[Stage]:
    for item in asked:
        yield Stage(
            name=item.commitment,
            party=item.performer,
            end=min(until, max(promised, item.delivered or 0)),
            inputs=(place,),
            kind=item.purpose,
            line=item.line,
            commitment=item.commitment,
        )
