"""A time axis that folds closed time away."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from unisono.analytics.axes import Mark, between, local_midnight, make_axis, make_ticks, merge

WARSAW = ZoneInfo("Europe/Warsaw")


def at(text: str) -> datetime:
    """Return an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


WEEK = (at("2026-03-02T00:00"), at("2026-03-09T00:00"))
SHIFTS = [(at(f"2026-03-0{day}T06:00"), at(f"2026-03-0{day}T14:00")) for day in range(2, 7)]


def test_the_axis_runs_from_the_first_to_the_last_open_moment() -> None:
    """Nobody sees the empty night before the first shift, nor the weekend after the last."""
    axis = make_axis(WEEK, SHIFTS)
    assert axis is not None
    assert (axis.start, axis.end) == (at("2026-03-02T06:00"), at("2026-03-06T14:00"))
    assert axis.place(axis.start) == 0
    assert axis.place(axis.end) == 100
    assert axis.open_time == timedelta(hours=40)


def test_nights_are_narrow_and_shifts_are_to_scale() -> None:
    """Every shift of eight hours is equally wide, every night between takes the same narrow gap."""
    axis = make_axis(WEEK, SHIFTS)
    assert axis is not None
    assert {axis.mark(shift).width for shift in SHIFTS} == {19.52}
    nights = [(round(mark.x, 2), mark.width) for mark in axis.closed()]
    assert nights == [(19.52, 0.6), (39.64, 0.6), (59.76, 0.6), (79.88, 0.6)]


def test_a_short_break_is_never_wider_than_its_time() -> None:
    """A break of three minutes in a day takes its share of the day, not a night's gap."""
    shifts = [(at("2026-03-02T06:00"), at("2026-03-02T10:00")), (at("2026-03-02T10:03"), at("2026-03-02T18:00"))]
    axis = make_axis(WEEK, shifts)
    assert axis is not None
    assert axis.closed()[0].width == pytest.approx(100 * 3 / 720, abs=0.001)


def test_what_lies_outside_is_drawn_at_the_ends() -> None:
    """Work from last week begins at the left edge; work in a closed night lies in its gap."""
    axis = make_axis(WEEK, SHIFTS)
    assert axis is not None
    assert axis.mark((at("2026-02-20T00:00"), at("2026-03-02T10:00"))) == Mark(x=0, width=9.76)
    assert axis.place(at("2026-04-01T00:00")) == 100
    assert 19.52 < axis.place(at("2026-03-02T22:00")) < 20.12


def test_there_is_no_axis_of_a_week_in_which_nobody_works() -> None:
    """A holiday week is not drawn at all."""
    assert make_axis(WEEK, [(at("2026-04-01T06:00"), at("2026-04-01T14:00"))]) is None


def test_a_week_has_a_label_for_each_working_day() -> None:
    """Days are labelled where their work begins, in the company's zone."""
    axis = make_axis(WEEK, SHIFTS)
    assert axis is not None
    ticks = make_ticks(axis, WARSAW)
    assert [tick.at for tick in ticks] == [shift[0] for shift in SHIFTS]
    assert all(tick.is_day for tick in ticks)


def test_an_evening_has_labels_at_round_times() -> None:
    """A kitchen's evening of three hours is labelled every quarter of an hour."""
    axis = make_axis(WEEK, [(at("2026-03-02T17:05"), at("2026-03-02T20:05"))])
    assert axis is not None
    ticks = make_ticks(axis, WARSAW)
    assert [f"{tick.at:%H:%M}" for tick in ticks[:3]] == ["17:15", "17:30", "17:45"]
    assert len(ticks) == 12
    assert not any(tick.is_day for tick in ticks)


def test_a_quarter_has_a_label_each_week() -> None:
    """Three months of daily work show one label a week, at its first working day."""
    days = [at("2026-03-02T06:00") + timedelta(days=day) for day in range(70)]
    shifts = [(day, day + timedelta(hours=8)) for day in days if day.weekday() < 5]
    axis = make_axis((days[0], days[-1]), shifts)
    assert axis is not None
    ticks = make_ticks(axis, WARSAW)
    assert len(ticks) == 10
    assert {tick.at.weekday() for tick in ticks} == {0}


def test_a_local_day_begins_at_its_own_midnight_when_clocks_change() -> None:
    """The day after the clocks go forward in Warsaw begins at 22:00 UTC, the day before at 23:00."""
    assert local_midnight(at("2026-03-29T12:00"), WARSAW) == at("2026-03-28T23:00")
    assert local_midnight(at("2026-03-29T12:00"), WARSAW, days=1) == at("2026-03-29T22:00")


def test_periods_that_touch_are_one() -> None:
    """Two shifts without a pause between them are one opening, and nothing lies between them."""
    joined = merge([(at("2026-03-02T14:00"), at("2026-03-02T22:00")), SHIFTS[0], SHIFTS[1]])
    assert joined == [(at("2026-03-02T06:00"), at("2026-03-02T22:00")), SHIFTS[1]]
    assert between(joined, (SHIFTS[0][0], SHIFTS[1][1])) == [(at("2026-03-02T22:00"), SHIFTS[1][0])]


def test_many_nights_take_no_more_than_their_share() -> None:
    """Over six weeks of nights, closed time takes six percent of the width and no more."""
    days = [at("2026-03-02T06:00") + timedelta(days=day) for day in range(42)]
    axis = make_axis((days[0], days[-1] + timedelta(days=1)), [(day, day + timedelta(hours=8)) for day in days])
    assert axis is not None
    assert sum(mark.width for mark in axis.closed()) == pytest.approx(6, abs=0.05)
    assert len({mark.width for mark in axis.closed()}) <= 2
