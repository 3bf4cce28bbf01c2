"""Ctrl-C: the first one asks the job to end, the second one ends the process at once."""

import os
import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import Self

from unisono.cli.endings import Code

SHOW_CURSOR = b"\x1b[?25h\r\n"


class Interrupts:
    """Inside this context the first Ctrl-C raises nothing: it is kept for the job, which looks at `asked` now and then.

    Only the main thread hears of Ctrl-C; elsewhere the context changes nothing.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._before: signal.Handlers | int | None = None
        self._mine = threading.current_thread() is threading.main_thread()

    @property
    def asked(self) -> bool:
        """Return whether somebody pressed Ctrl-C."""
        return self._event.is_set()

    def __enter__(self) -> Self:
        if self._mine:
            self._before = signal.signal(signal.SIGINT, self._hear)  # type: ignore[assignment] # ours, Python's or none
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._mine:
            signal.signal(signal.SIGINT, self._before)

    def _hear(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature of a handler
        if self.asked:
            if sys.stderr.isatty():
                os.write(2, SHOW_CURSOR)  # a moving bar hides it
            os._exit(Code.INTERRUPTED)  # the threads of a search would be waited for otherwise
        self._event.set()
