"""What must hold of each order line."""

from collections.abc import Iterator

from unisono.domain.cells import instant_text
from unisono.domain.company import Order, OrderStatus
from unisono.domain.findings import Finding
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft


def check_orders(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with order lines: promises, quantities, prices and dates."""
    variable_costs = {product.id: product.variable_cost for product in draft.products.rows}
    for index, order in draft.orders:
        yield from _promise(draft, index, order)
        yield from _dates(draft, index, order)
        if order.min_quantity is not None and order.min_quantity > order.quantity:
            yield complaint(
                draft.orders,
                index,
                "min_quantity",
                "minimum-above-quantity",
                f"The smallest part, {order.min_quantity}, is more than the whole, {order.quantity}.",
                expected=f"at most {order.quantity}",
                remedy="Correct one of the two quantities.",
            )
        cost = variable_costs.get(order.product)
        if cost is not None and order.net_price < cost:
            yield warning(
                draft.orders,
                index,
                "net_price",
                "price-below-cost",
                f"The price {order.net_price} is below the variable cost {cost}: every unit loses money.",
                expected=f"at least {cost}",
                remedy="Look whether the price is for one unit.",
            )


def _promise(draft: Draft, index: int, order: Order) -> Iterator[Finding]:
    table = draft.orders
    if order.promised is None:
        if order.status is OrderStatus.FIRM:
            yield complaint(
                table,
                index,
                "promised",
                "firm-without-promise",
                f"Order '{order.id}' is firm, but nobody promised a date.",
                expected="the date promised to the customer",
                remedy="Give the date, or make it an inquiry.",
            )
        return
    if order.earliest_start is not None and order.promised <= order.earliest_start:
        yield complaint(
            table,
            index,
            "promised",
            "promised-before-start",
            f"Order '{order.id}' is promised for {table.text(index, 'promised')}, but its work cannot begin before "
            f"{table.text(index, 'earliest_start')}.",
            expected=f"a time after {table.text(index, 'earliest_start')}",
            remedy="Correct the promise or the earliest start.",
        )
    if order.status is OrderStatus.INQUIRY:
        yield warning(
            table,
            index,
            "promised",
            "promised-inquiry",
            f"Order '{order.id}' is an inquiry, so its promised date does not count.",
            remedy="Make it firm, or empty the date.",
        )
    elif order.latest is not None and order.promised > order.latest:
        yield warning(
            table,
            index,
            "promised",
            "promised-after-latest",
            f"Order '{order.id}' is promised for {table.text(index, 'promised')}, after the customer's latest date "
            f"{table.text(index, 'latest')}.",
            remedy="Correct one of the two dates.",
        )


def _dates(draft: Draft, index: int, order: Order) -> Iterator[Finding]:
    table = draft.orders
    if order.latest is not None and order.latest < order.requested:
        yield complaint(
            table,
            index,
            "latest",
            "latest-before-requested",
            f"The latest date {table.text(index, 'latest')} is before the requested one, "
            f"{table.text(index, 'requested')}.",
            expected=f"{table.text(index, 'requested')} or later",
            remedy="Correct one of the two dates.",
        )
    elif order.earliest_start is not None and order.requested <= order.earliest_start:
        yield warning(
            table,
            index,
            "requested",
            "requested-before-start",
            f"Order '{order.id}' is wanted for {table.text(index, 'requested')}, but its work cannot begin before "
            f"{table.text(index, 'earliest_start')}.",
            remedy="It will be late: tell the customer, or correct one of the two.",
        )
    if order.requested < order.received:
        yield warning(
            table,
            index,
            "requested",
            "requested-before-received",
            f"Order '{order.id}' was received ({table.text(index, 'received')}) after the date it is wanted for, "
            f"{table.text(index, 'requested')}.",
            remedy="Look whether the two dates are swapped.",
        )
    else:
        yield from _against_horizon(draft, index, order)


def _against_horizon(draft: Draft, index: int, order: Order) -> Iterator[Finding]:
    if draft.as_of is None or draft.horizon_end is None or draft.horizon_end <= draft.as_of:
        return
    table = draft.orders
    if order.received > draft.as_of:
        yield warning(
            table,
            index,
            "received",
            "received-later",
            f"Order '{order.id}' was received after the moment the data speak of.",
            expected=f"at most as_of, {instant_text(draft.as_of, draft.zone)}",
            remedy="Correct the date, or as_of.",
        )
    wanted, column = order.requested, "requested"
    if order.status is OrderStatus.FIRM and order.promised is not None:
        wanted, column = order.promised, "promised"
    if wanted < draft.as_of:
        yield warning(
            table,
            index,
            column,
            "date-in-the-past",
            f"Order '{order.id}' is already late: it was due on {table.text(index, column)}.",
            expected=f"a date from as_of on, {instant_text(draft.as_of, draft.zone)}",
            remedy="Agree a new date with the customer, or delete it if it is delivered.",
        )
    elif wanted > draft.horizon_end:
        yield warning(
            table,
            index,
            column,
            "date-after-horizon",
            f"Order '{order.id}' is due on {table.text(index, column)}, after the planned time.",
            expected=f"a date up to {instant_text(draft.horizon_end, draft.zone, end_of_day=True)}",
            remedy="Look whether the year is right, or plan further ahead with horizon_end.",
        )
    if order.earliest_start is not None and order.earliest_start >= draft.horizon_end and wanted <= draft.horizon_end:
        yield warning(
            table,
            index,
            "earliest_start",
            "start-after-horizon",
            f"The work on order '{order.id}' cannot begin within the planned time.",
            expected=f"a time before {instant_text(draft.horizon_end, draft.zone)}",
            remedy="Correct it, or plan further ahead with horizon_end.",
        )
