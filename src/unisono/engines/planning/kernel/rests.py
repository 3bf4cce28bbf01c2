"""What the rest of a line is worth when the order before it ends at another minute.

Nothing of it depends on who asks: so many questions to one plan share the answers. A line is laid out in steps, one a
place, with all that a walk along it reads. A walk ends where times meet those of the plan again, or where an earlier
walk came by at the same minute: what is found at every `STRIDE`th place is kept in a table.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from unisono.engines.planning.kernel.clock import end_of_work
from unisono.engines.planning.kernel.compiling import entry, within
from unisono.engines.planning.kernel.records import World
from unisono.engines.planning.kernel.trial import IMPOSSIBLE, money_of_time

STRIDE = 16
"""Places between two at which walks leave what they found."""

MINUTE_BITS = 40
"""A key of the table is the number of a place and, in so many bits, a minute."""

STEP = np.dtype(
    [
        ("order", np.int64),
        ("family", np.int64),
        ("group", np.int64),
        ("minutes", np.int64),
        ("wait", np.int64),
        ("limit", np.int64),  # ending later it loses its place, or, if firm, may not be
        ("firm", np.int64),
        ("due", np.int64),
        ("keep_by", np.int64),
        ("gain", np.float64),
        ("late", np.float64),
        ("hold", np.float64),
        ("moving", np.float64),
        ("scrap", np.float64),
        ("change_minutes", np.int64),  # of the changeover from the place before,
        ("change_money", np.float64),  # and its cost and scrap
        ("end", np.int64),
        ("run", np.int64),
        ("rest", np.float64),  # money of the places behind
    ]
)
"""A place of a line in the plan, its order beside it (see `records.ORDER`, `FIT` and `PLACE`)."""

KNOWN = np.dtype([("key", np.int64), ("worth", np.float64), ("spares", np.int64)])
"""What a rest is worth, and whether nobody loses the place in it; key 0 is empty."""


class Survey(NamedTuple):
    """The lines laid out, and what is known of their rests."""

    steps: NDArray[np.void]  # (L, n) STEP
    first_mark: NDArray[np.int64]  # (L) the number of each line's first place that is kept
    known: NDArray[np.void]  # KNOWN, a hash table with a power of two of rows
    counts: NDArray[np.int64]  # (2) marks given out, rows of the table in use
    marks: NDArray[np.int64]  # keys of what the present walk will leave, from 1 on,
    worths: NDArray[np.float64]  # its money from its start (0) and from each to the next,
    spares: NDArray[np.int64]  # and 1 if nobody loses the place there


def make_survey(world: World) -> Survey:
    """Return the survey of a world, with no line laid out."""
    lines, n = world.fits.shape[1], len(world.orders)
    rows = 2 ** max(8, min(20, int(64 * max(n, 1)).bit_length()))
    return Survey(
        steps=np.zeros((lines, max(n, 1)), STEP),
        first_mark=np.zeros(lines, np.int64),
        known=np.zeros(rows, KNOWN),
        counts=np.zeros(2, np.int64),
        marks=np.zeros(n // STRIDE + 2, np.int64),
        worths=np.zeros(n // STRIDE + 2),
        spares=np.zeros(n // STRIDE + 2, np.int64),
    )


@entry
def lay_out(w, s, line):
    """Lay a line out as it stands now; what was known of its rests is forgotten."""
    family, worth = w.lines[line].initial, w.lines[line].worth
    for i in range(w.lines[line].count):
        place = w.places[line, i]
        o = w.orders[place.order]
        fit, change, step = w.fits[place.order, line], w.changes[line, family, o.family], s.steps[line, i]
        step.order, step.family, step.group, step.firm = place.order, o.family, o.group, o.firm
        step.minutes, step.wait, step.due, step.keep_by = fit.minutes, o.wait, o.due, o.keep_by
        step.limit = min(o.deadline, max(o.due, place.end)) if o.firm != 0 else o.deadline
        step.gain, step.late, step.hold, step.moving, step.scrap = fit.gain, o.late, o.hold, o.moving, o.scrap
        step.change_minutes, step.change_money = change.minutes, change.cost + change.scrap * o.scrap
        step.end, step.run, step.rest = place.end, place.run, worth - place.value
        family = o.family
    s.first_mark[line] = s.counts[0] + 1
    s.counts[0] += w.lines[line].count // STRIDE + 1


@within
def row_of(known, key):
    """Return the row of the table where a key stands, or could stand."""
    mask = known.shape[0] - 1
    row = ((key * np.int64(-7046029254386353131)) >> 20) & mask
    while known[row].key != key and known[row].key != 0:
        row = (row + 1) & mask
    return row


@within
def enough(w, line, family, run):
    """Return the minutes of a campaign as far as they matter: up to its shortest length without charge."""
    return min(run, w.shortest[line, family])


@within
def leave_behind(s, depth, worth, spares):
    """Write what a walk found behind each of its marks into the table; return the same for its start.

    `worth` and `spares` are those of the places behind its end.
    """
    while True:
        if worth != IMPOSSIBLE:
            worth += s.worths[depth]
            spares &= s.spares[depth]
        if depth == 0:
            return worth, spares
        row = row_of(s.known, s.marks[depth])
        s.known[row].key, s.known[row].worth, s.known[row].spares = s.marks[depth], worth, spares
        s.counts[1] += 1
        depth -= 1


@within
def worth_of_rest(w, s, line, i, free, run, family):
    """Return the money of a line from its place `i` on, and 1 if nobody loses the place there.

    The order before ends at `free`; it is of `family`, and so are `run` minutes of work up to it. The money is
    `IMPOSSIBLE` where a firm order would be later than it is and than it should.
    """
    campaigns, charge, count = w.state[0].has_campaigns != 0, w.state[0].short_charge, w.lines[line].count
    may_learn = s.counts[1] < s.known.shape[0] // 2
    depth, s.worths[0], s.spares[0] = 0, 0.0, 1
    rest, rest_spares = 0.0, 1
    while True:
        as_planned = False
        if i > 0:
            before = s.steps[line, i - 1]
            as_planned = family == before.family and (
                not campaigns or enough(w, line, family, run) == enough(w, line, family, before.run)
            )
            if as_planned and free == before.end:
                rest = before.rest
                break
        if i == count:
            if campaigns and 0 < run < w.shortest[line, family]:
                rest = -charge
            break
        if as_planned and i % STRIDE == 0:
            key = ((s.first_mark[line] + i // STRIDE) << MINUTE_BITS) | free
            row = row_of(s.known, key)
            if s.known[row].key == key:
                rest, rest_spares = s.known[row].worth, s.known[row].spares
                break
            if may_learn:
                depth += 1
                s.marks[depth], s.worths[depth], s.spares[depth] = key, 0.0, 1
        step = s.steps[line, i]
        minutes, money = step.change_minutes, step.change_money
        if i == 0 or family != s.steps[line, i - 1].family:
            change = w.changes[line, family, step.family]
            minutes, money = change.minutes, change.cost + change.scrap * step.scrap
        end = end_of_work(w, line, step.group, free, minutes, step.wait, step.minutes)
        i += 1
        if end < 0 or end > step.limit:
            if step.firm != 0:
                rest = IMPOSSIBLE
                break
            s.spares[depth] = 0
            continue
        if family != step.family:
            if campaigns and 0 < run < w.shortest[line, family]:
                s.worths[depth] -= charge
            run = 0
        run += step.minutes
        s.worths[depth] += step.gain - money - money_of_time(step, end)
        family, free = step.family, end
    return leave_behind(s, depth, rest, rest_spares)


def is_full(s: Survey) -> bool:
    """Return whether the table is half full, or the numbers of places will soon be used up."""
    return bool(s.counts[1] >= len(s.known) // 2 or s.counts[0] >= 2 ** (62 - MINUTE_BITS))


def empty(s: Survey) -> None:
    """Forget all that is known of rests; all lines must be laid out again."""
    s.known["key"] = 0
    s.counts[:] = 0
