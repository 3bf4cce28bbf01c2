"""The moves of the search; each proposes one change of the plan and returns whether it has found one to propose."""

import numpy as np

from unisono.engines.planning.kernel.chance import around, below, draw, unit
from unisono.engines.planning.kernel.compiling import inner, within
from unisono.engines.planning.kernel.proposal import propose, put
from unisono.engines.planning.kernel.room import leave_room

KINS = 12.0
"""How far off in its family's orders by due minute an order looks for one to stand beside, on average,"""
NEIGHBOURS = 30.0
"""in all orders for one to change places with,"""
GAPS = 12.0
"""and on a line for a gap from where it would be just in time."""
ANYWHERE = 0.3
"""The share of gaps that are looked for between release and deadline wherever it may be."""


@within
def where(w, j):
    """Return line and place of an order that has one."""
    return np.int64(w.orders[j].line), np.int64(w.orders[j].place)


@inner
def first_ending_after(w, line, minute):
    """Return the first place of a line that ends after a minute (its count: none does)."""
    low, high = 0, w.lines[line].count
    while low < high:
        middle = (low + high) // 2
        if w.places[line, middle].end > minute:
            high = middle
        else:
            low = middle + 1
    return low


@inner
def gap_for(w, j, line):
    """Return a gap of a line that may suit order `j`: one near its due, or any between release and deadline."""
    o = w.orders[j]
    low = first_ending_after(w, line, o.release)
    high = max(low, first_ending_after(w, line, o.deadline))
    if unit(w) < ANYWHERE:
        return low + below(w, high - low + 1)
    middle = first_ending_after(w, line, o.due)
    return around(w, middle, GAPS, low, high)


@inner
def target_for(w, j, kin_share):
    """Return a line and a gap for order `j`: beside one of its family, or at a time that suits it; line -1: nowhere."""
    if unit(w) < kin_share:
        start = w.first_kin[w.orders[j].family]
        last = w.first_kin[w.orders[j].family + 1] - 1
        for _ in range(3):
            k = w.kin[around(w, w.orders[j].kin_rank, KINS, start, last)]
            o = w.orders[k]
            if k != j and o.line >= 0 and w.fits[j, o.line].minutes >= 0:
                return np.int64(o.line), o.place + (draw(w) & 1)
    lines = w.lines.shape[0]
    start = below(w, lines)
    for step in range(lines):
        line = (start + step) % lines
        if w.fits[j, line].minutes >= 0:
            return line, gap_for(w, j, line)
    return -1, 0


@inner
def insert(w, j):
    """Take in an order that is left out."""
    line, gap = target_for(w, j, 0.5)
    if line < 0:
        return False
    w.orders[j].wait = w.orders[j].release
    put(w, w.lines.shape[0], j, j + 1)
    put(w, line, gap, w.lines[line].count)
    propose(w, line, gap)
    w.state[0].bonus = w.orders[j].penalty
    return True


@inner
def replace(w, j):
    """Take in an order in place of another, near where that one was."""
    line, place = target_for(w, j, 0.3)
    if line < 0 or w.lines[line].count == 0:
        return False
    count = w.lines[line].count
    place = min(place, count - 1)
    gap = place if draw(w) & 1 else around(w, place, 3.0, 0, count - 1)
    identity = w.lines.shape[0]
    if gap <= place:
        put(w, identity, j, j + 1)
        put(w, line, gap, place)
        put(w, line, place + 1, count)
    else:
        put(w, line, place + 1, gap + 1)
        put(w, identity, j, j + 1)
        put(w, line, gap + 1, count)
    propose(w, line, min(gap, place))
    w.orders[j].wait = w.orders[j].release
    w.state[0].bonus = w.orders[j].penalty
    send_away(w, np.int64(w.places[line, place].order))
    return True


@inner
def send_away(w, j):
    """Note in the proposal that a placed order loses its place."""
    state = w.state[0]
    state.leaving = j
    state.bonus -= w.orders[j].penalty
    if state.has_room != 0:
        leave_room(w, j)


@inner
def drop(w, j):
    """Leave an order out."""
    line, place = where(w, j)
    put(w, line, place + 1, w.lines[line].count)
    propose(w, line, place)
    send_away(w, j)
    return True


