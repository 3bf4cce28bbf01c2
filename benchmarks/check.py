"""How fast a large company's data are read and checked: 100,000 order lines by default.

`python -m benchmarks.check [--orders N] [--xlsx] [--spoilt]` writes such a company to a temporary folder, reads and
checks it in a fresh process, and prints the seconds and the largest memory of that process as one line of JSON.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import peak_mb
from unisono.domain.company import (
    CalendarWindow,
    Changeover,
    Company,
    Customer,
    Department,
    Line,
    Order,
    OrderStatus,
    Product,
    Rate,
    Sale,
    Snapshot,
    Weekday,
)
from unisono.domain.policy import Policy
from unisono.storage.reading.company import read_company
from unisono.storage.writing import folder_files, place_file, place_folder, workbook_bytes

AS_OF = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAYS = 180
LINES, FAMILIES, PRODUCTS_IN_FAMILY, CUSTOMERS = 12, 60, 25, 1_500


def large_company(orders: int, seed: int = 1) -> Snapshot:
    """Return a company with many order lines and half as many past invoice lines, without mistakes.

    Args:
        orders: how many order lines.
        seed: of everything that is drawn.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up data, no secrets
    families = [f"family {number:02}" for number in range(FAMILIES)]
    products = tuple(_product(draw, family, number) for family in families for number in range(PRODUCTS_IN_FAMILY))
    customers = tuple(Customer(id=f"C{number:05}", name=f"Customer {number}") for number in range(CUSTOMERS))
    lines = tuple(Line(id=f"L{number:02}", department="production", calendar="two-shift") for number in range(LINES))
    makes = {line.id: families[number % 4 :: 4] for number, line in enumerate(lines)}
    return Snapshot(
        company=Company(
            name="Large Works",
            currency="EUR",
            timezone="Europe/Warsaw",
            as_of=AS_OF,
            horizon_end=AS_OF + timedelta(days=DAYS),
            departments=(Department(id="production", name="Production", labour_rate_per_hour=Decimal(38)),),
        ),
        policy=Policy(),
        customers=customers,
        products=products,
        lines=lines,
        calendars=tuple(
            CalendarWindow(calendar="two-shift", weekday=day, start=clock(6), end=clock(22))
            for day in list(Weekday)[:5]
        ),
        rates=tuple(
            Rate(line=line, family=family, units_per_hour=Decimal(draw.randint(40, 400)) / 10)
            for line, made in makes.items()
            for family in made
        ),
        changeovers=tuple(
            Changeover(line=line, from_family=before, to_family=after, minutes=Decimal(draw.randint(5, 90)))
            for line, made in makes.items()
            for before in made
            for after in made
            if before != after
        ),
        orders=tuple(_order(draw, number, products, customers) for number in range(orders)),
        sales=tuple(_sale(draw, number, products, customers) for number in range(orders // 2)),
    )


def _product(draw: random.Random, family: str, number: int) -> Product:
    cost = Decimal(draw.randint(2_000, 90_000)) / 100
    return Product(id=f"{family}/{number:02}", family=family, unit="kg", variable_cost=cost, list_price=cost * 2)


def _order(draw: random.Random, number: int, products: tuple[Product, ...], customers: tuple[Customer, ...]) -> Order:
    product = draw.choice(products)
    firm = draw.random() < 0.4  # noqa: PLR2004 - two orders in five are firm
    received = AS_OF - timedelta(minutes=draw.randint(1, 60_000))
    requested = AS_OF.replace(hour=23) + timedelta(days=draw.randint(1, DAYS - 40))
    return Order(
        id=f"SO-{number:07}",
        customer=draw.choice(customers).id,
        product=product.id,
        quantity=Decimal(draw.randint(1, 5_000)) / 10,
        net_price=product.variable_cost * Decimal(draw.randint(105, 190)) / 100,
        received=received,
        requested=requested,
        latest=None if firm else requested + timedelta(days=draw.randint(1, 14)),
        status=OrderStatus.FIRM if firm else OrderStatus.INQUIRY,
        promised=requested if firm else None,
        ship_lead=Decimal(draw.choice((0, 12, 24, 48))),
    )


def _sale(draw: random.Random, number: int, products: tuple[Product, ...], customers: tuple[Customer, ...]) -> Sale:
    product, quantity = draw.choice(products), draw.randint(1, 500)
    return Sale(
        date=date(2025, 3, 1) + timedelta(days=draw.randint(0, 365)),
        invoice=f"F-{number // 3:07}",
        customer=draw.choice(customers).id,
        product=product.id,
        quantity=Decimal(quantity),
        net_amount=product.variable_cost * quantity * Decimal(draw.randint(105, 190)) / 100,
    )


def spoil(company: Snapshot) -> Snapshot:
    """Return the company with a mistake in every order line, to see that many findings cost no more than few.

    Args:
        company: the company.
    """
    return replace(
        company, orders=tuple(replace(order, customer=f"{order.customer}-{order.id}") for order in company.orders)
    )


def measure(path: Path) -> None:
    """Print what reading and checking a company's data takes in this process.

    Args:
        path: the folder or workbook.
    """
    started, busy = time.perf_counter(), time.process_time()
    reading = read_company(path)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - busy
    print(
        json.dumps(
            {
                "seconds": round(seconds, 2),
                "cpu_seconds": round(cpu_seconds, 2),
                "peak_mb": peak_mb(),
                "findings": len(reading.findings),
                "accepted": reading.snapshot is not None,
            }
        )
    )


def main(call_arguments: list[str] | None = None) -> int:
    """Write a large company, check it in a fresh process, and print what it took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--orders", type=int, default=100_000, help="order lines")
    arguments.add_argument("--xlsx", action="store_true", help="one workbook instead of CSV files")
    arguments.add_argument("--spoilt", action="store_true", help="with a mistake in every order line")
    arguments.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.read:
        measure(given.read)
        return 0
    company = large_company(given.orders)
    company = spoil(company) if given.spoilt else company
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("company.xlsx" if given.xlsx else "company")
        if given.xlsx:
            place_file(path, workbook_bytes(company))
        else:
            place_folder(path, folder_files(company))
        call = [sys.executable, "-m", "benchmarks.check", "--read", str(path)]
        result = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    print(json.dumps({"benchmark": "check", "orders": given.orders, "xlsx": given.xlsx, **json.loads(result.stdout)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
