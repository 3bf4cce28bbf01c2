"""Working time: from minutes to open minutes of a calendar and back.

A calendar is a row of windows in which its line works. The table `window_at` names the window from which to look
on, for every `BUCKET` minutes and for every `BUCKET` open minutes; a row of -1 stands for a line that always works.
"""

import numpy as np

from unisono.engines.planning.kernel.compiling import within

BUCKET_BITS = 8
BUCKET = 1 << BUCKET_BITS
"""Minutes for which `window_at` has one entry: less than a shift."""
BY_MINUTE, BY_OPEN = range(2)


@within
def open_at(w, row, minute):
    """Return how many minutes before a minute are open."""
    if row < 0:
        return np.int64(minute)
    calendar, bucket = w.calendars[row], np.int64(max(0, minute)) >> BUCKET_BITS
    if calendar.total == 0 or bucket >= w.window_at.shape[2]:
        return calendar.total
    k = np.int64(w.window_at[row, BY_MINUTE, bucket])
    while k + 1 < calendar.after and w.windows[k + 1].start < minute:
        k += 1
    window = w.windows[k]
    return window.before + min(max(0, minute - window.start), window.end - window.start)


@within
def clock_of(w, row, at):
    """Return the first minute before which so many minutes, at least 1 and at most all, are open."""
    if row < 0:
        return np.int64(at)
    k = np.int64(w.window_at[row, BY_OPEN, at >> BUCKET_BITS])
    while w.windows[k].before + w.windows[k].end - w.windows[k].start < at:
        k += 1
    return w.windows[k].start + at - w.windows[k].before


@within
def end_of_work(w, line, group, free, change, wait, minutes):
    """Return the minute at which the work ends, or -1 where the calendar ends before."""
    row = w.calendar[line, group]
    free_at, wait_at = open_at(w, row, free), open_at(w, row, wait)
    at = (max(free_at + change, wait_at) if w.state[0].change_first != 0 else max(free_at, wait_at) + change) + minutes
    return clock_of(w, row, at) if row < 0 or at <= w.calendars[row].total else -1


@within
def first_open(w, line, group, minute):
    """Return the first minute from `minute` on in which orders of a group may be worked on; -1 if there is none."""
    row = w.calendar[line, group]
    at = open_at(w, row, minute) + 1
    return clock_of(w, row, at) - 1 if row < 0 or at <= w.calendars[row].total else -1
