"""How the graph of a late order is made of what the facts tell: hours are counted from when Rosewood Park asked."""

from collections.abc import Iterable

import pytest

from unisono.analytics.attribution.graphs import OrderGraph, agreed_finish, own_overruns
from unisono.analytics.attribution.orders import OLDER, order_graphs
from unisono.analytics.attribution.sharing import share_out
from unisono.analytics.attribution.told import Change, Commitment, Move, Refusal, Told
from unisono.domain.facts import CUSTOMER, UNRECORDED

HOUR = 3600


def asked(
    name: str,
    performer: str,
    *,
    due: float | None,
    done: float | None,
    agreed: float | None = None,
    asks: str = "sales",
    is_off: bool = False,
) -> Commitment:
    """Return a commitment `order/purpose`; times in hours."""
    order, _, purpose = name.partition("/")
    return Commitment(
        commitment=name,
        requester=CUSTOMER if purpose == "promise" else asks,
        performer=performer,
        purpose=purpose.partition("-")[0],
        subject=order,
        unit="gate",
        agreed=None if agreed is None else round(agreed * HOUR),
        requested=0,
        asked=None,
        due=None if due is None else round(due * HOUR),
        delivered=None if done is None else round(done * HOUR),
        quantity=None,
        good=0.0,
        rejected=0.0,
        is_off=is_off,
    )


def graph_of(told: Told) -> OrderGraph:
    """Return the graph of the order named A, late as it is."""
    (graph,) = order_graphs(told, lambda item: item.subject == "A")
    return graph


def by_name(items: Iterable[Commitment]) -> dict[str, Commitment]:
    """Return commitments by their names."""
    return {item.commitment: item for item in items}


def overruns(graph: OrderGraph) -> dict[tuple[str, str], float]:
    """Return the overruns of a graph in hours, by stage and party, those that there are."""
    own = own_overruns(graph)
    return {(stage.name, stage.party): more / HOUR for stage, more in zip(graph.stages, own, strict=True) if more}


def shares(graph: OrderGraph) -> dict[str, float]:
    """Return the shares in hours, those that there are."""
    (order,) = share_out([graph])
    return {share.party: share.seconds / HOUR for share in order.shares if share.seconds}


CHAIN = {"A/promise": ["A/ship"], "A/ship": ["A/produce"]}


def chain(*, produced: float | None, shipped: float, brought: float) -> dict[str, Commitment]:
    """Return an order due at 20: produced by 10 in six hours, shipped in ten."""
    return by_name(
        [
            asked("A/promise", "sales", due=20, done=brought),
            asked("A/ship", "logistics", due=20, done=shipped, agreed=10),
            asked("A/produce", "production", due=10, done=produced, agreed=6),
        ]
    )


def test_each_stage_is_counted_from_its_last_input() -> None:
    """Production's three hours are not Logistics', which took one more itself, and Sales sat on it for half an hour."""
    graph = graph_of(Told(commitments=chain(produced=13, shipped=24, brought=24.5), inputs=CHAIN))
    assert overruns(graph) == {
        ("A/produce", "production"): 3,
        ("A/ship", "logistics"): 1,
        ("A/promise", "sales"): 0.5,
    }
    assert agreed_finish(graph) == graph.due == 20 * HOUR


def test_in_time_or_not_there_is_no_graph() -> None:
    """What came in time, what has not come, what nobody dated and what is no customer's is looked at by nobody."""
    for known in (
        chain(produced=10, shipped=20, brought=20),
        by_name([asked("A/promise", "sales", due=20, done=None)]),
        by_name([asked("A/promise", "sales", due=None, done=30)]),
        by_name([asked("A/ship", "logistics", due=20, done=30)]),
    ):
        assert list(order_graphs(Told(commitments=known, inputs=CHAIN), lambda _: True)) == []
    late = Told(commitments=chain(produced=10, shipped=20, brought=21), inputs=CHAIN)
    assert list(order_graphs(late, lambda _: False)) == []


def test_a_promise_alone_is_its_performers() -> None:
    """With no work behind it, a promise that is late is late through who gave it, and the override is told apart."""
    known = by_name([asked("A/promise", "sales", due=20, done=29)])
    assert overruns(graph_of(Told(commitments=known))) == {("A/promise", "sales"): 9}
    graph = graph_of(Told(commitments=known, overrides={"A/promise": (24 * HOUR, "it was a fair")}))
    assert overruns(graph) == {("A/promise", "sales"): 5}
    assert (agreed_finish(graph), graph.reason) == (24 * HOUR, "it was a fair")


