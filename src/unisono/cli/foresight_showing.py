"""What was learned of the past of a ledger, and how good foresight was, for people and for programs."""

from datetime import UTC, datetime

from rich.text import Text

from unisono.analytics.foresight.judging import COVERAGE, Judgement, NothingToJudge, Warned
from unisono.analytics.foresight.learning import NothingToLearnFrom, Params
from unisono.analytics.foresight.model import Model, Way
from unisono.bootstrap import open_fact_table, open_models
from unisono.cli.endings import Refused
from unisono.cli.ledgers import long_work, opened
from unisono.cli.screen import Screen, facts, table
from unisono.services.foreseeing import evaluate, train
from unisono.storage.outputs.json_text import Plain, write_json

PLACES = 3


def train_and_show(screen: Screen, place: str) -> None:
    """Learn from a ledger, keep what was learned and say what it was learned from.

    Raises:
        Refused: the ledger cannot be used, or too little has ended.
    """
    with opened(place) as books, long_work(screen) as tell:
        try:
            store = open_models(place)
            tell("Reading the facts", 0)
            found = open_fact_table(books, place)
            found.catch_up()
            tell("Learning from what has ended", 0.2)
            model = train(table=found)
            tell("Keeping what was learned", 0.9)
            store.keep(model)
        except NothingToLearnFrom as refusal:
            raise Refused(str(refusal)) from refusal
    screen.document(write_json(plain_model(model)))
    screen.show(
        facts(
            ("Learned from", f"{model.tracks:,} commitments and cases that have ended, at {model.moments:,} moments"),
            ("Way", _way(model)),
            ("Calibrated on", f"{model.calibrated_on:,} {_calibrated_on(model)}"),
            ("Told from", "the time that performers say" if model.is_slip else "now, as promises tell less"),
            ("Up to", _day(model.until)),
        )
    )
    screen.show("How good that is shows `unisono foresight evaluate`.")


def judge_and_show(screen: Screen, place: str) -> None:
    """Show how good foresight was.

    Raises:
        Refused: the ledger cannot be used, or too little has ended.
    """
    with opened(place) as books, long_work(screen) as tell:
        try:
            tell("Reading the facts", 0)
            found = open_fact_table(books, place)
            found.catch_up()
            tell("Learning from the first four fifths, asking about the last", 0.2)
            judgement = evaluate(table=found)
        except (NothingToLearnFrom, NothingToJudge) as refusal:
            raise Refused(str(refusal)) from refusal
    screen.document(write_json(plain_judgement(judgement)))
    _show_errors(screen, judgement)
    _show_warnings(screen, judgement)


def _way(model: Model) -> str:
    if model.way is Way.BOOSTING:
        return model.way.value
    return f"{model.way.value}, as for gradient boosting about {Params().fewest_trees} must have ended"


def _calibrated_on(model: Model) -> str:
    return "of those that were opened last" if model.way is Way.BOOSTING else "of all of them"


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _show_errors(screen: Screen, found: Judgement) -> None:
    model, errors = found.model, found.errors
    chosen = "ended" if found.by_end else "were opened"
    screen.show(
        f"Standing at {_day(found.at)}: learned from {model.tracks:,} commitments and cases that had ended by then, "
        f"calibrated on {model.calibrated_on:,} later ones; asked about the {found.tracks:,} that {chosen} last, at "
        f"{found.moments:,} of their steps.",
        "",
    )
    rows = table("What foresaw it", "Error, days", right=("Error, days",))
    rows.add_row(_way(model), f"{errors.mae:,.2f}", style="bold")
    rows.add_row("the mean after as many steps", f"{errors.prefix_mean:,.2f}")
    rows.add_row("the median of all", f"{errors.median:,.2f}")
    if errors.promised is not None and errors.mae_promised is not None:
        rows.add_row("the time that was said last, where one was", f"{errors.promised:,.2f}")
        rows.add_row(f"  {model.way.value} at the same moments", f"{errors.mae_promised:,.2f}")
    screen.show(rows, "")
    screen.show(
        f"The interval of {COVERAGE:.0%} held {found.coverage:.1%} of what came; on average it was {found.width:,.1f} "
        f"days wide. {_verdict(found)}"
    )


def _verdict(found: Judgement) -> str:
    errors = found.errors
    best = min(errors.prefix_mean, errors.median)
    if errors.mae < best:
        return f"Foresight errs by {1 - errors.mae / best:.0%} less than the better of the two simple rules."
    return "Foresight errs no less than a simple rule here: trust its interval, not its middle."


def _show_warnings(screen: Screen, found: Judgement) -> None:
    if not found.warnings:
        return
    columns = ("Days before", "Open then", "Late", "Warned of", "Right of these", "Of the late")
    rows = table(*columns, right=columns)
    for one in found.warnings:
        rows.add_row(
            str(one.lead), f"{one.n:,}", f"{one.late:,}", f"{one.warned:,}", _share(one.precision), _share(one.recall)
        )
    screen.show("", Text("Warnings of lateness, where it is as likely as not", style="bold"), rows)


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def plain_model(model: Model) -> Plain:
    """Return what a model was learned from, for programs."""
    return {
        "way": model.way.value,
        "tracks": model.tracks,
        "moments": model.moments,
        "calibrated_on": model.calibrated_on,
        "from_promises": model.is_slip,
        "until": datetime.fromtimestamp(model.until, UTC).isoformat().replace("+00:00", "Z"),
    }


def plain_judgement(found: Judgement) -> dict[str, Plain]:
    """Return how good foresight was, for programs: errors and widths in days, shares between 0 and 1."""
    errors = found.errors
    return {
        "mae_days": round(errors.mae, PLACES),
        "coverage": round(found.coverage, PLACES),
        "prefix_mean_days": round(errors.prefix_mean, PLACES),
        "median_days": round(errors.median, PLACES),
        "promised_days": _rounded(errors.promised),
        "mae_days_where_promised": _rounded(errors.mae_promised),
        "interval_days": round(found.width, PLACES),
        "n": found.moments,
        "tracks": found.tracks,
        "tested": "ended last" if found.by_end else "opened last",
        "model": plain_model(found.model),
        "warnings": [_plain_warned(one) for one in found.warnings],
    }


def _plain_warned(one: Warned) -> Plain:
    return {
        "lead_days": one.lead,
        "n": one.n,
        "late": one.late,
        "warned": one.warned,
        "precision": _rounded(one.precision),
        "recall": _rounded(one.recall),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, PLACES)
