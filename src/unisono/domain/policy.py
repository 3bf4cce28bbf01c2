"""The rules of the company: `policy.toml`."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from unisono.domain.acts.commitments import Purpose
from unisono.domain.columns import column


class Verdict(StrEnum):
    """What a rule of no says: let it pass, decline it, or decline it and put it on the agenda."""

    ALLOW = "allow"
    DECLINE = "decline"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A numbered rule of no, `[[rule]]`.

    Rules are read in the order of their numbers for every inquiry; the first whose condition holds decides. `allow`
    ends the reading with a yes to plan it, `decline` and `appeal` end it with a no that cites the rule.
    """

    number: int = column(about="Its number; rules are read in this order.", example="4", minimum=1)
    when: str = column(about="Condition over named fields, in CEL.", example='tier == "standard" && hours < 0.5')
    verdict: Verdict = column(about="`allow`, `decline` or `appeal`.", example="decline")
    says: str = column(about="The sentence people read.", example="Runs under half an hour are for gold and silver.")


class ServiceStep(StrEnum):
    """The step of the waterfall from revenue to contribution that an activity belongs to."""

    ORDER_HANDLING = "order_handling"
    PICKING = "picking"
    FREIGHT = "freight"
    RUSH = "rush"
    RETURNS = "returns"
    CLAIMS = "claims"
    INTEREST = "interest"
    CONSIGNMENT = "consignment"
    CHANGEOVERS = "changeovers"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something done for customers, `[[activity]]`, with its time equation: minutes = fixed + each x count."""

    id: str = column(about="Name used in `services.csv`.", example="order_handling")
    step: ServiceStep = column(about="Step of the customer's waterfall.", example="order_handling")
    department: str = column(about="Whose minutes it takes; empty: money only.", example="sales", default="")
    fixed_minutes: Decimal = column(
        about="Minutes each time it is done.", example="3", unit="min", minimum=0, default=Decimal(0)
    )
    minutes_each: Decimal = column(
        about="Minutes more for each of its count.", example="2", unit="min", minimum=0, default=Decimal(0)
    )
    cost_each: Decimal = column(
        about="Money for each of its count, where the row gives no cost.",
        example="0",
        unit="money",
        minimum=0,
        default=Decimal(0),
    )


class TierMeasure(StrEnum):
    """How tier thresholds are meant: money in a year, or the share of customers that lie below."""

    VALUE = "value"
    PERCENTILE = "percentile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiering:
    """Thresholds of the tiers, `[tiers]`."""

    measure: TierMeasure = column(
        about="`value`: customer contribution a year; `percentile`: share of customers below, 0 to 100.",
        example="percentile",
        default=TierMeasure.PERCENTILE,
    )
    gold_from: Decimal = column(about="Enter gold at this.", example="90", minimum=0, default=Decimal(90))
    silver_from: Decimal = column(about="Enter silver at this.", example="60", minimum=0, default=Decimal(60))
    leave_share: Decimal = column(
        about="A tier is left only below this share of its threshold, in two periods running.",
        example="0.85",
        unit="1",
        minimum=0,
        maximum=1,
        default=Decimal("0.85"),
    )
    period_days: int = column(about="Length of a period of history.", example="182", unit="d", minimum=1, default=182)
    minimum_history_days: int = column(
        about="A customer with less history keeps its tier, or is standard.",
        example="90",
        unit="d",
        minimum=0,
        default=90,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCost:
    """Percent of the order's price that each day late costs, by tier, `[late_percent_per_day]`."""

    gold: Decimal = column(about="For gold customers.", example="3", unit="%/day", minimum=0, default=Decimal(3))
    silver: Decimal = column(about="For silver customers.", example="2", unit="%/day", minimum=0, default=Decimal(2))
    standard: Decimal = column(
        about="For standard customers.", example="1", unit="%/day", minimum=0, default=Decimal(1)
    )


class OptionKind(StrEnum):
    """What a meeting can do with a row of its agenda."""

    OVERTIME = "overtime"
    OPEN_SLOT = "open_slot"
    MOVE_ORDER = "move_order"
    SPLIT = "split"
    STOCK = "stock"
    ACCEPT_LATE = "accept_late"
    DECLINE = "decline"


