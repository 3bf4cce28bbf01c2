"""Texts that a spreadsheet would run: Unisono reads them as what they are, the next program may not."""

import re
from collections.abc import Iterator
from dataclasses import fields
from operator import attrgetter

from unisono.domain.company import TABLES
from unisono.domain.findings import Finding
from unisono.services.checking.complaints import warning
from unisono.services.checking.draft import Draft

FORMULA = re.compile(r"[=@]|[+-].*[(!|]", re.DOTALL)


def check_formulas(draft: Draft) -> Iterator[Finding]:
    """Yield texts that begin like a formula."""
    for name, row_type in TABLES.items():
        table = draft.table(name)
        for column in (item.name for item in fields(row_type) if item.type is str):
            texts = map(attrgetter(column), table.rows)
            for index, text in enumerate(texts):
                if text[:1] in "=@+-" and FORMULA.match(text):
                    yield warning(
                        table,
                        index,
                        column,
                        "formula-text",
                        "This text begins like a formula: a spreadsheet that opens the file would run it.",
                        expected="a name without = + - or @ before it",
                        remedy="Look where it comes from. Unisono runs nothing, and puts an apostrophe before it.",
                    )
