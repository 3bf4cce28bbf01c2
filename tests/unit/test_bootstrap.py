"""Implementations are chosen in one place."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from unisono.bootstrap import InlineExecutor, cores, executor

TELL = """
import json, os
from unisono.bootstrap import fingerprint, kernels_are_compiled, prepare_kernel_cache
prepare_kernel_cache()
print(json.dumps([os.environ["NUMBA_CACHE_DIR"], kernels_are_compiled(), fingerprint()]))
"""


def kernel_cache(**environment: str) -> tuple[str, bool, str]:
    """Return where a new process keeps compiled kernels, whether there are any, and the name of their sources."""
    known = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    told = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", TELL], env={**known, **environment}, check=True, capture_output=True, text=True
    )
    place, compiled, name = json.loads(told.stdout)
    return place, compiled, name


def test_one_worker_works_in_place() -> None:
    """A job for one worker is done when it is handed in, by whoever hands it in."""
    with executor(1) as inline:
        assert isinstance(inline, InlineExecutor)
        job = inline.submit(threading.current_thread)
        assert job.done()
        assert job.result() is threading.current_thread()


def test_what_a_job_raises_in_place_is_raised_there() -> None:
    """A mistake in a job is not kept for later."""
    with executor(1) as inline, pytest.raises(ZeroDivisionError):
        inline.submit(divmod, 1, 0)


def test_several_workers_are_threads() -> None:
    """More workers are threads, because the kernels hold no lock."""
    with executor(2) as threads:
        assert isinstance(threads, ThreadPoolExecutor)
        assert threads.submit(threading.current_thread).result() is not threading.current_thread()
    assert cores() >= 1


@pytest.mark.skipif(sys.platform != "linux", reason="the user's cache folder has another name elsewhere")
def test_kernels_are_kept_apart_by_their_sources(tmp_path: Path) -> None:
    """Compiled kernels lie in the user's cache folder, under the name of their sources, empty at first."""
    place, compiled, name = kernel_cache(XDG_CACHE_HOME=str(tmp_path))
    assert Path(place) == tmp_path / "unisono" / "kernels" / name
    assert not compiled
    (Path(place) / "search.nbi").touch()
    assert kernel_cache(XDG_CACHE_HOME=str(tmp_path))[:2] == (place, True)


def test_ones_own_place_for_kernels_is_kept(tmp_path: Path) -> None:
    """Whoever sets NUMBA_CACHE_DIR means it."""
    assert kernel_cache(NUMBA_CACHE_DIR=str(tmp_path))[:2] == (str(tmp_path), False)


@pytest.mark.skipif(sys.platform != "linux", reason="the user's cache folder has another name elsewhere")
def test_a_home_that_cannot_be_written_to_gets_a_passing_place(tmp_path: Path) -> None:
    """Without a place to keep kernels they are compiled for this time, and nothing is left behind."""
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    place, compiled, _ = kernel_cache(XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert "unisono-kernels-" in place
    assert not compiled
    assert not Path(place).exists()


def test_a_command_that_opens_no_books_starts_without_a_database() -> None:
    """The list of commands is there at once: databases and their drivers are loaded when books are opened."""
    look = (
        "import sys, unisono.cli.commands; print({'django', 'psycopg', 'duckdb', 'pyarrow', 'ibis'} & {*sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)  # noqa: S603 - ours
    assert told.stdout.strip() == "set()"
