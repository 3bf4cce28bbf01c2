"""Which columns hold times, and how they are written."""

from collections.abc import Sequence
from datetime import UTC

from unisono.domain.log_times import Times
from unisono.services.guessing import words
from unisono.services.guessing.survey import Survey

MOST_TRIED = 300
SHORTEST_INSTANT = 10
"""So many digits have the seconds since 1970; numbers of orders and cases may have as many."""

MOST = 0.5
"""What half of a column's values are, the column is: the others are mistakes that the import lists."""

FORMS = (
    "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d-%m-%Y %H:%M:%S",
    "%m-%d-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%m-%d-%Y %H:%M", "%d-%m-%Y %H:%M:%S.%f", "%m-%d-%Y %H:%M:%S.%f",
    "%d/%m/%Y %H:%M:%S.%f", "%m/%d/%Y %H:%M:%S.%f", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%d/%m/%Y", "%m/%d/%Y",
    "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y %H:%M:%S.%f", "%d/%m/%y %H:%M", "%m/%d/%y %H:%M", "%d.%m.%y %H:%M",
    "%d-%b-%Y %H:%M:%S", "%d-%b-%Y %H:%M", "%d %b %Y %H:%M:%S", "%d %b %Y %H:%M", "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %H:%M:%S", "%d-%b-%Y", "%d %B %Y",
)  # fmt: skip
"""Forms that are tried beside those that are read without one, in this order."""


class TimeColumns:
    """Finds the columns of times.

    Args:
        survey: the first rows of the log.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._forms: dict[str, tuple[str, ...]] = {}

    def forms(self, column: str) -> tuple[str, ...]:
        """Return the forms in which most of a column can be read, "" for ISO 8601; none for other columns."""
        if column not in self._forms:
            texts = list(self._survey.values(column))[:MOST_TRIED]
            of_things = words.names_a_thing(column)
            is_of_numbers = all(_is_number(text) and (of_things or len(text) < SHORTEST_INSTANT) for text in texts)
            self._forms[column] = () if is_of_numbers else _forms(texts)
        return self._forms[column]

    def best_form(self, column: str) -> str:
        """Return the form that makes the column span the least time: day and month are told apart so."""
        forms = self.forms(column)
        if len(forms) < 2:  # noqa: PLR2004 - nothing to choose between
            return forms[0] if forms else ""
        texts = list(self._survey.values(column))[:MOST_TRIED]
        return min(forms, key=lambda form: _span(form, texts))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def _forms(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the forms that read the most of some texts, if that is most of them."""
    if _read(texts, "") >= MOST * len(texts):
        return ("",)
    counts = {form: _read(texts, form) for form in FORMS}
    most = max(counts.values())
    return tuple(form for form, count in counts.items() if count == most >= MOST * len(texts))


def _read(texts: Sequence[str], form: str) -> int:
    times = Times(UTC, form)
    return sum(times.read(text) is not None for text in texts)


def _span(form: str, texts: Sequence[str]) -> float:
    times = Times(UTC, form)
    moments = [moment.timestamp() for text in texts if (moment := times.read(text)) is not None]
    return max(moments) - min(moments)
