"""A year of arriving orders under one rule of acceptance."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from unisono.engines.allocating.booking import Nesting, open_hours, slot_hours_open
from unisono.engines.allocating.market import Inquiry, Market, inquiries_of
from unisono.engines.allocating.opening import nested_hours, quota_hours, slot_hours, week_prices


class Rule(StrEnum):
    """How orders are accepted.

    With slots, each tier but the worst has hours of its own and shares the rest with all, until the slots open to all.
    """

    FIRST_COME = "first_come"
    QUOTAS = "quotas"
    NESTED = "nested"
    REVERSED = "reversed"
    SLOTS = "slots"
    BID_PRICES = "bid_prices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a year brought: money, and by tier the hours wanted and the hours accepted."""

    contribution: float
    wanted_hours: tuple[float, ...]
    accepted_hours: tuple[float, ...]


def rehearse(market: Market, rule: Rule, *, seed: int, renewed: bool, slots_open_weeks: float = 0.0) -> Outcome:
    """Return what a year of orders brings under a rule.

    Args:
        market: who orders, and the bottleneck.
        rule: how orders are accepted.
        seed: of the year; all rules meet the same orders.
        renewed: whether limits and prices are worked out anew every week, net of what was accepted, or once for each
            week when it opens.
        slots_open_weeks: how many weeks before a week begins its slots open to all; only for slots.
    """
    year = _Year(market, rule, renewed=renewed, slots_open_weeks=slots_open_weeks)
    inquiries = inquiries_of(market, seed=seed)
    for inquiry in inquiries:
        year.answer(inquiry)
    wanted = np.zeros(len(market.tiers))
    np.add.at(wanted, [inquiry.tier for inquiry in inquiries], [inquiry.hours for inquiry in inquiries])
    return Outcome(
        contribution=year.contribution,
        wanted_hours=tuple(map(float, wanted)),
        accepted_hours=tuple(map(float, year.booked.sum(axis=0))),
    )


class _Year:
    """The order book of a year: hours booked by week and tier, and what each week still lets in."""

    def __init__(self, market: Market, rule: Rule, *, renewed: bool, slots_open_weeks: float) -> None:
        self.market, self.rule, self.renewed, self.slots_open_weeks = market, rule, renewed, slots_open_weeks
        self.booked = np.zeros((market.weeks, len(market.tiers)))
        self.contribution = 0.0
        self._own = np.zeros_like(self.booked)
        self._taken = np.zeros_like(self.booked)
        self._prices = np.zeros(market.weeks)
        self._now = -math.inf
        self._today = -market.opens_weeks_ahead - 1

    def answer(self, inquiry: Inquiry) -> None:
        """Take an order in where the rule lets it, in the week where it then earns most."""
        while self._today < math.floor(inquiry.at):
            self._today += 1
            self._open_weeks()
        self._now = inquiry.at
        worth = {week: self._worth(inquiry, week) for week in range(inquiry.wanted, inquiry.latest + 1)}
        week = max(worth, key=worth.__getitem__)
        if worth[week] < 0:
            return
        self.booked[week, inquiry.tier] += inquiry.hours
        self._taken[week, inquiry.tier] += inquiry.hours
        self.contribution += self._earned(inquiry, week)

    def _worth(self, inquiry: Inquiry, week: int) -> float:
        """Return what an order earns in a week above the price of its hours, or below 0 where it is not let in."""
        if self._left(week) < inquiry.hours:
            return -1.0
        if self.rule is Rule.BID_PRICES:
            return self._earned(inquiry, week) - float(self._prices[week]) * inquiry.hours
        return self._earned(inquiry, week) if self._open_to(inquiry.tier, week) >= inquiry.hours else -1.0

    def _earned(self, inquiry: Inquiry, week: int) -> float:
        return inquiry.contribution * (1 - self.market.late_cost * (week - inquiry.wanted))

    def _left(self, week: int) -> float:
        return self.market.capacity_hours - float(self.booked[week].sum())

    def _open_to(self, tier: int, week: int) -> float:
        own, taken = self._own[week], self._taken[week]
        if self.rule is Rule.QUOTAS:
            return float(own[tier] - taken[tier])
        if self.rule is Rule.SLOTS:
            if week - self._now < self.slots_open_weeks:
                return self._left(week)
            return slot_hours_open(own, taken)[tier]
        nesting = Nesting.REVERSED if self.rule is Rule.REVERSED else Nesting.STANDARD
        return open_hours(own, taken, nesting)[tier]

    def _open_weeks(self) -> None:
        """Work out what the weeks that can be booked let in, on the morning of a week."""
        ahead = self.market.opens_weeks_ahead
        weeks = range(max(0, self._today), min(self.market.weeks, self._today + ahead + 1))
        renewed = weeks if self.renewed else [week for week in weeks if week == self._today + ahead]
        if self.rule is Rule.BID_PRICES and renewed:
            prices = week_prices(self.market, today=weeks.start, left=[self._left(week) for week in weeks])
            self._prices[renewed] = prices[-len(renewed) :]
            return
        for week in renewed:
            self._own[week] = self._parts(week - self._today, self._left(week))
            self._taken[week] = 0.0

    def _parts(self, weeks_ahead: int, left: float) -> tuple[float, ...]:
        """Return the own hours of each tier; without protection all are the last one's, which all may take."""
        if self.rule is Rule.FIRST_COME:
            return (*(0.0,) * (len(self.market.tiers) - 1), left)
        parts = {Rule.QUOTAS: quota_hours, Rule.SLOTS: slot_hours}.get(self.rule, nested_hours)
        return parts(self.market, weeks_ahead=weeks_ahead, left=left)
