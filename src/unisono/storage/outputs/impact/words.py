"""How an impact map is put into words: times in the company's zone, money, names and the sentence that says it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from unisono.analytics.impact.measuring import Impact, tiers_of
from unisono.domain.company import Snapshot
from unisono.services.impacting.mapping import ImpactMap
from unisono.services.impacting.naming import Kind
from unisono.storage.outputs.report.figures import Money, plural, sentence_of
from unisono.storage.outputs.report.times import length

DAY = 86_400
MOST_PARTIES = 5
UNNAMED = "not named"
ALL_COUNTS = "What is done counts too, as though it were still to come."

IF: Final[Mapping[Kind, str]] = {
    Kind.ORDER: "If {name} slips",
    Kind.COMMITMENT: "If {name} slips",
    Kind.LINE: "If {name} stops",
    Kind.PRODUCT: "If {name} runs short",
    Kind.PARTY: "If {name} is held up",
    Kind.CUSTOMER: "If what {name} ordered changes",
    Kind.AGREEMENT: "If what {name} governs slips",
    Kind.OBJECT: "If {name} is held up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How one map is written: the moment it looks from, the zone, the currency, and the names of customers.

    Without a currency money is a bare number. `largest` is the largest amount: it says whether cents are told.
    """

    now: datetime
    zone: tzinfo = UTC
    currency: str = ""
    largest: float = 0.0
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, found: ImpactMap, company: Snapshot | None) -> "Words":
        """Return the words for a map, with the company's data where they are known."""
        now, largest = found.now, found.impact.value or 0.0
        if company is None:
            return cls(now=now, largest=largest)
        names = {customer.id: customer.name for customer in company.customers}
        zone = ZoneInfo(company.company.timezone)
        return cls(now=now, zone=zone, currency=company.company.currency, largest=largest, names=names)

    def moment(self, at: int | None) -> str:
        """Return a moment as `Tue 22 Dec 14:00`, with the year where it is another one; `-` where none is told."""
        if at is None:
            return "-"
        local = datetime.fromtimestamp(at, UTC).astimezone(self.zone)
        year = "" if local.year == self.now.astimezone(self.zone).year else f" {local.year}"
        return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"

    def left(self, at: int | None) -> str:
        """Return how long there is until a moment: `in 9 h`, `2 days ago`; `-` where none is told."""
        if at is None:
            return "-"
        seconds = at - int(self.now.timestamp())
        text = length(Decimal(abs(seconds)) / DAY)
        return f"in {text}" if seconds >= 0 else f"{text} ago"

    def money(self, value: float | None) -> str:
        """Return money with its currency; `-` where none is told."""
        if value is None:
            return "-"
        amount = Decimal(str(round(value, 2)))
        return Money.for_amounts(self.currency, Decimal(str(self.largest))).amount(amount).strip()

    def customer(self, customer: str) -> str:
        """Return a customer's name and number as far as they are known."""
        if not customer:
            return UNNAMED
        name = self.names.get(customer, "")
        return f"{name} ({customer})" if name and name != customer else customer

    @property
    def zone_note(self) -> str:
        """Return which zone times are in, in brackets."""
        return "UTC" if self.zone is UTC else str(self.zone)


def sentences(found: ImpactMap, words: Words) -> list[str]:
    """Return what the map says, in a few sentences for people.

    Args:
        found: the map.
        words: how it is written.
    """
    impact = found.impact
    if not impact.hits:
        return [_nothing(found)]
    told = [_who_waits(found)]
    if impact.value is not None:
        cost = "" if found.day_cost is None else f"; a day of delay of all of them costs {words.money(found.day_cost)}"
        told.append(f"They are worth {words.money(impact.value)} to us{cost}.")
    told += [ALL_COUNTS] if found.is_whole else _times(impact, words)
    told += _consult(found)
    return told


def _nothing(found: ImpactMap) -> str:
    what = f"Nothing that is open belongs to {found.start.kind} {found.start.name}: nothing can be hit any more."
    return what if found.is_whole else f"{what} With --all what is done counts too."


def _who_waits(found: ImpactMap) -> str:
    impact = found.impact
    case = IF[found.start.kind].format(name=found.start.name)
    still = "" if found.is_whole else "open "
    if not impact.orders:
        things = plural(len(impact.waits), f"{still}commitment")
        return f"{case}, {things} {'waits' if len(impact.waits) == 1 else 'wait'} for it, and no order of a customer."
    named = [one for one in impact.customers if one.customer]
    customers = plural(len(named), "customer") if named else "customers that are not named"
    tiers = [f"{count} {tier}" for tier, count in tiers_of(impact.customers).items() if tier != "standard"]
    among = f", among them {sentence_of(tiers)}" if tiers else ""
    verb = "waits" if len(impact.orders) == 1 else "wait"
    return f"{case}, {plural(len(impact.orders), f'{still}order')} of {customers} {verb} for it{among}."


def _times(impact: Impact, words: Words) -> list[str]:
    told = []
    soon = [one for one in impact.parties if one.react is not None]
    if soon:
        first = min(soon, key=lambda one: one.react or 0)
        verb = "has to begin" if (first.react or 0) >= words.now.timestamp() else "had to begin"
        when = f"{words.moment(first.react)}, {words.left(first.react)}"
        told.append(f"The next one down, {first.party}, {verb} {when}.")
    if impact.expected is not None:
        when = f"{words.moment(impact.expected)}, {words.left(impact.expected)}"
        verb = "expects" if impact.expected >= words.now.timestamp() else "expected"
        told.append(f"The first customer {verb} an order {when}.")
    return told


def _consult(found: ImpactMap) -> list[str]:
    told = []
    if found.asked:
        told.append(f"Ask {_some(found.asked)}")
    if found.told:
        told.append(f"{'tell' if told else 'Tell'} {_some(found.told)}")
    return [f"{'; '.join(told)}."] if told else []


def _some(parties: Sequence[str]) -> str:
    shown = list(parties[:MOST_PARTIES])
    more = len(parties) - len(shown)
    return sentence_of([*shown, plural(more, "more party", "more parties")] if more else shown)