def test_a_squeezed_stage_shares_with_who_squeezed_it() -> None:
    """Logistics agreed to be there by 20 because Sales had promised it against the plan, which said 24."""
    told = Told(
        commitments=chain(produced=10, shipped=23, brought=23),
        inputs=CHAIN,
        overrides={"A/promise": (24 * HOUR, "it was a fair")},
    )
    assert shares(graph_of(told)) == {"logistics": 1.5, "sales": 1.5}


def promised_by_plan(*, given: int, plan: int, reason: str | None) -> Told:
    """Return an order promised for 20 whose way, promised at hour 2, ends at 24; a plan came into force at an hour."""
    known = by_name(
        [
            asked("A/promise", "sales", due=20, done=24)._replace(promised=given * HOUR),
            asked("A/ship", "logistics", due=24, done=24, agreed=10)._replace(promised=2 * HOUR),
        ]
    )
    return Told(
        commitments=known,
        inputs={"A/promise": ["A/ship"]},
        overrides={} if reason is None else {"A/promise": (24 * HOUR, reason)},
        plans=[plan * HOUR],
    )


@pytest.mark.parametrize("reason", [None, ""])
def test_a_promise_older_than_the_plan_of_its_work_is_nobodys(reason: str | None) -> None:
    """What Sales had promised before there was the plan overrides none, and no fact tells by what it was promised."""
    for given in (0, 2):
        graph = graph_of(promised_by_plan(given=given, plan=2, reason=reason))
        assert shares(graph) == {UNRECORDED: 4}
        assert graph.reason == OLDER


def test_a_promise_beyond_a_known_plan_is_its_promisers() -> None:
    """It was promised when the plan stood, or against a plan as the fact tells, or there was none for its work."""
    for given, plan, reason in ((2, 1, None), (2, 1, ""), (1, 2, "it was a fair"), (1, 3, None), (0, -1, None)):
        assert shares(graph_of(promised_by_plan(given=given, plan=plan, reason=reason))) == {"sales": 4}


def test_a_missing_end_is_unrecorded() -> None:
    """Nobody told when it was produced: Logistics has its agreed ten hours, and the rest is nobody's."""
    told = Told(commitments=chain(produced=None, shipped=24, brought=24), inputs=CHAIN)
    assert overruns(graph_of(told)) == {("A/produce", UNRECORDED): 4}
    early = Told(commitments=chain(produced=None, shipped=19, brought=24), inputs=CHAIN)
    assert overruns(graph_of(early)) == {("A/ship", "logistics"): -1, ("A/promise", "sales"): 5}


def test_what_nobody_agreed_on_is_unrecorded() -> None:
    """A stage without any date or duration charges nobody."""
    known = by_name(
        [asked("A/promise", "sales", due=20, done=26), asked("A/ship", "logistics", due=None, done=26, agreed=None)]
    )
    graph = graph_of(Told(commitments=known, inputs={"A/promise": ["A/ship"]}))
    assert shares(graph) == {UNRECORDED: 6}


def test_an_agreed_time_without_a_date_counts_from_the_request() -> None:
    """Logistics agreed to ten hours and took twelve; the promise was given for less than that."""
    known = by_name(
        [asked("A/promise", "sales", due=8, done=12), asked("A/ship", "logistics", due=None, done=12, agreed=10)]
    )
    graph = graph_of(Told(commitments=known, inputs={"A/promise": ["A/ship"]}))
    assert shares(graph) == {"logistics": 2, "sales": 2}


def test_what_was_withdrawn_or_is_unknown_holds_nothing_up() -> None:
    """A stage waits only for what there is."""
    known = chain(produced=10, shipped=22, brought=22)
    known["A/produce"] = known["A/produce"]._replace(is_off=True)
    told = Told(commitments=known, inputs={**CHAIN, "A/promise": ["A/ship", "A/papers"]})
    assert overruns(graph_of(told)) == {("A/ship", "logistics"): 2}


def test_what_came_after_the_work_did_not_hold_it_up() -> None:
    """Produced before the whole of the steel had come: the steel is no excuse, and no credit."""
    known = chain(produced=12, shipped=22, brought=22)
    known["A/supply"] = asked("A/supply", "mill", due=4, done=40, agreed=2)
    told = Told(commitments=known, inputs={**CHAIN, "A/produce": ["A/supply"]})
    assert overruns(graph_of(told)) == {("A/supply", "mill"): 8, ("A/produce", "production"): -6}


def test_a_circle_is_cut() -> None:
    """Two stages that wait for each other do not hang the figures."""
    told = Told(commitments=chain(produced=13, shipped=24, brought=24), inputs={**CHAIN, "A/produce": ["A/ship"]})
    assert shares(graph_of(told)) == {"production": 3, "logistics": 1}


