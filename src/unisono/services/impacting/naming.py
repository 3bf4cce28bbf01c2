"""What a name stands for in the ledger, and which commitments it begins with."""

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unisono.analytics.impact.graph import Graph, Node
from unisono.analytics.impact.objects import About, read_about, read_work_about
from unisono.analytics.impact.work import run_name
from unisono.domain.acts.commitments import Purpose
from unisono.domain.agreements.agreement import Agreement
from unisono.services.checking.suggestions import did_you_mean
from unisono.services.ports import FactTable, Ledger

NEIGHBOURS = 200
"""So many names before and after a wrong one are looked at for one that was meant."""


class Kind(StrEnum):
    """What an impact map can begin with; an `object` is anything else that facts link to, such as a package."""

    ORDER = "order"
    COMMITMENT = "commitment"
    LINE = "line"
    PRODUCT = "product"
    PARTY = "party"
    CUSTOMER = "customer"
    AGREEMENT = "agreement"
    OBJECT = "object"


_LINKED = {"order": Kind.ORDER, "customer": Kind.CUSTOMER, "product": Kind.PRODUCT}


class NothingOfThisName(Exception):  # noqa: N818 - it says what is not there
    """No fact tells of anything of this name and kind."""

    def __init__(self, name: str, *, kind: Kind | None, near: str) -> None:
        what = "anything" if kind is None else _a(kind)
        super().__init__(f"No fact tells of {what} named '{name}'. {near}".rstrip())


class SeveralOfThisName(Exception):  # noqa: N818 - it says what there is
    """The name stands for several things that do not begin with the same work."""

    def __init__(self, name: str, kinds: Sequence[Kind]) -> None:
        which = " or ".join(f"--kind {kind}" for kind in kinds)
        super().__init__(f"{_is_called(name, kinds)} Say which: {which}.")
        self.kinds = tuple(kinds)


class PersonsAreNoStart(Exception):  # noqa: N818 - it says why
    """The name is that of a person, of whom no map is made."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' is a person. Impact maps begin with an order, a line, a product, a party, a customer or an "
            "agreement, and never with a person."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a name stands for, and the commitments that go by it."""

    name: str
    kind: Kind
    commitments: frozenset[str]


def find(
    *, graph: Graph, table: FactTable, ledger: Ledger, agreements: Sequence[Agreement], name: str, kind: Kind | None
) -> Named:
    """Return what a name stands for.

    Args:
        graph: of all commitments, with the work on cases.
        table: the facts, for the objects that they link to.
        ledger: the facts, for the persons in them.
        agreements: those in force.
        name: of anything.
        kind: what is meant; None: whatever has this name.

    Raises:
        NothingOfThisName: no fact tells of it.
        SeveralOfThisName: it is several things.
        PersonsAreNoStart: it is a person.
    """
    found = _all_of(graph, table, agreements, name) if name else {}
    about = read_about(table.rows, name) if Kind.OBJECT in found else []
    if _is_person(ledger, about, name):
        raise PersonsAreNoStart(name)
    if kind is None and len(found) > 1:
        found = _without_repeats(found, name, graph)
    if kind is not None and kind not in found:
        raise NothingOfThisName(name, kind=kind, near=_is_called(name, [*found]) or _near(graph, agreements, name))
    if not found:
        raise NothingOfThisName(name, kind=None, near=_near(graph, agreements, name))
    if kind is not None:
        found = {kind: found[kind]}
    if len(found) > 1:
        raise SeveralOfThisName(name, list(found))
    ((only, commitments),) = found.items()
    return Named(name=name, kind=only, commitments=frozenset(commitments))


def _all_of(graph: Graph, table: FactTable, agreements: Sequence[Agreement], name: str) -> dict[Kind, frozenset[str]]:
    nodes = [node for node in graph.nodes.values() if node.performer]
    linked = _linked(graph, table, name)
    told = {
        Kind.ORDER: _names(node for node in nodes if node.order == name) or linked.get(Kind.ORDER, frozenset()),
        Kind.COMMITMENT: _names(node for node in nodes if node.commitment == name),
        Kind.LINE: _names(node for node in nodes if node.line == name and is_done_on_line(node)),
        Kind.PRODUCT: linked.get(Kind.PRODUCT, frozenset()),
        Kind.PARTY: _names(node for node in nodes if node.performer == name),
        Kind.CUSTOMER: _names(node for node in nodes if node.customer == name) | linked.get(Kind.CUSTOMER, frozenset()),
        Kind.OBJECT: linked.get(Kind.OBJECT, frozenset()),
    }
    found = {kind: names for kind, names in told.items() if names or kind in linked}
    for agreement in agreements:
        if agreement.name == name:
            found[Kind.AGREEMENT] = _under(agreement, graph)
    return found


def is_done_on_line(node: Node) -> bool:
    """Return whether a line does the work of a commitment; material for a line is brought to it, and done elsewhere."""
    return bool(node.line) and node.purpose != Purpose.SUPPLY.value


def _names(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset(node.commitment for node in nodes)


def _under(agreement: Agreement, graph: Graph) -> frozenset[str]:
    """Return what the two owe each other under an agreement: the purposes of its norms, all where one names none."""
    purposes = {norm.purpose for norm in agreement.norms}
    every = not purposes or None in purposes
    return _names(
        node
        for node in graph.nodes.values()
        if {node.requester, node.performer} == agreement.party_ids and (every or node.purpose in purposes)
    )


def _linked(graph: Graph, table: FactTable, name: str) -> dict[Kind, frozenset[str]]:
    """Return what the facts about the objects of a name belong to, by what the objects are."""
    found: dict[Kind, set[str]] = {}
    for about in read_about(table.rows, name):
        found.setdefault(_kind_of(about.type), set()).add(about.commitment)
    if found:
        for work in read_work_about(table.rows, name):
            names = found.setdefault(_kind_of(work.type), set())
            if work.run:
                names.add(run_name(work.case, work.run))
            else:
                names |= _names(node for node in graph.nodes.values() if node.order == work.case)
    return {kind: frozenset(names & graph.nodes.keys()) for kind, names in found.items()}


def _kind_of(type_: str) -> Kind:
    return _LINKED.get(type_.lower().removesuffix("s"), Kind.OBJECT)


def _is_person(ledger: Ledger, about: Sequence[About], name: str) -> bool:
    return any(
        entry.fact.actor.person == name
        for each in about
        for entry in ledger.entries(after=each.position - 1, until=each.position)
    )


def _without_repeats(found: Mapping[Kind, frozenset[str]], name: str, graph: Graph) -> dict[Kind, frozenset[str]]:
    """Return what a name stands for: an object, a case or a commitment may be the same thing under another word."""
    left: dict[Kind, frozenset[str]] = {kind: names for kind, names in found.items() if kind is not Kind.OBJECT}
    if Kind.COMMITMENT in left and graph.nodes[name].order == name:
        left.pop(Kind.COMMITMENT)
    return left


def _is_called(name: str, kinds: Sequence[Kind]) -> str:
    return f"'{name}' is {' and '.join(map(_a, kinds))}." if kinds else ""


def _a(kind: Kind) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _near(graph: Graph, agreements: Sequence[Agreement], name: str) -> str:
    """Return a question with the nearest name, if there is one: few names are all looked at, of many those around."""
    few: set[str] = {agreement.name for agreement in agreements}
    many: set[str] = set()
    for node in graph.nodes.values():
        few |= {node.performer, node.line}
        many |= {node.order, node.customer, node.product}
    around = sorted(many)
    place = bisect(around, name)
    return did_you_mean(name, [*sorted(few), *around[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]])
