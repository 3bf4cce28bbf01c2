"""What the facts tell, as sections of a page, and the page that holds nothing else."""

from datetime import datetime
from typing import Final

from markupsafe import Markup

from unisono.services.reviewing import FactsReview
from unisono.storage.outputs.report.causes import causes_section
from unisono.storage.outputs.report.figures import number
from unisono.storage.outputs.report.frictions import friction_section
from unisono.storage.outputs.report.impacts import impact_section
from unisono.storage.outputs.report.kpi_cards import otif_bars, sections_of
from unisono.storage.outputs.report.opening import opening_section
from unisono.storage.outputs.report.shares import shares_section
from unisono.storage.outputs.report.templating import Places, frame, templates
from unisono.storage.outputs.report.warnings import warnings_section
from unisono.storage.outputs.report.weeks import weeks_of

PLACES: Final[Places] = (
    ("facts", "In short"),
    ("warnings", "Warnings"),
    ("causes", "Causes"),
    ("shares", "Shares"),
    ("friction", "Friction"),
    ("impact", "Impact"),
    ("truths", "On time in full"),
    ("weeks", "Weeks"),
    ("kpis", "KPIs"),
)
NOTHING_OPEN: Final = "Nothing is open for which an order waits, so nothing that slips would hit anybody."
TOO_LITTLE: Final = "Too little has ended yet to say when anything will."


def facts_page(review: FactsReview) -> str:
    """Return the page of what the facts of a ledger tell as one HTML page without any outside reference."""
    company = None if review.snapshot is None else review.snapshot.company
    return (
        templates()
        .get_template("facts_page.html.j2")
        .render(
            name=review.name if company is None else company.name,
            facts=facts_sections(review),
            **frame(navs=(("The facts", PLACES),), ambition="" if company is None else company.ambition),
        )
    )


def facts_sections(review: FactsReview) -> Markup:
    """Return the sections on what the facts of a ledger tell, in the order of `PLACES`, for any page of the report."""
    currency = None if review.snapshot is None else review.snapshot.company.currency
    sections = (
        opening_section(review),
        silent_section("warnings", "What will be late", TOO_LITTLE)
        if review.warned is None
        else warnings_section(review.warned, currency=currency),
        causes_section(review.causes, currency=currency),
        shares_section(
            review.late, opened=review.opened, positions=review.positions, has_due_times=review.causes.has_due_times
        ),
        friction_section(review.friction, currency=currency),
        silent_section("impact", "Whom it would hit", NOTHING_OPEN)
        if review.impact is None
        else impact_section(review.impact, company=review.snapshot),
        kpi_sections(review),
    )
    return Markup("".join(sections))  # noqa: S704 - made by our own templates


def silent_section(name: str, title: str, sentence: str) -> str:
    """Return a section that says why it has nothing to tell.

    Args:
        name: its id.
        title: its heading.
        sentence: why.
    """
    return templates().get_template("silent.html.j2").render(name=name, title=title, sentence=sentence)


def kpi_sections(review: FactsReview) -> str:
    """Return the sections on the KPIs: six ways of counting on time in full, week by week, and one card for each."""
    weeks, earlier = weeks_of(review.surveys, review.happened, review.delays)
    return (
        templates()
        .get_template("kpis.html.j2")
        .render(
            bars=otif_bars(review.surveys),
            weeks=weeks,
            earlier=earlier,
            sections=sections_of(review.surveys),
            clock=_clock,
            number=number,
        )
    )


def _clock(at: datetime) -> str:
    return f"{at:%a %H:%M}"
