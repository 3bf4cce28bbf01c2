"""Shows where a long job is, on a terminal only."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from unisono.cli.interrupts import Interrupts
from unisono.cli.screen import Screen


class Teller:
    """Tells people of the step a job is at, and the job of Ctrl-C."""

    def __init__(self, interrupts: Interrupts, progress: Progress, task: TaskID) -> None:
        self._interrupts = interrupts
        self._progress = progress
        self._task = task
        self._lock = threading.Lock()
        self._step, self._share = "", 0.0

    @property
    def stopped(self) -> bool:
        """Return whether somebody pressed Ctrl-C."""
        return self._interrupts.asked

    def __call__(self, step: str, share: float) -> None:
        """Show the step; of several chains at one step the one that is furthest counts."""
        with self._lock:
            self._share = max(share, self._share) if step == self._step else share
            self._step = step
            said = f"{step} (ending; Ctrl-C again ends at once)" if self.stopped else step
            self._progress.update(self._task, description=said, completed=min(1.0, self._share))


@contextmanager
def telling(screen: Screen, interrupts: Interrupts) -> Iterator[Teller]:
    """Show progress beside the answers while a job runs; where there is no terminal nothing is shown."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=30), TimeElapsedColumn())
    quiet = not screen.beside.is_terminal
    with Progress(*columns, console=screen.beside, transient=True, disable=quiet) as progress:
        yield Teller(interrupts, progress, progress.add_task("", total=1.0))
