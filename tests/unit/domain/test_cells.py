"""How values are written in cells."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from unisono.domain.cells import cell_text, happens_once, instant_text, start_of_day
from unisono.domain.company import Tier

WARSAW = ZoneInfo("Europe/Warsaw")
BEIRUT = ZoneInfo("Asia/Beirut")


def test_a_repeated_hour_is_written_with_its_zone() -> None:
    """In the night when clocks go back, a time that comes twice says which one is meant."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant_text(first, WARSAW) == "2026-10-25T02:30+02:00"
    assert instant_text(first.replace(hour=1), WARSAW) == "2026-10-25T02:30+01:00"
    assert instant_text(first.replace(hour=2), WARSAW) == "2026-10-25T03:30"


def test_a_day_without_midnight_starts_at_one() -> None:
    """Where clocks skip midnight, the day starts at its first instant, and is still written as a date."""
    start = start_of_day(date(2026, 3, 29), BEIRUT)
    assert start.astimezone(BEIRUT).hour == 1
    assert instant_text(start, BEIRUT, end_of_day=True) == "2026-03-28"


def test_skipped_and_repeated_times_do_not_happen_once() -> None:
    """A clock time in the night of a change may come never or twice."""
    assert not happens_once(datetime(2026, 3, 29, 2, 30), WARSAW)  # noqa: DTZ001 - a time on the wall
    assert not happens_once(datetime(2026, 10, 25, 2, 30), WARSAW)  # noqa: DTZ001 - a time on the wall
    assert happens_once(datetime(2026, 10, 25, 3, 30), WARSAW)  # noqa: DTZ001 - a time on the wall


def test_cells_are_written_as_people_write_them() -> None:
    """Money keeps its cents, words stay words, seconds show only where there are any."""
    assert cell_text(Decimal("3.20"), UTC) == "3.20"
    assert cell_text(Decimal("1E+3"), UTC) == "1000"
    assert cell_text(Tier.GOLD, UTC) == "gold"
    assert cell_text(False, UTC) == "no"
    assert cell_text(time(6, 30, 15), UTC) == "06:30:15"
    assert cell_text(date(2026, 3, 2), UTC) == "2026-03-02"
    assert cell_text(45, UTC) == "45"
