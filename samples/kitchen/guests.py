"""The guests: who comes, how often in a year, and who comes tonight."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A guest or a kind of guests.

    `visits` weighs the past year, `tables` are those of tonight with `party` people each; `discount` and `fee` are
    shares of the bill, `trouble` is the share of bills with a dish made again.
    """

    name: str
    visits: float
    tables: int
    party: int
    discount: float
    trouble: float
    fee: float
    firm: bool


_TABLE = """
hotel         | Hotel Ravnsborg, next door        |  16  | 4 | 3 | 0    | 0.02 | 0    | firm
theatre       | Teatret ved Søerne, the ensemble  |  9   | 2 | 4 | 0    | 0.05 | 0    | firm
silver-couple | Silver wedding in the garden room |  0   | 2 | 7 | 0.06 | 0.05 | 0    | firm
lunch-club    | The Friday club                   |  8   | 2 | 3 | 0    | 0.02 | 0    | booked
architects    | Tegnestuen Blegdam                |  4   | 1 | 3 | 0    | 0.03 | 0    | booked
wine-circle   | The wine circle                   |  5   | 1 | 4 | 0    | 0.05 | 0    | firm
number-4      | The neighbours from number 4      |  5   | 1 | 2 | 0    | 0.05 | 0    | booked
number-11     | The neighbours from number 11     |  3   | 1 | 3 | 0    | 0.05 | 0    | firm
choir         | Sankt Hans choir                  |  3   | 1 | 6 | 0    | 0.1  | 0    | booked
yacht-club    | Kalvebod yacht club               |  2   | 1 | 4 | 0.05 | 0.05 | 0    | booked
robotics      | Nørrebro Robotics, Friday out     |  2   | 1 | 6 | 0.08 | 0.3  | 0    | booked
coach-tours   | Øresund Coach Tours               |  4   | 2 | 6 | 0.38 | 0.6  | 0.1  | booked
voucher       | Guests with a voucher             |  9   | 4 | 2 | 0.5  | 0.5  | 0.2  | booked
online        | Online table booking              |  7   | 6 | 3 | 0    | 0.12 | 0.06 | booked
walk-in       | Guests without a booking          | 6   | 7 | 2 | 0    | 0.1  | 0    | booked
bar           | Guests of the bar                 |  4   | 4 | 2 | 0    | 0.05 | 0    | booked
bicycle       | Bicycle delivery                  |  6   | 4 | 2 | 0.12 | 0.2  | 0.2  | booked
"""


def _guest(line: str) -> tuple[str, Guest]:
    key, name, visits, tables, party, discount, trouble, fee, status = (cell.strip() for cell in line.split("|"))
    return key, Guest(
        name=name,
        visits=float(visits),
        tables=int(tables),
        party=int(party),
        discount=float(discount),
        trouble=float(trouble),
        fee=float(fee),
        firm=status == "firm",
    )


GUESTS: Mapping[str, Guest] = MappingProxyType(dict(map(_guest, _TABLE.strip().splitlines())))
"""The guests by their number."""
