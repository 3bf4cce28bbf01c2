"""Take a log into the ledger: every row becomes facts, or is listed with the reason why not."""

from unisono.services.importing.fitting import misfits
from unisono.services.importing.importing import Imported, import_log

__all__ = ["Imported", "import_log", "misfits"]
