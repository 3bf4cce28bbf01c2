"""`unisono forecast`: what each tier is expected to want, and how far the entered forecast is off."""

from decimal import Decimal
from pathlib import Path

from rich.table import Table
from rich.text import Text

from unisono.cli.company import Opened, open_company
from unisono.cli.findings import findings_plain, show_findings, tell_in_short
from unisono.cli.screen import Screen, table
from unisono.engines.forecasting.bias import Bias
from unisono.services.forecasting import Demand, Outlook, look_ahead
from unisono.services.segmenting import segment_customers
from unisono.services.slots.earning import earning_of
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.biases import bias_sentence, compared_sentence
from unisono.storage.outputs.report.figures import number, share

AMOUNTS = ("Next week", "±", "Naive ±", "Weeks", "Sales says", "Off by")
DIGITS = 3


def forecast_company(screen: Screen, path: Path, *, now: str | None) -> None:
    """Show what is expected of each family and tier next week, how it was found, and how Sales' own forecast did."""
    opened = open_company(screen, path, now=now)
    tell_in_short(screen, opened.findings, path)
    segmentation = segment_customers(snapshot=opened.snapshot, now=opened.now)
    earning = earning_of(opened.snapshot, segmentation, now=opened.now)
    outlook = look_ahead(snapshot=opened.snapshot, now=opened.now, tiers=segmentation.tiers, hours=earning.work)
    if outlook.demands:
        screen.show(_demands(outlook))
    for tier, bias in outlook.biases.items():
        screen.show("", Text(bias_sentence(outlook, tier), style="bold"), compared_sentence(bias))
    if outlook.demands and not outlook.biases:
        screen.show("", "Sales has entered no forecast for weeks that are known; forecast.csv takes it.")
    show_findings(screen, outlook.findings)
    screen.document(forecast_document(opened, outlook))


def _demands(outlook: Outlook) -> Table:
    rows = table("Family", "Tier", "From", *AMOUNTS, right=AMOUNTS)
    for demand in outlook.demands:
        week, forecast = demand.weeks[0], demand.forecast
        rows.add_row(
            demand.family,
            demand.tier.value,
            forecast.method.value,
            f"{_number(week.computed)} {demand.unit}",
            _number(forecast.sd),
            "" if forecast.naive_error is None else _number(forecast.naive_error),
            str(forecast.weeks),
            "" if week.entered is None else f"{_number(week.entered)} {demand.unit}",
            "" if demand.bias is None or demand.bias.share is None else share(Decimal(f"{demand.bias.share:.2f}")),
        )
    return rows


def _number(value: float) -> str:
    return number(Decimal(value), 1)


def forecast_document(opened: Opened, outlook: Outlook) -> str:
    """Return all of the outlook for programs."""
    return write_json(
        {
            "format": "unisono-forecast/1",
            "company": opened.snapshot.company.name,
            "now": to_plain(opened.now),
            "outlook": outlook_plain(outlook),
            "findings": findings_plain((*opened.findings, *outlook.findings)),
        }
    )


def outlook_plain(outlook: Outlook) -> Plain:
    """Return an outlook as what JSON knows; quantities in units, biases of tiers in hours of work."""
    return {
        "first_monday": to_plain(outlook.first_monday),
        "demands": [_demand(demand) for demand in outlook.demands],
        "biases": {tier.value: _bias(bias) for tier, bias in outlook.biases.items()},
        "corrections": {tier.value: _rounded(factor) for tier, factor in outlook.corrections.items()},
    }


def _demand(demand: Demand) -> Plain:
    forecast = demand.forecast
    return {
        "family": demand.family,
        "tier": demand.tier.value,
        "unit": demand.unit,
        "method": forecast.method.value,
        "says": forecast.says,
        "weeks_known": forecast.weeks,
        "errors": {method.value: _rounded(error) for method, error in forecast.errors.items()},
        "weeks": [
            {
                "monday": to_plain(week.monday),
                "computed": _rounded(week.computed),
                "entered": None if week.entered is None else _rounded(week.entered),
                "used": _rounded(week.used),
                "sd": _rounded(week.sd),
            }
            for week in demand.weeks
        ],
        "sold": [_rounded(week) for week in demand.sold],
        "bias": None if demand.bias is None else _bias(demand.bias),
    }


def _bias(bias: Bias) -> Plain:
    plain = to_plain(bias)
    figures = plain if isinstance(plain, dict) else {}
    whole: dict[str, Plain] = {**figures, "share": bias.share}
    return {name: _rounded(value) if isinstance(value, float) else value for name, value in whole.items()}


def _rounded(value: float) -> float:
    return round(value, DIGITS)
