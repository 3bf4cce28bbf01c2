"""How much a company's data may hold: every limit that a user can meet, named once.

They are far above what a company of 3,000 people needs, and low enough that no file can fill the memory of a laptop.
"""

from dataclasses import dataclass

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.troubles import Trouble

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What `of` may have at most, in `unit`, and what to do where it has more."""

    of: str
    most: int
    unit: str
    remedy: str

    def trouble(self, found: int | None = None) -> Trouble:
        """Return what is wrong with something beyond the limit.

        Args:
            found: how much it has, where that is known.
        """
        has = "more" if found is None else f"{found:,}"
        return Trouble(
            code="over-limit",
            message=f"{self.of} may have {self.most:,} {self.unit}; this one has {has}.",
            expected=f"at most {self.most:,} {self.unit}",
            remedy=self.remedy,
        )

    def finding(self, source: Source, found: int | None = None, *, value: object = None) -> Finding:
        """Return the finding about something beyond the limit.

        Args:
            source: where it stands.
            found: how much it has, where that is known.
            value: its beginning, if that helps to find it.
        """
        trouble = self.trouble(found)
        if value is not None:
            return trouble.at(source, value)
        return Finding(
            code=trouble.code,
            severity=Severity.ERROR,
            source=source,
            message=trouble.message,
            expected=trouble.expected,
            remedy=trouble.remedy,
        )


FILE_SIZE = Limit(
    of="A CSV file", most=256, unit="MB", remedy="Leave out what is not needed, e.g. sales of years long past."
)
LINES = Limit(
    of="A CSV file", most=1_000_000, unit="lines", remedy="Leave out what is not needed, e.g. sales of years long past."
)
CALENDAR_ROWS = Limit(
    of="The table of calendars",
    most=100_000,
    unit="rows",
    remedy="Repeat shifts by their weekday, and give dates only to the days that differ.",
)
ROW_LENGTH = Limit(
    of="A line or row",
    most=100_000,
    unit="characters",
    remedy="Look whether the file has line ends, and whether a quotation mark is left open.",
)
BROKEN_ROWS = Limit(
    of="A CSV file",
    most=100,
    unit="rows with broken quotes",
    remedy="The rows below are not read: write the file again, with every quoted cell closed.",
)
COLUMNS = Limit(of="A table", most=1_000, unit="columns", remedy="Delete the columns that are not known here.")
CELLS = Limit(of="A table", most=20_000_000, unit="cells", remedy="Delete stray cells far out, and unknown columns.")
TEXT = Limit(of="A cell", most=2_000, unit="characters", remedy="Say it shorter.")
SETTINGS_SIZE = Limit(of="A TOML file", most=1, unit="MB", remedy="Leave out what is not needed.")
KEY_PARTS = Limit(of="A key", most=20, unit="parts with points between them", remedy="Write it under a heading.")
WORKBOOK_SIZE = Limit(of="A workbook", most=64, unit="MB", remedy="Give the large tables as CSV files.")
UNPACKED_SIZE = Limit(of="A workbook", most=512, unit="MB when unpacked", remedy="Give the large tables as CSV files.")
PACKING = Limit(
    of="A workbook",
    most=100,
    unit="times its size when unpacked",
    remedy="Save it again in a spreadsheet program as XLSX.",
)
PARTS = Limit(of="A workbook", most=1_000, unit="parts", remedy="Save it again in a spreadsheet program as XLSX.")
SHEET_ROWS = Limit(of="A sheet", most=1_048_576, unit="rows", remedy="Save it again in a spreadsheet program as XLSX.")
SHEET_COLUMNS = Limit(
    of="A sheet", most=16_384, unit="columns", remedy="Save it again in a spreadsheet program as XLSX."
)
SHEET_TEXTS = Limit(
    of="A sheet", most=512, unit="MB of text in its cells", remedy="Give the large tables as CSV files."
)
DOCUMENT_SIZE = Limit(of="A plan or agenda in JSON", most=512, unit="MB", remedy="Write it again with Unisono.")
CHANGES_SIZE = Limit(of="A file of changes", most=1, unit="MB", remedy="Give the changes as new data.")
LOG_SIZE = Limit(of="A log of events", most=16_384, unit="MB when unpacked", remedy="Split it by years.")
LOG_PACKING = Limit(
    of="A packed log of events",
    most=250,
    unit="times its size when unpacked",
    remedy="Unpack it, look at what is in it, and give it unpacked.",
)
LOG_PART = Limit(
    of="A single event or object of a log",
    most=8,
    unit="MB",
    remedy="Look whether the file is damaged; leave out what is not needed.",
)
LOG_ATTRIBUTES = Limit(
    of="A single event or object of a log",
    most=1_000,
    unit="attributes",
    remedy="Leave out what is not needed.",
)
LOG_LINKS = Limit(
    of="A single event or object of a log",
    most=100_000,
    unit="links to objects",
    remedy="Look whether the file is damaged.",
)
LOG_DEPTH = Limit(
    of="A log in XML", most=50, unit="elements within each other", remedy="Look whether the file is damaged."
)

LIMITS = (
    FILE_SIZE,
    LINES,
    CALENDAR_ROWS,
    ROW_LENGTH,
    BROKEN_ROWS,
    COLUMNS,
    CELLS,
    TEXT,
    SETTINGS_SIZE,
    KEY_PARTS,
    WORKBOOK_SIZE,
    UNPACKED_SIZE,
    PACKING,
    PARTS,
    SHEET_ROWS,
    SHEET_COLUMNS,
    SHEET_TEXTS,
    DOCUMENT_SIZE,
    CHANGES_SIZE,
    LOG_SIZE,
    LOG_PACKING,
    LOG_PART,
    LOG_ATTRIBUTES,
    LOG_LINKS,
    LOG_DEPTH,
)
