"""What every order is told, in sentences that people can check."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from tests.bakeries import made_up_bakeries
from tests.companies import local
from tests.rye_oven import MONDAY_NIGHT, TUESDAY_NIGHT, Counter, firm, rye_bakery, wish
from unisono.domain.company import Snapshot, Stock, StockKind
from unisono.domain.plans import AnswerKind
from unisono.domain.policy import LateCost, Policy, Rule, Verdict
from unisono.engines.promising.answering import answers_of

SMALL = Rule(number=4, when="quantity < 30.0", verdict=Verdict.APPEAL, says="Under 30 kg is not worth the oven.")
LOAVES = Stock(product="rye-loaf", kind=StockKind.OWN, quantity=Decimal(400))


def test_a_yes_says_when_where_and_what_it_earns() -> None:
    """A Monday's bread for 3.00 less 1.10 of flour is 608, in eight hours of the oven; two hours later it is there."""
    counter = Counter(rye_bakery(wish("hotel", ship_lead=Decimal(2), requested=local("2026-03-02T15:00"), latest=None)))
    answer = counter.answers()["hotel"]
    assert answer.kind is AnswerKind.ACCEPTED
    assert (answer.customer, answer.tier) == ("HOTEL", "gold")
    assert answer.delivery == local("2026-03-02T16:00")
    assert answer.days_late == Decimal("0.0417")
    assert (answer.line, answer.campaign, answer.from_stock) == ("stone-oven", 0, Decimal(0))
    late = Decimal("0.03") * 960 / 24
    assert answer.contribution == Decimal(608) - late
    assert answer.contribution_per_hour == (answer.contribution / 8).quantize(Decimal("0.01"))
    assert (answer.reason, answer.price_of_yes, answer.date_of_yes) == ("", None, None)


def test_what_is_ready_early_waits_until_it_is_wanted() -> None:
    """Baked on Monday, wanted on Tuesday: delivered on Tuesday, and not late."""
    answer = Counter(rye_bakery(wish("hotel", requested=TUESDAY_NIGHT, latest=None))).answers()["hotel"]
    assert (answer.delivery, answer.days_late) == (TUESDAY_NIGHT, Decimal(0))


def test_stock_is_named_beside_the_oven() -> None:
    """400 kg by Monday night are 80 from stock and eight hours of the oven."""
    stock = replace(LOAVES, quantity=Decimal(80))
    answer = Counter(rye_bakery(wish("hotel", quantity=Decimal(400)), stock=[stock])).answers()["hotel"]
    assert (answer.line, answer.from_stock, answer.contribution) == ("stone-oven", Decimal(80), Decimal(760))
    assert answer.contribution_per_hour == Decimal(95)


def test_what_stock_serves_wholly_needs_no_oven() -> None:
    """The oven is promised on Monday; the guest's bread lies there and leaves when it is wanted."""
    answer = Counter(rye_bakery(firm("hotel"), wish("guest"), stock=[LOAVES]), "hotel").answers()["guest"]
    assert answer.kind is AnswerKind.ACCEPTED
    assert (answer.line, answer.campaign, answer.from_stock) == ("", None, Decimal(320))
    assert (answer.contribution, answer.contribution_per_hour) == (Decimal(608), None)
    assert answer.delivery == MONDAY_NIGHT


def test_a_no_names_whom_it_would_push_out() -> None:
    """The hotel brings 608 on Monday, the guest 448: a no that costs 160, and on Tuesday a yes."""
    told = Counter(rye_bakery(wish("hotel"), wish("guest", net_price=Decimal("2.50"))), "hotel").answers()
    answer = told["guest"]
    assert answer.kind is AnswerKind.POSTPONED
    assert answer.reason == "It would push out 1 gold order and cost the company 160 EUR more than it brings."
    assert (answer.displaces, answer.change, answer.rule) == (("hotel",), Decimal(-160), None)
    assert answer.price_of_yes is not None
    assert answer.price_of_yes.price == Decimal("3.01")
    assert answer.date_of_yes is not None
    assert answer.date_of_yes.date == TUESDAY_NIGHT
    assert (answer.delivery, answer.line, answer.contribution) == (None, "", None)


def test_a_no_at_the_same_money_says_that_it_brings_no_more() -> None:
    """At the same price as the hotel's nothing is lost, but the hotel would be, for nothing."""
    told = Counter(rye_bakery(wish("hotel"), wish("guest", customer="SCHOOL")), "hotel").answers()
    assert told["guest"].reason == "It would push out 1 gold order and bring the company no more than it costs."
    assert told["guest"].change == 0


def dear_when_late(percent: int) -> Policy:
    """Return a policy in which a day late costs so many percent of the price."""
    share = Decimal(percent)
    return Policy(late_percent_per_day=LateCost(gold=share, silver=share, standard=share))


def test_a_no_names_whom_it_would_make_late() -> None:
    """With the guest first the school's bread is a day late, which costs 960; the guest brings 953.60."""
    school = wish(
        "school",
        customer="SCHOOL",
        net_price=Decimal("5.00"),
        latest=None,
        requested=local("2026-03-02T14:00"),
    )
    guest = wish("guest", net_price=Decimal("4.08"))
    answer = Counter(rye_bakery(school, guest, policy=dear_when_late(60)), "school").answers()["guest"]
    assert answer.reason == (
        "It would make 1 silver order up to 1.0 days later than wanted"
        " and cost the company 6.40 EUR more than it brings."
    )


