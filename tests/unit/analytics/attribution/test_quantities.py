"""How the graph of a short delivery is made: Rosewood Park was promised twelve gates."""

from collections.abc import Iterable, Mapping

from unisono.analytics.attribution.quantities import short_graphs
from unisono.analytics.attribution.sharing import share_out
from unisono.analytics.attribution.told import Change, Commitment, Told
from unisono.domain.facts import CUSTOMER, UNRECORDED


def part(
    name: str, performer: str, *, good: float, rejected: float = 0, unit: str = "gate", done: bool = True
) -> Commitment:
    """Return a commitment of an order about twelve gates."""
    order, _, purpose = name.partition("/")
    return Commitment(
        commitment=name,
        requester=CUSTOMER if purpose == "promise" else "sales",
        performer=performer,
        purpose=purpose,
        subject=order,
        unit=unit,
        agreed=None,
        requested=0,
        asked=None,
        due=10,
        delivered=10 if done else None,
        quantity=12.0,
        good=good,
        rejected=rejected,
        is_off=False,
    )


def missing(
    parts: Iterable[Commitment], changes: Mapping[str, list[Change]] | None = None
) -> dict[str, tuple[float, float]]:
    """Return share and credit of each party in gates, where there are any."""
    inputs = {"A/promise": ["A/ship", "A/gone"], "A/ship": ["A/produce", "B/produce"], "A/produce": ["A/supply"]}
    known = {item.commitment: item for item in parts}
    orders = share_out(
        list(short_graphs(Told(commitments=known, inputs=inputs, changes=changes or {}), lambda _: True))
    )
    return {
        share.party: (share.seconds / 1000, share.credit / 1000)
        for order in orders
        for share in order.shares
        if share.seconds or share.credit
    }


def test_who_handed_on_less_than_it_got() -> None:
    """Production made ten of twelve, and one more was lost on the way."""
    parts = [
        part("A/promise", "sales", good=9),
        part("A/ship", "logistics", good=9),
        part("A/produce", "production", good=10),
        part("A/supply", "mill", good=12),
    ]
    assert missing(parts) == {"production": (2, 0), "logistics": (1, 0)}


def test_who_made_up_for_it_is_credited() -> None:
    """The mill brought steel for nine, Production found some for two more: one is missing."""
    parts = [
        part("A/promise", "sales", good=11),
        part("A/ship", "logistics", good=11),
        part("A/produce", "production", good=11),
        part("A/supply", "mill", good=9),
    ]
    assert missing(parts) == {"mill": (3, 0), "production": (0, 2)}


def test_nothing_is_missing_where_all_came() -> None:
    """An order in full, one without a quantity and one on its way have no graph."""
    assert missing([part("A/promise", "sales", good=12)]) == {}
    assert missing([part("A/promise", "sales", good=3)._replace(quantity=None)]) == {}
    assert missing([part("A/promise", "sales", good=3, done=False)]) == {}


def test_other_orders_and_units_are_left_out() -> None:
    """Twelve gates need other numbers of other things; what was made for another order was not missing here."""
    parts = [
        part("A/promise", "sales", good=11),
        part("A/ship", "logistics", good=11),
        part("B/produce", "production", good=0),
        part("A/produce", "production", good=2, unit="kg"),
    ]
    assert missing(parts) == {"logistics": (1, 0)}


def test_what_the_customer_did_not_take_is_unrecorded() -> None:
    """Two gates were not taken and never made good: no record says whose they are."""
    parts = [part("A/promise", "sales", good=10, rejected=2), part("A/ship", "logistics", good=12)]
    assert missing(parts) == {UNRECORDED: (2, 0)}
    assert missing([part("A/promise", "sales", good=10)]) == {"sales": (2, 0)}


def test_a_smaller_promise_is_its_owners() -> None:
    """Sales gave two of the gates to somebody else; that Production then made two less is not its doing."""
    parts = [
        part("A/promise", "sales", good=9),
        part("A/ship", "logistics", good=9),
        part("A/produce", "production", good=9),
    ]
    changes = {
        "A/produce": [
            Change("A/produce", 99, None, "sales", "later", 70),
            Change("A/produce", None, 11.0, "sales", "a gate for the fair", 71),
            Change("A/produce", None, 10.0, "sales", "and one more", 72),
            Change("A/produce", None, 11.0, "sales", "or not", 73),
        ]
    }
    assert missing(parts, changes=changes) == {"sales": (2, 0), "production": (1, 0)}


def test_telling_the_customer_of_less_takes_nothing_away() -> None:
    """Production made two less, and Sales told the customer so: the two gates are Production's."""
    parts = [
        part("A/promise", "sales", good=10),
        part("A/ship", "logistics", good=10),
        part("A/produce", "production", good=10),
    ]
    changes = {"A/promise": [Change("A/promise", None, 10.0, "sales", "the line made less", 71)]}
    assert missing(parts, changes=changes) == {"production": (2, 0)}
