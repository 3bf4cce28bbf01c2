"""Calls `unisono` as its users do, in this process or in one of its own, and says what came back."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from tests.companies import bakery
from unisono.cli.commands import app
from unisono.domain.company import Snapshot
from unisono.storage.samples import sample_path
from unisono.storage.writing import folder_files

STEEL, KITCHEN = sample_path("steel"), sample_path("kitchen")
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


def start(*arguments: object, **environment: str) -> "subprocess.Popen[str]":
    """Return a command that runs in a process of its own, with pipes for what it says."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "unisono", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


def start_showing_progress(*arguments: object) -> "subprocess.Popen[str]":
    """Return a command that believes that it talks to a terminal, so that it tells what it is at."""
    return start(*arguments, FORCE_COLOR="1", TERM="xterm", COLUMNS="120")


def wait_until_it_says(process: "subprocess.Popen[str]", words: str) -> None:
    """Wait until a command has said something beside its answers; it fails when the command ends before."""
    assert process.stderr is not None
    heard = ""
    while words not in heard:
        sign = process.stderr.read(1)
        assert sign, f"it ended with: {heard}"
        heard += sign


def end(process: "subprocess.Popen[str]") -> Said:
    """Return what a started command says until it ends."""
    out, beside = process.communicate(timeout=300)
    return Said(code=process.returncode, out=out, beside=beside)


def write_company(folder: Path, snapshot: Snapshot | None = None) -> Path:
    """Write a company's files, the bakery's if none is given, and return their folder."""
    folder.mkdir(parents=True)
    for name, content in folder_files(snapshot or bakery()).items():
        (folder / name).write_bytes(content)
    return folder