def test_lateness_of_less_than_a_day_is_told_in_hours() -> None:
    """From Monday midnight to Tuesday 14:00 are fourteen hours, which cost 933.33; the guest brings 928."""
    orders = wish("hotel", net_price=Decimal("5.00"), latest=None), wish("guest", net_price=Decimal("4.00"))
    answer = Counter(rye_bakery(*orders, policy=dear_when_late(100)), "hotel").answers()["guest"]
    assert answer.reason == (
        "It would make 1 gold order up to 14.0 hours later than wanted"
        " and cost the company 5.33 EUR more than it brings."
    )


def test_two_orders_of_two_tiers_are_counted() -> None:
    """Who needs both halves of Monday pushes out two orders, and the sentence counts them by tier."""
    halves = (
        wish("hotel", quantity=Decimal(160)),
        wish("school", quantity=Decimal(160), customer="SCHOOL"),
    )
    told = Counter(rye_bakery(*halves, wish("guest", net_price=Decimal("2.00"))), "hotel", "school").answers()
    assert told["guest"].reason == (
        "It would push out 1 gold order and 1 silver order and cost the company 320 EUR more than it brings."
    )
    assert set(told["guest"].displaces) == {"hotel", "school"}


def test_a_price_below_the_flour_is_a_no_by_itself() -> None:
    """Nobody is in the way: at 1.00 it costs 32 EUR more than it brings, at 1.09 the cents are told."""
    for price, loss in (("1.00", "32 EUR"), ("1.09", "3.20 EUR")):
        answer = Counter(rye_bakery(wish("guest", net_price=Decimal(price)))).answers()["guest"]
        assert answer.reason == f"At this price it costs the company {loss} more than it brings."
        assert answer.kind is AnswerKind.DECLINED


def test_a_no_by_rule_cites_the_rule() -> None:
    """The number and the sentence are the rule's, and no money is named."""
    answer = Counter(rye_bakery(wish("guest", quantity=Decimal(20)), rules=[SMALL])).answers()["guest"]
    assert (answer.rule, answer.reason, answer.change) == (4, SMALL.says, None)


def test_a_no_without_any_place_says_why() -> None:
    """Because no oven bakes it, because no time would do, or because a firm order would suffer."""
    no_oven = Counter(rye_bakery(wish("guest", product="free-loaf"))).answers()["guest"]
    assert no_oven.reason == "No line can make it, and there is not enough stock for it."
    too_much = Counter(rye_bakery(wish("guest", quantity=Decimal(500)))).answers()["guest"]
    assert too_much.reason == "Even with a line to itself it would be ready too late."
    owed = Counter(rye_bakery(firm("hotel"), wish("guest")), "hotel").answers()["guest"]
    assert owed.reason == "Made in time, it would make a firm order later than promised."
    frozen = Policy(frozen_hours=Decimal(4))
    soon = wish("guest", quantity=Decimal(160), requested=local("2026-03-02T15:00"), latest=local("2026-03-02T15:00"))
    begun = Counter(rye_bakery(wish("hotel"), soon, policy=frozen), "hotel").answers()["guest"]
    assert begun.reason == (
        "Made in time, it would make a firm order later than promised, or touch work that is about to start."
    )


def test_a_firm_order_without_a_place_is_told_so() -> None:
    """It is no inquiry: it gets no price and no date, but the list of what cannot be made."""
    told = Counter(rye_bakery(firm("army", quantity=Decimal(5000)))).answers()
    answer = told["army"]
    assert answer.kind is AnswerKind.DECLINED
    assert answer.reason == "It is firm, and the plan cannot make it: see the firm orders that cannot be made."
    assert answer.price_of_yes is None
    assert answer.date_of_yes is None


def test_answering_tells_how_far_it_is() -> None:
    """One call an order, counted up to all of them."""
    counter = Counter(rye_bakery(wish("hotel"), wish("guest")), "hotel")
    heard: list[tuple[int, int]] = []
    answers_of(counter.desk, counter.solution, counter.plan, tell=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 2), (2, 2)]


@settings(max_examples=30)
@given(made_up_bakeries())
def test_every_order_is_answered_once_and_every_no_has_a_reason(snapshot: Snapshot) -> None:
    """The answers stand in the order of the book; a yes has its delivery, a no its sentence."""
    counter = Counter(snapshot)
    told = answers_of(counter.desk, counter.solution, counter.plan)
    assert [answer.order for answer in told] == [order.id for order in snapshot.orders]
    for answer in told:
        if answer.kind is AnswerKind.ACCEPTED:
            assert answer.delivery is not None
            assert answer.reason == ""
        else:
            assert answer.reason.endswith(".")
            assert "-" not in answer.reason.replace("B-", "")
            assert answer.delivery is None
        if answer.price_of_yes is not None and answer.date_of_yes is not None:
            assert (answer.price_of_yes.price is None) == bool(answer.price_of_yes.why_none)
            assert (answer.date_of_yes.date is None) == bool(answer.date_of_yes.why_none)
