"""Who is who in the forge, and what time it is there."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.forge import WARSAW, forge, forge_situation, situation_of
from unisono.domain.policy import Decision
from unisono.game.executing.chance import Chance
from unisono.game.executing.scene import Scene, share


@pytest.fixture
def scene() -> Scene:
    """Return the forge on its first morning."""
    return Scene(forge_situation(), seed=1, prefix="simulated")


def local(scene: Scene, minute: int) -> str:
    """Return what the clock in the forge says."""
    return scene.moment(minute).astimezone(WARSAW).strftime("%a %d %b %H:%M")


def minute(scene: Scene, text: str) -> int:
    """Return the minute of a time in the forge."""
    return scene.minute(datetime.fromisoformat(text).replace(tzinfo=WARSAW).astimezone(UTC))


def test_people_answer_in_office_hours(scene: Scene) -> None:
    """A mail of the evening is read the next morning, one of Friday evening or Sunday on Monday."""
    assert local(scene, scene.office(minute(scene, "2026-03-03T10:20"))) == "Tue 03 Mar 10:20"
    assert local(scene, scene.office(minute(scene, "2026-03-03T05:20"))) == "Tue 03 Mar 07:20"
    assert local(scene, scene.office(minute(scene, "2026-03-03T16:40"))) == "Wed 04 Mar 07:40"
    assert local(scene, scene.office(minute(scene, "2026-03-06T20:10"))) == "Mon 09 Mar 07:10"
    assert local(scene, scene.office(minute(scene, "2026-03-08T12:10"))) == "Mon 09 Mar 07:10"


def test_nine_is_nine_after_the_clocks_have_changed(scene: Scene) -> None:
    """In the fifth week the clocks have gone forward: Monday at nine is nine on the wall."""
    assert local(scene, scene.at(4, 0, 9)) == "Mon 30 Mar 09:00"
    assert local(scene, scene.at(0, 2, 10)) == "Wed 04 Mar 10:00"


def test_parties_are_found_by_what_they_do(scene: Scene) -> None:
    """Sales speaks with customers, Logistics picks, Production decides on overtime, and nobody on splitting."""
    assert (scene.sales, scene.buyer, scene.picker, scene.maker("anvil")) == (
        "sales",
        "purchasing",
        "logistics",
        "production",
    )
    assert scene.partners("carrier") == ("ox-cart", "river-barge")
    assert scene.decider(Decision.OVERTIME) == "production"
    assert scene.decider(Decision.SPLIT) == ""


def test_shares_keep_the_steps_of_a_quantity() -> None:
    """Of tons in tenths a share is in tenths, of pieces it is in pieces, also where a hundred is written as 1E+2."""
    assert share(Decimal("28.5"), 10) == Decimal("2.8")
    assert share(Decimal(7), 10) == Decimal(1)
    assert share(Decimal("1E+2"), 7) == Decimal(7)


def test_chance_is_of_its_topic_alone() -> None:
    """The same topic draws the same, another one something else, and each number comes about as often."""
    assert [Chance(1, "gates").whole(1, 9) for _ in range(3)] == [Chance(1, "gates").whole(1, 9)] * 3
    drawn = Counter(Chance(seed, "hinges").pick("abc") for seed in range(300))
    assert set(drawn) == set("abc")
    assert min(drawn.values()) > 60
    assert sum(Chance(seed, "rain").happens(20) for seed in range(500)) in range(70, 131)


def test_the_first_department_does_what_nobody_is_named_for() -> None:
    """Without rows in the policy the usual departments do their work."""
    data = forge()
    plain = replace(data, policy=replace(data.policy, agreed_durations=()))
    assert Scene(situation_of(plain), seed=1, prefix="x").picker == "logistics"