def test_a_part_of_the_work_waits_for_what_the_work_waits_for() -> None:
    """The carrier passes the way on to a haulier, which could not begin before it was produced."""
    known = chain(produced=13, shipped=24, brought=24)
    known["A/ship-haul"] = asked("A/ship-haul", "haulier", due=22, done=24, agreed=10, asks="logistics")
    told = Told(commitments=known, inputs={**CHAIN, "A/ship": ["A/ship-haul", "A/produce"]})
    assert overruns(graph_of(told)) == {("A/produce", "production"): 3, ("A/ship-haul", "haulier"): 1}


def line_of_two(*, produced: float, first: float, first_due: float = 4) -> dict[str, Commitment]:
    """Return order A with order B before it on its line."""
    known = chain(produced=produced, shipped=produced + 10, brought=produced + 10)
    known["B/produce"] = asked("B/produce", "press shop", due=first_due, done=first, agreed=4)
    return known


def test_the_order_before_on_the_line_held_it_up() -> None:
    """B left the press three hours late, so A began late: the press shop's three hours, and one of A's own crew."""
    told = Told(commitments=line_of_two(produced=14, first=7), inputs=CHAIN, on_line={"A/produce": "B/produce"})
    assert overruns(graph_of(told)) == {("B/produce", "press shop"): 3, ("A/produce", "production"): 1}


@pytest.mark.parametrize(("first", "produced"), [(3.5, 14), (None, 14), (15, 14)])
def test_the_order_before_did_not_hold_it_up(first: float | None, produced: float) -> None:
    """B left in time, or nobody knows when, or after A was done: A's four hours are its own."""
    known = line_of_two(produced=produced, first=0)
    known["B/produce"] = known["B/produce"]._replace(delivered=None if first is None else round(first * HOUR))
    told = Told(commitments=known, inputs=CHAIN, on_line={"A/produce": "B/produce"})
    assert overruns(graph_of(told)) == {("A/produce", "production"): 4}


def test_a_changed_plan_is_its_owners() -> None:
    """Sales moved the work to end at 13 in place of 10, for a rush order; Production took an hour more than that."""
    change = Change("A/produce", 13 * HOUR, None, "sales", "a rush order", 77)
    told = Told(
        commitments=chain(produced=14, shipped=24, brought=24),
        inputs=CHAIN,
        changes={
            "A/produce": [
                Change("A/produce", 10 * HOUR, 9.0, "production", "a gate less", 76),
                change,
                Change("A/produce", None, 8.0, "production", "and another", 78),
            ]
        },
    )
    graph = graph_of(told)
    assert overruns(graph) == {("A/produce moved @77", "sales"): 3, ("A/produce", "production"): 1}
    assert shares(graph) == {"sales": 3, "production": 1}
    assert graph.stages[0].positions == (77,)


def test_a_rush_order_is_its_deciders() -> None:
    """Rush order B was put before A until 7, and left the line at 8: the hour is the press shop's, the rest Sales'."""
    told = Told(
        commitments=line_of_two(produced=14, first=8, first_due=7),
        inputs=CHAIN,
        on_line={"A/produce": "B/produce"},
        changes={"A/produce": [Change("A/produce", 13 * HOUR, None, "sales", "B is in a hurry", 77)]},
    )
    graph = graph_of(told)
    assert shares(graph) == {"sales": 3, "press shop": 1}
    assert sum(shares(graph).values()) * HOUR == graph.lateness


def test_a_rush_order_that_took_nothing_costs_nothing() -> None:
    """Rush order B left the line half an hour into A's time: that is Sales', unless B itself waited for its steel."""
    told = Told(
        commitments=line_of_two(produced=14, first=4.5, first_due=7),
        inputs=CHAIN,
        on_line={"A/produce": "B/produce"},
        moves={"A": Move("A", "sales", "a gold customer", 55)},
    )
    assert shares(graph_of(told)) == {"sales": 0.5, "production": 3.5}
    early = Told(
        commitments={**told.commitments, "B/supply": asked("B/supply", "mill", due=0, done=4.2, agreed=0)},
        inputs={**CHAIN, "B/produce": ["B/supply"]},
        on_line=told.on_line,
        moves=told.moves,
    )
    assert shares(graph_of(early)) == {"mill": 4.2, "production": 3.5}


