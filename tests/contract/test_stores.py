"""What every store of snapshots, plans and checkpoints does: in memory, in an SQLite file, in a PostgreSQL database."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import unisono
from tests.companies import bakery
from tests.runs import bakery_run
from unisono.domain.checkpoints import Checkpoint, Signature, SignedCheckpoint
from unisono.domain.comparison import Way
from unisono.services.ports import Books, NotStored
from unisono.storage.reading.company import read_company
from unisono.storage.reading.hashing import content_hash

STEEL = Path(unisono.__file__).parent / "storage" / "samples" / "steel"
FRIDAY = Checkpoint(origin="unisono/00", size=7, root=bytes(32), at=datetime(2026, 11, 27, 14, 30, tzinfo=UTC))
SALES, YARD = (
    Signature(party=party, key_id=party[:4].encode(), signature=party[:1].encode() * 64) for party in ("sales", "yard")
)


class TestSnapshotStore:
    """The port `SnapshotStore`."""

    def test_a_company_comes_back_as_it_was(self, books: Books) -> None:
        """All rows of the bakery are read as they were put in, under the hash that names them everywhere."""
        name = books.snapshots.put(bakery())
        assert name == content_hash(bakery())
        assert books.snapshots.get(name) == replace(bakery(), content_hash=name)

    def test_the_steel_works_come_back(self, books: Books) -> None:
        """A company read from its files is put in under the hash that it carries."""
        snapshot = read_company(STEEL).snapshot
        assert snapshot is not None
        assert books.snapshots.put(snapshot) == snapshot.content_hash
        assert books.snapshots.get(snapshot.content_hash) == snapshot

    def test_the_same_data_are_kept_once(self, books: Books) -> None:
        """Data that differ only in how a number is written have one name; other data have another."""
        first, *others = bakery().products
        same = replace(
            bakery(), products=(replace(first, variable_cost=first.variable_cost + Decimal("0.00")), *others)
        )
        other = replace(bakery(), products=tuple(others))
        names = [books.snapshots.put(data) for data in (bakery(), same, bakery(), other)]
        assert len(set(names)) == 2
        assert books.snapshots.get(names[3]).products == tuple(others)

    def test_unknown_names(self, books: Books) -> None:
        """A name that nothing was kept under is told as such; a plan's name names no snapshot."""
        plan = books.plans.put(bakery_run().comparison.plans[Way.TOGETHER])
        for name in ("", "9f86d081884c7d65", plan):
            with pytest.raises(NotStored):
                books.snapshots.get(name)


class TestPlanStore:
    """The port `PlanStore`."""

    def test_a_plan_comes_back_as_it_was(self, books: Books) -> None:
        """Work, answers, waits and parameters are read as they were put in."""
        for plan in bakery_run().comparison.plans.values():
            assert books.plans.get(books.plans.put(plan)) == plan

    def test_a_plan_has_one_name(self, books: Books) -> None:
        """The same plan put in twice has one name, whatever its parameters' order; a changed one has another."""
        plan = bakery_run().comparison.plans[Way.TOGETHER]
        turned = replace(plan, parameters=dict(reversed(plan.parameters.items())))
        changed = replace(plan, parameters={**plan.parameters, "seed": 8})
        names = [books.plans.put(one) for one in (plan, turned, changed)]
        assert names[0] == names[1] != names[2]
        assert books.plans.get(names[2]).parameters["seed"] == 8

    def test_unknown_names(self, books: Books) -> None:
        """A name that nothing was kept under is told as such."""
        with pytest.raises(NotStored):
            books.plans.get("9f86d081884c7d65")


class TestCheckpoints:
    """The port `Checkpoints`."""

    def test_signatures_gather_under_a_checkpoint(self, books: Books) -> None:
        """Who signs later joins who signed before; a signature given twice is kept once."""
        for signatures in ((SALES,), (YARD, SALES), (SALES,)):
            books.checkpoints.keep(SignedCheckpoint(checkpoint=FRIDAY, signatures=signatures))
        assert books.checkpoints.all() == (SignedCheckpoint(checkpoint=FRIDAY, signatures=(SALES, YARD)),)

    def test_checkpoints_stand_in_the_order_in_which_they_came(self, books: Books) -> None:
        """A checkpoint that contradicts another one is kept as well: it shows that somebody was told otherwise."""
        other, earlier = replace(FRIDAY, root=bytes([1] * 32)), replace(FRIDAY, size=3)
        for checkpoint, signature in ((FRIDAY, SALES), (other, YARD), (earlier, YARD), (FRIDAY, YARD)):
            books.checkpoints.keep(SignedCheckpoint(checkpoint=checkpoint, signatures=(signature,)))
        kept = books.checkpoints.all()
        assert [(one.checkpoint.size, one.checkpoint.root[0]) for one in kept] == [(7, 0), (7, 1), (3, 0)]
        assert [len(one.signatures) for one in kept] == [2, 1, 1]

    def test_nobody_has_signed_yet(self, books: Books) -> None:
        """New books have no checkpoints."""
        assert books.checkpoints.all() == ()
