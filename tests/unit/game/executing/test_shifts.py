"""When a line works."""

from unisono.game.executing.shifts import Shifts

WEEK = Shifts([(0, 480), (1440, 1920), (2880, 3360)])
"""Three days from six to two, in minutes."""


def test_work_goes_on_where_the_shift_before_left_it() -> None:
    """Six hours of work that begin at noon end at ten the next day; on the last day it goes on without a break."""
    assert WEEK.end(360, 360) == 1680
    assert WEEK.end(0, 480) == 480
    assert WEEK.end(500, 10) == 1450
    assert WEEK.end(3300, 120) == 3420


def test_the_shift_opens_when_it_opens() -> None:
    """At night the next minute of work is in the morning; after the last shift it is now."""
    assert (WEEK.opening(-30), WEEK.opening(10), WEEK.opening(480), WEEK.opening(9000)) == (0, 10, 1440, 9000)


def test_a_broken_line_works_before_and_after() -> None:
    """What is broken from ten to the next day's eight takes four hours and two from the work."""
    mended = WEEK.without([(240, 1560)])
    assert mended.windows == ((0, 240), (1560, 1920), (2880, 3360))
    assert WEEK.between(240, 1560) == 360
    assert mended.end(200, 60) == 1580


def test_overtime_is_one_more_window() -> None:
    """Two hours on the evening of the first day."""
    assert WEEK.with_overtime((480, 600)).end(400, 150) == 550
