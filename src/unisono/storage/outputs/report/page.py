"""The report of a run: what was decided, and after it what the facts tell where a ledger was named."""

from decimal import Decimal
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from unisono.domain.agenda import PricedOption, RowKind
from unisono.services.reviewing import FactsReview
from unisono.services.runs import Run
from unisono.storage.outputs.report.customers import customers_section
from unisono.storage.outputs.report.facts_page import PLACES as FACTS_PLACES
from unisono.storage.outputs.report.facts_page import facts_sections
from unisono.storage.outputs.report.figures import number, plural, quantity, sentence_of, share
from unisono.storage.outputs.report.first_screen import best_option, first_screen
from unisono.storage.outputs.report.gantt import gantt_section
from unisono.storage.outputs.report.promises import promises_section
from unisono.storage.outputs.report.slots import slots_section
from unisono.storage.outputs.report.stocks import stocks_section
from unisono.storage.outputs.report.templating import Places, frame, templates
from unisono.storage.outputs.report.times import length
from unisono.storage.outputs.report.ways import ways_section
from unisono.storage.outputs.report.words import Words, words_of

ROW_KINDS = {
    RowKind.UNCOVERED: "not covered",
    RowKind.LATE: "late",
    RowKind.UNMADE_FIRM: "firm and not made",
    RowKind.APPEAL: "appeal against a rule",
}
PLACES: Final[Places] = (
    ("worth", "Worth"),
    ("ways", "Four ways"),
    ("plan", "Plan"),
    ("customers", "Customers"),
    ("promises", "Promises"),
    ("slots", "Slots"),
    ("stock", "Stock"),
    ("agenda", "Agenda"),
    ("findings", "Findings"),
    ("made", "How it was made"),
)
_NAMED = 3


def report_page(run: Run, review: FactsReview | None = None) -> str:
    """Return the report of a run as one HTML page without any outside reference.

    Args:
        run: what the run found out.
        review: what the facts of a ledger tell; it stands after the plan.
    """
    words = words_of(run)
    stocks = stocks_section(run, words)
    places = tuple(place for place in PLACES if stocks or place[0] != "stock")
    return (
        _environment(words)
        .get_template("report.html.j2")
        .render(
            run=run,
            company=run.snapshot.company,
            agenda=run.agenda,
            now=run.now,
            seconds=number(Decimal(str(round(run.seconds, 3))), 1),
            first=first_screen(run, words),
            ways=ways_section(run, words),
            gantt=gantt_section(run, words),
            customers=customers_section(run, words),
            promises=promises_section(run, words),
            slots=slots_section(run, words),
            stocks=stocks,
            row_kinds=ROW_KINDS,
            facts=Markup() if review is None else facts_sections(review),
            **frame(
                navs=(("The plan", places), *((("The facts", FACTS_PLACES),) if review is not None else ())),
                ambition=run.snapshot.company.ambition,
                script="report.js",
            ),
        )
    )


def _environment(words: Words) -> Environment:
    environment = templates()
    environment.globals.update(
        words=words,
        money=words.money,
        times=words.times,
        quantity=quantity,
        number=number,
        share=share,
        plural=plural,
        best_option=best_option,
        lateness=lateness,
        touched=lambda option: touched(option, words),
    )
    return environment


def touched(option: PricedOption, words: Words) -> str:
    """Return whom an option touches and how, in words: `Baltic Cranes (gold) 1.5 days later`."""
    if not option.touches:
        return "Nobody else moves."
    told = []
    for item in option.touches[:_NAMED]:
        who = f"{words.customer(item.customer)} ({item.tier})" if item.tier else words.customer(item.customer)
        if item.days:
            told.append(f"{who} {length(abs(item.days))} {'later' if item.days > 0 else 'earlier'}")
        else:
            told.append(f"{who} {item.fate}".strip())
    more = len(option.touches) - _NAMED
    return sentence_of([*told, plural(more, "other")] if more > 0 else told) + "."


def lateness(option: PricedOption) -> str:
    """Return how an option changes the lateness of all orders together, in words, or nothing where it does not."""
    days = option.late_days_change
    if not days:
        return ""
    return f"{length(abs(days))} {'more' if days > 0 else 'less'} late in all"
