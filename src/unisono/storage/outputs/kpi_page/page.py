"""The page itself: the cards and the story put together to one file that needs nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from unisono.services.measuring import Survey
from unisono.storage.outputs.kpi_page.cards import otif_bars, sections_of
from unisono.storage.outputs.kpi_page.weeks import weeks_of
from unisono.storage.outputs.report.figures import number


def kpi_page(
    *,
    surveys: Sequence[Survey],
    happenings: Iterable[Mapping[str, Any]],
    warnings: Iterable[Mapping[str, Any]],
    title: str,
    facts: int,
) -> str:
    """Return the page of facts and KPIs as one HTML page without any outside reference.

    Args:
        surveys: every KPI, as `services.measuring.survey` returns it.
        happenings: rows of `unisono.analytics.happenings`, by position.
        warnings: rows of `unisono.analytics.happenings.warnings`.
        title: name of the ledger.
        facts: how many facts it holds.
    """
    environment = Environment(
        loader=PackageLoader("unisono.storage.outputs.kpi_page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    by_id = {survey.figure.kpi.id: survey.figure for survey in surveys}
    weeks, earlier = weeks_of(surveys, happenings, warnings)
    return environment.get_template("kpis.html.j2").render(
        title=title,
        facts=number(facts),
        version=version("unisono"),
        style=Markup(_style()),  # noqa: S704 - our own files
        bars=otif_bars(surveys),
        kept=by_id["promise_kept_last"],
        weeks=weeks,
        earlier=earlier,
        sections=sections_of(surveys),
        clock=_clock,
        number=number,
    )


def _clock(at: datetime) -> str:
    return f"{at:%a %H:%M}"


def _style() -> str:
    report = files("unisono.storage.outputs.report").joinpath("templates")
    own = files("unisono.storage.outputs.kpi_page").joinpath("templates", "kpis.css")
    return "".join(
        (report.joinpath("tokens.css").read_text("utf-8"), report.joinpath("report.css").read_text("utf-8"))
    ) + own.read_text("utf-8")
