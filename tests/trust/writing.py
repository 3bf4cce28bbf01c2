"""Writers in processes of their own, as the tests start and kill them.

`python -m tests.trust.writing kill PLACE ROUNDS SEED` lets a writer record facts as fast as it can, kills it at a
random moment, looks whether every fact that was acknowledged is there, starts the next, and prints what it saw.
`... write PLACE NAME COUNT` records so many facts and prints each id as it is acknowledged.
`... fill PLACE BYTES` records facts until files may grow no further, and prints what it was told.
"""

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator

from tests.mill import MONDAY, story
from unisono.bootstrap import open_books
from unisono.domain.facts import Fact
from unisono.services.ports import LedgerFull
from unisono.services.telling import Silent
from unisono.services.verifying import verify_ledger

LONGEST = 0.06
"""Seconds after its first acknowledgement within which a writer is killed."""

FACTS_OF_A_LEDGER = 20_000
"""After so many facts the killing goes on with a new ledger, or looking at it would take longer than killing."""


def work(name: str) -> Iterator[list[Fact]]:
    """Yield facts for ever, singly and some at once: commitments from the request to the signature."""
    number = 0
    while True:
        facts = [_renamed(fact, f"{name}-{number}") for fact in story(f"SO-{name}-{number}/produce")]
        yield facts[:1]
        yield facts[1:]
        number += 1


def _renamed(fact: Fact, prefix: str) -> Fact:
    return Fact(
        id=f"{prefix}/{fact.id}",
        happened_at=fact.happened_at,
        actor=fact.actor,
        origin=fact.origin,
        act=fact.act,
        commitment=fact.commitment,
        links=fact.links,
    )


def write(place: str, name: str, count: int | None, pipe: int) -> None:
    """Record facts, and write the id and position of each to a pipe after it was acknowledged."""
    done = 0
    with open_books(place, create=True) as books:
        for facts in work(name):
            appended = books.ledger.append(facts, now=MONDAY)
            told = (f"{fact.id} {position}\n" for fact, position in zip(facts, appended.positions, strict=True))
            os.write(pipe, "".join(told).encode())
            done += len(facts)
            if count is not None and done >= count:
                return


def kill(place: str, rounds: int, seed: int) -> dict[str, object]:
    """Return what became of so many writers that were killed at random moments."""
    draw = random.Random(seed)  # noqa: S311 - moments, no secrets
    seen: dict[str, object] = {"rounds": 0, "acknowledged": 0, "lost": [], "broken": []}
    acknowledged, ledger, size = 0, 0, 0
    for number in range(rounds):
        now_at = place if place.startswith("postgresql") else f"{place}-{ledger}"
        told = _one_killed(now_at, f"{seed}-{number}", draw.uniform(0, LONGEST))
        acknowledged += len(told)
        with open_books(now_at, create=False) as books:
            there = {entry.fact.id: entry.position for entry in books.ledger.entries(after=size)}
            lost = [fact_id for fact_id, position in told.items() if there.get(fact_id) != position]
            size = books.ledger.head().size
            is_last = number == rounds - 1 or size > FACTS_OF_A_LEDGER
            verdict = verify_ledger(books=books, held=(), tell=Silent()) if is_last or number % 20 == 0 else None
        if lost or (verdict is not None and not verdict.ok):
            seen["lost"], seen["broken"] = lost, str(verdict)
            break
        if size > FACTS_OF_A_LEDGER and not place.startswith("postgresql"):
            ledger, size = ledger + 1, 0
        seen.update(rounds=number + 1, acknowledged=acknowledged)
    return seen


def _one_killed(place: str, name: str, seconds: float) -> dict[str, int]:
    """Return what a writer was told to be recorded before it was killed."""
    reading, writing = os.pipe()
    writer = os.fork()
    if not writer:
        os.close(reading)
        write(place, name, None, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        heard = pipe.readline()
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
        heard += pipe.read()
    os.waitpid(writer, 0)
    whole = heard[: heard.rfind(b"\n") + 1].decode().splitlines()
    return {fact_id: int(position) for fact_id, position in (line.rsplit(" ", 1) for line in whole)}


def fill(place: str, limit: int) -> dict[str, object]:
    """Return what a writer was told when its files could grow no further."""
    with open_books(place, create=True) as books:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        acknowledged = 0
        for facts in work("fill"):
            try:
                books.ledger.append(facts, now=MONDAY)
            except LedgerFull as full:
                found = books.ledger.head().size
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
                again = books.ledger.append(facts, now=MONDAY).head.size
                return {"acknowledged": acknowledged, "found": found, "again": again, "told": str(full)}
            acknowledged += len(facts)
    raise AssertionError


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    if what == "kill":
        sys.stdout.write(json.dumps(kill(where, int(rest[0]), int(rest[1]))))
    elif what == "fill":
        sys.stdout.write(json.dumps(fill(where, int(rest[0]))))
    else:
        write(where, rest[0], int(rest[1]), sys.stdout.fileno())
