"""When Thorn Forge warns that its garden gates will be late, and when it stops."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.commitments import FRIDAY, MONDAY, NEXT_FRIDAY, entry, told
from unisono.domain.acts.commitments import Delivered, Promised, Renegotiated, Requested, SlipNotified
from unisono.domain.acts.warnings import Relief, WarningCleared, WarningRaised
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Act, Entry
from unisono.domain.policy import WarningPolicy
from unisono.domain.warnings import Foreseen, can_be_warned_of, news_of, warnings_in

POLICY = WarningPolicy()
ASKED = Requested(requester="sales", performer="production", due=FRIDAY, quantity=Decimal(20))
WORD = (ASKED, Promised())
LATER = FRIDAY + timedelta(days=2)


class Forge:
    """The gates' commitment, what is foreseen of it, and the warnings that came of that."""

    def __init__(self, *acts: Act) -> None:
        self.acts: list[Act] = list(acts or WORD)
        self.entries: list[Entry] = []

    @property
    def state(self) -> Commitment:
        """Return what is known of the gates."""
        return told(*self.acts)

    def look(self, chance: str) -> list[Act]:
        """Return what is recorded when the gates will miss what people count on with a chance."""
        foreseen = Foreseen(
            commitment="gates",
            chance=Decimal(chance),
            counted_on=self.state.expected or MONDAY,
            expected=LATER,
            low=FRIDAY,
            high=NEXT_FRIDAY,
        )
        return self.record(foreseen)

    def look_away(self) -> list[Act]:
        """Return what is recorded when nothing is foreseen of the gates."""
        return self.record()

    def record(self, *foreseen: Foreseen) -> list[Act]:
        """Return what is new, and keep it as facts."""
        news = news_of(
            warnings_in(self.entries),
            states={"gates": self.state},
            foreseen={one.commitment: one for one in foreseen},
            policy=POLICY,
        )
        acts: list[Act] = [one.act for one in news]
        self.entries += [entry(act, position=len(self.entries) + place) for place, act in enumerate(acts, start=1)]
        return acts


def cleared(relief: Relief, chance: str | None) -> WarningCleared:
    """Return the end of a warning."""
    return WarningCleared(relief=relief, chance=None if chance is None else Decimal(chance))


def test_a_warning_says_what_was_promised_and_what_is_expected() -> None:
    """Who reads the warning needs nothing else to see how late it will be."""
    (warning,) = Forge().look("0.6")
    assert warning == WarningRaised(
        chance=Decimal("0.6"),
        due=FRIDAY,
        counted_on=FRIDAY,
        expected=LATER,
        expected_from=FRIDAY,
        expected_until=NEXT_FRIDAY,
    )


def test_a_warning_is_raised_once_and_cleared_below_the_lower_threshold() -> None:
    """Between the two thresholds nothing happens, whichever way the chance goes."""
    forge = Forge()
    assert forge.look("0.59") == []
    assert len(forge.look("0.6")) == 1
    assert forge.look("0.99") == []
    assert forge.look("0.4") == []
    assert forge.look("0.39") == [cleared(Relief.FELL, "0.39")]
    assert forge.look("0.59") == []
    assert len(forge.look("0.61")) == 1


def test_a_new_time_of_the_performer_answers_the_warning() -> None:
    """Who told what the warning expected has told all: only when that time has passed people are warned again."""
    forge = Forge()
    forge.look("0.9")
    forge.acts.append(SlipNotified(expected=LATER, reason="the bellows leak"))
    assert forge.look("0.9") == [cleared(Relief.TOLD, "0.9")]
    assert forge.look("0.99") == []
    (again,) = forge.look("1")
    assert isinstance(again, WarningRaised)
    assert (again.due, again.counted_on) == (FRIDAY, LATER)
    assert forge.look("1") == []


def test_a_notice_that_is_too_hopeful_is_warned_of_at_once() -> None:
    """The warning of the promise ends and that of the notice begins in one look."""
    forge = Forge()
    forge.look("0.9")
    forge.acts.append(SlipNotified(expected=FRIDAY + timedelta(hours=1)))
    assert [type(act) for act in forge.look("0.9")] == [WarningCleared, WarningRaised]
    assert forge.look("0.9") == []


def test_a_notice_about_the_quantity_answers_nothing() -> None:
    """Fewer gates are no later ones."""
    forge = Forge()
    forge.look("0.9")
    forge.acts.append(SlipNotified(expected_quantity=Decimal(18)))
    assert forge.look("0.9") == []


def test_a_moved_promise_is_looked_at_anew() -> None:
    """A warning of a promise that holds no more is cleared."""
    forge = Forge()
    forge.look("0.9")
    forge.acts.append(Renegotiated(due=NEXT_FRIDAY, owner="sales", reason="the park opens later"))
    assert forge.look("0.1") == [cleared(Relief.MOVED, "0.1")]
    assert len(forge.look("0.9")) == 1


def test_a_delivery_ends_the_warning() -> None:
    """What has come is not foreseen any more."""
    forge = Forge()
    forge.look("0.9")
    forge.acts.append(Delivered(handover="1"))
    assert forge.look_away() == [cleared(Relief.ENDED, None)]
    assert forge.look_away() == []


def test_a_warning_stands_while_nothing_is_foreseen() -> None:
    """Not to know is no reason to feel safe."""
    forge = Forge()
    forge.look("0.9")
    assert forge.look_away() == []


def test_nobody_is_warned_of_what_nobody_promised() -> None:
    """A wish and a promise without a time cannot be late."""
    assert not can_be_warned_of(told(ASKED))
    assert not can_be_warned_of(told(Requested(requester="sales", performer="production"), Promised()))
    assert Forge(ASKED).look("0.9") == []


@given(st.lists(st.integers(0, 100), max_size=40))
def test_warnings_take_turns_with_their_ends(chances: list[int]) -> None:
    """Whatever is foreseen, no warning is raised twice without its end, and each fact has its reason."""
    forge = Forge()
    acts = [act for chance in chances for act in forge.look(str(Decimal(chance) / 100))]
    assert [isinstance(act, WarningRaised) for act in acts] == [place % 2 == 0 for place in range(len(acts))]
    for act in acts:
        assert isinstance(act, WarningRaised | WarningCleared)
        assert act.chance is not None
        assert act.chance >= POLICY.raise_at if isinstance(act, WarningRaised) else act.chance < POLICY.clear_at
