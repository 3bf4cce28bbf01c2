"""A move in three steps: propose it, decide on it, settle it.

A proposal names one or two lines, what each keeps, the segments that follow, and what changes elsewhere. There is one
place where proposals are tried, so that a new move is only a new way to propose.
"""

import numpy as np

from unisono.engines.planning.kernel.chance import unit
from unisono.engines.planning.kernel.compiling import inner, within
from unisono.engines.planning.kernel.room import room_cost_change, settle_room
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


@inner
def settle(w, delta):
    """Make the proposal, which was weighed last, so."""
    state = w.state[0]
    first = 0
    counts = (0, 0)
    for side in range(state.sides):
        n = gather(w, first, state.after[side], side)
        counts = (n, counts[1]) if side == 0 else (counts[0], n)
        first = state.after[side]
    for side in range(state.sides):
        lay(w, state.line[side], state.keep[side], side, counts[side])
    if state.leaving >= 0:
        leave_out(w, state.leaving)
    for e in range(state.ejected):
        leave_out(w, w.scratch[2, e])
    if state.has_room != 0:
        state.room_cost += room_cost_change(w)
        settle_room(w, True)
    state.value += delta
