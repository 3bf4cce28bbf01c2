"""Quantities must be in the unit of their product."""

from collections.abc import Iterator
from typing import Any

from unisono.domain.findings import Finding, Severity
from unisono.services.checking.draft import Draft, Table


def check_units(draft: Draft) -> Iterator[Finding]:
    """Yield rows whose own column `unit` is not the product's unit."""
    unit_of = {product.id: product.unit for product in draft.products.rows}
    counted: tuple[Table[Any], ...] = (draft.orders, draft.stock, draft.sales, draft.frameworks)
    for table in counted:
        for index, (row, unit) in enumerate(zip(table.rows, table.units, strict=False)):
            expected = unit_of.get(row.product)
            if unit and expected is not None and unit != expected:
                yield Finding(
                    code="unit-mismatch",
                    severity=Severity.ERROR,
                    source=table.source(index, "unit"),
                    message=f"The quantity is in {unit}, but '{row.product}' is counted in {expected}.",
                    value=unit,
                    expected=expected,
                    remedy=f"Give the quantity in {expected}.",
                )