def test_work_that_was_put_back_waited_for_the_one_who_decided() -> None:
    """Sales moved frozen work: A began at 9 in place of 4, and took an hour less than agreed from then on."""
    known = chain(produced=14, shipped=24, brought=24)
    moves = {"A": Move("A", "sales", "a gold customer", 55)}
    told = Told(commitments=known, inputs=CHAIN, moves=moves, begun={"A/produce": 9 * HOUR})
    assert overruns(graph_of(told)) == {("A/produce put back", "sales"): 4}
    in_time = Told(commitments=known, inputs=CHAIN, moves=moves, begun={"A/produce": 3 * HOUR})
    assert overruns(graph_of(in_time)) == {("A/produce", "production"): 4}
    assert graph_of(Told(commitments=known, inputs=CHAIN, moves=moves)).stages[0].party == "production"


def test_moved_work_after_a_rush_order_is_told_once() -> None:
    """Sales moved frozen work behind rush order B: what B took from A is Sales', however it is found."""
    told = Told(
        commitments=line_of_two(produced=14, first=8, first_due=7),
        inputs=CHAIN,
        on_line={"A/produce": "B/produce"},
        moves={"A": Move("A", "sales", "a gold customer", 55)},
        begun={"A/produce": 8 * HOUR, "B/produce": 4 * HOUR},
    )
    assert shares(graph_of(told)) == {"sales": 3, "press shop": 1}


def test_the_customers_own_later_date_counts() -> None:
    """Rosewood Park itself asked for 23, so an hour is late; a later date that Sales decided on counts for nothing."""
    known = chain(produced=13, shipped=24, brought=24)
    own = Change("A/promise", 23 * HOUR, None, CUSTOMER, "the wall was not dry", 80)
    told = Told(commitments=known, inputs=CHAIN, changes={"A/promise": [own]})
    assert graph_of(told).lateness == HOUR
    sales = own._replace(owner="sales", due=30 * HOUR)
    assert graph_of(Told(commitments=known, inputs=CHAIN, changes={"A/promise": [sales]})).lateness == 4 * HOUR


def refused_and_brought_again(*, party: str = UNRECORDED, asked_again: Iterable[Commitment] = ()) -> Told:
    """Return an order that came at 22, of which a part was not taken, and was brought at 30."""
    later = by_name(asked_again)
    return Told(
        commitments={**chain(produced=10, shipped=22, brought=30), **later},
        inputs={**CHAIN, "A/promise": ["A/ship", *later]},
        refusals={"A/promise": Refusal("A/promise", 22 * HOUR, "the paint ran", party)},
    )


@pytest.mark.parametrize("party", [UNRECORDED, "sales"])
def test_what_was_not_taken_and_brought_again(party: str) -> None:
    """It came at 22 and was not taken, and again at 30: two hours are Logistics', eight theirs through whom it was."""
    graph = graph_of(refused_and_brought_again(party=party))
    assert overruns(graph) == {("A/ship", "logistics"): 2, ("A/promise again", party): 8}
    assert graph.stages[-1].reason == "not taken: the paint ran"


def test_a_second_delivery_has_its_own_promises() -> None:
    """Logistics was to bring the rest by 27 and did by 29; at 30 Sales handed it over. Nobody promised too early."""
    second = asked("A/ship-2", "logistics", due=27, done=29, agreed=3)._replace(requested=23 * HOUR)
    graph = graph_of(refused_and_brought_again(asked_again=[second]))
    assert overruns(graph) == {
        ("A/ship", "logistics"): 2,
        ("A/promise again", UNRECORDED): 5,
        ("A/ship-2", "logistics"): 2,
        ("A/promise made good", "sales"): 1,
    }
    assert agreed_finish(graph) == graph.due
    assert shares(graph) == {"logistics": 4, UNRECORDED: 5, "sales": 1}


def test_what_was_asked_for_in_time_is_no_second_delivery() -> None:
    """Papers that were asked for with the rest from the start are an input like any other."""
    papers = asked("A/papers", "office", due=20, done=23)
    graph = graph_of(refused_and_brought_again(asked_again=[papers]))
    assert overruns(graph) == {
        ("A/ship", "logistics"): 2,
        ("A/papers", "office"): 3,
        ("A/promise again", UNRECORDED): 7,
    }


def test_what_was_refused_inside_and_never_made_good_is_its_performers() -> None:
    """Sales did not take what Logistics brought, and Logistics never brought it again: all ten hours are its own."""
    known = chain(produced=10, shipped=22, brought=30)
    known["A/ship"] = known["A/ship"]._replace(delivered=None)
    refusal = Refusal("A/ship", 22 * HOUR, "wet under the foil", UNRECORDED)
    graph = graph_of(Told(commitments=known, inputs=CHAIN, refusals={"A/ship": refusal}))
    assert overruns(graph) == {("A/ship", "logistics"): 10}
    assert graph.stages[1].reason == "not taken, and not brought again: wet under the foil"
