"""The one fixed set of insertions of an order into a plan, tried one by one.

Every gap on every line that can make the order, after the frozen zone; at each gap nobody else is touched, or the
inquiry that stands there gives its place. With and without the stock that is free for the order. No firm order may
become later than it is and than it should; inquiries that pass their latest date lose their place.
"""

from unisono.engines.planning.kernel.compiling import entry, inner
from unisono.engines.planning.kernel.pooling import draw_on
from unisono.engines.planning.kernel.proposal import propose, put, settle, weigh
from unisono.engines.planning.kernel.records import FROM_STOCK
from unisono.engines.planning.kernel.room import leave_room
from unisono.engines.planning.kernel.trial import IMPOSSIBLE, begin, refresh, stock_gain

LINE, GAP, REPLACES, WITH_STOCK = range(4)
"""What describes an insertion; line `FROM_STOCK` means that stock serves the order wholly."""

GRAIN = 1e-6
"""Money below this is rounding of floats."""


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


@inner
def best_on_lines(w, j, first_gap, rank, found):
    """Return the best rank over all gaps, its change, and whether it is above `rank`; write where it is into `found`.

    The rank is the change, and a grain more where nobody loses the place: so whoever displaces nobody wins a tie.
    """
    improved, best = False, IMPOSSIBLE
    for line in range(w.lines.shape[0]):
        if w.fits[j, line].minutes < 0:
            continue
        for gap in range(first_gap[line], w.lines[line].count + 1):
            for replaces in range(2):
                if replaces == 1 and gap == w.lines[line].count:
                    continue
                if not propose_insertion(w, j, line, gap, replaces):
                    continue
                delta = weigh(w, IMPOSSIBLE)
                if delta == IMPOSSIBLE or w.orders[j].stamp == w.state[0].stamp:
                    continue
                spares_all = replaces == 0 and w.state[0].ejected == 0
                ranked = delta + GRAIN if spares_all else delta
                if ranked > rank:
                    rank, best = ranked, delta
                    found[LINE], found[GAP], found[REPLACES] = line, gap, replaces
                    improved = True
    return rank, best, improved


@entry
def best_insertion(w, j, first_gap, found):
    """Return the best change of value over all insertions of order `j`, or `IMPOSSIBLE`; `found` (4) says which it is.

    The order has no place; `first_gap` (L) is the first gap of each line after the frozen zone. The plan stays.
    """
    w.state[0].strict = 1
    rank, best, _ = best_on_lines(w, j, first_gap, IMPOSSIBLE, found)
    found[WITH_STOCK] = 0
    if take_free_stock(w, j):
        if w.orders[j].need == 0.0:
            gain = stock_gain(w, j) + w.orders[j].penalty
            if gain + GRAIN > rank:
                best = gain
                found[LINE], found[GAP], found[REPLACES], found[WITH_STOCK] = FROM_STOCK, 0, 0, 1
        else:
            _, other, improved = best_on_lines(w, j, first_gap, rank, found)
            if improved:
                best = other
                found[WITH_STOCK] = 1
        give_back_stock(w, j)
    begin(w)
    w.state[0].strict = 0
    return best


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
            settle(w, delta)
    if found[WITH_STOCK] == 1 and not make:
        give_back_stock(w, j)
    w.state[0].strict = 0
    return delta


@entry
def alter(w, j, base_gain, late, due, deadline):
    """Change what order `j`, which has no place, brings and when it is wanted."""
    o = w.orders[j]
    o.base_gain, o.late, o.due, o.deadline = base_gain, late, due, deadline
    for line in range(w.lines.shape[0]):
        if w.fits[j, line].minutes >= 0:
            w.fits[j, line].gain = base_gain - w.fits[j, line].unit_cost * o.quantity
    refresh(w, j)


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
            settle(w, delta)
