"""What the objects of a log seem to mean."""

from collections.abc import Sequence
from dataclasses import replace

from tests.repair_shop import ShopLog, column, object_event
from unisono.domain.logs import LogEvent, LogLink, LogObject
from unisono.domain.mappings import CasePromise, LogMapping, Where
from unisono.services.guessing import Guess, guess_mapping

HOURS = [f"2026-03-{day:02}T{hour:02}:00:00Z" for day in range(1, 29) for hour in range(24)]


def orders(count: int = 5) -> list[LogObject]:
    """Return orders of two items each, all of one customer."""
    items = [LogObject(id=f"I-{number}", type="items") for number in range(2 * count)]
    made = [
        LogObject(
            id=f"O-{number}",
            type="orders",
            links=(LogLink(object=f"I-{2 * number}"), LogLink(object=f"I-{2 * number + 1}")),
        )
        for number in range(count)
    ]
    return [*items, *made, LogObject(id="C-1", type="customers")]


def people(attribute: str = "", kind: str = "employees") -> list[LogObject]:
    """Return two people with a role each."""
    return [
        LogObject(id=name, type=kind, attributes={attribute: role} if attribute else {})
        for name, role in (("Ola", "counter"), ("Jan", "workshop"))
    ]


def events(count: int = 5, *, by: Sequence[str] = (), **columns: str) -> list[LogEvent]:
    """Return the events of orders: placed by the customer, each item picked, all packed."""
    rows: list[LogEvent] = []
    for number in range(count):
        for what, things in (
            ("place", (f"O-{number}", "C-1")),
            ("pick", (f"I-{2 * number}",)),
            ("pick", (f"I-{2 * number + 1}",)),
            ("pack", (f"O-{number}",)),
        ):
            doer = by[len(rows) % len(by) : len(rows) % len(by) + 1] if by else ()
            rows.append(object_event(len(rows) + 1, what, HOURS[len(rows)], *things, *doer, **columns))
    return rows


def guess(rows: Sequence[LogEvent], things: Sequence[LogObject]) -> Guess:
    """Return the guess of a log of objects."""
    return guess_mapping(ShopLog(rows=rows, file="orders.sqlite", things={item.id: item for item in things}))


def test_orders_are_the_cases_and_roles_the_parties() -> None:
    """Picks reach their order through the item; people tell their department by their role."""
    found = guess(events(by=("Ola", "Jan")), [*orders(), *people("role")])
    assert found.mapping == LogMapping(
        case=Where(object="orders"),
        party=(Where(object="employees", attribute="role"),),
        person=Where(object="employees"),
    )
    assert "'orders' 100%; 'items' 50%" in found.comments["case"]
    assert "2 objects of type 'employees' are in 20 events and tell their 'role'" in found.comments["party"]


def test_the_department_goes_before_other_attributes() -> None:
    """Of several attributes that could name a party, the one that says department is taken."""
    both = [
        LogObject(id=name, type="staff", attributes={"job title": "x", "department": "workshop"})
        for name in ("Ola", "Jan")
    ]
    assert guess(events(by=("Ola", "Jan")), [*orders(), *both]).mapping.party == (
        Where(object="staff", attribute="department"),
    )


def test_people_without_a_role_are_their_own_parties() -> None:
    """Where nothing tells a department, who did the work is the party."""
    mapping = guess(events(by=("Ola", "Jan")), [*orders(), *people()]).mapping
    assert (mapping.party, mapping.person) == ((Where(object="employees"),), None)


def test_machines_do_the_work_where_nobody_is_named() -> None:
    """A few trucks that are seen in many events are who did it; the customer is not."""
    trucks = [LogObject(id="T-1", type="Truck"), LogObject(id="T-2", type="Truck")]
    found = guess(events(30, by=("T-1", "T-2")), [*orders(30), *trucks])
    assert found.mapping.party == (Where(object="Truck"),)
    assert found.mapping.case == Where(object="orders")


def test_columns_name_who_did_it() -> None:
    """Events may name people in their own columns, departments before people."""
    assert guess(events(order_creator="Ola"), orders()).mapping.party == (column("order_creator"),)
    assert guess(events(order_creator="Ola", team="day"), orders()).mapping.party == (column("team"),)


def test_columns_that_most_events_fill_go_before_machines() -> None:
    """A resource that is written down with each event is nearer to a party than a truck."""
    trucks = [LogObject(id="T-1", type="Truck"), LogObject(id="T-2", type="Truck")]
    rows = events(30, by=("T-1", "T-2"), resource="Ola")
    assert guess(rows, [*orders(30), *trucks]).mapping.party == (column("resource"),)


def test_where_nobody_is_named_activities_are_listed() -> None:
    """The draft holds a line for each activity that somebody can fill."""
    found = guess(events(), orders())
    assert found.mapping.party == ()
    assert found.comments["parties"] == '[parties]\n"pack" = "..."\n"pick" = "..."\n"place" = "..."'


def test_orders_may_tell_their_own_deadlines() -> None:
    """Times that orders have as attributes make each order a commitment."""
    times = {"requested delivery": "2026-03-20", "promised": "2026-03-21", "delivered": "2026-03-22", "price": "9.50"}
    dated = [replace(item, attributes=times) if item.type == "orders" else item for item in orders()]
    assert guess(events(), dated).mapping.promise == CasePromise(
        due=Where(object="orders", attribute="requested delivery"),
        promised=Where(object="orders", attribute="promised"),
        ended=Where(object="orders", attribute="delivered"),
    )
    priced = [replace(item, attributes={"price": "9.50", "delivered": "2026-03-22"}) for item in orders()]
    assert guess(events(), priced).mapping.promise is None


def test_objects_that_are_everywhere_are_no_cases() -> None:
    """One customer in every event is not a case, and a log without anything else has none."""
    rows = [object_event(number, "call", HOURS[number], "C-1") for number in range(9)]
    found = guess(rows, [LogObject(id="C-1", type="customers")])
    assert found.mapping.case is None
    assert "No type of objects is like a case" in found.comments["case"]
    assert found.missing == ()
