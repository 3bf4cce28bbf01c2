"""Dispatching: whenever a line is free it takes the order that earns most in the time it needs."""

import numpy as np

from unisono.engines.planning.kernel.clock import clock_of, end_of_work, open_at
from unisono.engines.planning.kernel.compiling import entry, inner
from unisono.engines.planning.kernel.records import NOWHERE
from unisono.engines.planning.kernel.trial import leave_out, money_of_time

NEVER = 2**62

WAITING = np.dtype(
    [
        ("order", np.int64),
        ("bound", np.float64),  # what its index cannot exceed; -inf: the line cannot make it
        ("wakes", np.int64),  # the first minute from which the line loses no working time if it waits for it
        ("calm", np.int64),  # while the line is free by this minute the order would not be late
    ]
)
"""An order that waits for a line."""


@inner
def note_times(w, line, waiting, is_calm):
    """Write for each waiting order when it wakes and until when it is calm: inquiries always, all if `is_calm`."""
    longest = 0
    for before in range(w.changes.shape[1]):
        for after in range(w.changes.shape[2]):
            longest = max(longest, w.changes[line, before, after].minutes)
    for i in range(waiting.shape[0]):
        if waiting[i].bound == -np.inf:
            break
        o = w.orders[waiting[i].order]
        row = w.calendar[line, o.group]
        wait_at = open_at(w, row, o.wait)
        waiting[i].wakes = clock_of(w, row, wait_at) if wait_at > 0 else 0
        waiting[i].calm = NEVER
        if o.firm != 0 and not is_calm:
            before_it = open_at(w, row, o.due) - w.fits[waiting[i].order, line].minutes - longest
            waiting[i].calm = clock_of(w, row, before_it) if before_it > 0 and wait_at <= before_it else -1


@inner
def densest(w, line, free, family, waiting, start, placed, is_calm, ahead):
    """Return the order that a free line takes, or -1; where those still waiting start; and when to look again.

    From `start` on `waiting` stand by falling bounds. Those that have got a place meanwhile, or cannot end before their
    deadline any more, are struck off.
    """
    chosen, best, is_urgent, kept, later, i = -1, -np.inf, False, 0, NEVER, start
    while i < waiting.shape[0] and waiting[i].bound > -np.inf:
        one = waiting[i]
        cannot_win = one.bound <= best
        if cannot_win and is_calm:
            break
        i += 1
        j = one.order
        if placed[j]:
            continue
        waiting[start + kept] = one
        kept += 1
        if (cannot_win and is_urgent) or (free <= one.calm and (cannot_win or is_urgent)):
            continue
        if free < one.wakes:
            later = min(later, one.wakes)
            continue
        o, fit = w.orders[j], w.fits[j, line]
        if free + fit.minutes > o.deadline:
            kept -= 1
            continue
        change = w.changes[line, family, o.family]
        end = end_of_work(w, line, o.group, free, change.minutes, o.wait, fit.minutes)
        if end < 0 or end > o.deadline:
            continue
        money = fit.gain - change.cost - change.scrap * o.scrap - money_of_time(o, end)
        if money < 0.0 and o.firm == 0:
            continue
        if ahead > 0.0:
            money += o.late * ahead * np.exp(min(0.0, (end - o.due) / ahead))
        index = money / (change.minutes + fit.minutes)
        urgent = one.calm != NEVER and end > o.due
        if (urgent and not is_urgent) or (urgent == is_urgent and index > best):
            chosen, best, is_urgent = j, index, urgent
    struck = i - start - kept
    if struck > 0:
        for k in range(start + kept - 1, start - 1, -1):
            waiting[k + struck] = waiting[k]
    return chosen, start + struck, later


@entry
def dispatch(w, waiting, is_calm, ahead):
    """Put orders without a place behind what stands on the lines, one by one, on the line that is free first.

    The line takes, of the orders that it need not wait for and that end before their deadline, the one with the largest
    index (see `engines.planning.dispatching`); unless all is calm, firm orders that would be late go first. The caller
    calls `revalue`. `waiting` (L, n) are all orders by falling bounds, -inf where the line cannot make one.
    """
    lines, n = w.lines.shape[0], w.orders.shape[0]
    free, family, placed = np.zeros(lines, np.int64), np.zeros(lines, np.int64), np.zeros(n, np.bool_)
    start = np.zeros(lines, np.int64)
    for line in range(lines):
        note_times(w, line, waiting[line], is_calm)
        count, family[line] = w.lines[line].count, w.lines[line].initial
        if count > 0:
            last = w.places[line, count - 1]
            free[line], family[line] = last.end, w.orders[last.order].family
    while True:
        line = int(np.argmin(free))
        if free[line] == NEVER:
            break
        j, start[line], later = densest(
            w, line, free[line], family[line], waiting[line], start[line], placed, is_calm, ahead
        )
        if j < 0:
            free[line] = later
            continue
        o = w.orders[j]
        minutes = w.changes[line, family[line], o.family].minutes
        free[line] = end_of_work(w, line, o.group, free[line], minutes, o.wait, w.fits[j, line].minutes)
        family[line] = o.family
        count = w.lines[line].count
        w.places[line, count].order = j
        w.lines[line].count = count + 1
        o.line, o.place, placed[j] = line, count, True
    for j in range(n):
        if w.orders[j].line == NOWHERE:
            leave_out(w, j)
