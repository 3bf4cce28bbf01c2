"""The busy company of the benchmark: its facts can be told again, and say something about everything."""

from itertools import islice

from benchmarks.busy_company import facts_of_a_busy_company
from tests.plain_kpis import PlainKpis
from unisono.analytics.kpis import KPIS_BY_ID

FEW = 3000


def test_a_seed_tells_the_same_facts() -> None:
    """The same seed tells the same facts, fewer are the first of them, and another seed tells others."""
    facts = list(facts_of_a_busy_company(200, seed=1))
    assert len(facts) == 200
    assert facts == list(islice(facts_of_a_busy_company(10**6, seed=1), 200))
    assert facts != list(facts_of_a_busy_company(200, seed=2))


def test_it_says_something_about_every_kpi() -> None:
    """Whoever measures with it measures every figure; no commitment has a fact that cannot follow."""
    values = PlainKpis(list(facts_of_a_busy_company(FEW))).values()
    assert {name for name, (value, _) in values.items() if value is not None} == set(KPIS_BY_ID)
