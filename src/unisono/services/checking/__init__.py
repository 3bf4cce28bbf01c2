"""What must hold between the files of a company's data, as pure functions from a draft to findings."""

from collections.abc import Iterator

from unisono.domain.findings import Finding
from unisono.services.checking.calendars import check_calendars
from unisono.services.checking.customers import check_customers
from unisono.services.checking.draft import Draft, Table
from unisono.services.checking.forecasts import check_forecast
from unisono.services.checking.formulas import check_formulas
from unisono.services.checking.frameworks import check_frameworks
from unisono.services.checking.heads import check_heads
from unisono.services.checking.lines import check_changeovers, check_lines, check_products, check_rates
from unisono.services.checking.orders import check_orders
from unisono.services.checking.parties import check_parties
from unisono.services.checking.references import repeated_rows, unknown_names
from unisono.services.checking.rules import check_rule_forms, check_rule_use, rule_sources
from unisono.services.checking.slots import check_slots
from unisono.services.checking.stock import check_history, check_stock
from unisono.services.checking.units import check_units

__all__ = ["CHECKS", "Draft", "Table", "check_draft", "check_rule_use", "rule_sources"]

CHECKS = (
    check_heads,
    repeated_rows,
    unknown_names,
    check_parties,
    check_customers,
    check_products,
    check_lines,
    check_calendars,
    check_rates,
    check_changeovers,
    check_orders,
    check_stock,
    check_frameworks,
    check_slots,
    check_history,
    check_forecast,
    check_units,
    check_formulas,
    check_rule_forms,
)


def check_draft(draft: Draft) -> Iterator[Finding]:
    """Yield everything that is wrong between the rows of a company's data.

    Args:
        draft: the data as read; rows that could not be read are left out of it.
    """
    for check in CHECKS:
        yield from check(draft)
