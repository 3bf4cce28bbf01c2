"""The move of stock: an order draws on a pool, if need be at the cost of another order that did."""

import numpy as np

from unisono.engines.planning.kernel.chance import below
from unisono.engines.planning.kernel.compiling import inner
from unisono.engines.planning.kernel.moves import target_for
from unisono.engines.planning.kernel.proposal import TINY, propose, put
from unisono.engines.planning.kernel.records import FROM_STOCK, NOWHERE
from unisono.engines.planning.kernel.room import leave_room
from unisono.engines.planning.kernel.trial import refresh, stock_gain

NOBODY = np.int64(-1)


@inner
def standing(w, j):
    """Return what order `j` brings outside of any line: its stock gain, or its penalty."""
    if w.orders[j].line == FROM_STOCK:
        return stock_gain(w, j)
    return -w.orders[j].penalty if w.orders[j].line == NOWHERE else 0.0


@inner
def draw_on(w, claim, quantity):
    """Let a claim take more (or less) from its pool; what its order needs made follows."""
    c = w.claims[claim]
    o, pool = w.orders[c.order], w.pools[c.pool]
    c.take += quantity
    pool.free -= quantity
    o.need -= quantity
    if abs(o.need) < TINY:
        o.need = 0.0
    if abs(c.take) < TINY:
        c.take = 0.0
    if abs(pool.free) < TINY:
        pool.free = 0.0
    refresh(w, c.order)


@inner
def draft(w, line, without, incoming, gap):
    """Propose a line without one order and with another at a gap (-1: none), written out in a draft row."""
    row = w.lines.shape[0] + 1 + w.state[0].sides
    n = 0
    for i in range(w.lines[line].count + 1):
        if i == gap and incoming >= 0:
            w.places[row, n].order = incoming
            n += 1
        if i < w.lines[line].count and w.places[line, i].order != without:
            w.places[row, n].order = w.places[line, i].order
            n += 1
    put(w, row, 0, n)
    propose(w, line, 0)


@inner
def shift_stock(w):
    """Let a random order draw on a pool that it may use, from what is free and from what another order takes there."""
    state = w.state[0]
    claim = below(w, w.claims.shape[0])
    j = w.claims[claim].order
    pool = w.pools[w.claims[claim].pool]
    need = w.orders[j].need
    quantity = min(need, pool.free)
    rival, given, k = -1, 0.0, -1
    if quantity < need:
        other = w.claims[pool.first + below(w, pool.after - pool.first)].by_pool
        taken = min(need - quantity, w.claims[other].take)
        if other != claim and taken > 0.0:
            rival, given, k = other, taken, w.claims[other].order
            quantity += given
    if quantity <= 0.0 or (w.orders[j].line < 0 and quantity < need - TINY):
        return False
    state.undo_order, state.undo_claim, state.undo_quantity = j, claim, quantity
    state.undo_rival, state.undo_given = rival, given
    exchange(w, j, k)
    return True


@inner
def renounce(w, j):
    """Leave an order out that stock serves wholly."""
    state = w.state[0]
    state.leaving = j
    state.bonus = -stock_gain(w, j) - w.orders[j].penalty
    return True


@inner
def exchange(w, j, k):
    """Let order `j` take what `undo_*` say, partly from order `k` (-1: nobody), and propose the lines that follow."""
    state = w.state[0]
    state.bonus = -standing(w, j) - (standing(w, k) if k >= 0 else 0.0)
    if k >= 0:
        draw_on(w, state.undo_rival, -state.undo_given)
    draw_on(w, state.undo_claim, state.undo_quantity)
    whole = w.orders[j].need == 0.0
    if whole:
        state.bonus += stock_gain(w, j)
        if state.has_room != 0:
            leave_room(w, j)
    line, other, gap = np.int64(w.orders[j].line), np.int64(NOWHERE), np.int64(0)
    returns = k >= 0 and w.orders[k].line == FROM_STOCK
    if returns:
        other, gap = target_for(w, k, 0.6)
        if other < 0:
            state.bonus -= w.orders[k].penalty
            state.leaving = k
    elif k >= 0:
        other = np.int64(w.orders[k].line)
    if line >= 0:
        draft(w, line, j if whole else NOBODY, k if returns and other == line else NOBODY, gap)
    if other >= 0 and other != line:
        draft(w, other, NOBODY, k if returns else NOBODY, gap)
