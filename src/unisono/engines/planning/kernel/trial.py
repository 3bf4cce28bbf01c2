"""What a line would be worth with another sequence, and how to make it so.

A changed line is written as the number of places it keeps and a few segments of the lines as they are: nothing is
copied to try a move. A trial ends early where its times meet the old ones again, or where it can no longer reach what
the move needs, and it leaps over places that only shift (see `shifting`). With calendars or room that is an estimate;
what is laid is always exact.
"""

import numpy as np

from unisono.engines.planning.kernel.clock import clock_of, end_of_work, open_at
from unisono.engines.planning.kernel.compiling import entry, inner, within
from unisono.engines.planning.kernel.records import FROM_STOCK, NOWHERE
from unisono.engines.planning.kernel.room import leave_room, note_room, room_cost_change, settle_room
from unisono.engines.planning.kernel.shifting import leap, note_margins, note_spans, slide

IMPOSSIBLE = -1e300
"""The worth of a trial that cannot be, or cannot reach its floor."""


@within
def money_of_time(o, end):
    """Return what the end of an order costs: lateness or holding, and having moved."""
    cost = o.late * (end - o.due) if end > o.due else o.hold * (o.due - end)
    if end > o.keep_by:
        cost += o.moving
    return cost


@within
def begin(w):
    """Start a move: nobody is ejected, no room has changed."""
    state = w.state[0]
    state.stamp += 1
    state.ejected = 0
    state.sides = 0
    state.segments = 0
    state.bonus = 0.0
    state.steady = 0
    state.leaving = -1
    if state.has_room != 0:
        settle_room(w, False)


@within
def eject(w, j):
    """Note that order `j` loses its place in this move."""
    state = w.state[0]
    w.scratch[2, state.ejected] = j
    state.ejected += 1
    w.orders[j].stamp = state.stamp
    if state.has_room != 0:
        leave_room(w, j)


@inner
def trial(w, line, keep, first, after, steady, floor):
    """Return the worth of a line that keeps its first `keep` places and goes on with segments `first` until `after`.

    Orders that would pass their deadline are ejected and their penalties charged. The last segment may be the unchanged
    rest of the same line; from its place `steady` on its orders are as they were, so that the trial may stop where
    times agree again. Below `floor`, or where the line cannot make an order, it is `IMPOSSIBLE`; under `strict` also
    where a firm order that has a place would be later than it is and than it should.
    """
    state, places, orders, fits, changes = w.state[0], w.places, w.orders, w.fits, w.changes
    campaigns, strict, has_room = state.has_campaigns != 0, state.strict != 0, state.has_room != 0
    charge = state.short_charge
    count, old_worth = w.lines[line].count, w.lines[line].worth
    free, run, value, family = np.int64(0), np.int64(0), 0.0, np.int64(w.lines[line].initial)
    if keep > 0:
        before = places[line, keep - 1]
        free, run, value, family = np.int64(before.end), np.int64(before.run), before.value, np.int64(before.family)
    for s in range(first, after):
        source, i, stop = w.segments[s, 0], w.segments[s, 1], w.segments[s, 2]
        is_tail = s == after - 1 and source == line and stop == count
        while i < stop:
            j = places[source, i].order
            o = orders[j]
            i += 1
            minutes = fits[j, line].minutes
            if minutes < 0:
                return IMPOSSIBLE
            change = changes[line, family, o.family]
            end = end_of_work(w, line, o.group, free, change.minutes, o.wait, minutes)
            if end < 0 or end > o.deadline:
                if strict and o.firm != 0:
                    return IMPOSSIBLE
                eject(w, j)
                value -= o.penalty
                continue
            if strict and o.firm != 0 and o.line >= 0 and end > max(o.due, places[o.line, o.place].end):
                return IMPOSSIBLE
            if run == 0 or family != o.family:
                if campaigns and 0 < run < w.shortest[line, family]:
                    value -= charge
                run = np.int64(0)
            run += minutes
            value += fits[j, line].gain - change.cost - change.scrap * o.scrap - money_of_time(o, end)
            family = o.family
            free = end
            if has_room and o.room > 0.0:
                leave_room(w, j)
                note_room(w, end, o.due, o.room)
            if source != line or i <= steady:
                continue
            old = places[line, i - 1]
            row, shift = old.row, open_at(w, old.row, free) - old.at
            stretch = w.calendars[row].stretch if row >= 0 else 1.0
            steady_run = run == old.run or not campaigns
            if is_tail and shift == 0 and steady_run:
                return value + old_worth - old.value
            leapt = False
            while True:
                if is_tail:
                    final = places[line, count - 1]
                    reach = value + old_worth - old.value + charge
                    if shift > 0:
                        reach += shift * stretch * (final.hold - old.hold)
                    else:
                        reach += final.late - old.late
                    if reach < floor:
                        return IMPOSSIBLE
                width, rate = leap(w, line, i, stop, row, shift) if steady_run and not strict else (0, 0.0)
                if width == 0:
                    break
                leapt = True
                i += width
                last = places[line, i - 1]
                value += last.value - old.value - rate * stretch * shift
                old = last
            if leapt:
                free, run, family = clock_of(w, row, old.at + shift), old.run, old.family
    if campaigns and 0 < run < w.shortest[line, family]:
        value -= charge
    return value


@inner
def gather(w, first, after, row, line, tail):
    """Write what follows the kept places, without the ejected, into a row of the scratch; return how many.

    The rest of the line from its place `tail` on is left out.
    """
    n = 0
    for s in range(first, after):
        source, start, stop = w.segments[s, 0], w.segments[s, 1], w.segments[s, 2]
        if s == after - 1 and source == line and stop > tail:
            stop = tail
        for i in range(start, stop):
            j = w.places[source, i].order
            if w.orders[j].stamp != w.state[0].stamp:
                w.scratch[row, n] = j
                n += 1
    return n


