"""Options that commands of several groups share."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", metavar="", help="Write one JSON document to standard output.")]
LedgerPlace = Annotated[
    str, typer.Option("--ledger", metavar="LEDGER", help="A ledger: an SQLite file, or a postgresql:// URL.")
]
ClockNow = Annotated[
    str | None, typer.Option("--now", metavar="TIME", show_default="the clock", help="When it is done, with its zone.")
]
WorkNow = Annotated[
    str | None,
    typer.Option(
        "--now",
        metavar="TIME",
        show_default="the clock, or the newest fact if that is later",
        help="When it is done, with its zone.",
    ),
]
NewestNow = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", show_default="the newest fact", help="Moment to look from, with its zone."),
]
Party = Annotated[str, typer.Option("--as", metavar="PARTY", help="The department or partner that does it.")]
Person = Annotated[
    str, typer.Option("--person", metavar="NAME", show_default=False, help="Who it is, if that matters.")
]
