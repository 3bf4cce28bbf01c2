"""From a problem to the kernel's world and back."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from unisono.engines.planning.kernel.clock import BUCKET, BY_MINUTE, BY_OPEN
from unisono.engines.planning.kernel.records import (
    CALENDAR,
    CHANGE,
    CLAIM,
    FIT,
    FROM_STOCK,
    LINE,
    NIGHT,
    NOWHERE,
    ORDER,
    PLACE,
    POOL,
    RATE,
    SPAN,
    STATE,
    WIDTHS,
    WINDOW,
    World,
)
from unisono.engines.planning.problem import Ints, Problem
from unisono.engines.planning.solution import Take

TINY = 1e-9
LATEST = 2**31 - 1
"""The last minute that a record can name, four thousand years from now; what is `ENDLESS` is past it."""


def groups_of(problem: Problem) -> Ints:
    """Return for every order (n) the number of the group whose open time it sees."""
    if not problem.reservations:
        return np.zeros(problem.n, np.int64)
    rights = np.array([item.may_use for item in problem.reservations], np.bool_).T
    return np.asarray(np.unique(rights, axis=0, return_inverse=True)[1], np.int64).reshape(problem.n)


def open_minutes(problem: Problem, line: int, order: int, length: int) -> NDArray[np.bool_]:
    """Return which of the first `length` minutes of a line are open to an order."""
    windows = problem.lines.windows[line]
    is_open = np.full(length, windows is None)
    for start, end in windows if windows is not None else ():
        is_open[max(0, start) : max(0, end)] = True
    for item in problem.reservations:
        if item.line == line and not item.may_use[order]:
            is_open[max(0, item.start) : max(0, item.end)] = False
    return is_open


def calendars_of(problem: Problem, groups: Ints) -> tuple[Ints, NDArray[np.void], NDArray[np.void], NDArray[np.int32]]:
    """Return `calendar`, `calendars`, `windows` and `window_at` of `World`."""
    lines, count = len(problem.lines.ids), int(groups.max(initial=0)) + 1
    calendar = np.full((lines, count), -1, np.int64)
    openings: list[Ints] = []
    reserved = {item.line for item in problem.reservations}
    members = [int(np.argmax(groups == group)) for group in range(count)] if problem.n else []
    for line in range(lines):
        if problem.lines.windows[line] is None and line not in reserved:
            continue
        for group, member in enumerate(members):
            is_open = open_minutes(problem, line, member, problem.horizon)
            calendar[line, group] = len(openings)
            openings.append(np.flatnonzero(np.diff(is_open, prepend=False, append=False)).reshape(-1, 2))
    return calendar, *window_records(openings, problem.horizon)


def window_records(openings: list[Ints], horizon: int) -> tuple[NDArray[np.void], NDArray[np.void], NDArray[np.int32]]:
    """Return `calendars`, `windows` and `window_at` of `World` for the starts and ends (W, 2) of calendars' windows."""
    calendars = np.zeros(max(1, len(openings)), CALENDAR)
    windows = np.zeros(sum(map(len, openings)), WINDOW)
    edges = np.arange(0, (horizon if openings else 0) + 2 * BUCKET, BUCKET)
    window_at = np.zeros((len(calendars), 2, len(edges)), np.int32)
    after = 0
    for row, opening in enumerate(openings):
        calendar, first, after = calendars[row], after, after + len(opening)
        lengths = opening[:, 1] - opening[:, 0]
        passed = np.cumsum(lengths)
        calendar["first"], calendar["after"], calendar["total"] = first, after, passed[-1] if len(opening) else 0
        calendar["stretch"] = horizon / max(1, calendar["total"])
        mine = windows[first:after]
        mine["start"], mine["end"], mine["before"] = opening[:, 0], opening[:, 1], passed - lengths
        window_at[row, BY_MINUTE] = first + np.maximum(0, np.searchsorted(opening[:, 0], edges) - 1)
        window_at[row, BY_OPEN] = first + np.minimum(np.searchsorted(passed, edges), max(0, len(opening) - 1))
    return calendars, windows, window_at


