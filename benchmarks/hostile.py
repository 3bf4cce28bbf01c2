"""Hostile files: what refusing them takes, in seconds and memory, each in a process of its own.

python -m benchmarks.hostile [CASE...] [--json]

A case puts one large or wicked file in the place of one of the bakery's. The process that reads it may take 4 GB of
memory in all: what needs more ends in a traceback, and the case is `failed`.
"""

import argparse
import json
import random
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.memory import peak_mb
from tests.companies import bakery
from unisono.storage.reading.company import read_company
from unisono.storage.writing import folder_files, workbook_bytes

MEMORY = 4 << 30
MEGABYTE = 1 << 20
ORDERS = b"id,customer,product,quantity,net_price,received,requested\n"
STOCK = b"product,kind,quantity\n"
SALES = b"date,invoice,customer,product,quantity,net_amount\n"
SHEET = "xl/worksheets/sheet9.xml"
TEXTS = "xl/sharedStrings.xml"

Pieces = Iterable[bytes]


def repeated(piece: bytes, size: int) -> Iterator[bytes]:
    """Yield pieces of about a megabyte until there are so many bytes."""
    block = piece * max(1, MEGABYTE // len(piece))
    for _ in range(max(1, size // len(block))):
        yield block


def numbered(row: bytes, count: int) -> Iterator[bytes]:
    """Yield so many rows with their number in place of `%d`."""
    for start in range(0, count, 10_000):
        yield b"".join(row.replace(b"%d", b"%d" % number) for number in range(start, min(count, start + 10_000)))


def beneath(header: bytes, rows: Pieces) -> Pieces:
    """Return a header and what stands beneath it."""
    return chain((header,), rows)


ORDER = b"O-%d,HOTEL,rye-loaf,50,3.00,2026-02-27T10:00,2026-03-06\n"
FILES: dict[str, tuple[str, Callable[[], Pieces]]] = {
    "ten million rows": (
        "sales.csv",
        lambda: beneath(SALES, numbered(b"2026-01-05,F%d,HOTEL,rye-loaf,5,15.00\n", 10_000_000)),
    ),
    "ten million short rows": ("stock.csv", lambda: beneath(STOCK, repeated(b"rye-loaf,own,5\n", 150_000_000))),
    "a million orders": ("orders.csv", lambda: beneath(ORDERS, numbered(ORDER, 999_999))),
    "a million mistakes": (
        "orders.csv",
        lambda: beneath(ORDERS, numbered(b"O-%d,HOTELL,rye,many,EUR,soon,later\n", 999_999)),
    ),
    "a line of 1 GB": ("orders.csv", lambda: repeated(b"x", 1 << 30)),
    "a line of 255 MB": ("orders.csv", lambda: beneath(ORDERS, repeated("é,😀".encode(), 255 * MEGABYTE))),
    "255 MB of commas": ("stock.csv", lambda: beneath(STOCK, repeated(b"," * 99_999 + b"\n", 255 * MEGABYTE))),
    "a quote that never closes": (
        "stock.csv",
        lambda: beneath(STOCK + b'"rye-loaf,own,5\n', repeated(b"x" * 299 + b"\n", 255 * MEGABYTE)),
    ),
    "a million open quotes": ("stock.csv", lambda: beneath(STOCK, repeated(b'"rye-loaf,own,5\n', 15_900_000))),
    "255 MB of wrong bytes": ("stock.csv", lambda: beneath(STOCK, repeated(b"\xff" * 299 + b"\n", 255 * MEGABYTE))),
    "a million long numbers": (
        "stock.csv",
        lambda: beneath(STOCK, numbered(b"rye-loaf,own," + b"1 111" * 40 + b"%dx\n", 999_999)),
    ),
    "a million wrong words": ("stock.csv", lambda: beneath(STOCK, numbered(b"rye-loaf,onw%d,5\n", 999_999))),
    "a hundred thousand shifts at once": (
        "calendars.csv",
        lambda: beneath(
            b"calendar,weekday,date,start,end,works\nearly,mon,,06:00,14:00,yes\nnight,mon,,22:00,06:00,yes\n",
            numbered(b"early,mon,,06:00,14:00,yes\n", 99_998),
        ),
    ),
    "a megabyte of keys": ("policy.toml", lambda: numbered(b"a%d=1\n", 100_000)),
    "a megabyte of sections": ("policy.toml", lambda: numbered(b"[[rule]]\na=%d\n", 60_000)),
    "ninety thousand brackets": ("policy.toml", lambda: (b"a=" + b"[" * 90_000,)),
}


def raw_parts() -> dict[str, bytes]:
    """Return the parts of the bakery's workbook by name."""
    with zipfile.ZipFile(BytesIO(workbook_bytes(bakery()))) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


def with_rows(rows: Pieces, texts: bytes = b"") -> Iterator[tuple[str, Pieces]]:
    """Yield the parts of the bakery's workbook with rows added to one of its sheets, and texts to the shared ones."""
    for name, content in raw_parts().items():
        if name == SHEET:
            start, end = content.split(b"</sheetData>")
            yield name, chain((start,), rows, (b"</sheetData>", end))
        elif name == TEXTS:
            yield name, (content.replace(b"</sst>", texts + b"</sst>"),)
        else:
            yield name, (content,)


def _shared_everywhere() -> Iterator[tuple[str, Pieces]]:
    place = raw_parts()[TEXTS].count(b"<si>")
    cell = b'<c t="s" x="%d"><v>' + str(place).encode() + b"</v></c>"
    return with_rows(_rows_of(cell, rows=61, columns=16_384), b"<si><t>" + b"x" * MEGABYTE + b"</t></si>")


def _rows_of(cell: bytes, *, rows: int, columns: int) -> Iterator[bytes]:
    """Yield rows of cells with a random number in each, which packs no better than honest cells."""
    dice = random.Random(rows)  # noqa: S311 - the same numbers every time, and no secret
    for _ in range(rows):
        yield b"<row>" + b"".join(cell % dice.getrandbits(10) for _ in range(columns)) + b"</row>"


WORKBOOKS: dict[str, Callable[[], Iterator[tuple[str, Pieces]]]] = {
    "a stray cell in the last corner": lambda: with_rows((b'<row><c r="XFD1048576"/></row>',)),
    "twenty million cells": lambda: with_rows(_rows_of(b"<c><v>%d</v></c>", rows=19_990, columns=1_000)),
    "500 MB of empty tags": lambda: with_rows(repeated(b"<a/>", 500 * MEGABYTE)),
    "500 MB of blanks": lambda: with_rows(repeated(b" ", 500 * MEGABYTE)),
    "a megabyte in a million cells": _shared_everywhere,
    "ten million shared texts": lambda: with_rows(
        (), b"".join(b"<si><t>%d</t></si>" % number for number in range(10_000_000))
    ),
    "a hundred thousand parts": lambda: ((f"xl/{number}.xml", (b"",)) for number in range(100_000)),
}


def zip_bomb() -> bytes:
    """Return a workbook of 60 MB with a sheet that would unpack to 60 GB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    count = 60 * MEGABYTE // len(block)
    content = block * count + packer.flush()
    name = b"xl/worksheets/sheet1.xml"
    size = count * MEGABYTE
    extra = struct.pack("<HHQQ", 1, 16, size, len(content))
    entry = struct.pack("<HHHHHLLLHH", 45, 0, 8, 0, 33, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(extra))
    local = b"PK\x03\x04" + entry + name + extra + content
    central = b"PK\x01\x02\x2d\x00" + entry + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)


def write_case(case: str, folder: Path) -> Path:
    """Write the company of a case, and return the path to read.

    Args:
        case: its name.
        folder: an empty folder.
    """
    if case in FILES:
        wicked, make = FILES[case]
        for file, content in folder_files(bakery()).items():
            (folder / file).write_bytes(content)
        with (folder / wicked).open("wb") as stream:
            stream.writelines(make())
        return folder
    path = folder / "bakery.xlsx"
    if case == "a bomb of 60 GB":
        path.write_bytes(zip_bomb())
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, pieces in WORKBOOKS[case]():
            with archive.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece)
    return path


CASES = (*FILES, "a bomb of 60 GB", *WORKBOOKS)


def measure(path: Path, memory: int) -> dict[str, object]:
    """Return what reading a company takes in this process, and what came of it.

    Args:
        path: the folder or workbook.
        memory: the bytes that the process may take from here on, all in all.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    started, busy = time.perf_counter(), time.process_time()
    reading = read_company(path)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - busy
    first = next(iter(reading.findings), None)
    return {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "peak_mb": peak_mb(),
        "accepted": reading.snapshot is not None,
        "findings": len(reading.findings),
        "first": f"{first.source}: {first.message}" if first else "",
    }


def measured(case: str, *, memory: int = MEMORY) -> dict[str, object]:
    """Return what a case takes in a fresh process; one that crashes is told as failed.

    Args:
        case: its name.
        memory: the bytes that the process may take.
    """
    with TemporaryDirectory() as folder:
        path = write_case(case, Path(folder))
        size = sum(item.stat().st_size for item in Path(folder).iterdir())
        call = [sys.executable, "-m", "benchmarks.hostile", "--read", str(path), "--memory", str(memory)]
        done = subprocess.run(call, check=False, capture_output=True, text=True)  # noqa: S603 - our own module
    told: dict[str, object] = json.loads(done.stdout) if done.returncode == 0 else {"failed": done.stderr[-400:]}
    return {"case": case, "file_mb": round(size / MEGABYTE, 1), **told}


def main(call_arguments: list[str] | None = None) -> int:
    """Measure the named cases, or all of them; end with 1 where one failed."""
    arguments = argparse.ArgumentParser(prog="benchmarks.hostile", description=__doc__)
    arguments.add_argument("cases", nargs="*", metavar="CASE", help=f"one of: {', '.join(CASES)}")
    arguments.add_argument("--json", action="store_true", help="a JSON document a line instead of a table")
    arguments.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--memory", type=int, default=MEMORY, help=argparse.SUPPRESS)
    given = arguments.parse_args(call_arguments)
    if given.read:
        print(json.dumps(measure(given.read, given.memory)))
        return 0
    failed = 0
    for case in given.cases or CASES:
        told = measured(case)
        failed |= "failed" in told
        line = "{case:32} {file_mb:8} MB {seconds:>7} s {peak_mb:>6} MB  {first}"
        print(json.dumps(told) if given.json or "failed" in told else line.format_map(told), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
