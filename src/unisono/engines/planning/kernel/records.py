"""The kernel's view of a problem and of a plan in work: arrays of records in one named tuple.

What the search reads in one step lies side by side in one record. Fields marked * change during the search; the rest is
read only. The first L rows of `places` are the lines; row L is no line: its place `j` holds order `j`, so that an order
without a place and a segment of a line are read alike; the two rows after it are drafts. `ENDLESS` stands for a time
that never comes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NOWHERE = -1
"""The line of an order that is left out."""
FROM_STOCK = -2
"""The line of an order that stock serves wholly."""
WIDTHS = (8, 64, 512)
"""How many places a span has, from the finest."""
MIXED = -2
"""The calendar of a span whose places have more than one."""

ORDER = np.dtype(
    [
        ("family", np.int32),
        ("group", np.int32),  # whose open time it sees
        ("line", np.int32),  # * its line, NOWHERE or FROM_STOCK
        ("place", np.int32),  # * its place on the line
        ("wait", np.int32),  # * the minute before which it does not start
        ("due", np.int32),
        ("deadline", np.int32),
        ("keep_by", np.int32),
        ("kin_rank", np.int32),  # its place in `kin`
        ("due_rank", np.int32),  # and in `by_due`
        ("stamp", np.int64),  # * the last move in which it was ejected
        ("late", np.float64),  # money a minute
        ("hold", np.float64),  # * money a minute, of what is made
        ("scrap", np.float64),  # money a scrapped unit
        ("room", np.float64),  # * room, of what is made
        ("moving", np.float64),  # money, once
        ("penalty", np.float64),  # what leaving it out costs
        ("firm", np.int32),
        ("release", np.int32),
        ("need", np.float64),  # * units to make
        ("quantity", np.float64),
        ("base_gain", np.float64),  # revenue less service cost
        ("stock_cost", np.float64),  # money a unit from stock
        ("unit_hold", np.float64),
        ("unit_room", np.float64),
        ("first_claim", np.int32),
        ("after_claims", np.int32),
    ],
    align=True,
)
"""What the search reads of most orders stands first."""

FIT = np.dtype(
    [
        ("minutes", np.int64),  # * of work; -1: cannot be made there
        ("gain", np.float64),  # * money before all that depends on time
    ]
)
"""An order on a line."""

RATE = np.dtype(
    [
        ("pace", np.float64),  # minutes a unit
        ("unit_cost", np.float64),  # money a unit made
    ]
)
"""An order on a line, by the unit: from it its `FIT` follows."""

CHANGE = np.dtype([("minutes", np.int64), ("cost", np.float64), ("scrap", np.float64)])
"""A changeover."""

LINE = np.dtype(
    [
        ("initial", np.int64),
        ("count", np.int64),  # * orders on it
        ("worth", np.float64),  # * their money
        ("changed", np.int64),  # * 1: since the best plan was last kept
    ]
)

PLACE = np.dtype(
    [
        ("order", np.int32),
        ("family", np.int32),
        ("end", np.int32),
        ("run", np.int32),  # minutes of work of the campaign so far; kept where short ones cost
        ("row", np.int32),  # of `calendars`, -1: always open
        ("at", np.int32),  # open minutes before its end
        ("low", np.int32),  # the least and the greatest shift of its end,
        ("high", np.int32),  # in open minutes, for which all it costs is
        ("rate", np.float64),  # this much money a minute
        ("value", np.float64),  # money from the start of the line to here,
        ("late", np.float64),  # of which lateness costs,
        ("hold", np.float64),  # and the sum of `hold` of the orders that wait
        ("room", np.float64),  # that its order takes in the warehouse
    ]
)
"""* A place in a line's sequence."""

SPAN = np.dtype(
    [
        ("row", np.int32),  # as in PLACE, MIXED where its places have more than one
        ("low", np.int32),  # as in PLACE, for all its places together
        ("high", np.int32),
        ("rate", np.float64),
    ],
    align=True,
)
"""* Neighbouring places that shift together: 8, then 64, then 512 of them."""

CALENDAR = np.dtype(
    [
        ("first", np.int64),  # of its windows
        ("after", np.int64),
        ("total", np.int64),  # open minutes
        ("stretch", np.float64),  # minutes that pass for an open minute, in the whole
    ]
)
"""Working time of a line for a group of orders."""

