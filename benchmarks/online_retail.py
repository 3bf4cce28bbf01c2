"""Segments the customers of a public wholesaler: `python -m benchmarks.online_retail [--json]`.

Reads 50,062 consecutive invoice lines of a UK wholesaler as they are and says what it did with each. The lines are
looked for in `online_retail/` under the folder `UNISONO_DATA`, or else under `../shared/data`. They tell prices, not
costs: what goods, handling and delivery cost is assumed here, alike for everybody, so the tiers are an exercise and no
statement about anyone.
"""

import argparse
import csv
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from benchmarks.public_data import data_folder
from unisono.domain.company import Company, Customer, Department, Product, Sale, Service, Snapshot
from unisono.domain.policy import Activity, Policy, ServiceStep, Tiering
from unisono.domain.segments import Segmentation
from unisono.engines.segmenting.checking import check
from unisono.engines.segmenting.problem import problem_of
from unisono.services.segmenting import segment_customers

FILE = "online_retail_lines_dec2010_jan2011.csv"
NOW = datetime(2011, 1, 9, 18, tzinfo=UTC)

COST_SHARE = Decimal("0.6")
"""Assumed: goods cost the wholesaler this share of the median price they are sold at."""

POSTAGE = frozenset({"POST", "DOT", "C2"})
MONEY_ONLY = frozenset({"D", "M", "m", "S", "BANK CHARGES", "AMAZONFEE"})

POLICY = Policy(
    tiers=Tiering(period_days=20, minimum_history_days=10),
    activities=(
        Activity(
            id="order_entry",
            step=ServiceStep.ORDER_HANDLING,
            department="office",
            fixed_minutes=Decimal(3),
            minutes_each=Decimal("0.5"),
        ),
        Activity(id="picking", step=ServiceStep.PICKING, department="warehouse", minutes_each=Decimal("1.5")),
        Activity(id="delivery", step=ServiceStep.FREIGHT, cost_each=Decimal(9)),
        Activity(
            id="taking_back",
            step=ServiceStep.RETURNS,
            department="warehouse",
            fixed_minutes=Decimal(10),
            minutes_each=Decimal(4),
        ),
    ),
)
DEPARTMENTS = (
    Department(id="office", name="Office", labour_rate_per_hour=Decimal(16)),
    Department(id="warehouse", name="Warehouse", labour_rate_per_hour=Decimal(13)),
)


class Use(StrEnum):
    """What was done with a line of the file."""

    SOLD = "goods sold"
    RETURNED = "goods cancelled or returned"
    GIVEN = "goods given free to a customer"
    POSTAGE = "postage charged, passed on at cost"
    MONEY = "discounts, fees and other money without goods"
    ADJUSTED = "stock adjusted: no price, no customer; left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """A line of the file, parsed and nothing else."""

    invoice: str
    code: str
    quantity: Decimal
    day: date
    price: Decimal
    customer: str

    @property
    def use(self) -> Use:
        """Return what the line is used for."""
        if not self.price:
            return Use.GIVEN if self.customer and self.quantity > 0 else Use.ADJUSTED
        if self.code in POSTAGE:
            return Use.POSTAGE
        if self.code in MONEY_ONLY:
            return Use.MONEY
        return Use.SOLD if self.quantity > 0 else Use.RETURNED


def data_file() -> Path:
    """Return where the lines should be."""
    return data_folder() / "online_retail" / FILE


def read_lines(path: Path) -> list[InvoiceLine]:
    """Return all lines of the file; dates are written month first, as in 12/1/2010 8:26."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            InvoiceLine(
                invoice=row["InvoiceNo"],
                code=row["StockCode"],
                quantity=Decimal(row["Quantity"]),
                day=datetime.strptime(row["InvoiceDate"], "%m/%d/%Y %H:%M").replace(tzinfo=UTC).date(),
                price=Decimal(row["UnitPrice"]),
                customer=row["CustomerID"],
            )
            for row in csv.DictReader(file)
        ]


def snapshot_of(lines: Iterable[InvoiceLine]) -> Snapshot:
    """Return the wholesaler as a company with a past and nothing to make."""
    used = [line for line in lines if line.use is not Use.ADJUSTED]
    costs = unit_costs(used)
    return Snapshot(
        company=Company(
            name="A UK wholesaler of gifts",
            currency="GBP",
            timezone="Europe/London",
            as_of=NOW,
            horizon_end=NOW,
            departments=DEPARTMENTS,
        ),
        policy=POLICY,
        customers=tuple(Customer(id=name, name=name) for name in sorted({line.customer for line in used} - {""})),
        products=tuple(
            Product(id=code, family="gifts", unit="piece", variable_cost=cost) for code, cost in sorted(costs.items())
        ),
        lines=(),
        calendars=(),
        rates=(),
        changeovers=(),
        orders=(),
        sales=tuple(_sale(line) for line in used),
        services=tuple(_services(used)),
    )


