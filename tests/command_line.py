"""Calls `unisono` as its users do, in this process or in one of its own, and says what came back."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from typer.testing import CliRunner

from tests.companies import bakery
from unisono.cli.commands import app
from unisono.domain.company import Snapshot
from unisono.storage.samples import sample_path
from unisono.storage.writing import folder_files

STEEL, KITCHEN = sample_path("steel"), sample_path("kitchen")
AS_IF_ON_A_TERMINAL = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "120"}
QUICKLY = ("--iterations", "300", "--workers", "1")
"""A search that ends at once and is the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command said, and the code it ended with."""

    code: int
    out: str
    beside: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - any JSON
        """Return standard output as the one JSON document that it is."""
        return json.loads(self.out)


def unisono(*arguments: object) -> Said:
    """Return what a command says, called in this process; a traceback fails the test that called it."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="unisono")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(code=result.exit_code, out=result.stdout, beside=result.stderr)


class Running:
    """A command in a process of its own, listened to while it runs; it is killed when a test leaves it behind.

    Args:
        arguments: what stands after `unisono`.
        environment: variables to set. `FORCE_COLOR` makes it believe that it talks to a terminal, so that it tells what
            it is at.
    """

    def __init__(self, *arguments: object, **environment: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "unisono", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )
        self._heard = {"out": "", "beside": ""}
        self._changed = threading.Condition()
        streams = {"out": self.process.stdout, "beside": self.process.stderr}
        self._listeners = [
            threading.Thread(target=self._listen, args=(name, stream), daemon=True) for name, stream in streams.items()
        ]
        for listener in self._listeners:
            listener.start()

    def _listen(self, name: str, stream: IO[str]) -> None:
        with stream:
            while sign := stream.read(1):
                with self._changed:
                    self._heard[name] += sign
                    self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.end()

    def wait_until_it_says(self, words: str) -> None:
        """Wait until the command has said something beside its answers; it fails when the command ends before."""
        with self._changed:
            while words not in self._heard["beside"]:
                assert any(listener.is_alive() for listener in self._listeners), f"it ended with {self._heard}"
                self._changed.wait(1)

    def end(self) -> Said:
        """Return all that the command said until it ended."""
        for listener in self._listeners:
            listener.join()
        return Said(code=self.process.wait(), out=self._heard["out"], beside=self._heard["beside"])


def write_company(folder: Path, snapshot: Snapshot | None = None) -> Path:
    """Write a company's files, the bakery's if none is given, and return their folder."""
    folder.mkdir(parents=True)
    for name, content in folder_files(snapshot or bakery()).items():
        (folder / name).write_bytes(content)
    return folder
