"""The section on friction, drawn for complaints that went to and fro between two departments."""

import re

from tests.offices import files
from tests.plain_fact_table import PlainFactTable
from unisono.services.rubbing import measure_friction
from unisono.storage.outputs.report.frictions import friction_section

STEPS = [
    ("logistics", "report", 1.0, 10.0),
    ("production & <tools>", "check", 5.0, 60.0),
    ("logistics", "report", 9.0, 20.0),
]
LATER = [(party, what, at * 3 + 800, paid) for party, what, at, paid in STEPS]


def test_the_matrix_and_the_worst_pair() -> None:
    """Each pair has a cell with its low end first, the worst pair is open with its cases, and names are no markup."""
    table = PlainFactTable(files(*[STEPS] * 5, *[LATER] * 5))
    section = friction_section(measure_friction(table=table, rates={"logistics": 30.0}, replicates=50), currency="EUR")
    assert "20 handovers" in section
    assert "production &amp; &lt;tools&gt;" in section
    assert len(re.findall(r'<td class="num heat-[1-4]"><b>\d+</b> <small>to \d+</small>', section)) == 2
    assert section.count("<details open>") == 1
    assert "The same pair at its best: 4.0 h until work began" in section
    assert 'class="num">EUR</th>' in section


def test_without_money_and_without_friction() -> None:
    """Hours alone are shown without rates; where nobody waited too long nothing is opened, and no facts say so."""
    one = friction_section(measure_friction(table=PlainFactTable(files(STEPS[:2])), replicates=5))
    assert "EUR" not in one
    assert "The worst pairs" not in one
    assert 'heat-0"><b>0</b></td>' in one
    assert "Nothing has gone from one party to another yet." in friction_section(
        measure_friction(table=PlainFactTable([]), replicates=5)
    )