def order_records(problem: Problem) -> NDArray[np.void]:
    """Return the ORDER records of a problem: no order has a place or stock, all wait for their release only."""
    orders = problem.orders
    records = np.zeros(problem.n, ORDER)
    records["family"] = orders.family
    records["group"] = groups_of(problem)
    records["release"] = records["wait"] = orders.release
    records["due"] = np.minimum(orders.due, LATEST)
    records["deadline"] = np.minimum(np.minimum(orders.deadline, problem.horizon), LATEST)
    records["keep_by"] = np.minimum(orders.keep_by, LATEST)
    records["firm"] = orders.firm
    records["line"] = NOWHERE
    records["late"] = orders.late_cost
    records["hold"] = orders.holding_cost * orders.quantity
    records["room"] = orders.room * orders.quantity
    records["scrap"] = orders.scrap_cost
    records["penalty"] = np.where(orders.firm, firm_penalty(problem), 0.0)
    records["moving"] = orders.moving_cost
    records["need"] = records["quantity"] = orders.quantity
    records["base_gain"] = orders.revenue - orders.service_cost
    records["stock_cost"] = orders.stock_cost
    records["unit_hold"] = orders.holding_cost
    records["unit_room"] = orders.room
    claims = np.concatenate(([0], np.cumsum(problem.pools.may_use.sum(axis=0))))
    records["first_claim"], records["after_claims"] = claims[:-1], claims[1:]
    return records


def firm_penalty(problem: Problem) -> float:
    """Return what leaving out a firm order costs the search: more than all that could be earned in its place."""
    orders = problem.orders
    return 1000.0 + float(np.abs(orders.revenue).sum()) + float((orders.late_cost * 1440.0).sum())


def fit_records(problem: Problem) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """Return the FIT and RATE records of a problem, nothing from stock."""
    lines = problem.lines
    can = np.isfinite(lines.minutes_per_unit)
    need = problem.orders.quantity[:, None]
    rates = np.zeros(can.shape, RATE)
    rates["pace"] = np.where(can, lines.minutes_per_unit, 0.0)
    rates["unit_cost"] = np.where(can, lines.unit_cost, 0.0)
    fits = np.zeros(can.shape, FIT)
    fits["minutes"] = np.where(can, np.maximum(1, np.ceil(rates["pace"] * need - 1e-9)), -1)
    fits["gain"] = (problem.orders.revenue - problem.orders.service_cost)[:, None] - rates["unit_cost"] * need
    return fits, rates


def pool_records(problem: Problem) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """Return the CLAIM and POOL records of a problem, nothing taken."""
    order, pool = np.nonzero(problem.pools.may_use.T)
    claims = np.zeros(len(order), CLAIM)
    claims["order"], claims["pool"] = order, pool
    claims["by_pool"], starts = index_by(pool, len(problem.pools.quantity))
    pools = np.zeros(len(problem.pools.quantity), POOL)
    pools["free"] = problem.pools.quantity
    pools["first"], pools["after"] = starts[:-1], starts[1:]
    return claims, pools


def index_by(keys: NDArray[np.int64], count: int) -> tuple[Ints, Ints]:
    """Return the positions of `keys` key by key, and where each of the `count` keys starts (count + 1)."""
    starts = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=count))))
    return np.argsort(keys, kind="stable").astype(np.int64), starts.astype(np.int64)


def has_room_limit(problem: Problem) -> bool:
    """Return whether room can cost anything."""
    house = problem.warehouse
    scarce = np.isfinite(house.limit) and house.price > 0.0 and len(house.nights) > 0
    return bool(scarce and (problem.orders.room > 0.0).any())


def state_record(problem: Problem, *, seed: int) -> NDArray[np.void]:
    """Return the STATE record of a problem before the search."""
    state = np.zeros(1, STATE)
    state["random"] = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 or 1
    state["leaving"] = -1
    state["has_room"] = has_room_limit(problem)
    state["has_campaigns"] = problem.short_campaign_charge > 0.0 and bool((problem.lines.min_campaign > 0).any())
    state["has_holding"] = has_room_limit(problem) or bool((problem.orders.holding_cost > 0.0).any())
    state["change_first"] = problem.changeover_before_release
    state["short_charge"] = problem.short_campaign_charge
    state["room_limit"] = problem.warehouse.limit if has_room_limit(problem) else 0.0
    state["room_price"] = problem.warehouse.price
    state["frozen_until"] = problem.frozen_until
    return state


