"""A draft for logs whose events refer to objects: OCEL 2.0."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from unisono.domain.logs import LogEvent, LogObject
from unisono.domain.mappings import CasePromise, Where
from unisono.services.guessing import words
from unisono.services.guessing.draft import Draft
from unisono.services.guessing.survey import Survey
from unisono.services.guessing.times import TimeColumns
from unisono.services.importing.values import Objects

FEW = 100
OFTEN = 20
"""Objects that do work are few, and each is seen in many events."""

MOST_OF_A_CASE = 500
"""Events that a case has at most, on average."""

NEARLY_ALL = 0.9
ROLE_WORDS = (*words.GROUP, "type", "position", "function", "job")


def draft_of_objects(survey: Survey, objects: Mapping[str, LogObject]) -> Draft:
    """Return what the objects of a log seem to mean, and why."""
    return _ObjectGuess(survey, objects).draft()


class _ObjectGuess:
    def __init__(self, survey: Survey, objects: Mapping[str, LogObject]) -> None:
        self._survey = survey
        self._graph = Objects(objects)
        self._types = Counter(item.type for item in objects.values())
        self._uses = Counter(type_ for event in survey.events for type_ in self._types_of(event))

    def draft(self) -> Draft:
        draft = Draft()
        self._case(draft, {*self._people, *self._at_work})
        self._party(draft)
        self._promise(draft)
        return draft

    def _types_of(self, event: LogEvent) -> set[str]:
        items = (self._graph.by_id.get(link.object) for link in event.links)
        return {item.type for item in items if item is not None}

    @cached_property
    def _people(self) -> list[str]:
        """Return the types of objects that are people or departments by their name."""
        return sorted((type_ for type_ in self._uses if words.has_word(type_, _DOERS)), key=self._rank)

    @cached_property
    def _at_work(self) -> list[str]:
        """Return the types of few objects that are seen in many events each, such as trucks."""
        busy = (
            type_
            for type_, uses in self._uses.items()
            if self._types[type_] <= FEW and uses >= OFTEN * self._types[type_]
            if not words.has_word(type_, _CUSTOMERS)
        )
        return sorted((type_ for type_ in busy if type_ not in self._people), key=self._rank)

    def _rank(self, type_: str) -> tuple[int, str]:
        return -self._uses[type_], type_

    def _case(self, draft: Draft, doers: Collection[str]) -> None:
        """Choose the type of which most events reach one object, themselves or through a link of their objects."""
        reach = {type_: share for type_ in self._types if type_ not in doers if (share := self._reach(type_))}
        if not reach:
            draft.say("case", "No type of objects is like a case: the facts have no case, and give no handovers.")
            return
        best = max(reach, key=lambda type_: (round(reach[type_], 2), -self._types[type_], type_))
        seen = "; ".join(f"{type_!r} {share:.0%}" for type_, share in sorted(reach.items(), key=lambda pair: -pair[1]))
        draft.put(
            "case",
            Where(object=best),
            f"The type of objects of which most events reach just one, themselves or through one link. Seen: {seen}.",
        )

    def _reach(self, type_: str) -> float:
        """Return the share of events that reach one object of a type; 0 for types whose objects are everywhere."""
        reached = [len(self._graph.reached(event, type_)) for event in self._survey.events]
        is_everywhere = self._types[type_] * MOST_OF_A_CASE < sum(number > 0 for number in reached)
        if is_everywhere or self._types[type_] == 1:
            return 0.0
        return sum(number == 1 for number in reached) / max(1, len(reached))

    def _party(self, draft: Draft) -> None:
        """Choose who does the work: objects that are people, else columns that name them, else objects at work."""
        columns = self._columns_of_people()
        told = sum(any(event.attributes.get(name) for name in columns) for event in self._survey.events)
        if self._people:
            places, about = self._of_objects(self._people)
        elif columns and (told > len(self._survey.events) / 2 or not self._at_work):
            places = [Where(column=name) for name in columns]
            about = [f"the columns {', '.join(map(repr, columns))} name them"]
        elif self._at_work:
            places, about = self._of_objects(self._at_work)
        else:
            activities = sorted({event.activity for event in self._survey.events})
            draft.say("party", "Nothing says who did the work: say it for each activity under [parties].")
            draft.say("parties", "[parties]\n" + "\n".join(f'"{activity}" = "..."' for activity in activities))
            return
        draft.put("party", tuple(places), f"Who did the work: {'; '.join(about)}.")
        person = next((where for where in places if where.attribute), None)
        if person is not None:
            draft.put("person", Where(object=person.object), "")

    def _of_objects(self, types: list[str]) -> tuple[list[Where], list[str]]:
        places, about = [], []
        for type_ in types:
            attribute = self._role(type_)
            places.append(Where(object=type_, attribute=attribute))
            tell = f" and tell their {attribute!r}" if attribute else ""
            about.append(f"{self._types[type_]} objects of type {type_!r} are in {self._uses[type_]:,} events{tell}")
        return places, about

    def _promise(self, draft: Draft) -> None:
        """Find the times that the objects of the case tell of themselves: when each was wanted, promised and ended."""
        case = draft.mapping().case
        if case is None:
            return
        items = [item for item in self._graph.by_id.values() if item.type == case.object]
        names = dict.fromkeys(name for item in items for name in item.attributes)
        times = TimeColumns(replace(self._survey, events=[_row_of(item) for item in items], _counts={}))
        told = [name for name in names if times.forms(name) == ("",)]
        found = words.times_of_a_case(told)
        if not {"due", "promised"} & found.keys():
            return
        places = {key: Where(object=case.object, attribute=name) for key, name in found.items()}
        about = "The objects of the case tell these times of themselves: each case is a commitment, asked for by the "
        draft.put("promise", CasePromise(**places), about + "customer and performed by who does its first row.")

    def _role(self, type_: str) -> str:
        """Return the attribute of a type that tells the department or role of nearly all its objects."""
        items = [item for item in self._graph.by_id.values() if item.type == type_]
        told = Counter(name for item in items for name, text in item.attributes.items() if text)
        fitting = [
            name
            for name, count in told.items()
            if words.has_word(name, ROLE_WORDS) and count >= NEARLY_ALL * len(items)
        ]
        return min(fitting, key=_role_rank, default="")

    def _columns_of_people(self) -> list[str]:
        """Return the columns of events that name departments, else those that name people."""
        names = self._survey.columns
        groups = [name for name in names if words.has_word(name, words.GROUP) and len(self._survey.values(name)) <= FEW]
        people = [name for name in names if words.has_word(name, words.RESOURCE) and self._survey.values(name)]
        return sorted(groups or people, key=lambda name: (-self._survey.filled(name), name))


def _row_of(item: LogObject) -> LogEvent:
    return LogEvent(number=0, place="", attributes=item.attributes)


def _role_rank(name: str) -> int:
    return min(ROLE_WORDS.index(word) for word in words.words_of(name) if word in ROLE_WORDS)


_DOERS = (
    *words.RESOURCE,
    *(f"{word}s" for word in words.RESOURCE),
    *words.GROUP,
    *(f"{word}s" for word in words.GROUP),
)
_CUSTOMERS = (*words.OBJECTS["customer"], *(f"{word}s" for word in words.OBJECTS["customer"]))
