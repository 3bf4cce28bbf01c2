"""The one fixed set of insertions of an order into a plan.

Every gap on every line that can make the order, after the frozen zone; at each gap nobody else is touched, or the
inquiry that stands there gives its place. With and without the stock that is free for the order. No firm order may
become later than it is and than it should; inquiries that pass their latest date lose their place.

All of it is listed once, without what the order's price and dates decide: these are weighed row by row.
"""

import numpy as np

from unisono.engines.planning.kernel.clock import end_of_work, first_open
from unisono.engines.planning.kernel.compiling import entry, inner, within
from unisono.engines.planning.kernel.pooling import draw_on
from unisono.engines.planning.kernel.proposal import propose, put, settle, weigh
from unisono.engines.planning.kernel.records import FROM_STOCK
from unisono.engines.planning.kernel.rests import worth_of_rest
from unisono.engines.planning.kernel.room import leave_room
from unisono.engines.planning.kernel.trial import IMPOSSIBLE, begin, stock_gain

LINE, GAP, REPLACES, WITH_STOCK = range(4)
"""What describes an insertion; line `FROM_STOCK` means that stock serves the order wholly."""

GRAIN = 1e-6
"""Money below this is rounding of floats."""

ROW = np.dtype(
    [
        ("found", np.int64, (4,)),  # LINE, GAP, REPLACES, WITH_STOCK
        ("spares", np.int64),  # 1: nobody loses the place
        ("end", np.int64),
        ("hold", np.float64),  # money a minute that the order waits for its due minute
        ("worth", np.float64),  # change of value before the order's own price, lateness and holding
    ]
)
"""An insertion."""


@entry
def find_first_gaps(w, until, first_gap):
    """Write for each line the gap after all work whose changeover starts before minute `until`."""
    for line in range(w.lines.shape[0]):
        first_gap[line] = 0
        free = 0
        for i in range(w.lines[line].count):
            place = w.places[line, i]
            o = w.orders[place.order]
            start = first_open(w, line, o.group, free if w.state[0].change_first != 0 else max(free, o.wait))
            if start < 0 or start >= until:
                break
            first_gap[line] = i + 1
            free = place.end


@inner
def take_free_stock(w, j):
    """Let an order take all the stock that is free for it; return whether there is any."""
    o = w.orders[j]
    before = o.need
    for c in range(o.first_claim, o.after_claims):
        amount = min(o.need, w.pools[w.claims[c].pool].free)
        if amount > 0.0:
            draw_on(w, c, amount)
    return o.need < before


@inner
def give_back_stock(w, j):
    """Let an order give back all the stock that it takes."""
    for c in range(w.orders[j].first_claim, w.orders[j].after_claims):
        if w.claims[c].take > 0.0:
            draw_on(w, c, -w.claims[c].take)


@inner
def list_on_lines(w, s, j, first_gap, until, with_stock, rows, n):
    """Write all insertions on lines that end by `until` behind the first `n` rows; return how many rows there are."""
    o = w.orders[j]
    campaigns, charge = w.state[0].has_campaigns != 0, w.state[0].short_charge
    for line in range(w.lines.shape[0]):
        fit, count = w.fits[j, line], w.lines[line].count
        if fit.minutes < 0:
            continue
        for gap in range(first_gap[line], count + 1):
            free, run, worth, family = 0, 0, 0.0, w.lines[line].initial
            if gap > 0:
                before = w.places[line, gap - 1]
                free, run, worth, family = before.end, before.run, before.value, s.steps[line, gap - 1].family
            if free + fit.minutes > until:
                break
            change = w.changes[line, family, o.family]
            end = end_of_work(w, line, o.group, free, change.minutes, o.wait, fit.minutes)
            if end < 0 or end > until:
                continue
            worth += fit.gain - o.base_gain - change.cost - change.scrap * o.scrap - w.lines[line].worth
            if run == 0 or family != o.family:
                if campaigns and 0 < run < w.shortest[line, family]:
                    worth -= charge
                run = 0
            for replaces in range(2):
                if replaces == 1 and (gap == count or s.steps[line, gap].firm != 0):
                    continue
                rest, spares = worth_of_rest(w, s, line, gap + replaces, end, run + fit.minutes, o.family)
                if rest != IMPOSSIBLE:
                    row = rows[n]
                    row.found[LINE], row.found[GAP], row.found[REPLACES] = line, gap, replaces
                    row.found[WITH_STOCK], row.spares = with_stock, spares * (1 - replaces)
                    row.end, row.hold, row.worth = end, o.hold, worth + rest
                    n += 1
    return n


@entry
def list_insertions(w, s, j, first_gap, until, rows):
    """Write all insertions of order `j` that end by `until`, and return how many; the plan stays.

    The order has no place; `first_gap` (L) is the first gap of each line after the frozen zone. All lines of `s` are
    laid out. Their order: nothing from stock before stock, by line, by gap.
    """
    n = list_on_lines(w, s, j, first_gap, until, 0, rows, 0)
    if take_free_stock(w, j):
        if w.orders[j].need == 0.0:
            row = rows[n]
            row.found[LINE], row.found[GAP], row.found[REPLACES], row.found[WITH_STOCK] = FROM_STOCK, 0, 0, 1
            row.spares, row.end, row.hold = 1, w.orders[j].due, 0.0
            row.worth = stock_gain(w, j) - w.orders[j].base_gain
            n += 1
        else:
            n = list_on_lines(w, s, j, first_gap, until, 1, rows, n)
        give_back_stock(w, j)
    return n


@within
def time_money(o, row):
    """Return what the end of an order costs where the row puts it: lateness or holding, and having moved."""
    cost = o.late * (row.end - o.due) if row.end > o.due else row.hold * (o.due - row.end)
    return cost + (o.moving if row.end > o.keep_by else 0.0)


