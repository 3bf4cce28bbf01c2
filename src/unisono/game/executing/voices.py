"""What parties say and do in their time: every word about a commitment is decided on, as in the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from unisono.domain.commitments.commands import Command, Refusal, Request
from unisono.domain.commitments.deciding import decide
from unisono.domain.commitments.evolving import evolve
from unisono.domain.commitments.state import Commitment
from unisono.domain.facts import Act, Actor, Entry, Fact, Link, Medium, Origin
from unisono.engines.planning.calendars import moment_of

ORIGIN = Origin(medium=Medium.SIMULATION, place="unisono simulate-execution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A command about a commitment, or an act beside any, at a minute from the plan's start."""

    at: int
    turn: int
    party: str
    commitment: str
    command: Command | None = None
    act: Act | None = None
    id: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A word that came to nothing, and why."""

    word: Word
    refusal: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the words led to: facts in the order of time, and the words that were refused."""

    facts: tuple[Fact, ...]
    refused: tuple[Refused, ...]


class Voices:
    """Collects what is said in any order, and lets it happen in the order of time.

    Args:
        states: the commitments as they stand at the start, by id.
        prefix: how the ids of the facts begin.
        now: minute 0.
    """

    def __init__(self, *, states: Mapping[str, Commitment], prefix: str, now: datetime) -> None:
        self._states = states
        self._prefix = prefix
        self._now = now
        self._words: list[Word] = []
        self._sides = {state.id: (state.requester, state.performer) for state in states.values()}
        self._subjects = {state.id: state.subject for state in states.values()}

    def requester(self, commitment: str) -> str:
        """Return the party that asked for a commitment."""
        return self._sides[commitment][0]

    def performer(self, commitment: str) -> str:
        """Return the party that was asked for a commitment."""
        return self._sides[commitment][1]

    def ask(self, at: int, party: str, commitment: str, request: Request, *, links: Iterable[Link] = ()) -> None:
        """Let a party ask for something new."""
        self._sides[commitment] = (party, request.performer)
        self._subjects[commitment] = request.subject
        self._add(at, party, commitment=commitment, command=request, links=tuple(links))

    def say(self, at: int, party: str, commitment: str, *commands: Command) -> None:
        """Let a party give commands, one after the other, in the same minute."""
        subject = self._subjects[commitment]
        links = (Link(type="order", object=subject),) if commitment.startswith(f"{subject}/") else ()
        for command in commands:
            self._add(at, party, commitment=commitment, command=command, links=links)

    def tell(
        self, at: int, party: str, act: Act, *, name: str, commitment: str = "", links: Iterable[Link] = ()
    ) -> None:
        """Record an act that is no step of a commitment; `name` makes its id."""
        self._add(at, party, commitment=commitment, act=act, id=name, links=tuple(links))

    def _add(
        self,
        at: int,
        party: str,
        *,
        commitment: str = "",
        command: Command | None = None,
        act: Act | None = None,
        id: str = "",  # noqa: A002 - as the field is called
        links: tuple[Link, ...] = (),
    ) -> None:
        word = Word(
            at=max(at, 0),
            turn=len(self._words),
            party=party,
            commitment=commitment,
            command=command,
            act=act,
            id=id,
            links=links,
        )
        self._words.append(word)

    def heard(self, *, until: int) -> Heard:
        """Return what happens before a minute. What is said later changes nothing of it."""
        states = dict(self._states)
        counts: dict[str, int] = {}
        facts: list[Fact] = []
        refused: list[Refused] = []
        for word in sorted(self._words, key=attrgetter("at", "turn")):
            if word.at >= until:
                break
            if word.act is not None:
                facts.append(self._fact(word, word.act, word.id))
            if word.command is None:
                continue
            known = states.get(word.commitment)
            decision = decide(known, word.command, actor=Actor(party=word.party), now=moment_of(word.at, now=self._now))
            if isinstance(decision, Refusal):
                refused.append(Refused(word=word, refusal=decision))
                continue
            for act in decision:
                counts[word.commitment] = counts.get(word.commitment, 0) + 1
                fact = self._fact(word, act, f"{word.commitment}/{counts[word.commitment]}")
                facts.append(fact)
                known = evolve(known, Entry(position=len(facts), recorded_at=fact.happened_at, fact=fact))
                states[word.commitment] = known
        return Heard(facts=tuple(facts), refused=tuple(refused))

    def _fact(self, word: Word, act: Act, name: str) -> Fact:
        return Fact(
            id=f"{self._prefix}/{name}",
            happened_at=moment_of(word.at, now=self._now),
            actor=Actor(party=word.party),
            origin=ORIGIN,
            act=act,
            commitment=word.commitment,
            links=word.links,
        )


def before_simulation(entries: Iterable[Entry]) -> dict[str, Commitment]:
    """Return the commitments as they were without what was simulated.

    Args:
        entries: facts in their order.
    """
    states: dict[str, Commitment] = {}
    for entry in entries:
        name = entry.fact.commitment
        if name and entry.fact.origin.medium is not Medium.SIMULATION:
            states[name] = evolve(states.get(name), entry)
    return states
