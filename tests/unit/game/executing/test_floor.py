"""What a line does next, and how long it takes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forge import forge_situation
from unisono.domain.acts.work import ChangedOver, LineStopped, OperationFinished
from unisono.game.executing.floor import Floor, Job, Stop, open_line
from unisono.game.executing.scene import DAY, HOUR, WEEK, Scene

SITUATION = forge_situation()
FIRST = Job(
    order="F-a00",
    line="anvil",
    family="gates",
    quantity=SITUATION.snapshot.orders[0].quantity,
    minutes=120,
    not_before=0,
    material=0,
)
SECOND, THIRD = replace(FIRST, order="F-a01"), replace(FIRST, order="F-a02", family="fences")


@pytest.fixture
def scene() -> Scene:
    """Return the forge on its first morning."""
    return Scene(SITUATION, seed=3, prefix="simulated")


def anvil(scene: Scene, *stops: Stop) -> Floor:
    """Return the anvil, with its stops."""
    return open_line(scene, scene.snapshot.lines[1], stops, [])


def turn_of(floor: Floor) -> list[str]:
    """Return the orders in the turn in which they were made."""
    return [run.job.order for run in floor.runs if not run.job.is_remake]


def test_jobs_are_done_in_the_plan_s_order(scene: Scene) -> None:
    """With all material there the plan is followed; gates to fences need a changeover."""
    floor = anvil(scene)
    floor.work_off([FIRST, SECOND, THIRD])
    assert turn_of(floor) == ["F-a00", "F-a01", "F-a02"]
    acts = [fact.act for fact in scene.voices.heard(until=WEEK).facts]
    changes = [act for act in acts if isinstance(act, ChangedOver)]
    assert [(act.from_family, act.to_family, act.planned_minutes) for act in changes] == [
        ("gates", "fences", Decimal(40))
    ]
    assert sum(isinstance(act, OperationFinished) for act in acts) == 3


def test_a_line_does_not_wait_long_for_material(scene: Scene) -> None:
    """An hour is waited for; where the iron comes tomorrow the next job goes first."""
    late = replace(FIRST, material=DAY)
    floor = anvil(scene)
    floor.work_off([late, SECOND, THIRD])
    assert turn_of(floor) == ["F-a01", "F-a02", "F-a00"]
    soon = anvil(scene)
    soon.work_off([replace(FIRST, material=HOUR), SECOND])
    assert turn_of(soon) == ["F-a00", "F-a01"]
    assert soon.runs[0].start >= HOUR


def test_where_nothing_has_come_the_first_that_comes_is_made(scene: Scene) -> None:
    """All iron is late: the line stands until the first of it is there."""
    floor = anvil(scene)
    floor.work_off([replace(FIRST, material=3 * DAY), replace(SECOND, material=DAY), replace(THIRD, material=2 * DAY)])
    assert turn_of(floor) == ["F-a01", "F-a02", "F-a00"]
    assert floor.runs[0].start >= DAY


def test_what_is_ordered_to_the_front_goes_first_once_it_is_there(scene: Scene) -> None:
    """The rush job begins as soon as the line is free after it was ordered and its iron has come."""
    rush = replace(THIRD, urgent_from=HOUR, material=HOUR)
    floor = anvil(scene)
    floor.work_off([FIRST, SECOND, rush])
    assert turn_of(floor) == ["F-a00", "F-a02", "F-a01"]


def test_a_broken_line_makes_nothing_until_it_is_mended(scene: Scene) -> None:
    """Broken from seven to the next day's seven: eight working hours are lost, and the job ends a day later."""
    floor = anvil(
        scene, Stop(start=HOUR, end=DAY + HOUR, reason="cracked"), Stop(start=9 * HOUR, end=10 * HOUR, reason="night")
    )
    floor.work_off([FIRST])
    assert floor.runs[0].end > DAY + HOUR
    stops = [fact.act for fact in scene.voices.heard(until=WEEK).facts if isinstance(fact.act, LineStopped)]
    assert [(int(act.minutes), act.reason) for act in stops] == [(480, "cracked")]
