"""What stands on each piece of a map: a title, a few short lines, and whose colour it has."""

from collections.abc import Iterator
from dataclasses import dataclass

from unisono.analytics.impact.bundles import Bundle, Bundled, Flow, TierBundle, bundle
from unisono.services.impacting.mapping import ImpactMap
from unisono.storage.outputs.impact.words import Words
from unisono.storage.outputs.report.figures import plural

DEPARTMENTS = frozenset({"sales", "production", "logistics"})
"""Those that have a colour of their own; others have one together."""

NO_TIER = "no tier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a map.

    Args of the constructor:
        kind: `start`, `work` or `tier`.
        title: what it is.
        lines: what else is to be known of it, each short.
        layer: how far it stands from the start.
        party: whose work it is; empty: nobody's, or that of several.
        colour: the name of its colour.
    """

    kind: str
    title: str
    lines: tuple[str, ...]
    layer: int
    party: str = ""
    colour: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All pieces of a map by their places, what flows between them, and what each flow is in words."""

    pieces: tuple[Piece, ...]
    flows: tuple[Flow, ...]
    texts: tuple[str, ...]


def drawing_of(found: ImpactMap, words: Words) -> Drawing:
    """Return a map in few pieces.

    Args:
        found: the map.
        words: how it is written.
    """
    bundled = bundle(found.impact)
    pieces = (_start(found, words), *_work(bundled, words), *_tiers(bundled, words))
    texts = tuple(_flow_text(flow, words) for flow in bundled.flows)
    return Drawing(pieces=pieces, flows=bundled.flows, texts=texts)


def _start(found: ImpactMap, words: Words) -> Piece:
    impact = found.impact
    orders = plural(len(impact.orders), "order" if found.is_whole else "open order")
    value = [] if impact.value is None else [words.money(impact.value)]
    return Piece(kind="start", title=found.start.name, lines=(found.start.kind.value, orders, *value), layer=0)


def _work(bundled: Bundled, words: Words) -> Iterator[Piece]:
    for one in bundled.work:
        title = one.party or plural(one.parties, "more party", "more parties")
        yield Piece(
            kind="work",
            title=title,
            lines=tuple(_work_lines(one, words)),
            layer=one.layer,
            party=one.party,
            colour=one.party if one.party in DEPARTMENTS else "party",
        )


def _work_lines(one: Bundle, words: Words) -> Iterator[str]:
    what = f"{one.commitments} \N{MULTIPLICATION SIGN} {one.purpose}" if one.purpose else ""
    yield what or plural(one.commitments, "piece of work", "pieces of work")
    yield f"for {plural(one.orders, 'order')}"
    if one.react is not None:
        yield f"by {words.moment(one.react)}"
        yield words.left(one.react)


def _tiers(bundled: Bundled, words: Words) -> Iterator[Piece]:
    last = max((one.layer for one in bundled.work), default=0) + 1
    for tier in bundled.tiers:
        yield Piece(
            kind="tier",
            title=_tier_title(tier),
            lines=tuple(_tier_lines(tier, words)),
            layer=last,
            colour=tier.tier if tier.tier in {"gold", "silver"} else "standard",
        )


def _tier_title(tier: TierBundle) -> str:
    count = len(tier.named) + tier.more
    if count == 1 and not tier.named[0].customer:
        return "customers"
    return f"{tier.tier or NO_TIER}: {plural(count, 'customer')}"


def _tier_lines(tier: TierBundle, words: Words) -> Iterator[str]:
    value = "" if tier.value is None else f", {words.money(tier.value)}"
    yield f"{plural(tier.orders, 'order')}{value}"
    for one in tier.named:
        worth = "" if one.value is None else f"{words.money(one.value)} "
        yield f"{worth}{words.customer(one.customer)}"
    if tier.more:
        yield f"and {tier.more} more"


def _flow_text(flow: Flow, words: Words) -> str:
    orders = plural(flow.orders, "order")
    return orders if flow.value is None else f"{orders}, {words.money(flow.value)}"
