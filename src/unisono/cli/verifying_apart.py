"""Looks at the shares of a ledger in processes of their own, one for each core."""

import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import TimeoutError as NotYet
from multiprocessing import get_context
from typing import TYPE_CHECKING

from unisono.bootstrap import open_books
from unisono.services.telling import Tell
from unisono.services.verifying import Check, Found, Share, check_share

if TYPE_CHECKING:
    from multiprocessing.pool import IMapIterator
    from multiprocessing.sharedctypes import SynchronizedArray

RARELY = 200_000
"""How many more things are to be made before Python looks for rings among them: facts make none."""

A_MOMENT = 0.2
"""Seconds between two looks at how far the processes are."""

_shares_done: "SynchronizedArray[float]"
"""In a worker: how far each of them is."""


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
    with context.Pool(count, initializer=_prepare, initargs=(done,)) as pool:
        yield lambda shares: _collect(pool.imap(partial(_check, place), shares), done, tell)


def _collect(found: "IMapIterator[Found]", done: "SynchronizedArray[float]", tell: Tell) -> Iterator[Found]:
    while True:
        try:
            yield found.next(timeout=A_MOMENT)
        except NotYet:
            tell("Reading facts", sum(done[:]) / len(done))
        except StopIteration:
            return


class _Noting:
    """Writes down how far a share is."""

    stopped = False

    def __init__(self, number: int) -> None:
        self._number = number

    def __call__(self, step: str, share: float) -> None:  # noqa: ARG002 - there is one step only
        _shares_done[self._number] = share


def _prepare(done: "SynchronizedArray[float]") -> None:
    """Begin a worker: Ctrl-C is for its parent."""
    global _shares_done  # noqa: PLW0603 - a worker gets what it shares when it starts, and keeps it
    _shares_done = done
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(RARELY)


def _check(place: str, share: Share) -> Found:
    with open_books(place, create=False) as books:
        return check_share(ledger=books.ledger, share=share, tell=_Noting(share.number))
