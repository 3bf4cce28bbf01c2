"""The picture of the bakery's plan as numbers."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.companies import WARSAW, bakery, local
from unisono.analytics.timeline import Scene, draw_strips, draw_whole, strip_length
from unisono.domain.plans import Campaign, Operation


def shift(day: int, start: int, end: int) -> tuple[datetime, datetime]:
    """Return a working time in March 2026 in UTC."""
    return local(f"2026-03-{day:02d}T{start:02d}:00"), local(f"2026-03-{day:02d}T{end:02d}:00")


def work(order: str, span: tuple[datetime, datetime], **given: Any) -> Operation:  # noqa: ANN401 - any field of an operation
    """Return rye bread in the stone oven."""
    plain = Operation(
        order=order,
        line="stone-oven",
        family="rye",
        quantity=Decimal(40),
        changeover_start=span[0],
        changeover_minutes=0,
        start=span[0],
        end=span[1],
        work_minutes=round((span[1] - span[0]) / timedelta(minutes=1)),
    )
    return replace(plain, **given)


def campaign(family: str, *operations: Operation) -> Campaign:
    """Return a campaign of these orders."""
    return Campaign(
        line=operations[0].line,
        family=family,
        start=operations[0].start,
        end=operations[-1].end,
        orders=tuple(operation.order for operation in operations),
        hours=Decimal(1),
        is_short=False,
    )


def scene(*operations: Operation, campaigns: tuple[Campaign, ...] = ()) -> Scene:
    """Return the stone oven from Monday to Friday, six to two, with these orders in it."""
    return Scene(
        lines=("stone-oven",),
        operations=operations,
        campaigns=campaigns,
        openings={"stone-oven": [shift(day, 6, 14) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]},
        slots=(),
        now=local("2026-03-02T06:00"),
        frozen_until=local("2026-03-02T10:00"),
        zone=WARSAW,
    )


def test_work_over_night_is_drawn_in_two_pieces() -> None:
    """An order that begins on Monday noon and ends on Tuesday at eight is interrupted by the night."""
    loaf = work("B-1", (local("2026-03-02T12:00"), local("2026-03-03T08:00")), work_minutes=240)
    strip = draw_whole(scene(loaf))
    assert strip is not None
    (bar,) = strip.rows[0].bars
    first, second = bar.pieces
    assert first.width == second.width
    assert first.x + first.width < second.x
    assert (bar.start, bar.end) == (loaf.start, loaf.end)


def test_a_changeover_takes_its_open_minutes_and_no_more() -> None:
    """A changeover of 90 minutes that begins half an hour before closing goes on for an hour in the morning."""
    loaf = work(
        "B-4",
        (local("2026-03-03T09:00"), local("2026-03-03T14:00")),
        changeover_start=local("2026-03-02T13:30"),
        changeover_minutes=90,
    )
    strip = draw_whole(scene(work("B-1", (local("2026-03-02T06:00"), local("2026-03-02T13:30"))), loaf))
    assert strip is not None
    evening, morning = strip.rows[0].changes[0].pieces
    hour = strip.axis.mark(shift(2, 6, 7)).width
    assert round(evening.width / hour, 2) == 0.5
    assert round(morning.width / hour, 2) == 1.0


def test_a_week_has_one_strip_when_orders_take_hours() -> None:
    """Orders of an hour are readable week by week, and a plan over two weeks has two strips."""
    fortnight = scene(*(work(f"B-{day}", shift(day, 6, 7)) for day in (2, 3, 4, 5, 6, 9, 10)))
    assert strip_length(fortnight) == timedelta(days=7)
    assert [len(strip.rows[0].bars) for strip in draw_strips(fortnight)] == [5, 2]


def test_a_kitchen_has_strips_of_hours() -> None:
    """Dishes of six minutes need strips of four hours, so that each is wide enough to be seen."""
    start = local("2026-03-02T06:00")
    dishes = [
        work(f"D-{place}", (start + timedelta(minutes=6 * place), start + timedelta(minutes=6 * place + 6)))
        for place in range(70)
    ]
    evening = scene(*dishes)
    assert strip_length(evening) == timedelta(hours=4)
    strips = draw_strips(evening)
    assert [len(strip.rows[0].bars) for strip in strips] == [40, 30]
    assert min(bar.pieces[0].width for bar in strips[0].rows[0].bars) == 2.5


def test_long_projects_have_strips_of_four_weeks() -> None:
    """Work that takes four days each is drawn four weeks at a time."""
    project = work("P-1", (local("2026-03-02T06:00"), local("2026-03-05T14:00")), work_minutes=4 * 480)
    other = work("P-2", (local("2026-03-06T06:00"), local("2026-03-11T14:00")), work_minutes=4 * 480)
    assert strip_length(scene(project, other)) == timedelta(days=28)


def test_campaigns_span_their_orders_in_each_strip() -> None:
    """A campaign from one Friday to the next is drawn in both weeks, over exactly the orders it has there."""
    friday, week_after = work("B-1", shift(6, 13, 14)), work("B-6", shift(13, 6, 7))
    first, second = draw_strips(scene(friday, week_after, campaigns=(campaign("rye", friday, week_after),)))
    for strip in (first, second):
        (stretch,) = strip.rows[0].campaigns
        assert (stretch.campaign, stretch.family) == (0, "rye")
        assert stretch.mark == strip.rows[0].bars[0].pieces[0]


def test_the_frozen_zone_is_drawn_once() -> None:
    """The first four hours are frozen in the first week's strip, and nothing is in the second's."""
    first, second = draw_strips(scene(work("B-1", shift(2, 6, 7)), work("B-2", shift(13, 6, 7))))
    assert first.frozen == first.axis.mark(shift(2, 6, 10))
    assert second.frozen is None


def test_slots_and_closed_time_lie_on_the_line_they_belong_to() -> None:
    """The gold slot of the stone oven and its short Wednesday are on its row; the deck oven's row has neither."""
    deck = replace(work("B-2", shift(4, 6, 14)), line="deck-oven", family="wheat")
    both = replace(
        scene(work("B-1", shift(4, 6, 10)), deck),
        lines=("stone-oven", "deck-oven"),
        openings={"stone-oven": [shift(4, 6, 12)], "deck-oven": [shift(4, 6, 14), shift(5, 6, 14)]},
        slots=(replace(bakery().slots[0], start=local("2026-03-04T08:00"), end=local("2026-03-04T10:00")),),
    )
    strip = draw_whole(both)
    assert strip is not None
    stone, oven = strip.rows
    assert stone.slots[0].mark == strip.axis.mark(shift(4, 8, 10))
    assert stone.closed == (strip.axis.mark(shift(4, 12, 14)),)
    assert oven.slots == ()
    assert oven.closed == ()


def test_a_line_without_calendar_is_always_open() -> None:
    """A line of which no working time is known is drawn without closed time."""
    strip = draw_whole(replace(scene(work("B-1", shift(2, 6, 10)), work("B-2", shift(3, 6, 10))), openings={}))
    assert strip is not None
    assert strip.axis.closed() == ()
    assert strip.axis.open_time == timedelta(hours=28)


def test_a_plan_without_work_has_no_picture() -> None:
    """Where every order is served from stock there is nothing to draw."""
    assert draw_whole(scene()) is None
    assert draw_strips(scene()) == ()


def test_a_project_over_many_nights_is_drawn_in_one_piece() -> None:
    """Where nights are too narrow to be seen, work that goes on the next morning stays one bar."""
    fortnight = [shift(day, 6, 14) for day in range(2, 30)]
    project = work("P-1", (local("2026-03-02T06:00"), local("2026-03-27T14:00")), work_minutes=26 * 480)
    strip = draw_whole(replace(scene(project), openings={"stone-oven": fortnight}))
    assert strip is not None
    (bar,) = strip.rows[0].bars
    assert len(strip.axis.closed()) == 25
    assert [(piece.x, round(piece.width)) for piece in bar.pieces] == [(0, 100)]
