"""All books of one company, opened in one place."""

from unisono.services.ports import Books
from unisono.storage.ledger.databases import open_database
from unisono.storage.ledger.ledger import DatabaseLedger
from unisono.storage.ledger.stores import DatabaseCheckpoints, DatabasePlans, DatabaseSnapshots


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
