"""What lists of facts tell, for tests of the page."""

from collections.abc import Sequence

from tests.commitments import MONDAY
from tests.plain_fact_table import PlainFactTable
from unisono.domain.company import Snapshot
from unisono.domain.facts import Fact
from unisono.services.reviewing import FactsReview, review_facts
from unisono.services.telling import Silent


def reviewed(facts: Sequence[Fact], *, name: str = "mill", snapshot: Snapshot | None = None) -> FactsReview:
    """Return what facts tell.

    Args:
        facts: of a ledger.
        name: of the ledger.
        snapshot: the company's data.
    """
    now = max((fact.happened_at for fact in facts), default=MONDAY)
    return review_facts(
        table=PlainFactTable(facts), name=name, now=now, agreements=(), snapshot=snapshot, tell=Silent()
    )