def make_world(problem: Problem, *, seed: int) -> World:
    """Return the kernel's world for a problem, with an empty plan.

    Args:
        problem: what to plan.
        seed: start of the random numbers, any whole number.
    """
    n, lines, families = problem.n, len(problem.lines.ids), len(problem.families)
    calendar, calendars, windows, window_at = calendars_of(problem, groups_of(problem))
    changes = np.zeros((lines, families + 1, families), CHANGE)
    changes["minutes"] = problem.lines.changeover_minutes
    changes["cost"] = problem.lines.changeover_cost
    changes["scrap"] = problem.lines.changeover_scrap
    records = np.zeros(lines, LINE)
    records["initial"] = problem.lines.initial
    nights = problem.warehouse.nights if has_room_limit(problem) else np.empty(0, np.int64)
    places = np.zeros((lines + 3, max(n, 1)), PLACE)
    places["order"][lines, :n] = np.arange(n)
    by_due = np.argsort(problem.orders.due, kind="stable").astype(np.int64)
    kin, first_kin = index_by(problem.orders.family[by_due], families)
    kin = by_due[kin]
    orders = order_records(problem)
    orders["due_rank"][by_due] = orders["kin_rank"][kin] = np.arange(n)
    claims, pools = pool_records(problem)
    fits, rates = fit_records(problem)
    return World(
        orders=orders,
        fits=fits,
        rates=rates,
        changes=changes,
        lines=records,
        shortest=problem.lines.min_campaign.astype(np.int64),
        calendar=calendar,
        calendars=calendars,
        windows=windows,
        window_at=window_at,
        nights_before=np.searchsorted(nights, np.arange(int(nights.max(initial=0)) + 2)).astype(np.int32),
        nights=np.zeros(len(nights), NIGHT),
        places=places,
        spans=np.zeros((lines, len(WIDTHS), max(n, 1) // WIDTHS[0] + 1), SPAN),
        by_due=by_due,
        kin=kin,
        first_kin=first_kin,
        claims=claims,
        pools=pools,
        segments=np.zeros((8, 3), np.int64),
        scratch=np.zeros((3, 2 * max(n, 1)), np.int64),
        state=state_record(problem, seed=seed),
    )


def load(w: World, *, sequences: Sequence[Ints], waits: Ints | None, takes: Sequence[Take]) -> None:
    """Write a plan into the world; the caller calls `revalue` afterwards.

    Args:
        w: the world; what it held before is forgotten.
        sequences: for each line its orders in turn.
        waits: (n) minutes before which orders do not start; None: their releases.
        takes: stock that serves orders; an order that it serves wholly is on no line.

    Raises:
        ValueError: an order takes from a pool that it may not use.
    """
    np.add.at(w.pools["free"], w.claims["pool"], w.claims["take"])
    w.claims["take"] = 0.0
    w.orders["line"] = NOWHERE
    w.orders["need"] = w.orders["quantity"]
    w.orders["wait"] = w.orders["release"] if waits is None else np.maximum(waits, w.orders["release"])
    for take in takes:
        found = np.flatnonzero((w.claims["order"] == take.order) & (w.claims["pool"] == take.pool))
        if not len(found):
            message = f"order {take.order} may not use pool {take.pool}"
            raise ValueError(message)
        w.claims["take"][found[0]] += take.quantity
        w.orders["need"][take.order] -= take.quantity
        w.pools["free"][take.pool] -= take.quantity
    w.orders["need"][np.abs(w.orders["need"]) < TINY] = 0.0
    w.pools["free"][np.abs(w.pools["free"]) < TINY] = 0.0
    w.orders["line"][w.orders["need"] == 0.0] = FROM_STOCK
    for line, sequence in enumerate(sequences):
        w.lines["count"][line] = len(sequence)
        w.places["order"][line, : len(sequence)] = sequence
        w.orders["line"][sequence] = line
        w.orders["place"][sequence] = np.arange(len(sequence))
