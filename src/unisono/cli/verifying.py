"""`unisono ledger verify` and `rebuild`: whether a ledger is as it was recorded, and what follows from it anew."""

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from unisono.bootstrap import cores, open_books
from unisono.cli.endings import Code, Refused
from unisono.cli.ledgers import long_work, opened, refusing, shown
from unisono.cli.screen import Screen, facts
from unisono.cli.verifying_apart import workers
from unisono.domain.merkle import root_over
from unisono.services.checkpoints import Fault, Held
from unisono.services.ports import LedgerBroken, NoLedger
from unisono.services.verifying import Verdict, verify_ledger
from unisono.storage.outputs.json_text import write_json
from unisono.storage.outputs.report.figures import plural
from unisono.storage.signatures.files import NotWhatItShouldBe, read_checkpoints

VERDICT_FORMAT = "unisono-verdict/1"
REBUILT_FORMAT = "unisono-rebuilt/1"
WORTH_PROCESSES = 20_000
"""Facts from which on several processes are started, which takes a second or two."""


def verify_and_show(screen: Screen, place: str, *, checkpoints: Iterable[Path]) -> Code:
    """Show whether a ledger is what was recorded and signed.

    Raises:
        Refused: there is no ledger, or a file is no checkpoint.
    """
    try:
        held = read_checkpoints(checkpoints)
    except NotWhatItShouldBe as refusal:
        raise Refused(str(refusal)) from refusal
    with refusing():
        verdict = _verdict(screen, place, held)
    screen.document(
        write_json(
            {
                "format": VERDICT_FORMAT,
                "facts": verdict.facts,
                "root": verdict.root.hex(),
                "ok": verdict.ok,
                "first_bad": verdict.first_bad,
                "reason": verdict.fault.why if verdict.fault else None,
                "checkpoints": verdict.checkpoints,
                "signed": verdict.signed,
            }
        )
    )
    _show(screen, place, verdict)
    return Code.FINE if verdict.ok else Code.FINDINGS


def rebuild_and_show(screen: Screen, place: str) -> None:
    """Make everything that follows from the facts anew.

    Raises:
        Refused: there is no ledger, or its facts are not those that were recorded.
    """
    with opened(place) as books, long_work(screen) as tell:
        tell("Reading every fact again", 0)
        count = books.ledger.rebuild()
    screen.document(write_json({"format": REBUILT_FORMAT, "facts": count}))
    screen.show(f"What follows from {plural(count, 'fact')} was made anew.")


def _verdict(screen: Screen, place: str, held: tuple[Held, ...]) -> Verdict:
    """Return what is found of a ledger; a file too broken to be opened is a broken ledger, too."""
    try:
        books = open_books(place, create=False)
    except NoLedger as refusal:
        if not isinstance(refusal.__cause__, LedgerBroken):
            raise
        fault = Fault(position=None, why=str(refusal))
        return Verdict(facts=0, root=root_over(()), checkpoints=len(held), signed=0, fault=fault)
    with books, long_work(screen) as tell:
        others = cores() - 1  # this process has as much to do
        if not others or books.ledger.head().size < WORTH_PROCESSES:
            return verify_ledger(books=books, held=held, tell=tell)
        with workers(place, others, tell) as check:
            return verify_ledger(books=books, held=held, tell=tell, shares=others, check=check)


def _show(screen: Screen, place: str, verdict: Verdict) -> None:
    unsigned = verdict.facts - verdict.signed
    held = f"held against {plural(verdict.checkpoints, 'checkpoint')}" if verdict.checkpoints else "no checkpoint yet"
    screen.show(
        facts(
            ("Ledger", shown(place)),
            ("Facts", f"{verdict.facts}, of them {verdict.signed} signed for and {unsigned} since; {held}"),
            ("Root", verdict.root.hex()),
        )
    )
    if verdict.fault is None:
        screen.show("", Text("All is as it was recorded.", style="bold green"))
        return
    place_of = "" if verdict.first_bad is None else f" The first fact in doubt stands at {verdict.first_bad}."
    screen.show("", Text(f"Something is not as it was recorded.{place_of}", style="bold red"))
    screen.show(Text(f"{verdict.fault.why[0].upper()}{verdict.fault.why[1:].rstrip('.')}."))
