"""`unisono impact`: the sentence, then who is hit by party, by customer and first of all, and whom to ask."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from rich.text import Text

from unisono.analytics.impact.measuring import Hit
from unisono.bootstrap import open_fact_table
from unisono.cli.company import open_company
from unisono.cli.endings import Refused
from unisono.cli.exporting import is_database
from unisono.cli.ledgers import long_work, newest_moment, opened
from unisono.cli.screen import Screen, table
from unisono.domain.company import Snapshot
from unisono.services.agreements import agreements_in_force
from unisono.services.impacting.consulting import Contact
from unisono.services.impacting.mapping import ImpactMap, map_impact, most_telling
from unisono.services.impacting.naming import Kind, NothingOfThisName, PersonsAreNoStart, SeveralOfThisName
from unisono.services.ports import FactTable, Ledger
from unisono.storage.outputs.folders import replace_file
from unisono.storage.outputs.impact.documents import document
from unisono.storage.outputs.impact.mermaid import mermaid_text
from unisono.storage.outputs.impact.picture import svg_file
from unisono.storage.outputs.impact.words import Words, sentences
from unisono.storage.outputs.json_text import write_json
from unisono.storage.outputs.report.figures import plural
from unisono.storage.reading.agreements import agreement_of_text

SHOWN = Path("-")
"""In place of a file: the text is shown, and nothing else."""

MOST_PARTIES = 12
MOST_CUSTOMERS = 12
MOST_COMMITMENTS = 8
MOST_PURPOSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a user asked for: name and kind, the company's data, the moment, and where to write the map.

    Without a name the most telling map is wanted.
    """

    name: str | None
    kind: str | None
    company: Path | None
    now: str | None
    whole: bool
    mermaid: Path | None
    svg: Path | None


def show_impact(screen: Screen, place: str, wanted: Wanted) -> None:
    """Show whom it hits when what is named slips, stops or changes.

    Raises:
        Refused: the ledger cannot be used, or has nothing of this name.
    """
    kind = _kind_of_option(wanted.kind)
    if wanted.name is None and (kind is not None or wanted.whole):
        raise typer.BadParameter("With --kind or --all say which.", param_hint="'NAME'")
    is_mermaid_shown = wanted.mermaid == SHOWN
    if is_mermaid_shown and screen.as_json:
        raise typer.BadParameter("With --json name a file.", param_hint="'--mermaid'")
    company = None
    if wanted.company is not None:
        company = open_company(screen, wanted.company, now=None, judge_rules=False).snapshot
    found = _mapped(screen, place, wanted, kind, company)
    words = Words.of(found, company)
    for file, written in ((wanted.mermaid, mermaid_text), (wanted.svg, svg_file)):
        if file is not None and file != SHOWN:
            _write(file, written(found, words))
    screen.document(write_json(document(found, words.currency or None)))
    if is_mermaid_shown:
        typer.echo(mermaid_text(found, words), nl=False)
        return
    screen.show(*sentences(found, words), "")
    if found.impact.hits:
        _show_parties(screen, found, words)
        _show_customers(screen, found, words)
        _show_first(screen, found, words)
        _show_people(screen, found, words)


def _kind_of_option(text: str | None) -> Kind | None:
    if text is None:
        return None
    try:
        return Kind(text)
    except ValueError:
        known = ", ".join(Kind)
        raise typer.BadParameter(f"Expected one of {known}.", param_hint="'--kind'") from None


def _mapped(screen: Screen, place: str, wanted: Wanted, kind: Kind | None, company: Snapshot | None) -> ImpactMap:
    with opened(place) as books, long_work(screen) as tell:
        tell("Reading the facts", 0)
        facts = open_fact_table(books, place)
        facts.catch_up()
        tell("Following what waits for what", 0.5)
        now = newest_moment(books.ledger, wanted.now)
        try:
            if wanted.name is None:
                return _most_telling(facts, books.ledger, now, company)
            return map_impact(
                table=facts,
                ledger=books.ledger,
                read=agreement_of_text,
                name=wanted.name,
                now=now,
                kind=kind,
                whole=wanted.whole,
                company=company,
            )
        except (NothingOfThisName, SeveralOfThisName, PersonsAreNoStart) as refusal:
            raise Refused(str(refusal)) from refusal


