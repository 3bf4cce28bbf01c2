"""Room in the warehouse: finished goods are counted every night between their end and their due minute."""

from unisono.engines.planning.kernel.compiling import within


@within
def night_of(w, minute):
    """Return how many nights lie before a minute."""
    return int(w.nights_before[min(max(0, minute), w.nights_before.shape[0] - 1)])


@within
def note_room(w, end, due, room):
    """Note that goods which wait from `end` to `due` take `room` more."""
    state = w.state[0]
    low, high = night_of(w, end), night_of(w, due)
    if low < high:
        for night in range(low, high):
            w.nights[night].change += room
        state.night_low = min(state.night_low, low)
        state.night_high = max(state.night_high, high)


@within
def leave_room(w, j):
    """Note that order `j` gives back the room it takes now."""
    o = w.orders[j]
    if o.line >= 0 and w.places[o.line, o.place].room > 0.0:
        note_room(w, w.places[o.line, o.place].end, o.due, -w.places[o.line, o.place].room)


@within
def room_cost_change(w):
    """Return what the noted change of room costs more."""
    state = w.state[0]
    change = 0.0
    for night in range(state.night_low, state.night_high):
        used = w.nights[night].used - state.room_limit
        change += max(0.0, used + w.nights[night].change) - max(0.0, used)
    return change * state.room_price


@within
def settle_room(w, keep):
    """Make the noted change of room true, or forget it."""
    state = w.state[0]
    for night in range(state.night_low, state.night_high):
        if keep:
            w.nights[night].used += w.nights[night].change
        w.nights[night].change = 0.0
    state.night_low = w.nights.shape[0]
    state.night_high = 0
