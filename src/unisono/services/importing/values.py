"""Where a row tells a value, made ready to be asked of a million rows."""

from collections.abc import Callable, Collection, Mapping, Sequence

from unisono.domain.logs import LogEvent, LogObject
from unisono.domain.mappings import Where

Tell = Callable[[LogEvent], str]


class Objects:
    """The objects of a log and which others each is linked to, either way.

    Args:
        objects: by id; empty for logs that have none.
    """

    def __init__(self, objects: Mapping[str, LogObject]) -> None:
        self.by_id = objects
        self._beside: dict[tuple[str, str], list[str]] = {}
        for item in objects.values():
            for link in item.links:
                other = objects.get(link.object)
                if other is not None:
                    self._beside.setdefault((item.id, other.type), []).append(other.id)
                    self._beside.setdefault((other.id, item.type), []).append(item.id)

    def of_type(self, event: LogEvent, type_: str, qualifier: str = "") -> list[LogObject]:
        """Return the objects of a type that an event refers to, with a qualifier only those that are this to it."""
        found = []
        for link in event.links:
            item = self.by_id.get(link.object)
            if item is not None and item.type == type_ and (not qualifier or link.qualifier == qualifier):
                found.append(item)
        return found

    def reached(self, event: LogEvent, type_: str) -> tuple[str, ...]:
        """Return the objects of a type that an event refers to, else those that its objects are linked to."""
        direct = self.of_type(event, type_)
        if direct:
            return tuple(dict.fromkeys(item.id for item in direct))
        beside = (other for link in event.links for other in self._beside.get((link.object, type_), ()))
        return tuple(dict.fromkeys(beside))


def teller(where: Where | None, *, objects: Objects, empty: Collection[str]) -> Tell:
    """Return a function that says what a row tells, empty where it tells nothing.

    Args:
        where: where it stands; None: nowhere.
        objects: those of the log.
        empty: values that stand for nothing.
    """
    if where is None:
        return lambda _: ""
    if where.constant:
        constant = where.constant
        return lambda _: constant
    nothing = frozenset(empty)
    if where.column:
        name = where.column

        def tell_column(event: LogEvent) -> str:
            text = event.attributes.get(name, "").strip()
            return "" if text in nothing else text

        return tell_column
    type_, attribute, qualifier = where.object, where.attribute, where.qualifier

    def tell_object(event: LogEvent) -> str:
        for item in objects.of_type(event, type_, qualifier):
            text = item.attributes.get(attribute, "").strip() if attribute else item.id
            if text and text not in nothing:
                return text
        return ""

    return tell_object


def first_teller(places: Sequence[Where], *, objects: Objects, empty: Collection[str]) -> Tell:
    """Return a function that says what the first of some places tells that tells anything."""
    if len(places) == 1:
        return teller(places[0], objects=objects, empty=empty)
    tellers = [teller(where, objects=objects, empty=empty) for where in places]

    def tell(event: LogEvent) -> str:
        return next((text for ask in tellers if (text := ask(event))), "")

    return tell
