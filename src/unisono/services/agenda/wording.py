"""How the agenda writes money, quantities and times: plain text in the company's currency and zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from unisono.domain.company import Snapshot

HOUR = 60
DAY = 24 * HOUR
SOME_MINUTES = 90
"""Below this people say minutes, not hours."""

SOME_HOURS = 36 * HOUR
"""Below this people say hours, not days."""

CENT = Decimal("0.01")

SMALL = 100
"""Money below this is written with cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one agenda: the currency's code, the zone, and whether everything happens within a day."""

    currency: str
    zone: ZoneInfo
    now: datetime
    within_a_day: bool

    @classmethod
    def of(cls, snapshot: Snapshot, *, now: datetime) -> "Wording":
        """Return the words for a company."""
        company = snapshot.company
        return cls(
            currency=company.currency,
            zone=ZoneInfo(company.timezone),
            now=now,
            within_a_day=company.horizon_end - now <= timedelta(hours=24),
        )

    def money(self, amount: Decimal) -> str:
        """Return an amount of money, e.g. `EUR 1,740`."""
        places = CENT if abs(amount) < SMALL else Decimal(1)
        return f"{self.currency} {amount.quantize(places, ROUND_HALF_UP):,}"

    def price(self, amount: Decimal) -> str:
        """Return a price of a unit, to the cent, e.g. `EUR 735.50`."""
        return f"{self.currency} {amount.quantize(CENT, ROUND_HALF_UP):,}"

    def weekday(self, at: datetime) -> str:
        """Return the local weekday in full, e.g. `Saturday`."""
        return f"{at.astimezone(self.zone):%A}"

    def day(self, at: datetime) -> str:
        """Return the local day, e.g. `Thu 3 Dec`."""
        local = at.astimezone(self.zone)
        return f"{local:%a} {local.day} {local:%b}"

    def clock(self, at: datetime) -> str:
        """Return the local time of day, e.g. `19:35`."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def moment(self, at: datetime) -> str:
        """Return day and time of day, or the time alone when everything happens within a day."""
        return self.clock(at) if self.within_a_day else f"{self.day(at)} {self.clock(at)}"

    def by(self, at: datetime) -> str:
        """Return a moment by which something is due; the end of a day is written as that day."""
        local = at.astimezone(self.zone)
        is_midnight = (local.hour, local.minute) == (0, 0)
        return self.day(at - timedelta(minutes=1)) if is_midnight and not self.within_a_day else self.moment(at)

    def instead(self, offered: datetime, wanted: datetime) -> str:
        """Return a date that is offered for another one; the end of a day is called so where an hour was wanted."""
        whole_days = self.by(wanted) == self.day(wanted - timedelta(minutes=1))
        is_day = self.by(offered) == self.day(offered - timedelta(minutes=1))
        return f"the end of {self.by(offered)}" if is_day and not whole_days else self.by(offered)

    def span(self, start: datetime, end: datetime) -> str:
        """Return a stretch of time, e.g. `Sat 5 Dec 06:00 to 12:00`."""
        same_day = start.astimezone(self.zone).date() == end.astimezone(self.zone).date()
        return f"{self.moment(start)} to {self.clock(end) if same_day else self.moment(end)}"


def quantity(value: Decimal, unit: str) -> str:
    """Return a quantity with its unit and no more decimals than it has.

    >>> quantity(Decimal("145.500"), "t"), quantity(Decimal(1200), "kg")
    ('145.5 t', '1,200 kg')
    """
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{exact:,.{places}f} {unit}"


def length(minutes: int) -> str:
    """Return a length of time in the unit that suits it.

    >>> length(25), length(240), length(2160)
    ('25 min', '4 hours', '1.5 days')
    """
    if minutes < SOME_MINUTES:
        return f"{minutes} min"
    if minutes < SOME_HOURS:
        return _counted(Decimal(minutes) / HOUR, "hour")
    return _counted(Decimal(minutes) / DAY, "day")


def _counted(value: Decimal, unit: str) -> str:
    tenths = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole = tenths == tenths.to_integral_value()
    return f"{tenths.quantize(Decimal(1)) if whole else tenths} {unit}{'' if tenths == 1 else 's'}"


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "order"), plural(3, "order")
    ('1 order', '3 orders')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def joined(parts: Iterable[str]) -> str:
    """Return parts as people join them.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    known = list(parts)
    return " and ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)
