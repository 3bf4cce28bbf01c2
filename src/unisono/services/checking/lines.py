"""What lines can make, and the changeovers between it."""

from collections import Counter
from collections.abc import Iterator, Mapping

from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.complaints import complaint, warning
from unisono.services.checking.draft import Draft

MOST_PAIRS = 1_000_000


def check_rates(draft: Draft) -> Iterator[Finding]:
    """Yield rates that are for no product or family, or for both."""
    for index, rate in draft.rates:
        if bool(rate.product) == bool(rate.family):
            both = bool(rate.product)
            yield complaint(
                draft.rates,
                index,
                "family" if both else "product",
                "rate-needs-one",
                "The rate is for a product and for a family." if both else "The rate is for no product and no family.",
                expected="a product or a family, one of the two",
                remedy="Empty one of the two cells." if both else "Fill one of the two cells.",
            )


def check_lines(draft: Draft) -> Iterator[Finding]:
    """Yield lines that make nothing, and overtime without a price."""
    with_rate = {rate.line for rate in draft.rates.rows} | draft.rates.broken_values("line")
    rates_are_known = draft.rates.complete and bool(draft.rates.rows)
    for index, line in draft.lines:
        if rates_are_known and line.id not in with_rate:
            yield warning(
                draft.lines,
                index,
                "id",
                "line-makes-nothing",
                f"Line '{line.id}' has no rate, so it makes nothing.",
                expected=f"a row with line '{line.id}' in {draft.rates.file}",
                remedy="Add its rates, or delete the line.",
            )
        if line.overtime_hours_per_week and line.overtime_premium_per_hour is None:
            yield warning(
                draft.lines,
                index,
                "overtime_premium_per_hour",
                "overtime-without-price",
                f"Line '{line.id}' may work overtime, but an hour of it has no price, so none is planned.",
                expected="what an hour of overtime costs beyond a regular one",
                remedy="Give the premium (0 if there is none), or empty overtime_hours_per_week.",
            )


def check_products(draft: Draft) -> Iterator[Finding]:
    """Yield products that no line can make: a mistake where somebody ordered one, else a hint."""
    rates = draft.rates
    if not rates.complete or not rates.rows:
        return
    made = {rate.product or rate.family for rate in rates.rows}
    made |= rates.broken_values("product") | rates.broken_values("family")
    asked = Counter(order.product for order in draft.orders.rows)
    for index, product in draft.products:
        if product.id in made or product.family in made:
            continue
        orders = asked[product.id]
        yield complaint(
            draft.products,
            index,
            "id",
            "product-without-line",
            f"No line can make '{product.id}'"
            + (f", but {orders} order line{'s ask' if orders > 1 else ' asks'} for it." if orders else "."),
            expected=f"a rate for it, or for its family '{product.family}', in {rates.file}",
            remedy="Add the rate of a line that makes it, or delete the product.",
            severity=Severity.ERROR if orders else Severity.WARNING,
        )


def check_changeovers(draft: Draft) -> Iterator[Finding]:
    """Yield pairs of families that a line can make without a row for the changeover, and rows that say nothing."""
    table = draft.changeovers
    for index, changeover in table:
        if changeover.from_family == changeover.to_family:
            yield warning(
                table,
                index,
                "to_family",
                "changeover-to-itself",
                f"Products of one family need no changeover, so this row for '{changeover.to_family}' does not count.",
                remedy="Delete it; if a change is needed, make two families.",
            )
    if not (table.complete and draft.rates.complete and draft.products.complete):
        return
    known = {(row.line, row.from_family, row.to_family) for row in table.rows}
    known |= {(row.get("line", ""), row.get("from_family", ""), row.get("to_family", "")) for row in table.broken}
    made = _families_by_line(draft)
    pairs = sum(len(families) ** 2 for families in made.values())
    if pairs > MOST_PAIRS:
        yield _too_many_pairs(draft, pairs)
        return
    for line, before, after in _pairs(draft, made):
        if (line, before, after) not in known:
            yield Finding(
                code="missing-changeover",
                severity=Severity.ERROR,
                source=Source(file=table.file, column="from_family"),
                message=f"Line '{line}' can make '{before}' and '{after}', but no row says what the change takes.",
                value=f"{line}: {before} to {after}",
                expected=f"a row {line}, {before}, {after} with its minutes",
                remedy="Add the row; 0 minutes if nothing has to be done.",
            )


def _too_many_pairs(draft: Draft, pairs: int) -> Finding:
    return Finding(
        code="too-many-changeovers",
        severity=Severity.ERROR,
        source=Source(file=draft.rates.file, column="family"),
        message=f"The lines can make so many families that {pairs:,} changeovers would have to be known.",
        value=f"{pairs:,}",
        expected=f"at most {MOST_PAIRS:,} pairs of families on a line",
        remedy="Put products that need no change between them into one family.",
    )


def _families_by_line(draft: Draft) -> dict[str, set[str]]:
    families_of = {product.id: product.family for product in draft.products.rows}
    families = set(families_of.values())
    made: dict[str, set[str]] = {line.id: set() for line in draft.lines.rows}
    for rate in draft.rates.rows:
        family = rate.family or families_of.get(rate.product, "")
        if family in families and rate.line in made:
            made[rate.line].add(family)
    return made


def _pairs(draft: Draft, made: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    families = {product.family for product in draft.products.rows}
    for line in draft.lines.rows:
        initial = {line.initial_family} & families
        afters = sorted(made[line.id])
        for before in sorted(made[line.id] | initial):
            for after in afters:
                if before != after:
                    yield line.id, before, after
