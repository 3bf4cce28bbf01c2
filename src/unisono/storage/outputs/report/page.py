"""The page itself: templates, style and script put together to one file that needs nothing else."""

import base64
import hashlib
from decimal import Decimal
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from unisono.domain.agenda import PricedOption, RowKind
from unisono.services.runs import Run
from unisono.storage.outputs.report.customers import customers_section
from unisono.storage.outputs.report.figures import number, plural, quantity, sentence_of, share
from unisono.storage.outputs.report.first_screen import best_option, first_screen
from unisono.storage.outputs.report.gantt import gantt_section
from unisono.storage.outputs.report.promises import promises_section
from unisono.storage.outputs.report.slots import slots_section
from unisono.storage.outputs.report.stocks import stocks_section
from unisono.storage.outputs.report.times import length
from unisono.storage.outputs.report.ways import ways_section
from unisono.storage.outputs.report.words import Words, words_of

ROW_KINDS = {
    RowKind.UNCOVERED: "not covered",
    RowKind.LATE: "late",
    RowKind.UNMADE_FIRM: "firm and not made",
    RowKind.APPEAL: "appeal against a rule",
}
_NAMED = 3


def report_page(run: Run) -> str:
    """Return the report of a run as one HTML page without any outside reference."""
    words = words_of(run)
    script = _text("report.js").strip()
    return (
        _environment(words)
        .get_template("report.html.j2")
        .render(
            run=run,
            company=run.snapshot.company,
            agenda=run.agenda,
            now=run.now,
            seconds=number(Decimal(str(round(run.seconds, 3))), 1),
            version=version("unisono"),
            style=Markup(_text("tokens.css") + _text("report.css")),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            script_hash=_policy_hash(script),
            first=first_screen(run, words),
            ways=ways_section(run, words),
            gantt=gantt_section(run, words),
            customers=customers_section(run, words),
            promises=promises_section(run, words),
            slots=slots_section(run, words),
            stocks=stocks_section(run, words),
            row_kinds=ROW_KINDS,
        )
    )


def _environment(words: Words) -> Environment:
    environment = Environment(
        loader=PackageLoader("unisono.storage.outputs.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
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


def _text(name: str) -> str:
    return files("unisono.storage.outputs.report").joinpath("templates", name).read_text("utf-8")


def _policy_hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
