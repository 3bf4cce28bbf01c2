"""Causes behind late orders of Thorn Forge: what each has, how often it happened, and who could prevent it."""

from unisono.analytics.attribution.graphs import OrderGraph, Stage
from unisono.analytics.causes.finding import Found, find_causes
from unisono.domain.facts import CUSTOMER, UNRECORDED

DAY = 86_400


def stage(
    name: str,
    party: str,
    *,
    days: float,
    over: float,
    kind: str = "produce",
    reason: str = "",
    after: int | None = None,
) -> Stage:
    """Return a stage that began with the first day or after another one, and took so many days longer than agreed."""
    return Stage(
        name=name,
        party=party,
        kind=kind,
        reason=reason,
        agreed=round(days * DAY),
        start=0 if after is None else None,
        inputs=() if after is None else (after,),
        end=round((days + over) * DAY),
    )


def order(*stages: Stage, due: float, name: str = "SO-1", promiser: str = "sales", reason: str = "") -> OrderGraph:
    """Return an order that was promised for the end of a day."""
    return OrderGraph(order=name, stages=stages, due=round(due * DAY), promiser=promiser, reason=reason)


def days(causes: tuple[Found, ...]) -> dict[str, float]:
    """Return what each cause has, in days."""
    return {cause.name: cause.amount / DAY for cause in causes}


def test_reasons_that_say_the_same_are_one_cause() -> None:
    """Capitals, spaces and the final stop make no other cause, and people read what was told most often."""
    told = ("Bellows torn.", "bellows torn", "bellows  torn", "bellows torn")
    causes = find_causes(
        [
            order(stage(f"SO-{number}/produce", "forge", days=2, over=1, reason=reason), due=2, name=f"SO-{number}")
            for number, reason in enumerate(told)
        ]
    )
    (cause,) = causes
    assert (cause.name, cause.stage, cause.reason) == ("produce/bellows-torn", "produce", "bellows torn")
    assert (cause.amount, cause.times, len(cause.parts)) == (4 * DAY, 4, 4)


def test_one_late_delivery_that_held_up_two_orders_is_one_time() -> None:
    """Coal for two orders came late once: it has hours in both, and it happened once, when it really came."""
    coal = stage("coal/week-2", "pit", days=3, over=2, kind="supply", reason="the shaft was flooded")
    causes = find_causes([order(coal, due=3, name="SO-1"), order(coal, due=4, name="SO-2")])
    (cause,) = causes
    assert (cause.times, [part.order for part in cause.parts]) == (1, ["SO-1", "SO-2"])
    assert days(causes) == {"supply/the-shaft-was-flooded": 3.0}
    assert cause.happenings[0].end == 5 * DAY


def test_a_promise_against_the_plan_is_a_cause_of_its_own() -> None:
    """Sales promised day 1 of two days of work: the day between is the promise's, whatever the forge did beside."""
    causes = find_causes([order(stage("SO-1/produce", "forge", days=2, over=1), due=1, reason="the mayor insisted")])
    assert days(causes) == {"produce/nobody-told-why": 1.0, "promised-too-early/the-mayor-insisted": 1.0}
    assert {cause.name: cause.owner for cause in causes} == {
        "produce/nobody-told-why": "forge",
        "promised-too-early/the-mayor-insisted": "sales",
    }


def test_slack_that_took_up_an_overrun_leaves_no_cause() -> None:
    """An overrun that made nothing late has no hours, and did not happen so far as causes go."""
    quick = stage("coal", "pit", days=1, over=1, kind="supply")
    causes = find_causes([order(quick, due=9), order(stage("SO-2/produce", "forge", days=2, over=1), due=2)])
    assert days(causes) == {"produce/nobody-told-why": 1.0}


def test_who_could_prevent_it() -> None:
    """Most happenings decide; what nobody recorded, or the customer did, is the promiser's; else it is nobody's."""
    gates = [stage(f"gate {number}", party, days=1, over=1) for number, party in enumerate(("ann's", "bo's", "bo's"))]
    assert find_causes([order(gate, due=1, name=gate.name) for gate in gates])[0].owner == "bo's"
    for nobody in (UNRECORDED, CUSTOMER):
        lost = order(stage("gate", nobody, days=1, over=1), due=1)
        assert find_causes([lost])[0].owner == "sales"
    assert find_causes([order(stage("gate", UNRECORDED, days=1, over=1), due=1, promiser=UNRECORDED)])[0].owner == ""