@entry
def weigh_rows(w, j, rows, n, changes):
    """Write what each of the first `n` rows changes for order `j` on its terms, room left out; return the best row.

    It is `IMPOSSIBLE` where the order would end after its deadline; -1 if all are. Among equals it is one that
    displaces nobody, and then the first: the rank is the change, and a grain more where nobody loses the place.
    """
    o = w.orders[j]
    best, rank = -1, IMPOSSIBLE
    for r in range(n):
        row = rows[r]
        change = o.base_gain + o.penalty + row.worth
        if row.found[LINE] != FROM_STOCK:
            change = IMPOSSIBLE if row.end > o.deadline else change - time_money(o, row)
        changes[r] = change
        ranked = change + GRAIN * row.spares
        if ranked > rank and change != IMPOSSIBLE:
            best, rank = r, ranked
    return best


@inner
def propose_insertion(w, j, line, gap, replaces):
    """Propose order `j` at a gap, in the place of the order there if `replaces`; False where that one is firm."""
    begin(w)
    state = w.state[0]
    count = w.lines[line].count
    put(w, w.lines.shape[0], j, j + 1)
    put(w, line, gap + replaces, count)
    propose(w, line, gap)
    state.bonus = w.orders[j].penalty
    if replaces == 1:
        k = w.places[line, gap].order
        if w.orders[k].firm != 0:
            return False
        state.leaving = k
        if state.has_room != 0:
            leave_room(w, k)
    return True


@entry
def weigh_insertion(w, j, found, make):
    """Return the change of value of one insertion, made so if asked; who loses the place stands in the state."""
    w.state[0].strict = 1
    begin(w)
    if found[WITH_STOCK] == 1:
        take_free_stock(w, j)
    delta = IMPOSSIBLE
    if found[LINE] == FROM_STOCK:
        delta = stock_gain(w, j) + w.orders[j].penalty
        if make:
            w.orders[j].line = FROM_STOCK
            w.state[0].value += delta
    elif propose_insertion(w, j, found[LINE], found[GAP], found[REPLACES]):
        delta = weigh(w, IMPOSSIBLE)
        if make and delta != IMPOSSIBLE:
            settle(w)
    if found[WITH_STOCK] == 1 and not make:
        give_back_stock(w, j)
    w.state[0].strict = 0
    return delta


@within
def weigh_others(w, j, found):
    """Return the change of value of one insertion if order `j` took no room."""
    o = w.orders[j]
    room, unit_room = o.room, o.unit_room
    o.room, o.unit_room = 0.0, 0.0
    delta = weigh_insertion(w, j, found, False)
    o.room, o.unit_room = room, unit_room
    return delta


@entry
def best_with_room(w, j, rows, n, changes, others, first):
    """Return the best of the first `n` rows where room has its price, -1 if there is none (see `weigh_rows`).

    `changes` leave room out; `first` is the best of them. `others` keeps what the room of the other orders costs more
    in each row, NaN where that is not known yet: it does not depend on the terms of `j`, whose own room never makes it
    less. Nobody saves more than all that room costs now.
    """
    most, best, rank = w.state[0].room_cost + 2.0 * GRAIN, -1, IMPOSSIBLE
    for turn in range(n + 1):
        r = first if turn == 0 else turn - 1
        if changes[r] == IMPOSSIBLE or changes[r] + most < rank:
            continue
        if np.isnan(others[r]):
            others[r] = changes[r] - weigh_others(w, j, rows[r].found)
        if changes[r] - others[r] + 2.0 * GRAIN < rank:
            continue
        ranked = weigh_insertion(w, j, rows[r].found, False) + GRAIN * rows[r].spares
        if ranked > rank or (ranked == rank and r < best):
            best, rank = r, ranked
    return best


@entry
def list_touched(w, s, j, found, orders, ends):
    """Write whose end an insertion of order `j` changes, and the new ends (-1: loses the place); return how many."""
    line, gap = found[LINE], found[GAP]
    if line == FROM_STOCK:
        return 0
    if found[WITH_STOCK] == 1:
        take_free_stock(w, j)
    o, n, free, family = w.orders[j], 0, 0, w.lines[line].initial
    minutes = w.fits[j, line].minutes
    if gap > 0:
        before = w.places[line, gap - 1]
        free, family = before.end, w.orders[before.order].family
    free = end_of_work(w, line, o.group, free, w.changes[line, family, o.family].minutes, o.wait, minutes)
    family = o.family
    if found[WITH_STOCK] == 1:
        give_back_stock(w, j)
    if found[REPLACES] == 1:
        orders[n], ends[n] = w.places[line, gap].order, -1
        n += 1
    for i in range(gap + found[REPLACES], w.lines[line].count):
        if i > 0 and free == s.steps[line, i - 1].end and family == s.steps[line, i - 1].family:
            break
        step = s.steps[line, i]
        change = w.changes[line, family, step.family].minutes
        end = end_of_work(w, line, step.group, free, change, step.wait, step.minutes)
        if end < 0 or end > step.limit:
            end = -1
        else:
            free, family = end, step.family
        if end != step.end:
            orders[n], ends[n] = step.order, end
            n += 1
    return n


@entry
def purge(w):
    """Let every order that its line makes after its deadline lose its place; lines are laid afresh."""
    for line in range(w.lines.shape[0]):
        begin(w)
        put(w, line, 0, w.lines[line].count)
        propose(w, line, 0)
        w.state[0].steady = w.lines[line].count
        delta = weigh(w, IMPOSSIBLE)
        if delta != IMPOSSIBLE:
            settle(w)
