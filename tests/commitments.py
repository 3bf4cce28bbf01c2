"""One order of Thorn Forge, for tests: Ada of Sales asks Ben of Production for twenty garden gates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from unisono.domain.acts.commitments import Purpose
from unisono.domain.commitments.commands import Command, Promise, Refusal, Request
from unisono.domain.commitments.deciding import decide
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import Commitment, Terms
from unisono.domain.facts import Act, Actor, Entry, Fact, Medium, Origin

ADA = Actor(party="sales", person="Ada")
BEN = Actor(party="production", person="Ben")
CLEO = Actor(party="controlling", person="Cleo")
MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)
NEXT_FRIDAY = FRIDAY + timedelta(days=7)

GATES = Request(
    performer="production",
    terms=Terms(due=FRIDAY, quantity=Decimal(20), value=Decimal(9000)),
    purpose=Purpose.PRODUCE,
    subject="GATE-7",
    unit="gate",
    agreed_minutes=Decimal(960),
    customer="Rosewood Park",
    tier="gold",
    line="anvil",
)
PAINTING = Request(performer="production", terms=Terms(due=FRIDAY), subject="the yard's fence")


def entry(act: Act, *, by: Actor = BEN, at: datetime = MONDAY, position: int = 1) -> Entry:
    """Return an entry of the gates' commitment."""
    fact = Fact(
        id=f"gates/{position}",
        happened_at=at,
        actor=by,
        origin=Origin(medium=Medium.COMMAND),
        act=act,
        commitment="gates",
    )
    return Entry(position=position, recorded_at=at, fact=fact)


def told(*acts: Act | tuple[Act, Actor]) -> Commitment:
    """Return what is known after facts, an hour apart, that nobody has checked; Ben's unless they name another."""
    state: Commitment | None = None
    for number, item in enumerate(acts, start=1):
        act, by = item if isinstance(item, tuple) else (item, BEN)
        state = evolve(state, entry(act, by=by, at=MONDAY + timedelta(hours=number - 1), position=number))
    if state is None:
        raise AssertionError("a story has at least one fact")
    return state


@dataclass(slots=True)
class Story:
    """What two parties say to each other about one commitment, an hour between two words."""

    now: datetime = MONDAY
    state: Commitment | None = None
    acts: list[Act] = field(default_factory=list)

    def say(self, actor: Actor, command: Command) -> Refusal | None:
        """Decide, and let what comes of it happen; return the refusal if there is one."""
        self.now += timedelta(hours=1)
        decision = decide(self.state, command, actor=actor, now=self.now)
        if isinstance(decision, Refusal):
            return decision
        for act in decision:
            self.acts.append(act)
            self.state = evolve(self.state, entry(act, by=actor, at=self.now, position=len(self.acts)))
        return None

    @property
    def known(self) -> Commitment:
        """Return the commitment, which must have been requested."""
        if self.state is None:
            raise AssertionError("nobody has asked yet")
        return self.state

    @property
    def kinds(self) -> list[str]:
        """Return the names of what happened."""
        return [type(act).__name__ for act in self.acts]


def asked(request: Request = GATES) -> Story:
    """Return the story as it begins: Ada asks."""
    story = Story()
    heard(story, ADA, request)
    return story


def promised(request: Request = GATES) -> Story:
    """Return the story after Ben has promised what Ada asked for."""
    story = asked(request)
    heard(story, BEN, Promise(terms=Terms()))
    return story


def heard(story: Story, actor: Actor, *commands: Command) -> Story:
    """Let an actor give commands, none of which may be refused."""
    for command in commands:
        refusal = story.say(actor, command)
        assert refusal is None, refusal
    return story


def code(refusal: Refusal | None) -> str:
    """Return the code of a refusal, whose message must be a sentence; no refusal: an empty text."""
    if refusal is None:
        return ""
    assert refusal.message.endswith(".")
    assert "  " not in refusal.message
    return refusal.code


def codes(story: Story, said: Iterable[tuple[Actor, Command]]) -> list[str]:
    """Return how each of several commands is refused."""
    return [code(story.say(actor, command)) for actor, command in said]
