"""Snapshots, plans and checkpoints in a database: put in once, and judged when they are read."""

from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from unisono.domain.checkpoints import NotACheckpoint, SignedCheckpoint, read_signed
from unisono.domain.company import Snapshot
from unisono.domain.plans import Plan
from unisono.services.ports import LedgerBroken, NotStored
from unisono.storage.ledger import models
from unisono.storage.ledger.checkpoints import joined, unknown
from unisono.storage.ledger.databases import Database
from unisono.storage.ledger.names import plan_name
from unisono.storage.ledger.records import Unreadable, from_bytes, to_bytes
from unisono.storage.reading.hashing import content_hash

T = TypeVar("T")
_SNAPSHOT, _PLAN = "snapshot", "plan"


class DatabaseSnapshots:
    """The company's data of many moments; `services.ports.SnapshotStore` says what each function does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, snapshot: Snapshot) -> str:
        """Keep a snapshot and return its hash."""
        name = content_hash(snapshot)
        _put(self._database, _SNAPSHOT, name, to_bytes(replace(snapshot, content_hash="")))
        return name

    def get(self, snapshot_hash: str) -> Snapshot:
        """Return a snapshot.

        Raises:
            NotStored: there is none with this hash.
            LedgerBroken: what is stored has another hash.
        """
        snapshot = _get(self._database, _SNAPSHOT, snapshot_hash, Snapshot)
        if content_hash(snapshot) != snapshot_hash:
            raise _other(_SNAPSHOT, snapshot_hash)
        return replace(snapshot, content_hash=snapshot_hash)


class DatabasePlans:
    """Plans; `services.ports.PlanStore` says what each function does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, plan: Plan) -> str:
        """Keep a plan and return its hash."""
        name = plan_name(plan)
        _put(self._database, _PLAN, name, to_bytes(plan))
        return name

    def get(self, plan_hash: str) -> Plan:
        """Return a plan.

        Raises:
            NotStored: there is none with this hash.
            LedgerBroken: what is stored has another hash.
        """
        plan = _get(self._database, _PLAN, plan_hash, Plan)
        if plan_name(plan) != plan_hash:
            raise _other(_PLAN, plan_hash)
        return plan


class DatabaseCheckpoints:
    """What parties have signed; `services.ports.Checkpoints` says what each function does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, signed: SignedCheckpoint) -> None:
        """Keep a checkpoint, or those of its signatures that are not there yet; it is on disk when this returns."""
        with self._database.writing():
            for text in (fresh.text for fresh in unknown(signed, self._notes())):
                digest = sha256(text.encode()).digest()
                models.SignedNote.objects.using(self._database.alias).create(text=text, digest=digest)

    def all(self) -> tuple[SignedCheckpoint, ...]:
        """Return every checkpoint with all its signatures, in the order in which they were first kept.

        Raises:
            LedgerBroken: one cannot be read as it was kept.
        """
        with self._database.reading():
            return joined(self._notes())

    def _notes(self) -> list[SignedCheckpoint]:
        rows = models.SignedNote.objects.using(self._database.alias).order_by("id").values_list("text", "digest")
        return [_judged(text, digest) for text, digest in rows]


def _put(database: Database, kind: str, name: str, written: bytes) -> None:
    with database.writing():
        blobs = models.Blob.objects.using(database.alias)
        blobs.bulk_create([models.Blob(kind=kind, hash=name, bytes=written)], ignore_conflicts=True)


def _get(database: Database, kind: str, name: str, wanted: type[T]) -> T:
    with database.reading():
        found = models.Blob.objects.using(database.alias).filter(kind=kind, hash=name).values_list("bytes", flat=True)
        written = found.first()
    if written is None:
        raise NotStored(name)
    try:
        return from_bytes(wanted, written)
    except Unreadable as trouble:
        raise _other(kind, name) from trouble


def _other(kind: str, name: str) -> LedgerBroken:
    return LedgerBroken(f"the {kind} {name} is no longer what was kept under that name", position=None)


def _judged(text: str, digest: bytes) -> SignedCheckpoint:
    if sha256(text.encode()).digest() != digest:
        raise LedgerBroken("a signed checkpoint and its hash do not agree", position=None)
    try:
        return read_signed(text)
    except NotACheckpoint as trouble:
        raise LedgerBroken(f"a signed checkpoint is not as it was kept: {trouble}", position=None) from trouble
