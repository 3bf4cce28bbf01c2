"""Commitments of Thorn Forge that wait for each other, for tests; hours are counted from the Monday of its facts."""

from datetime import UTC, datetime

from unisono.analytics.impact.graph import Node, graph_of
from unisono.analytics.impact.measuring import measure
from unisono.analytics.waiting import Needs
from unisono.domain.facts import CUSTOMER
from unisono.domain.policy import Decision
from unisono.services.impacting.consulting import Contact, Decider
from unisono.services.impacting.mapping import ImpactMap
from unisono.services.impacting.naming import Kind, Named

HOUR = 3600


def asked(
    name: str,
    performer: str,
    *,
    asks: str = "sales",
    due: float | None = None,
    agreed: float | None = None,
    done: float | None = None,
    value: float | None = None,
    customer: str = "",
    tier: str = "",
    line: str = "",
    product: str = "",
    is_off: bool = False,
    position: int = 1,
) -> Node:
    """Return a commitment `order/purpose`, wanted and promised for the same hour."""
    order, _, purpose = name.partition("/")
    at = None if due is None else round(due * HOUR)
    return Node(
        commitment=name,
        requester=CUSTOMER if purpose == "promise" else asks,
        performer=performer,
        purpose=purpose.partition("-")[0],
        subject=order,
        customer=customer,
        tier=tier,
        line=line,
        product=product,
        value=value,
        agreed=None if agreed is None else round(agreed * HOUR),
        requested=0,
        asked=at,
        due=at,
        delivered=None if done is None else round(done * HOUR),
        is_off=is_off,
        position=position,
    )


def forge_map(
    *, start: str = "anvil", customers: tuple[str, ...] = ("Rosewood", "Mill"), day_cost: float | None = None
) -> ImpactMap:
    """Return the map of the anvil: it makes an order for each customer, gold first, which logistics picks.

    Sales promised them for the tenth hour, and now is the second.
    """
    nodes: list[Node] = []
    inputs: dict[str, list[str]] = {}
    for number, customer in enumerate(customers):
        name = f"SO-{number}"
        nodes += [
            asked(f"{name}/produce", "production", due=4, agreed=2, line=start),
            asked(f"{name}/pick", "logistics", due=6, agreed=1),
            asked(
                f"{name}/promise",
                "sales",
                due=10,
                customer=customer,
                tier="standard" if number else "gold",
                value=900 / (number + 1),
            ),
        ]
        inputs |= {f"{name}/pick": [f"{name}/produce"], f"{name}/promise": [f"{name}/pick"]}
    graph = graph_of(nodes, Needs(inputs=inputs, on_line={}))
    begins = frozenset(node.commitment for node in nodes if node.line)
    return ImpactMap(
        start=Named(name=start, kind=Kind.LINE, commitments=begins),
        impact=measure(graph, begins),
        now=datetime.fromtimestamp(2 * HOUR, UTC),
        is_whole=False,
        deciders=(Decider(decision=Decision.OVERTIME, party="production", role="plant manager"),),
        told=("logistics", "sales"),
        contacts=(Contact(party="production", person="Ada", role="smith", channel="shout", hours="always"),),
        day_cost=day_cost,
    )
