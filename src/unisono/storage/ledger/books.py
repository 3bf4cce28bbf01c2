"""All books of one company, opened in one place."""

from unisono.services.ports import Books
from unisono.storage.ledger.checkpoints import DatabaseCheckpoints, MemoryCheckpoints
from unisono.storage.ledger.databases import open_database
from unisono.storage.ledger.ledger import DatabaseLedger
from unisono.storage.ledger.memory import MemoryLedger, MemoryPlans, MemorySnapshots
from unisono.storage.ledger.stores import DatabasePlans, DatabaseSnapshots


def database_books(place: str, *, create: bool) -> Books:
    """Return the books in a database; `databases.open_database` says where that may be and what it refuses."""
    database = open_database(place, create=create)
    return Books(
        ledger=DatabaseLedger(database),
        checkpoints=DatabaseCheckpoints(database),
        snapshots=DatabaseSnapshots(database),
        plans=DatabasePlans(database),
        close=database.close,
    )


def memory_books() -> Books:
    """Return empty books in memory."""
    return Books(
        ledger=MemoryLedger(),
        checkpoints=MemoryCheckpoints(),
        snapshots=MemorySnapshots(),
        plans=MemoryPlans(),
        close=lambda: None,
    )