WINDOW = np.dtype([("start", np.int64), ("end", np.int64), ("before", np.int64)])
"""Minutes in which a line works, and how many it has worked before."""

NIGHT = np.dtype([("used", np.float64), ("change", np.float64)])
"""* A night's room: what is used, and what the move in trial would add."""

CLAIM = np.dtype([("order", np.int64), ("pool", np.int64), ("take", np.float64), ("by_pool", np.int64)])
"""An order that may draw on a pool, and its take *. Claims lie order by order; `by_pool` lists them pool by pool."""

POOL = np.dtype([("free", np.float64), ("first", np.int64), ("after", np.int64)])
"""What is free in a pool *, and where its claims stand in `by_pool`."""

STATE = np.dtype(
    [
        ("value", np.float64),  # of the plan: lines, stock, penalties, room
        ("best", np.float64),
        ("room_cost", np.float64),
        ("steps", np.int64),
        ("accepted", np.int64),
        ("random", np.uint64),
        ("stamp", np.int64),  # number of the move in trial,
        ("ejected", np.int64),  # how many orders it ejects,
        ("night_low", np.int64),  # and the nights it changes
        ("night_high", np.int64),
        ("segments", np.int64),  # the proposed move: segments it has,
        ("sides", np.int64),  # lines it changes,
        ("line", np.int64, (2,)),
        ("keep", np.int64, (2,)),  # places each keeps,
        ("after", np.int64, (2,)),  # the segment after each line's last,
        ("steady", np.int64),  # see `trial`,
        ("bonus", np.float64),  # what it changes elsewhere,
        ("leaving", np.int64),  # an order that loses its place, or -1,
        ("undo_order", np.int64),  # and what to restore when it is refused
        ("undo_wait", np.int64),
        ("undo_claim", np.int64),
        ("undo_quantity", np.float64),
        ("undo_rival", np.int64),
        ("undo_given", np.float64),
        ("strict", np.int64),  # 1: no firm order may become later
        ("has_room", np.int64),
        ("has_campaigns", np.int64),
        ("has_holding", np.int64),
        ("change_first", np.int64),  # 1: a changeover may start before the release
        ("short_charge", np.float64),
        ("room_limit", np.float64),
        ("room_price", np.float64),
        ("frozen_until", np.int64),
    ],
    align=True,
)
"""* The one record of everything single."""


class World(NamedTuple):
    """All arrays of the search; n orders, L lines, F families, G groups, K calendars, T minutes, P pools, c claims."""

    orders: NDArray[np.void]  # (n) ORDER
    fits: NDArray[np.void]  # (n, L) FIT
    rates: NDArray[np.void]  # (n, L) RATE
    changes: NDArray[np.void]  # (L, F + 1, F) CHANGE, from family F: none
    lines: NDArray[np.void]  # (L) LINE
    shortest: NDArray[np.int64]  # (L, F) minutes of the shortest campaign without charge
    calendar: NDArray[np.int64]  # (L, G) row of `calendars`, or -1: always open
    calendars: NDArray[np.void]  # (K) CALENDAR
    windows: NDArray[np.void]  # (W) WINDOW, calendar by calendar
    window_at: NDArray[np.int32]  # (K, 2, B) by minute, by open minute, see `clock`
    nights_before: NDArray[np.int32]  # (T + 1) nights before a minute
    nights: NDArray[np.void]  # (nights) NIGHT
    places: NDArray[np.void]  # (L + 3, n) PLACE
    spans: NDArray[np.void]  # (L, 3, n // 8 + 1) SPAN, by width
    by_due: NDArray[np.int64]  # (n) orders by their due minute
    kin: NDArray[np.int64]  # (n) orders, family by family, by their due minute
    first_kin: NDArray[np.int64]  # (F + 1) where each family starts in `kin`
    claims: NDArray[np.void]  # (c) CLAIM
    pools: NDArray[np.void]  # (P) POOL
    segments: NDArray[np.int64]  # (8, 3) the proposed move: row of `places`, from, to
    scratch: NDArray[np.int64]  # (3, 2n) new sequences of two lines; the ejected
    state: NDArray[np.void]  # (1) STATE
