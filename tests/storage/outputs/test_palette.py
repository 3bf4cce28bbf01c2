"""How families look."""

from decimal import Decimal

import pytest

from tests.runs import bakery_run
from unisono.storage.outputs.report.palette import COLOURS, contrast, family_looks, text_colour


@pytest.mark.parametrize("colour", COLOURS)
def test_a_label_can_be_read_on_every_family_colour(colour: str) -> None:
    """Text on a bar has at least 4.5 times the luminance, or so much less."""
    assert contrast(text_colour(colour), colour) >= 4.5


def test_fourteen_families_stay_apart() -> None:
    """From the thirteenth family on a pattern tells two families of one colour apart."""
    looks = family_looks([f"steel {index}" for index in range(14)], [])
    assert len({(look.colour, look.pattern) for look in looks.values()}) == 14
    assert len({look.fill for look in looks.values()}) == 14
    assert sorted(look.number for look in looks.values()) == list(range(1, 15))


def test_the_family_with_most_work_has_the_first_colour() -> None:
    """The picture's largest areas have the plainest colours."""
    operations = bakery_run().plan.operations
    work: dict[str, Decimal] = {}
    for operation in operations:
        work[operation.family] = work.get(operation.family, Decimal(0)) + operation.work_minutes
    looks = family_looks(work, operations)
    assert looks[max(work, key=lambda family: work[family])].number == 1


def test_contrast_is_that_of_the_guideline() -> None:
    """Grey #767676 on white is the well-known edge of 4.54."""
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
