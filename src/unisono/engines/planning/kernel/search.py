"""The search: annealing from the plan in the world, a slice at a time."""

import numpy as np

from unisono.engines.planning.kernel.chance import below, unit
from unisono.engines.planning.kernel.compiling import entry, inner
from unisono.engines.planning.kernel.moves import block, cross, drop, insert, relocate, replace, swap, wait
from unisono.engines.planning.kernel.pooling import draw_on, renounce, shift_stock
from unisono.engines.planning.kernel.proposal import settle, tolerance, weigh
from unisono.engines.planning.kernel.records import FROM_STOCK, NOWHERE
from unisono.engines.planning.kernel.trial import IMPOSSIBLE, begin

MAY_CHOOSE, MAY_SEQUENCE, MAY_STOCK = 1, 2, 4
"""What the search is free to change: which orders, which sequence, which stock (bits)."""

NOTHING, PLAIN, WAIT, STOCK = range(4)
"""What has to be undone when a proposal is refused."""


@inner
def pick(w, freedom):
    """Propose a random move; return what has to be undone when it is refused, or `NOTHING` without a proposal."""
    if (freedom & MAY_STOCK) != 0 and w.claims.shape[0] > 0 and unit(w) < 0.03:
        return STOCK if shift_stock(w) else NOTHING
    j = below(w, w.orders.shape[0])
    o = w.orders[j]
    kind = unit(w)
    found = False
    if o.line == NOWHERE:
        if (freedom & MAY_CHOOSE) != 0:
            found = insert(w, j) if kind < 0.5 else replace(w, j)
    elif o.line == FROM_STOCK:
        if (freedom & MAY_CHOOSE) != 0 and o.firm == 0 and kind < 0.03:
            found = renounce(w, j)
    elif (freedom & MAY_CHOOSE) != 0 and o.firm == 0 and kind < 0.03:
        found = drop(w, j)
    elif (freedom & MAY_SEQUENCE) != 0:
        if w.state[0].has_holding != 0 and kind < 0.10:
            return WAIT if wait(w, j) else NOTHING
        if kind < 0.50:
            found = relocate(w, j)
        elif kind < 0.66:
            found = swap(w, j)
        elif kind < 0.96 or w.lines.shape[0] == 1:
            found = block(w, j)
        else:
            found = cross(w, j)
    return PLAIN if found else NOTHING


@inner
def attempt(w, freedom, temperature):
    """Try one random move; return whether the plan changed."""
    begin(w)
    state = w.state[0]
    undo = pick(w, freedom)
    if undo == NOTHING:
        return False
    delta = weigh(w, tolerance(w, temperature))
    if delta != IMPOSSIBLE:
        settle(w)
        if undo == STOCK and w.orders[state.undo_order].need == 0.0:
            w.orders[state.undo_order].line = FROM_STOCK
        return True
    if undo == WAIT:
        w.orders[state.undo_order].wait = state.undo_wait
    elif undo == STOCK:
        draw_on(w, state.undo_claim, -state.undo_quantity)
        if state.undo_rival >= 0:
            draw_on(w, state.undo_rival, state.undo_given)
    return False


@entry
def keep_best(w, best, counts, taken):
    """Copy orders and waits of the lines that changed since the last time, and what every claim takes."""
    for line in range(w.lines.shape[0]):
        if w.lines[line].changed != 0:
            w.lines[line].changed = 0
            counts[line] = w.lines[line].count
            for i in range(counts[line]):
                j = w.places[line, i].order
                best[line, i, 0], best[line, i, 1] = j, w.orders[j].wait
    for c in range(w.claims.shape[0]):
        taken[c] = w.claims[c].take


@entry
def search(w, best, counts, taken, freedom, steps, hot, cold, share, total):
    """Try `steps` moves; the temperature falls geometrically from `hot` to `cold` as progress goes from 0 to 1.

    Progress is `share` throughout, or, where the whole search has `total` moves, the part of them that is done: so it
    does not matter how a search is sliced. `best` (L, n, 2) keeps orders and waits of the lines of the best plan met,
    `counts` (L) how many each has, and `taken` (c) what every claim takes in it.
    """
    state = w.state[0]
    fall = np.log(cold / hot)
    temperature = hot * np.exp(fall * min(1.0, state.steps // 64 * 64 / total if total > 0 else share))
    for _ in range(steps):
        if total > 0 and state.steps % 64 == 0:
            temperature = hot * np.exp(fall * state.steps / total)
        state.steps += 1
        if attempt(w, freedom, temperature):
            state.accepted += 1
            if state.value > state.best + 1e-7:
                state.best = state.value
                keep_best(w, best, counts, taken)
