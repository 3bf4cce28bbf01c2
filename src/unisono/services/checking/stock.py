"""What must hold of stock and of the company's history."""

from collections.abc import Iterator

from unisono.domain.cells import instant_text
from unisono.domain.company import StockKind
from unisono.domain.findings import Finding
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft


def check_stock(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with stock: whose it is, and whether it can still be used."""
    table = draft.stock
    for index, stock in table:
        if stock.kind is StockKind.OWN and stock.owner:
            yield warning(
                table,
                index,
                "owner",
                "own-stock-with-owner",
                f"Own stock serves any customer, yet it is kept for '{stock.owner}'.",
                expected="empty, or the kind consignment or call_off",
                remedy="Empty the owner, or correct the kind.",
            )
        elif stock.kind is not StockKind.OWN and not stock.owner:
            yield complaint(
                table,
                index,
                "owner",
                "stock-without-owner",
                f"Stock of the kind {stock.kind} is for one customer, but none is named.",
                expected="a customer",
                remedy="Name the customer, or make it own stock.",
            )
        if stock.kind is not StockKind.CONSIGNMENT and stock.take_back_on is not None:
            yield warning(
                table,
                index,
                "take_back_on",
                "take-back-without-consignment",
                f"Stock of the kind {stock.kind} lies with us, so nobody takes it back.",
                expected="empty, or the kind consignment",
                remedy="Empty the date, or correct the kind.",
            )
        if draft.as_of is not None and stock.valid_until is not None and stock.valid_until <= draft.as_of:
            yield warning(
                table,
                index,
                "valid_until",
                "expired-stock",
                f"{stock.quantity} of '{stock.product}' could be used until {table.text(index, 'valid_until')} only.",
                expected=f"a time after as_of, {instant_text(draft.as_of, draft.zone)}",
                remedy="Delete the row, or correct the date.",
            )


def check_history(draft: Draft) -> Iterator[Finding]:
    """Yield sales and services that are dated after the moment the data speak of."""
    if draft.as_of is None:
        return
    today = draft.as_of.astimezone(draft.zone).date()
    for table, what in ((draft.sales, "sale"), (draft.services, "service")):
        for index, row in table:
            if row.date > today:
                yield warning(
                    table,
                    index,
                    "date",
                    "history-in-the-future",
                    f"This {what} is dated {row.date}, after the moment the data speak of.",
                    expected=f"a day up to {today}",
                    remedy="Correct the date, or as_of.",
                )
