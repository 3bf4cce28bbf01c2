"""The one place that chooses implementations: where chains run, where compiled kernels and the books are kept."""

import atexit
import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from unisono.services.ports import Books, FactTable, ModelStore

P = ParamSpec("P")
T = TypeVar("T")

KERNEL_CACHE = "NUMBA_CACHE_DIR"
TREE_THREADS = "OMP_NUM_THREADS"
KERNEL_SOURCES = Path(__file__).parent / "engines" / "planning" / "kernel"


class InlineExecutor(Executor):
    """Runs each job in the caller's thread, at once: what a job raises is raised by `submit`."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the finished job."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def executor(workers: int) -> Executor:
    """Return where the chains of a search run: in this thread, or in several, as the kernels hold no lock.

    Args:
        workers: how many chains run at once, at least 1.
    """
    if workers == 1:
        return InlineExecutor()
    return ThreadPoolExecutor(max_workers=workers, thread_name_prefix="chain")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def prepare_kernel_cache() -> None:
    """Choose where compiled kernels are kept; to be called before the planner is imported.

    Kernels of one set of sources lie in a folder of their own, because Numba looks at the date of the called function's
    file alone and would keep a kernel whose inner parts have changed. Nothing happens when Numba has been imported
    before: it has read its settings then. Somebody's own `NUMBA_CACHE_DIR` is kept.
    """
    if "numba" in sys.modules:
        return
    if KERNEL_CACHE not in os.environ:
        kernels = user_cache_path("unisono", appauthor=False) / "kernels"
        os.environ[KERNEL_CACHE] = str(_writable(kernels / fingerprint(), "unisono-kernels-"))


def prepare_trees() -> None:
    """Let gradient boosting run in one thread; to be called before scikit-learn is imported.

    Its threads meet so often that beside another busy program they take ten times as long as one alone. Somebody's own
    `OMP_NUM_THREADS` is kept.
    """
    os.environ.setdefault(TREE_THREADS, "1")


def kernels_are_compiled() -> bool:
    """Return whether compiled kernels are kept from an earlier time, so that the planner starts at once."""
    return any(Path(os.environ[KERNEL_CACHE]).rglob("*.nbi")) if KERNEL_CACHE in os.environ else True


def open_books(place: str, *, create: bool) -> "Books":
    """Return the books of a company: its ledger, checkpoints, data and plans. Close them, or use them in a `with`.

    Args:
        place: path of an SQLite file, or the URL of a PostgreSQL database (`postgresql://user@host/database`).
        create: whether new books are made where there are none.

    Raises:
        unisono.services.ports.NoLedger: there are none, something else is there, or they are of a newer version.
        unisono.services.ports.LedgerUnreachable: the file or the server cannot be reached.
    """
    set_django_up()
    from unisono.storage.ledger.books import database_books  # noqa: PLC0415 - its tables want Django set up

    return database_books(place, create=create)


def open_fact_table(books: "Books", place: str) -> "FactTable":
    """Return the facts of books as tables for figures, kept up in a folder of segments.

    An SQLite ledger `L` has them in `L.segments`, a database elsewhere in the user's cache folder. Where that cannot be
    written to, they are made in a passing folder.

    Args:
        books: whose facts.
        place: where the books are kept: the same as for `open_books`.
    """
    from unisono.storage.fact_table.table import SegmentedFactTable  # noqa: PLC0415 - DuckDB takes a while to load

    folder = _beside(place, "segments")
    return SegmentedFactTable(books.ledger, folder, threads=cores())


def open_models(place: str) -> "ModelStore":
    """Return where the model of foresight is kept: in `L.foresight` beside an SQLite ledger `L`, else as segments are.

    Args:
        place: where the books are kept: the same as for `open_books`.
    """
    from unisono.storage.models import ModelFile  # noqa: PLC0415 - scikit-learn takes a while to load

    return ModelFile(_beside(place, "foresight"))


@cache
def set_django_up() -> None:
    """Tell Django of the ledger's tables; databases are named when they are opened."""
    import django  # noqa: PLC0415 - a command that keeps no books starts without it
    from django.conf import settings  # noqa: PLC0415 - the same

    if not settings.configured:
        settings.configure(INSTALLED_APPS=["unisono.storage.ledger.apps.LedgerConfig"], USE_TZ=True)
    django.setup()


@cache
def fingerprint() -> str:
    """Return the name of the kernels as they are now: a hash over their sources and the version of their compiler."""
    digest = hashlib.sha256(version("numba").encode())
    for source in sorted(KERNEL_SOURCES.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _beside(place: str, what: str) -> Path:
    """Return the folder for what is made of the facts: beside a file, for a server in the user's cache folder."""
    if "://" not in place:
        return _writable(Path(f"{place}.{what}"), f"unisono-{what}-")
    digest = hashlib.sha256(place.encode()).hexdigest()[:16]
    return _writable(user_cache_path("unisono", appauthor=False) / what / digest, f"unisono-{what}-")


def _writable(folder: Path, otherwise: str) -> Path:
    """Return the folder, or a passing one where it cannot be written to: what lies in it is made again then."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass  # a home that cannot be written to, as in some containers
    return _passing_folder(otherwise)


def _passing_folder(prefix: str) -> Path:
    passing = mkdtemp(prefix=prefix)
    atexit.register(shutil.rmtree, passing, ignore_errors=True)
    return Path(passing)
