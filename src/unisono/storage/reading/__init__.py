"""Readers of a company's data: a folder of CSV and TOML files, or a workbook."""

from unisono.storage.reading.company import Reading, read_company
from unisono.storage.reading.hashing import content_hash

__all__ = ["Reading", "content_hash", "read_company"]
