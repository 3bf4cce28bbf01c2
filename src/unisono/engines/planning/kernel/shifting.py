"""How far places of a line may shift together, so that a long rest need not be worked out place by place.

Where a line's rest starts some open minutes earlier or later, and nothing waits in between, all its ends shift by as
much. Each place knows for which shifts its cost is linear: it stays on its side of its due minute, within its deadline,
and its start does not meet its release. Spans of 8, 64 and 512 places know the same of all of theirs.
"""

import numpy as np

from unisono.engines.planning.kernel.clock import clock_of, open_at
from unisono.engines.planning.kernel.compiling import inner, within
from unisono.engines.planning.kernel.records import MIXED, WIDTHS
from unisono.engines.planning.kernel.room import note_room

FINEST = WIDTHS[0]
FAR = np.int64((1 << 31) - 1)
"""More minutes than any shift."""


@within
def note_margins(w, place, o, free, change):
    """Note for which shifts of a place its cost is linear; where its order waits for its release, for none."""
    row, at = place.row, place.at
    begun = open_at(w, row, free) + (change if w.state[0].change_first != 0 else 0)
    low = open_at(w, row, o.wait) - begun
    high = open_at(w, row, o.deadline) - at
    due = open_at(w, row, o.due) - at
    if place.end > o.due:
        low = max(low, due + 1)
        place.rate = o.late
    else:
        high = min(high, due)
        place.rate = -o.hold
    if o.moving > 0.0:
        kept = open_at(w, row, o.keep_by) - at
        if place.end > o.keep_by:
            low = max(low, kept + 1)
        else:
            high = min(high, kept)
    place.low, place.high = (1, -1) if low > 0 else (max(low, -FAR), min(high, FAR))


@inner
def slide(w, line, i, stop, shift, gain, late, hold):
    """Shift the places from `i` on as long as they are linear; return the first that is not.

    `gain`, `late` and `hold` are added to their sums from the start of the line.
    """
    row = w.places[line, i - 1].row
    has_room = w.state[0].has_room != 0
    while i < stop:
        place = w.places[line, i]
        if place.row != row or shift < place.low or shift > place.high:
            break
        at = place.at + shift
        end = clock_of(w, row, at)
        cost = place.rate * (end - place.end)
        if place.rate > 0.0:
            late += cost
        gain -= cost
        if has_room and place.room > 0.0 and end != place.end:
            due = w.orders[place.order].due
            note_room(w, place.end, due, -place.room)
            note_room(w, end, due, place.room)
        place.at, place.end, place.low, place.high = at, end, place.low - shift, place.high - shift
        place.value += gain
        place.late += late
        place.hold += hold
        i += 1
    return i


@inner
def note_spans(w, line, keep):
    """Work out the spans of a line from the one that holds place `keep` on."""
    count = w.lines[line].count
    for b in range(keep // FINEST, count // FINEST):
        span, first = w.spans[line, 0, b], w.places[line, b * FINEST]
        span.row, span.low, span.high, span.rate = first.row, -FAR, FAR, 0.0
        for i in range(b * FINEST, (b + 1) * FINEST):
            widen(span, w.places[line, i])
    for level in range(1, len(WIDTHS)):
        for b in range(keep // WIDTHS[level], count // WIDTHS[level]):
            span, first = w.spans[line, level, b], w.spans[line, level - 1, b * FINEST]
            span.row, span.low, span.high, span.rate = first.row, -FAR, FAR, 0.0
            for part in range(b * FINEST, (b + 1) * FINEST):
                widen(span, w.spans[line, level - 1, part])


@within
def widen(span, part):
    """Add a place or a finer span to a span."""
    if span.row != part.row:
        span.row = MIXED
    span.low = max(span.low, part.low)
    span.high = min(span.high, part.high)
    span.rate += part.rate


@within
def leap(w, line, i, stop, row, shift):
    """Return the most places from `i` to before `stop` that shift as a whole, and their rate; 0: not even one."""
    if i >= stop:
        return 0, 0.0
    place = w.places[line, i]
    if place.row != row or shift < place.low or shift > place.high:
        return 0, 0.0
    found, rate = 1, place.rate
    for level in range(len(WIDTHS)):
        width = WIDTHS[level]
        if i % width != 0 or i + width > stop:
            break
        span = w.spans[line, level, i // width]
        if span.row != row or shift < span.low or shift > span.high:
            break
        found, rate = width, span.rate
    return found, rate