def _most_telling(facts: FactTable, ledger: Ledger, now: datetime, company: Snapshot | None) -> ImpactMap:
    agreements = agreements_in_force(ledger=ledger, read=agreement_of_text, now=now)
    found = most_telling(table=facts, agreements=agreements, now=now, company=company)
    if found is None:
        raise Refused("No order that is open waits for anything. Name what to begin with, and with --all all counts.")
    return found


def _write(file: Path, text: str) -> None:
    if file.is_file() and is_database(file):
        raise Refused(f"{file} is a database, perhaps a ledger, and is not written over: name another file.")
    replace_file(file, text.encode())


def _show_parties(screen: Screen, found: ImpactMap, words: Words) -> None:
    counts = ("Begins", "Waits", "Orders")
    times = () if found.is_whole else ("Has to begin",)
    rows = table("Party", *counts, "What", *times, right=counts)
    parties = found.impact.parties
    for one in parties[:MOST_PARTIES]:
        kinds = [f"{name} {count}" for name, count in one.purposes[:MOST_PURPOSES]]
        more = [f"{len(one.purposes) - MOST_PURPOSES} more kinds"] if len(one.purposes) > MOST_PURPOSES else []
        when = () if found.is_whole else (_when(one.react, words),)
        numbers = (str(one.begins or "-"), str(one.waits or "-"), str(one.orders))
        rows.add_row(one.party, *numbers, ", ".join([*kinds, *more]), *when)
    screen.show(rows, *_more(len(parties) - MOST_PARTIES, "more party", "more parties"), "")


def _show_customers(screen: Screen, found: ImpactMap, words: Words) -> None:
    customers = found.impact.customers
    if not customers:
        return
    rows = table("Customer", "Tier", "Orders", "Value", "Expects the first", right=("Orders", "Value"))
    for one in customers[:MOST_CUSTOMERS]:
        cells = (str(one.orders), words.money(one.value), words.moment(one.expected))
        rows.add_row(words.customer(one.customer), one.tier or "-", *cells)
    screen.show(rows, *_more(len(customers) - MOST_CUSTOMERS, "more customer"), "")


def _show_first(screen: Screen, found: ImpactMap, words: Words) -> None:
    """Show which commitments have to begin first of those that wait."""
    timed = [hit for hit in found.impact.waits if hit.react is not None and hit.node.is_open]
    if not timed:
        return
    rows = table("Waits", "Party", "Customer", "Has to begin")
    for hit in sorted(timed, key=_soonest)[:MOST_COMMITMENTS]:
        node = hit.node
        rows.add_row(node.commitment, node.performer, words.customer(node.customer), _when(hit.react, words))
    screen.show(rows, *_more(len(timed) - MOST_COMMITMENTS, "more commitment"), "")


def _when(at: int | None, words: Words) -> str:
    return "-" if at is None else f"{words.moment(at)}, {words.left(at)}"


def _soonest(hit: Hit) -> tuple[int, str]:
    return hit.react or 0, hit.node.commitment


def _show_people(screen: Screen, found: ImpactMap, words: Words) -> None:
    if found.deciders:
        rows = table("Decision", "Party", "Role", "Asked before", "Told after")
        for one in found.deciders:
            name = one.decision.value.replace("_", " ")
            rows.add_row(name, one.party, one.role or "-", one.consulted or "-", one.informed or "-")
        screen.show(rows, "")
    if found.contacts:
        rows = table("Reach", "Through", "At", "Spoke last")
        for contact in found.contacts:
            party = Text.assemble(contact.party, (f" {contact.role}" if contact.role else "", "dim"))
            rows.add_row(party, contact.channel or "-", contact.hours or "-", _spoke(contact, words))
        screen.show(rows, "")
    times = "" if found.is_whole else f" Times are in {words.zone_note}, counted from {words.moment(_now(found))}."
    screen.show(f"Value is what the promises to customers say, and no loss; persons are named only to be asked.{times}")


def _now(found: ImpactMap) -> int:
    return int(found.now.timestamp())


def _spoke(contact: Contact, words: Words) -> str:
    if not contact.person or contact.spoke_at is None:
        return "-"
    return f"{contact.person}, {words.moment(int(contact.spoke_at.timestamp()))}"


def _more(count: int, one: str, many: str = "") -> list[str]:
    return [f"and {plural(count, one, many)}; --json has all."] if count > 0 else []
