"""What a command says: to people with colours where there is a terminal, to programs as one JSON document."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EPIPE
from typing import IO, TextIO, cast

import typer
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from unisono.cli.endings import Code, Refused

WIDTH_OF_FILES = 160
"""Columns of what is not read on a terminal, so that tables are not cut; `COLUMNS` overrides it."""

PLAIN = str.maketrans({"\N{NARROW NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})


class PlainSigns:
    """A stream in which narrow spaces and true minus signs are plain ones, as people search for and copy them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text with plain signs."""
        return self._stream.write(text.translate(PLAIN))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


class Screen:
    """Where a command writes: answers to standard output, everything beside them to standard error.

    Args:
        as_json: whether standard output takes one JSON document and nothing else.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._out = _console(stderr=False)
        self.beside = _console(stderr=True)

    def show(self, *parts: RenderableType) -> None:
        """Show an answer to people; programs get `document`."""
        if not self.as_json:
            for part in parts:
                in_one_line = isinstance(part, str | Text) and not self._out.is_terminal
                self._out.print(part, soft_wrap=in_one_line)

    def show_indented(self, text: str) -> None:
        """Show a quiet remark on what stands above it."""
        on_terminal = self._out.is_terminal
        self.show(Padding(Text(text, style="dim"), (0, 0, 0, 4)) if on_terminal else f"    {text}")

    def tell(self, *parts: RenderableType) -> None:
        """Show people something beside the answer."""
        for part in parts:
            self.beside.print(part)

    def document(self, text: str) -> None:
        """Write the JSON document for programs; people get `show`."""
        if self.as_json:
            sys.stdout.write(text)
            sys.stdout.flush()


def _console(*, stderr: bool) -> Console:
    """Return a console that takes texts as they are, and is wide where nobody sees its width."""
    stream = cast("IO[str]", PlainSigns(sys.stderr if stderr else sys.stdout))
    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    return console


def table(*columns: str, right: Iterable[str] = (), gap: int = 2) -> Table:
    """Return an empty table with a title for each column, those in `right` aligned to the right, with gaps between."""
    made = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")
    numbers = set(right)
    for column in columns:
        is_number = column in numbers
        made.add_column(column, justify="right" if is_number else "left", no_wrap=is_number)
    return made


def facts(*rows: tuple[str, RenderableType]) -> Table:
    """Return short facts under each other: a name, and what it is."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2), show_header=False)
    made.add_column(style="dim", no_wrap=True)
    made.add_column()
    for name, value in rows:
        made.add_row(name, value)
    return made


@contextmanager
def talking(*, as_json: bool, interrupted: str = "Interrupted.") -> Iterator[Screen]:
    """Give a command its screen, and end it with a sentence where it cannot go on.

    It refuses, cannot reach a file, has not enough memory, or is interrupted.

    Args:
        as_json: whether a program listens.
        interrupted: the sentence for Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot write a sign shows another, and no traceback
    screen = Screen(as_json=as_json)
    try:
        yield screen
    except Refused as refusal:
        _end(screen, str(refusal), refusal.code)
    except KeyboardInterrupt:
        _end(screen, interrupted, Code.INTERRUPTED)
    except MemoryError:
        _end(screen, "This machine has not enough memory for these data. Leave out what is not needed.", Code.FINDINGS)
    except OSError as error:
        if error.errno == EPIPE:
            raise  # the reader of a pipe has gone: Typer ends quietly
        where = f" ({error.filename})" if error.filename else ""
        _end(screen, f"{error.strerror or error}{where}.", Code.FINDINGS)


def _end(screen: Screen, sentence: str, code: Code) -> None:
    """Say the sentence and leave the command with the code."""
    screen.tell(Text(sentence, style="bold red" if code is Code.FINDINGS else ""))
    with suppress(OSError):  # standard output may be what cannot be written to
        screen.document(json.dumps({"format": "unisono-refusal/1", "refusal": sentence}, ensure_ascii=False) + "\n")
    raise typer.Exit(code)