@inner
def carry(w, line, start, stop, other, gap):
    """Move places `start` to before `stop` of a line to a gap of a line."""
    if other < 0 or (other == line and start <= gap <= stop):
        return False
    count = w.lines[line].count
    if other != line:
        put(w, line, stop, count)
        propose(w, line, start)
        put(w, line, start, stop)
        put(w, other, gap, w.lines[other].count)
        propose(w, other, gap)
    elif gap < start:
        put(w, line, start, stop)
        put(w, line, gap, start)
        put(w, line, stop, count)
        propose(w, line, gap)
    else:
        put(w, line, stop, gap)
        put(w, line, start, stop)
        put(w, line, gap, count)
        propose(w, line, start)
    return True


@inner
def relocate(w, j):
    """Move one order to another gap: near, beside its family, or anywhere that suits it."""
    line, place = where(w, j)
    if unit(w) < 0.4:
        return carry(w, line, place, place + 1, line, around(w, place, 3.0, 0, w.lines[line].count))
    other, gap = target_for(w, j, 0.6)
    return carry(w, line, place, place + 1, other, gap)


@inner
def swap(w, j):
    """Exchange two orders."""
    line, place = where(w, j)
    if draw(w) & 1:
        k = w.places[line, around(w, place, 4.0, 0, w.lines[line].count - 1)].order
    else:
        k = w.by_due[around(w, w.orders[j].due_rank, NEIGHBOURS, 0, w.orders.shape[0] - 1)]
    other, at = where(w, k)
    if k == j or other < 0 or w.fits[j, other].minutes < 0 or w.fits[k, line].minutes < 0:
        return False
    if other != line:
        put(w, other, at, at + 1)
        put(w, line, place + 1, w.lines[line].count)
        propose(w, line, place)
        put(w, line, place, place + 1)
        put(w, other, at + 1, w.lines[other].count)
        propose(w, other, at)
        return True
    low, high = min(place, at), max(place, at)
    put(w, line, high, high + 1)
    put(w, line, low + 1, high)
    put(w, line, low, low + 1)
    put(w, line, high + 1, w.lines[line].count)
    propose(w, line, low)
    return True


@inner
def block(w, j):
    """Move a run: a whole campaign, the rest of one from order `j` on, or a few orders."""
    line, start = where(w, j)
    count, stop = w.lines[line].count, start + 1
    kind = unit(w)
    if kind < 0.6:
        family = w.orders[j].family
        while stop < count and w.places[line, stop].family == family:
            stop += 1
        while kind < 0.4 and start > 0 and w.places[line, start - 1].family == family:
            start -= 1
    else:
        stop = min(count, start + 2 + below(w, 6))
    if draw(w) & 1:
        other, gap = target_for(w, j, 0.8)
    else:
        other, gap = line, around(w, start, 2.0 * (stop - start) + 2.0, 0, count)
    return carry(w, line, start, stop, other, gap)


@inner
def cross(w, j):
    """Exchange runs of two lines from about the same time on; the shorter the line, the more often its whole rest."""
    line, place = where(w, j)
    other = below(w, w.lines.shape[0])
    if other == line:
        return False
    count, beside = w.lines[line].count, w.lines[other].count
    at = around(w, first_ending_after(w, other, w.places[line, place].end), 1.0, 0, beside)
    stop = place + 1 + below(w, 64)
    if stop >= count:
        stop, until = count, beside
    else:
        until = max(at, min(beside, first_ending_after(w, other, w.places[line, stop - 1].end)))
    put(w, other, at, until)
    put(w, line, stop, count)
    propose(w, line, place)
    put(w, line, place, stop)
    put(w, other, until, beside)
    propose(w, other, at)
    return True


@inner
def wait(w, j):
    """Let an order wait so that its goods are not made too early, or not; the caller undoes it when refused."""
    o = w.orders[j]
    minutes = w.fits[j, o.line].minutes
    state = w.state[0]
    state.undo_order, state.undo_wait = j, o.wait
    kind = unit(w)
    if kind < 0.3:
        o.wait = o.release
    elif kind < 0.6:
        o.wait = max(o.release, o.due - minutes - below(w, 720))
    else:
        o.wait = o.release + below(w, max(1, o.due - minutes - o.release))
    put(w, o.line, o.place, w.lines[o.line].count)
    propose(w, o.line, o.place)
    state.steady = o.place + 1
    return o.wait != state.undo_wait
