"""A draft for logs whose rows name one case each: CSV and XES."""

from collections.abc import Iterable, Sequence

from unisono.domain.mappings import CasePromise, Where
from unisono.services.guessing import words
from unisono.services.guessing.draft import Draft
from unisono.services.guessing.survey import MADE_BY_A_TOOL, Survey
from unisono.services.guessing.times import TimeColumns

OFTEN_CHANGES = 0.05
"""Who does the work changes in at least this share of cases; what changes less belongs to the case."""

NEARLY_ALWAYS = 0.98
MOST_ACTIVITIES = 500
MOST_GROUPS = 60
OF_THE_CASE = "case:"
TRANSITIONS = frozenset(
    {"schedule", "assign", "reassign", "start", "suspend", "resume", "complete", "withdraw", "autoskip", "manualskip",
     "ate_abort", "pi_abort", "unknown"}
)  # fmt: skip


def draft_of_columns(survey: Survey) -> Draft:
    """Return what the columns of a log seem to mean, and why."""
    return _ColumnGuess(survey).draft()


class _ColumnGuess:
    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._times = TimeColumns(survey)
        self._taken: set[str] = set()
        self._draft = Draft()

    def draft(self) -> Draft:
        draft, survey = self._draft, self._survey
        is_told = all(event.activity and event.at is not None for event in survey.events)
        case = self._case()
        activity = None if is_told else self._activity(case)
        time = None if is_told else self._time()
        start = self._start(time)
        for key, name in (("case", case), *(() if is_told else (("activity", activity), ("time", time)))):
            if name is None:
                draft.miss(key)
            else:
                draft.put(key, _where(name), self._seen(name))
        draft.put("start", _where(start), f"When the work began; {start!r} is told beside the time." if start else "")
        self._transition()
        self._minutes()
        if case is not None:
            self._party(case)
            self._promise(case)
        self._objects()
        self._ignore()
        self._empty(activity)
        self._form(time)
        return draft

    def _case(self) -> str | None:
        named = self._named(words.CASE, self._no_time(), strong=words.STRONG_CASE)
        return self._take(named or self._most_like_a_case())

    def _most_like_a_case(self) -> str | None:
        """Return the column with the most values that come several times each."""
        rows = len(self._survey.events)
        fitting = [
            (len(values), name)
            for name in self._no_time()
            if self._survey.filled(name) >= NEARLY_ALWAYS
            if 1 < len(values := self._survey.values(name)) <= rows / 2 and len(values) >= rows / MOST_ACTIVITIES
            if not all(_is_broken_number(value) for value in values)
        ]
        return max(fitting)[1] if fitting else None

    def _activity(self, case: str | None) -> str | None:
        named = self._named(words.ACTIVITY, self._no_time(), strong=words.STRONG_ACTIVITY)
        if named is None and case is not None:
            fitting = [
                (-len(self._survey.values(name)), name)
                for name in self._no_time()
                if name not in self._taken and 1 < len(self._survey.values(name)) <= MOST_ACTIVITIES
                if not words.has_word(name, (*words.RESOURCE, *words.GROUP))
                if self._survey.filled(name) >= NEARLY_ALWAYS
                if self._survey.column_changes(name, case) > 1 / 2
            ]
            named = max(fitting)[1] if fitting else None
        return self._take(named)

    def _time(self) -> str | None:
        columns = [
            name
            for name in self._survey.columns
            if self._times.forms(name) and not words.has_word(name, (*words.DUE, *words.PROMISED))
        ]
        of_rows = [name for name in columns if not name.startswith(OF_THE_CASE) and name not in self._taken]
        named = self._named(words.TIME, columns, strong=words.STRONG_TIME)
        varied = sorted(of_rows, key=lambda name: -len(self._survey.values(name)))
        return self._take(named or next(iter(varied), None))

    def _start(self, time: str | None) -> str | None:
        columns = [name for name in self._survey.columns if self._times.forms(name) and name != time]
        return self._take(self._named(words.START, [name for name in columns if not name.startswith(OF_THE_CASE)]))

    def _transition(self) -> None:
        name = self._named(words.TRANSITION, self._survey.columns)
        seen = {value.lower() for value in self._survey.values(name)} if name else set()
        if name and {"start", "complete"} <= seen <= TRANSITIONS:
            about = "A row that starts work and the row that completes it are one piece of work."
            self._draft.put("transition", _where(self._take(name)), about)

    def _minutes(self) -> None:
        name = self._named(words.MINUTES, self._survey.columns)
        if name and all(text.replace(".", "", 1).replace(",", "", 1).isdigit() for text in self._survey.values(name)):
            self._draft.put("minutes", _where(self._take(name)), "")

    def _party(self, case: str) -> None:
        """Choose who does the work: departments rather than people, if they change within cases at all."""
        free = [name for name in self._survey.columns if name not in self._taken and not self._times.forms(name)]
        groups = [
            name
            for name in free
            if words.has_word(name, words.GROUP) and 1 < len(self._survey.values(name)) <= MOST_GROUPS
        ]
        people = [
            name
            for name in free
            if words.has_word(name, words.RESOURCE) and not name.startswith((OF_THE_CASE, MADE_BY_A_TOOL))
            if self._survey.values(name)
        ]
        changing = {name: self._survey.column_changes(name, case) for name in (*groups, *people)}
        of_rows = [name for name in groups if changing[name] >= OFTEN_CHANGES]
        people.sort(key=lambda name: -self._survey.filled(name) * (changing[name] >= OFTEN_CHANGES))
        best = self._best_group(of_rows) or next(iter(people), None) or self._best_group(groups)
        if best is None:
            self._draft.say("party", "No column says who did the work: the party of all rows is 'unrecorded'.")
            return
        seen = [self._behaviour(name, changing[name]) for name in dict.fromkeys((best, *groups, *people))]
        about = f"Who did the work. Departments and groups go before people. Seen: {'; '.join(seen)}."
        self._draft.put("party", (Where(column=best),), about)
        self._taken.add(best)
        person = next((name for name in people if name != best), None)
        if person is not None and best not in people:
            self._draft.put("person", _where(self._take(person)), "")

    def _best_group(self, names: Iterable[str]) -> str | None:
        def key(name: str) -> tuple[bool, float, int]:
            return name.startswith(OF_THE_CASE), -self._survey.filled(name), self._survey.columns.index(name)

        return min(names, key=key, default=None)

    def _behaviour(self, name: str, changing: float) -> str:
        return f"{name!r} has {len(self._survey.values(name))} values and changes within {changing:.0%} of the cases"

    def _promise(self, case: str) -> None:
        """Find the times that speak of the whole case: when it was wanted, promised, ended and asked for."""
        constant = [
            name
            for name in self._survey.columns
            if name not in self._taken and self._times.forms(name)
            if self._survey.column_changes(name, case) <= 1 - NEARLY_ALWAYS
        ]
        found = words.times_of_a_case(sorted(constant, key=lambda name: -self._survey.filled(name)))
        if not {"due", "promised"} & found.keys():
            return
        self._taken.update(found.values())
        performer = self._performer(case)
        customer = self._constant_object("customer", case)
        places = {key: Where(column=name) for key, name in found.items()}
        if performer is not None:
            places["performer"] = Where(column=performer)
        if customer is not None:
            places["customer"] = Where(column=customer)
        self._draft.put(
            "promise",
            CasePromise(**places),
            "These columns hold times and say the same in all rows of a case: each case is a commitment, asked for by "
            "the customer, wanted by 'due', promised for 'promised', delivered and accepted when it 'ended'. "
            + (f"Its performer stands in {performer!r}." if performer else "Its performer is who did its first row."),
        )

    def _performer(self, case: str) -> str | None:
        names = [
            name
            for name in self._survey.columns
            if name not in self._taken and words.has_word(name, words.GROUP) and self._survey.values(name)
            if not self._times.forms(name) and self._survey.column_changes(name, case) <= 1 - NEARLY_ALWAYS
        ]
        return max(names, key=self._survey.filled, default=None)

    def _constant_object(self, type_: str, case: str) -> str | None:
        names = [name for name in self._survey.columns if words.has_word(name, words.OBJECTS[type_])]
        steady = [name for name in names if self._survey.column_changes(name, case) <= 1 - NEARLY_ALWAYS]
        return next((name for name in steady if self._survey.values(name)), None)

    def _objects(self) -> None:
        found = {
            name: type_
            for type_, known in words.OBJECTS.items()
            for name in self._survey.columns
            if name not in self._taken and _names_an_object(name, known) and self._survey.values(name)
            if not self._times.forms(name)
        }
        if found:
            self._draft.put("objects", found, "Columns that name an object: each becomes a link of the fact to it.")

    def _ignore(self) -> None:
        """Leave out columns that repeat another one in every row; only a log that was seen whole can tell."""
        if not self._survey.is_whole:
            return
        first: dict[tuple[str, ...], str] = {}
        repeated = []
        ordered = sorted(self._survey.columns, key=lambda name: name not in self._taken)
        for name in ordered:
            values = tuple(event.attributes.get(name, "") for event in self._survey.events)
            if len(set(values)) > 1 and values in first and name not in self._taken:
                repeated.append(name)
            first.setdefault(values, name)
        if repeated:
            kept = tuple(name for name in self._survey.columns if name in repeated)
            self._draft.put("ignore", kept, "These columns repeat another one in every row.")

    def _empty(self, activity: str | None) -> None:
        mapping = self._draft.mapping()
        asked = [where.column for where in (*mapping.party, mapping.person) if where is not None]
        seen = dict.fromkeys(
            value for name in asked for value in self._survey.values(name) if value.lower() in words.NOTHING
        )
        activities = self._survey.values(activity) if activity else {}
        empty = tuple(value for value in seen if value not in activities)
        if empty:
            self._draft.put("empty", empty, "These words stand for nothing.")

    def _form(self, time: str | None) -> None:
        """Say how times are written, where they are not as every log may write them."""
        used = [name for name in self._survey.columns if name in self._taken and self._times.forms(name)]
        forms = dict.fromkeys(form for name in used if (form := self._times.best_form(name)))
        days = {form for form in forms if any(other != form and other.startswith(form) for other in forms)}
        told = tuple(form for form in forms if form not in days)
        if not told:
            return
        about = ""
        if time is not None:
            about = f"Times are written like {next(iter(self._survey.values(time)))!r}."
            others = [repr(form) for form in self._times.forms(time) if form not in told]
            if others:
                about += f" They could be meant as {' or '.join(others)} too: look at some rows."
        self._draft.put("time_format", told, about)

    def _no_time(self) -> list[str]:
        return [name for name in self._survey.columns if not self._times.forms(name)]

    def _named(self, known: Sequence[str], columns: Iterable[str], *, strong: Sequence[str] = ()) -> str | None:
        """Return the column whose name is the best in a list of names, else the first with a strong word in it."""
        free = [name for name in columns if name not in self._taken and self._survey.values(name)]
        ranked = [(place, name) for name in free if (place := words.rank(name, known)) is not None]
        if ranked:
            return min(ranked)[1]
        of_rows = (name for name in free if not name.startswith(OF_THE_CASE) and self._survey.filled(name) > 1 / 2)
        return next((name for name in of_rows if _is_strong(name, strong)), None)

    def _take(self, name: str | None) -> str | None:
        if name is not None:
            self._taken.add(name)
        return name

    def _seen(self, name: str) -> str:
        values = self._survey.values(name)
        example = next(iter(values), "")
        return f"{name!r} has {len(values):,} values in {len(self._survey.events):,} rows, such as {example!r}."


def _where(name: str | None) -> Where | None:
    return None if name is None else Where(column=name)


def _is_broken_number(text: str) -> bool:
    whole, point, part = text.replace(",", ".").partition(".")
    return bool(point) and whole.lstrip("-").isdigit() and part.isdigit()


def _is_strong(name: str, strong: Sequence[str]) -> bool:
    others = (*words.STARTING, *words.DUE, *words.PROMISED, *words.RESOURCE, *words.GROUP, "instance", "type")
    return words.has_word(name, strong) and not words.has_word(name, others)


def _names_an_object(name: str, known: Sequence[str]) -> bool:
    """Say whether a name is the word itself, or the word and something that makes it a number or a name."""
    parts = words.words_of(name)
    rest = [part for part in parts if part not in known and part not in ("case", "id", "no", "nr", "number", "name")]
    return len(rest) < len(parts) and not rest
