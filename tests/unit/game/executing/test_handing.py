"""A handover with its two sides, from the delivery to what becomes of a difference."""

from dataclasses import replace
from decimal import Decimal

from tests.forge import forge_situation
from unisono.domain.acts.commitments import Delivered, DisputeSettled, HandoverDisputed, Rejected, Renegotiated
from unisono.domain.facts import Act
from unisono.game.executing.handing import Handing, give_up, hand_over
from unisono.game.executing.scene import DAY, HOUR, WEEK, Scene

PICK = "F-901/pick"
TEN_OCLOCK = 4 * HOUR
WHOLE = Handing(commitment=PICK, handover="1", quantity=Decimal(30), at=TEN_OCLOCK, signed_at=TEN_OCLOCK + 30)
SHORT = replace(WHOLE, missing=Decimal(2))
BENT = replace(WHOLE, rejected=Decimal(3), reason="bent")


def acts_of(handing: Handing, *, seed: int) -> list[Act]:
    """Return what happens in a handover of the hinges from stock; nothing may be refused."""
    scene = Scene(forge_situation(), seed=seed, prefix="simulated")
    hand_over(scene, handing)
    heard = scene.voices.heard(until=6 * WEEK)
    assert heard.refused == ()
    assert all(fact.commitment == PICK for fact in heard.facts)
    return [fact.act for fact in heard.facts]


def test_what_is_right_is_signed_for() -> None:
    """Thirty hinges are handed over and signed for half an hour later."""
    assert [type(act).__name__ for act in acts_of(WHOLE, seed=1)] == ["Delivered", "Accepted"]


def test_a_difference_is_disputed_and_mostly_settled() -> None:
    """Two hinges are missing: of forty such disputes most are settled, some by either side, and some never."""
    ends = []
    for seed in range(40):
        acts = acts_of(SHORT, seed=seed)
        disputed = next(act for act in acts if isinstance(act, HandoverDisputed))
        assert (disputed.delivered, disputed.received) == (Decimal(30), Decimal(28))
        ends.append(next((act.quantity for act in acts if isinstance(act, DisputeSettled)), None))
    assert set(ends) == {None, Decimal(28), Decimal(30)}
    assert ends.count(None) < 15


def test_what_is_not_taken_comes_again_or_is_credited() -> None:
    """Three bent hinges: with some seeds three others follow days later, with others the promise becomes 27."""
    follow = {type(acts_of(BENT, seed=seed)[-1]).__name__ for seed in range(20)}
    assert follow == {"Accepted", "Renegotiated"}
    acts = acts_of(BENT, seed=1)
    assert isinstance(acts[2], Rejected)
    later = [act for act in acts[3:] if isinstance(act, Delivered | Renegotiated)]
    assert later[0].quantity in {Decimal(3), Decimal(27)}


def test_two_parts_can_be_given_up_one_after_the_other() -> None:
    """Two hinges and then three are given up: thirty become 28 and 25."""
    scene = Scene(forge_situation(), seed=1, prefix="simulated")
    give_up(scene, PICK, Decimal(2), HOUR, owner="production", reason="scrap")
    give_up(scene, PICK, Decimal(3), DAY, owner="production", reason="scrap")
    acts = [fact.act for fact in scene.voices.heard(until=WEEK).facts]
    assert [act.quantity for act in acts if isinstance(act, Renegotiated)] == [Decimal(28), Decimal(25)]
