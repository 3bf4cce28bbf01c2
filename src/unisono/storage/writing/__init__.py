"""Writers of a company's data: a folder of CSV and TOML files, or a workbook; templates and samples for new users."""

from unisono.storage.writing.csv_files import folder_files
from unisono.storage.writing.explanations import ABOUT_TABLES, ColumnExplanation, columns_page, explain
from unisono.storage.writing.placing import PlaceIsTaken, place_file, place_folder
from unisono.storage.writing.starts import write_sample, write_template
from unisono.storage.writing.workbooks import workbook_bytes

__all__ = [
    "ABOUT_TABLES",
    "ColumnExplanation",
    "PlaceIsTaken",
    "columns_page",
    "explain",
    "folder_files",
    "place_file",
    "place_folder",
    "workbook_bytes",
    "write_sample",
    "write_template",
]
