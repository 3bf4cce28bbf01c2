"""A move in three steps: propose it, decide on it, settle it.

A proposal names one or two lines, what each keeps, the segments that follow, and what changes elsewhere. There is one
place where proposals are tried, so that a new move is only a new way to propose.
"""

import numpy as np

from unisono.engines.planning.kernel.chance import unit
from unisono.engines.planning.kernel.compiling import inner, within
from unisono.engines.planning.kernel.room import leave_room, room_cost_change, settle_room
from unisono.engines.planning.kernel.trial import IMPOSSIBLE, gather, lay, leave_out, trial

TINY = 1e-9


@within
def put(w, source, start, stop):
    """Add a segment to the line that is proposed next."""
    state = w.state[0]
    w.segments[state.segments, 0] = source
    w.segments[state.segments, 1] = start
    w.segments[state.segments, 2] = stop
    state.segments += 1


@within
def propose(w, line, keep):
    """Add a line to the proposal: it keeps its first places and goes on with the segments put since the last."""
    state = w.state[0]
    state.line[state.sides] = line
    state.keep[state.sides] = keep
    state.after[state.sides] = state.segments
    state.sides += 1


@within
def tolerance(w, temperature):
    """Return the least change of value that is accepted now (at most 0): Metropolis, drawn before the trial."""
    return temperature * np.log(1.0 - unit(w)) - TINY


@inner
def weigh(w, least):
    """Return what the proposal changes, or `IMPOSSIBLE` where that is less than `least`.

    The search gives up early on a line that will hardly reach it; `strict` never does: its answers are promises.
    """
    state = w.state[0]
    delta = state.bonus
    first = np.int64(0)
    for side in range(state.sides):
        line = state.line[side]
        worth = w.lines[line].worth
        hurried = side == state.sides - 1 and state.strict == 0
        floor = worth + least - delta if hurried else IMPOSSIBLE
        tried = trial(w, line, state.keep[side], first, state.after[side], state.steady, floor)
        if tried == IMPOSSIBLE:
            return IMPOSSIBLE
        delta += tried - worth
        first = state.after[side]
    if state.has_room != 0:
        delta -= room_cost_change(w)
    return delta if delta >= least else IMPOSSIBLE


@within
def rest_of(w, line, first, after):
    """Return from which place on a line keeps its rest unchanged behind its new segments; its count: nothing."""
    count = w.lines[line].count
    if after == first or w.state[0].ejected > 0:
        return count
    if w.segments[after - 1, 0] != line or w.segments[after - 1, 2] != count:
        return count
    return max(w.segments[after - 1, 1], min(w.state[0].steady, count))


@inner
def settle(w):
    """Make the proposal, which was weighed last, so, and work out exactly what it changes."""
    state = w.state[0]
    delta = state.bonus
    if state.has_room != 0:
        settle_room(w, False)
    first = np.int64(0)
    counts = (0, 0)
    tails = (0, 0)
    for side in range(state.sides):
        line, after = state.line[side], state.after[side]
        delta -= w.lines[line].worth
        tail = rest_of(w, line, first, after)
        if state.has_room != 0:
            for i in range(state.keep[side], tail):
                leave_room(w, w.places[line, i].order)
        n = gather(w, first, after, side, line, tail)
        counts = (n, counts[1]) if side == 0 else (counts[0], n)
        tails = (tail, tails[1]) if side == 0 else (tails[0], tail)
        first = after
    for side in range(state.sides):
        lay(w, state.line[side], state.keep[side], side, counts[side], tails[side])
        delta += w.lines[state.line[side]].worth
    if state.leaving >= 0:
        leave_out(w, state.leaving)
    for e in range(state.ejected):
        delta -= w.orders[w.scratch[2, e]].penalty
        leave_out(w, w.scratch[2, e])
    if state.has_room != 0:
        change = room_cost_change(w)
        state.room_cost += change
        delta -= change
        settle_room(w, True)
    state.value += delta
