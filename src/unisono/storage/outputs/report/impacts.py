"""The section on one impact map: the sentence, the picture for wide and for narrow pages, and the tables behind it."""

from dataclasses import dataclass, replace
from datetime import UTC

from unisono.domain.company import Snapshot
from unisono.services.impacting.consulting import Decider
from unisono.services.impacting.mapping import ImpactMap
from unisono.storage.outputs.impact.picture import svg_in_page
from unisono.storage.outputs.impact.words import Words, sentences
from unisono.storage.outputs.report.figures import number, plural
from unisono.storage.outputs.report.templating import templates

MOST_PARTIES = 20
MOST_CUSTOMERS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnParty:
    """A party in the table: counts, when it has to begin, and how long there is until then."""

    party: str
    begins: str
    waits: str
    orders: str
    begin: str
    left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCustomer:
    """A customer in the table."""

    customer: str
    tier: str
    orders: str
    value: str
    expected: str


def impact_section(found: ImpactMap, *, company: Snapshot | None = None) -> str:
    """Return the section of a page as HTML; it uses the style of the report and needs nothing else.

    Args:
        found: the map.
        company: the company's data, for names and the currency.
    """
    words = replace(Words.of(found, company), zone=UTC)  # as all times on the page
    headline, *rest = sentences(found, words)
    parties, customers = found.impact.parties, found.impact.customers
    return (
        templates()
        .get_template("impact.html.j2")
        .render(
            found=found,
            headline=headline,
            rest=rest,
            wide=svg_in_page(found, words, is_narrow=False),
            narrow=svg_in_page(found, words, is_narrow=True),
            parties=[_party(place, found, words) for place in range(min(MOST_PARTIES, len(parties)))],
            customers=[_customer(place, found, words) for place in range(min(MOST_CUSTOMERS, len(customers)))],
            more_parties=len(parties) - MOST_PARTIES,
            more_customers=len(customers) - MOST_CUSTOMERS,
            deciders=[(_decision(one), one) for one in found.deciders],
            has_persons=any(contact.person for contact in found.contacts),
            now=words.moment(int(found.now.timestamp())),
            plural=plural,
        )
    )


def _party(place: int, found: ImpactMap, words: Words) -> DrawnParty:
    one = found.impact.parties[place]
    return DrawnParty(
        party=one.party,
        begins=number(one.begins),
        waits=number(one.waits),
        orders=number(one.orders),
        begin=words.moment(one.react),
        left=words.left(one.react),
    )


def _customer(place: int, found: ImpactMap, words: Words) -> DrawnCustomer:
    one = found.impact.customers[place]
    return DrawnCustomer(
        customer=words.customer(one.customer),
        tier=one.tier,
        orders=number(one.orders),
        value=words.money(one.value),
        expected=words.moment(one.expected),
    )


def _decision(one: Decider) -> str:
    return one.decision.value.replace("_", " ")