def unit_costs(lines: Iterable[InvoiceLine]) -> dict[str, Decimal]:
    """Return the assumed cost of a piece by stock code: a share of the median price; nothing for what is no goods."""
    prices: dict[str, list[Decimal]] = defaultdict(list)
    for line in lines:
        prices[line.code] += [line.price] if line.use in (Use.SOLD, Use.RETURNED) else []
    return {code: COST_SHARE * statistics.median(found) if found else Decimal(0) for code, found in prices.items()}


def _sale(line: InvoiceLine) -> Sale:
    amount = line.quantity * line.price
    known = {Use.POSTAGE: amount, Use.MONEY: Decimal(0)}
    return Sale(
        date=line.day,
        invoice=line.invoice,
        customer=line.customer,
        product=line.code,
        quantity=line.quantity,
        net_amount=amount,
        variable_cost=known.get(line.use),
    )


def _services(lines: Iterable[InvoiceLine]) -> Iterable[Service]:
    """Yield what each invoice gave to do: entry, picking and one delivery, or taking back."""
    goods: Counter[tuple[str, date, str, bool]] = Counter()
    for line in lines:
        if line.use in (Use.SOLD, Use.GIVEN, Use.RETURNED):
            goods[line.invoice, line.day, line.customer, line.use is Use.RETURNED] += 1
    for (_, day, customer, is_return), count in goods.items():
        names = {"taking_back": count} if is_return else {"order_entry": count, "picking": count, "delivery": 1}
        for activity, times in names.items():
            yield Service(date=day, customer=customer, activity=activity, count=Decimal(times))


def figures(lines: list[InvoiceLine], segmentation: Segmentation) -> dict[str, object]:
    """Return what was done and what came out, as plain values."""
    uses = Counter(line.use for line in lines)
    nobody = Counter(line.use for line in lines if not line.customer)
    whale = segmentation.whale
    return {
        "lines": {use.value: {"all": uses[use], "without customer": nobody[use]} for use in Use},
        "total": sum(uses.values()),
        "customers": len(segmentation.segments),
        "tiers": Counter(segment.tier.value for segment in segmentation.segments),
        "bases": Counter(segment.basis.value for segment in segmentation.segments),
        "contribution": float(whale.total),
        "contribution without customer": float(sum(part.contribution for part in segmentation.unallocated)),
        "peak percent": None if whale.peak_percent is None else round(float(whale.peak_percent), 1),
        "peak customers": whale.peak_customers,
        "best fifth percent": _share_of_best_fifth(segmentation),
        "returned": float(sum((segment.returned for segment in segmentation.segments), Decimal(0))),
    }


def _share_of_best_fifth(segmentation: Segmentation) -> float | None:
    points = segmentation.whale.points
    last = points[max(len(points) // 5, 1) - 1] if points else None
    return None if last is None or last.percent is None else round(float(last.percent), 1)


def _print_table(found: Mapping[str, object], lines: Mapping[str, Mapping[str, int]]) -> None:
    print(f"{'what was done':<52}{'lines':>8}{'without customer':>20}")
    for use, counts in lines.items():
        print(f"{use:<52}{counts['all']:>8,}{counts['without customer']:>20,}")
    print(f"{'all':<52}{found['total']:>8,}\n")
    for name in found:
        if name not in ("lines", "total"):
            value = found[name]
            print(f"{name:<36}{dict(value) if isinstance(value, Counter) else value}")


def main(arguments: list[str] | None = None) -> int:
    """Segment the wholesaler's customers, print what came out, and return 0, or 1 where the checker found something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    options = parser.parse_args(arguments)
    path = data_file()
    if not path.exists():
        print(
            f"online_retail: {path} is not there; set UNISONO_DATA to the folder of the public data.", file=sys.stderr
        )
        return 0
    lines = read_lines(path)
    snapshot = snapshot_of(lines)
    before = time.perf_counter()
    segmentation = segment_customers(snapshot=snapshot, now=NOW)
    seconds = time.perf_counter() - before
    complaints = check(problem_of(snapshot, now=NOW), segmentation)
    found = figures(lines, segmentation) | {"seconds": round(seconds, 2), "checker findings": len(complaints)}
    if options.json:
        print(json.dumps(found))
    else:
        _print_table(found, found["lines"])  # type: ignore[arg-type]  # the table of uses, see `figures`
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
