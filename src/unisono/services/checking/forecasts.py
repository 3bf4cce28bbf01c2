"""What must hold of the forecast that Sales enters."""

from collections import defaultdict
from collections.abc import Iterator

from unisono.domain.findings import Finding
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft


def check_forecast(draft: Draft) -> Iterator[Finding]:
    """Yield forecasts that were made too late to be one, and families whose quantities cannot be added up."""
    yield from _made_late(draft)
    yield from _several_units(draft)


def _made_late(draft: Draft) -> Iterator[Finding]:
    table = draft.forecast
    today = None if draft.as_of is None else draft.as_of.astimezone(draft.zone).date()
    for index, row in table:
        if row.made_on is None:
            continue
        if today is not None and row.made_on > today:
            yield warning(
                table,
                index,
                "made_on",
                "history-in-the-future",
                f"This forecast was made on {row.made_on}, after the moment the data speak of.",
                expected=f"a day up to {today}",
                remedy="Correct the date, or as_of.",
            )
        elif row.made_on >= row.monday:
            yield warning(
                table,
                index,
                "made_on",
                "forecast-made-late",
                f"This forecast was made when its week had begun on {row.monday}, and does not count.",
                expected=f"a day before {row.monday}",
                remedy="Correct the date or the week, or delete the row.",
            )


def _several_units(draft: Draft) -> Iterator[Finding]:
    units: dict[str, set[str]] = defaultdict(set)
    for product in draft.products.rows:
        units[product.family].add(product.unit)
    told: set[str] = set()
    for index, row in draft.forecast:
        if len(units[row.family]) > 1 and row.family not in told:
            told.add(row.family)
            yield complaint(
                draft.forecast,
                index,
                "family",
                "forecast-of-several-units",
                f"The products of '{row.family}' are counted in {' and '.join(sorted(units[row.family]))}.",
                expected="a family whose products have one unit",
                remedy="Give the products one unit, or split the family.",
            )
