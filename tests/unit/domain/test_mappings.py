"""How a mapping speaks of the places of values."""

import pytest

from unisono.domain.mappings import OF_COMMITMENTS, Where


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Where(column="org:group"), "column 'org:group'"),
        (Where(constant="sales"), "always 'sales'"),
        (Where(object="orders"), "the object of type 'orders'"),
        (Where(object="employees", attribute="role"), "'role' of the object of type 'employees'"),
    ],
)
def test_a_place_is_said_in_words(where: Where, said: str) -> None:
    """Reasons for leaving rows out name the place as people do."""
    assert str(where) == said


def test_commitments_have_their_kinds_of_facts() -> None:
    """Promises and deliveries belong to a commitment, work and invoices do not."""
    assert {"Requested", "Promised", "Delivered", "DisputeSettled"} <= OF_COMMITMENTS
    assert not {"WorkRecorded", "Invoiced", "PromiseHeld"} & OF_COMMITMENTS