class Decision(StrEnum):
    """What somebody decides: an option of the meeting, or what else touches other parties."""

    OVERTIME = OptionKind.OVERTIME.value
    OPEN_SLOT = OptionKind.OPEN_SLOT.value
    MOVE_ORDER = OptionKind.MOVE_ORDER.value
    SPLIT = OptionKind.SPLIT.value
    STOCK = OptionKind.STOCK.value
    ACCEPT_LATE = OptionKind.ACCEPT_LATE.value
    DECLINE = OptionKind.DECLINE.value
    PUBLISH_PLAN = "publish_plan"
    PROMISE_OVERRIDE = "promise_override"
    MOVE_FROZEN_WORK = "move_frozen_work"
    RENEGOTIATE = "renegotiate"
    SETTLE_DISPUTE = "settle_dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRight:
    """Who decides on an option of the meeting, or on something else, `[[decision_right]]`.

    With a `party` the right is held: whoever else tries to decide gets a request to that party in place of a decision.
    """

    option: Decision = column(
        about="What is decided: an option of the meeting, a plan that comes into force, a promise before the plan's "
        "date, frozen work that moves, a promise that changes, or a dispute between two others.",
        example="overtime",
    )
    decider: str = column(about="Role that decides.", example="plant manager")
    party: str = column(
        about="Department or partner that the role belongs to; empty: nobody is kept from deciding.",
        example="production",
        default="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedDuration:
    """Who does a kind of work for whom, and how long it may take, `[[agreed_duration]]`.

    A signed agreement between the two parties counts before it. The first row of a purpose names who performs it.
    """

    purpose: Purpose = column(about="Kind of work of an order.", example="pick")
    performer: str = column(about="Department or partner that does it.", example="logistics")
    requester: str = column(
        about="Department, partner or `customer` that asks for it; empty: any.", example="sales", default=""
    )
    hours: Decimal | None = column(
        about="Hours from its last input to its delivery; empty: as long as the plan gives it.",
        example="8",
        unit="h",
        minimum=0,
        default=None,
    )
    answer_hours: Decimal | None = column(
        about="Hours from a request to its answer; empty: not agreed.",
        example="4",
        unit="h",
        minimum=0,
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The exception meeting, `[meeting]`."""

    minutes: int = column(about="Length of the meeting.", example="45", unit="min", minimum=5, default=45)
    minutes_per_row: int = column(about="Time for one row.", example="4", unit="min", minimum=1, default=4)
    minutes_aside: int = column(
        about="Time for quorum, last decisions, notices, reading back and thanks.",
        example="15",
        unit="min",
        minimum=0,
        default=15,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StockPolicy:
    """How stock is kept, `[stock]`."""

    service_level: Decimal = column(
        about="Share of the times between two supplies in which nothing runs out.",
        example="0.95",
        unit="1",
        above=0,
        maximum=0.9999,
        default=Decimal("0.95"),
    )
    review_days: Decimal = column(
        about="Days between two looks at stock that is not watched all the time.",
        example="7",
        unit="day",
        minimum=0,
        default=Decimal(7),
    )
    supply_days: Decimal = column(
        about="Days from asking for more to having it there, where `stock.csv` does not say.",
        example="7",
        unit="day",
        minimum=0,
        default=Decimal(7),
    )
    supply_spread_days: Decimal = column(
        about="Standard deviation of those days; other days of supply vary in proportion.",
        example="1.5",
        unit="day",
        minimum=0,
        default=Decimal(0),
    )
    interest_percent: Decimal = column(
        about="Interest a year on the money that lies in stock, beyond the products' holding cost.",
        example="6",
        unit="%",
        minimum=0,
        default=Decimal(0),
    )


class ProtectionMethod(StrEnum):
    """How hours are kept for better tiers: two rules of thumb, and the best nested levels."""

    EMSR_A = "emsr_a"
    EMSR_B = "emsr_b"
    OPTIMAL = "optimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """How slots are proposed, `[protection]`; a proposal reserves nothing until it stands in `slots.csv`."""

    method: ProtectionMethod = column(
        about="How hours are kept for better tiers: `emsr_a`, `emsr_b` or `optimal`.",
        example="optimal",
        default=ProtectionMethod.EMSR_B,
    )
    weeks_ahead: int = column(
        about="Weeks to look ahead, this one included; at most to the end of the planned time.",
        example="8",
        unit="week",
        minimum=1,
        maximum=52,
        default=6,
    )
    share_at_most: Decimal = column(
        about="Share of a line's open hours in a week that slots may take together.",
        example="0.4",
        unit="1",
        minimum=0,
        maximum=1,
        default=Decimal("0.5"),
    )
    opens_hours_before: Decimal = column(
        about="A slot opens to all this long before its start; two weeks did best in rehearsed years.",
        example="240",
        unit="h",
        minimum=0,
        default=Decimal(336),
    )
    correct_bias: bool = column(
        about="Whether an entered forecast that has been off to the same side, by more than chance, is corrected.",
        example="true",
        default=False,
    )


class PromiseClass(StrEnum):
    """What may become of a promise when the whole backlog gets new dates.

    `protect` is delivered in full and on time; `may_improve` no later than it counts on; `pool` earlier or later;
    `may_give` never earlier, and later or not at all where others need its time more; `give_up` frees all that it has.
    """

    PROTECT = "protect"
    MAY_IMPROVE = "may_improve"
    POOL = "pool"
    MAY_GIVE = "may_give"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repromising:
    """The class of each order when the whole backlog gets new dates, by status and tier, `[repromising]`."""

    firm_gold: PromiseClass = column(
        about="Class of firm orders of gold customers.",
        example="protect",
        default=PromiseClass.PROTECT,
    )
    firm_silver: PromiseClass = column(
        about="Class of firm orders of silver customers.",
        example="may_improve",
        default=PromiseClass.MAY_IMPROVE,
    )
    firm_standard: PromiseClass = column(
        about="Class of firm orders of standard customers.",
        example="pool",
        default=PromiseClass.POOL,
    )
    inquiry_gold: PromiseClass = column(
        about="Class of accepted inquiries of gold customers.",
        example="may_improve",
        default=PromiseClass.MAY_IMPROVE,
    )
    inquiry_silver: PromiseClass = column(
        about="Class of accepted inquiries of silver customers.",
        example="pool",
        default=PromiseClass.POOL,
    )
    inquiry_standard: PromiseClass = column(
        about="Class of accepted inquiries of standard customers.",
        example="may_give",
        default=PromiseClass.MAY_GIVE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningPolicy:
    """When a warning of lateness is raised and when it is cleared, `[warnings]`; the gap keeps it from flickering."""

    raise_at: Decimal = column(
        about="A warning is raised from this chance of lateness.",
        example="0.6",
        unit="1",
        above=0,
        maximum=1,
        default=Decimal("0.6"),
    )
    clear_at: Decimal = column(
        about="It is cleared below this chance, which is less than `raise_at`.",
        example="0.4",
        unit="1",
        above=0,
        maximum=1,
        default=Decimal("0.4"),
    )
    grace_hours: Decimal = column(
        about="Who comes so much later than people count on is not late.",
        example="1",
        unit="h",
        minimum=0,
        default=Decimal(1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The head of `policy.toml`; every key has a default."""

    short_campaign_charge: Decimal = column(
        about="Charge for a campaign below its minimum hours.",
        example="400",
        unit="money",
        minimum=0,
        default=Decimal(0),
    )
    changeover_before_release: bool = column(
        about="Whether a changeover may start before the order's earliest start.", example="true", default=True
    )
    frozen_hours: Decimal = column(
        about="Work that starts within this time of now is not moved.",
        example="24",
        unit="h",
        minimum=0,
        default=Decimal(0),
    )
    price_of_moving: Decimal = column(
        about="Cost of ending a firm order later than the plan in force says, once per order.",
        example="150",
        unit="money",
        minimum=0,
        default=Decimal(0),
    )
    practical_capacity: Decimal = column(
        about="Share of paid hours that is really there for work; the rest is breaks and meetings.",
        example="0.8",
        unit="1",
        above=0,
        maximum=1,
        default=Decimal("0.8"),
    )
    tiers: Tiering = Tiering()
    late_percent_per_day: LateCost = LateCost()
    meeting: Meeting = Meeting()
    stock: StockPolicy = StockPolicy()
    protection: Protection = Protection()
    repromising: Repromising = Repromising()
    warnings: WarningPolicy = WarningPolicy()
    activities: tuple[Activity, ...] = ()
    rules: tuple[Rule, ...] = ()
    decision_rights: tuple[DecisionRight, ...] = ()
    agreed_durations: tuple[AgreedDuration, ...] = ()
