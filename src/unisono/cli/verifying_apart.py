"""Looks at the shares of a ledger in processes of their own, one for each core that is left."""

import gc
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

from unisono.bootstrap import open_books
from unisono.services.checkpoints import Fault
from unisono.services.telling import Tell
from unisono.services.verifying import Check, Share, check_share

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import SynchronizedArray

RARELY = 200_000
"""How many more things are to be made before Python looks for rings among them: facts make none."""

A_MOMENT = 0.2
"""Seconds between two looks at how far the processes are."""

_STOP = -1.0
_shares_done: "SynchronizedArray[float]"
"""In a worker: how far each of them is; `_STOP`: that it is to end."""


@contextmanager
def workers(place: str, count: int, tell: Tell) -> Iterator[Check]:
    """Give processes that look at the shares of a ledger; they end with this context.

    Args:
        place: where the ledger is, for each process to open it.
        count: how many processes.
        tell: hears how far they are.
    """
    context = get_context("spawn")
    done = context.Array("d", count)
    usual = gc.get_threshold()
    gc.set_threshold(RARELY)
    with ProcessPoolExecutor(count, mp_context=context, initializer=_prepare, initargs=(done,)) as processes:
        try:
            yield lambda shares: _collect(_begun(processes, place, shares), done, tell)
        finally:
            done[:] = [_STOP] * count
            gc.set_threshold(*usual)


def _begun(processes: ProcessPoolExecutor, place: str, shares: Sequence[Share]) -> "list[Future[Fault | None]]":
    """Begin to look at shares; Ctrl-C is for this process, and those that it starts never hear of it."""
    if threading.current_thread() is not threading.main_thread():
        return [processes.submit(_check, place, share) for share in shares]
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return [processes.submit(_check, place, share) for share in shares]
    finally:
        signal.signal(signal.SIGINT, heard)


def _collect(
    looked: "list[Future[Fault | None]]", done: "SynchronizedArray[float]", tell: Tell
) -> Iterator[Fault | None]:
    for future in looked:
        while True:
            try:
                yield future.result(timeout=A_MOMENT)
                break
            except NotYet:
                tell("Reading facts", sum(done[:]) / len(done))


def _prepare(done: "SynchronizedArray[float]") -> None:
    """Begin a worker."""
    global _shares_done  # noqa: PLW0603 - a worker gets what it shares when it starts, and keeps it
    _shares_done = done
    gc.set_threshold(RARELY)


def _check(place: str, share: Share) -> Fault | None:
    with open_books(place, create=False) as books:
        return check_share(ledger=books.ledger, share=share, tell=_Noting(share.number))


class _Noting:
    """Writes down how far a share is."""

    stopped = False

    def __init__(self, number: int) -> None:
        self._number = number

    def __call__(self, step: str, share: float) -> None:  # noqa: ARG002 - there is one step only
        """Note the share that is done.

        Raises:
            SystemExit: nobody waits for it any more.
        """
        if _shares_done[self._number] == _STOP:
            raise SystemExit
        _shares_done[self._number] = share