@within
def occupy(w, line, i, j):
    """Put order `j` at place `i` of a line, after the place before it."""
    place, o = w.places[line, i], w.orders[j]
    free, run, value, family, late, hold = np.int64(0), np.int64(0), 0.0, w.lines[line].initial, 0.0, 0.0
    if i > 0:
        before = w.places[line, i - 1]
        free, run, value, family = np.int64(before.end), np.int64(before.run), before.value, np.int64(before.family)
        late, hold = before.late, before.hold
    fit, change = w.fits[j, line], w.changes[line, family, o.family]
    end = end_of_work(w, line, o.group, free, change.minutes, o.wait, fit.minutes)
    if run == 0 or family != o.family:
        if w.state[0].has_campaigns != 0 and 0 < run < w.shortest[line, family]:
            value -= w.state[0].short_charge
        run = np.int64(0)
    place.order, place.family, place.end, place.run, place.room = j, o.family, end, run + fit.minutes, o.room
    place.value = value + fit.gain - change.cost - change.scrap * o.scrap - money_of_time(o, end)
    place.late = late + o.late * max(0, end - o.due)
    place.hold = hold + (o.hold if end <= o.due else 0.0)
    place.row = w.calendar[line, o.group]
    place.at = open_at(w, place.row, end)
    note_margins(w, place, o, free, change.minutes)
    if w.state[0].has_room != 0 and o.room > 0.0:
        note_room(w, end, o.due, o.room)
    o.line = line
    o.place = i


@within
def move_rest(w, line, tail, start):
    """Move the places of a line from `tail` on so that they begin at `start`."""
    rest = w.lines[line].count - tail
    for k in range(rest):
        i = k if start < tail else rest - 1 - k
        w.places[line, start + i] = w.places[line, tail + i]
        w.orders[w.places[line, start + i].order].place = start + i


@inner
def lay(w, line, keep, row, n, tail):
    """Make the line its kept places, `n` orders of a row of the scratch, and its rest from place `tail` on."""
    places, state = w.places, w.state[0]
    start, stop = keep + n, keep + n + w.lines[line].count - tail
    if start != tail:
        move_rest(w, line, tail, start)
    for i in range(n):
        occupy(w, line, keep + i, w.scratch[row, i])
    i = start
    while i < stop:
        place = places[line, i]
        at, run, value, late, hold = place.at, place.run, place.value, place.late, place.hold
        if state.has_room != 0 and place.room > 0.0:
            note_room(w, place.end, w.orders[place.order].due, -place.room)
        occupy(w, line, i, np.int64(place.order))
        i += 1
        if state.has_campaigns == 0 or place.run == run:
            i = slide(w, line, i, stop, place.at - at, place.value - value, place.late - late, place.hold - hold)
    w.lines[line].count = stop
    w.lines[line].changed = 1
    worth = 0.0
    if stop > 0:
        last = places[line, stop - 1]
        worth = last.value
        if state.has_campaigns != 0 and 0 < last.run < w.shortest[line, last.family]:
            worth -= state.short_charge
    w.lines[line].worth = worth
    note_spans(w, line, keep)


@inner
def refresh(w, j):
    """Work out again all that depends on how much of order `j` is made."""
    o = w.orders[j]
    o.hold = o.unit_hold * o.need
    o.room = o.unit_room * o.need
    for line in range(w.lines.shape[0]):
        fit, rate = w.fits[j, line], w.rates[j, line]
        if fit.minutes >= 0:
            fit.minutes = max(1, np.int64(np.ceil(o.need * rate.pace - 1e-9)))
            fit.gain = o.base_gain - rate.unit_cost * o.need - o.stock_cost * (o.quantity - o.need)


@inner
def leave_out(w, j):
    """Make order `j` have no place, and give back its stock."""
    o = w.orders[j]
    o.line = NOWHERE
    if o.need < o.quantity:
        for c in range(o.first_claim, o.after_claims):
            claim = w.claims[c]
            w.pools[claim.pool].free += claim.take
            claim.take = 0.0
        o.need = o.quantity
        refresh(w, j)


@within
def stock_gain(w, j):
    """Return the money of order `j` when stock serves it wholly."""
    return w.orders[j].base_gain - w.orders[j].stock_cost * w.orders[j].quantity


@entry
def revalue(w):
    """Work out everything that follows from the lines' orders, the waits and the claims; return the whole value."""
    state = w.state[0]
    value = 0.0
    for j in range(w.orders.shape[0]):
        if w.orders[j].first_claim < w.orders[j].after_claims:
            refresh(w, j)
    for night in range(w.nights.shape[0]):
        w.nights[night].used = 0.0
        w.nights[night].change = 0.0
    state.night_low = w.nights.shape[0]
    state.night_high = 0
    for line in range(w.lines.shape[0]):
        n = w.lines[line].count
        for i in range(n):
            w.scratch[0, i] = w.places[line, i].order
        lay(w, line, np.int64(0), np.int64(0), n, n)
        value += w.lines[line].worth
    for j in range(w.orders.shape[0]):
        o = w.orders[j]
        if o.line == NOWHERE:
            value -= o.penalty
        elif o.line == FROM_STOCK:
            value += stock_gain(w, j)
    state.room_cost = room_cost_change(w)
    settle_room(w, True)
    state.value = value - state.room_cost
    return state.value
