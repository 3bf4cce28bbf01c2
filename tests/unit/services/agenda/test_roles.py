"""Which departments of the Thorn Bakery speak with customers and which ship."""

from dataclasses import replace

from tests.companies import bakery
from unisono.services.agenda.roles import Roles


def test_departments_are_known_by_name_or_by_what_they_do() -> None:
    """Sales is called so; who picks is dispatch."""
    assert Roles.of(bakery()) == Roles(sales="sales", logistics="dispatch")


def test_who_handles_orders_speaks_with_customers() -> None:
    """In a kitchen there is a floor and no sales department."""
    departments = tuple(
        replace(item, id="floor") if item.id == "sales" else item for item in bakery().company.departments
    )
    activities = tuple(
        replace(item, department="floor") if item.department == "sales" else item for item in bakery().policy.activities
    )
    kitchen = replace(
        bakery(),
        company=replace(bakery().company, departments=departments),
        policy=replace(bakery().policy, activities=activities),
    )
    assert Roles.of(kitchen).sales == "floor"


def test_without_departments_nobody_has_a_role() -> None:
    """Nobody is named who is not there."""
    nobody = replace(bakery(), company=replace(bakery().company, departments=()))
    assert Roles.of(nobody) == Roles(sales="", logistics="")
