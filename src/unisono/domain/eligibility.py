"""Which line can make which product, and how fast."""

from collections import defaultdict
from collections.abc import Iterable

from unisono.domain.company import Product, Rate


def rates_by_product(products: Iterable[Product], rates: Iterable[Rate]) -> dict[str, tuple[Rate, ...]]:
    """Return for each product that can be made one rate a line; a product's own row wins over its family's.

    Args:
        products: all products.
        rates: rows of `rates.csv`; of two rows for the same line and family the first counts.
    """
    rates = tuple(rates)
    families: dict[str, list[Product]] = defaultdict(list)
    for product in products:
        families[product.family].append(product)
    chosen: dict[str, dict[str, Rate]] = defaultdict(dict)
    for rate in rates:
        if rate.product:
            chosen[rate.product].setdefault(rate.line, rate)
    for rate in rates:
        for product in families.get(rate.family, ()) if rate.family and not rate.product else ():
            chosen[product.id].setdefault(rate.line, rate)
    return {product: tuple(by_line.values()) for product, by_line in chosen.items()}
