"""Dispatching: whenever a line is free it takes the order that earns most in the time it needs."""

import numpy as np

from unisono.engines.planning.kernel.clock import end_of_work
from unisono.engines.planning.kernel.compiling import entry, inner
from unisono.engines.planning.kernel.records import NOWHERE
from unisono.engines.planning.kernel.trial import leave_out, money_of_time

NEVER = 2**62


@inner
def must_wait(w, line, group, free, wait):
    """Return whether the line would lose working time if it waited from `free` until `wait`."""
    if wait <= free:
        return False
    return end_of_work(w, line, group, free, 0, free, 1) != end_of_work(w, line, group, free, 0, wait, 1)


@inner
def densest(w, line, free, family, waiting, bounds, count, placed, calm, ahead):
    """Return the order that a free line takes, or -1; how many are still waiting; and the next minute to look again.

    `waiting` are orders that the line can make, by falling `bounds` of their index. Those that have got a place
    meanwhile, or cannot end before their deadline any more, are struck off.
    """
    chosen, best, is_urgent, left, later = -1, -np.inf, False, 0, NEVER
    for i in range(count):
        j = waiting[i]
        if placed[j]:
            continue
        waiting[left], bounds[left] = j, bounds[i]
        left += 1
        cannot_win = bounds[i] <= best
        if cannot_win and calm:
            for rest in range(i + 1, count):
                waiting[left], bounds[left] = waiting[rest], bounds[rest]
                left += 1
            break
        o, fit = w.orders[j], w.fits[j, line]
        if (is_urgent and (o.firm == 0 or cannot_win)) or (cannot_win and o.firm == 0):
            continue
        if free + fit.minutes > o.deadline:
            left -= 1
            continue
        if must_wait(w, line, o.group, free, o.wait):
            later = min(later, o.wait)
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
        urgent = not calm and o.firm != 0 and end > o.due
        if (urgent and not is_urgent) or (urgent == is_urgent and index > best):
            chosen, best, is_urgent = j, index, urgent
    return chosen, left, later


@entry
def dispatch(w, waiting, bounds, left, calm, ahead):
    """Put orders without a place behind what stands on the lines, one by one, on the line that is free first.

    The line takes, of the orders that it need not wait for and that end before their deadline, the one with the largest
    index (see `engines.planning.dispatching`); unless all is `calm`, firm orders that would be late go first. The
    caller calls `revalue`.

    `waiting` (L, n) has in its first `left` (L) entries the orders that each line can make, by falling `bounds`.
    """
    lines, n = w.lines.shape[0], w.orders.shape[0]
    free, family, placed = np.zeros(lines, np.int64), np.zeros(lines, np.int64), np.zeros(n, np.bool_)
    for line in range(lines):
        count, family[line] = w.lines[line].count, w.lines[line].initial
        if count > 0:
            last = w.places[line, count - 1]
            free[line], family[line] = last.end, w.orders[last.order].family
    while True:
        line = int(np.argmin(free))
        if free[line] == NEVER:
            break
        j, left[line], later = densest(
            w, line, free[line], family[line], waiting[line], bounds[line], left[line], placed, calm, ahead
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
