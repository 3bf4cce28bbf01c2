"""What lists of facts tell, for tests of the page."""

from collections.abc import Sequence

from tests.commitments import MONDAY
from tests.plain_fact_table import PlainFactTable
from tests.plain_ledger import PlainLedger
from unisono.analytics.foresight.model import Model
from unisono.domain.company import Snapshot
from unisono.domain.facts import Entry, Fact
from unisono.services.reviewing import FactsReview, review_facts
from unisono.services.telling import Silent, Tell
from unisono.storage.reading.agreements import agreement_of_text

SILENT = Silent()


class PlainModels:
    """Keeps the model of foresight in memory."""

    def __init__(self) -> None:
        self._model: Model | None = None

    def keep(self, model: Model) -> None:
        """Keep a model in the place of the one before."""
        self._model = model

    def kept(self) -> Model | None:
        """Return the kept model."""
        return self._model


def reviewed(
    facts: Sequence[Fact], *, name: str = "mill", snapshot: Snapshot | None = None, tell: Tell = SILENT
) -> FactsReview:
    """Return what facts tell.

    Args:
        facts: of a ledger.
        name: of the ledger.
        snapshot: the company's data.
        tell: told of progress.
    """
    return review_facts(
        ledger=ledger_of(facts),
        table=PlainFactTable(facts),
        models=PlainModels(),
        read=agreement_of_text,
        name=name,
        now=max((fact.happened_at for fact in facts), default=MONDAY),
        snapshot=snapshot,
        tell=tell,
    )


def ledger_of(facts: Sequence[Fact]) -> PlainLedger:
    """Return a ledger with these facts, each of which has an id of its own."""
    ledger = PlainLedger()
    ledger.kept = [Entry(position=place, recorded_at=MONDAY, fact=fact) for place, fact in enumerate(facts, start=1)]
    return ledger
