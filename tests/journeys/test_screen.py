"""What commands write where: terminals, pipes, programs, and people who ask for help."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import AS_IF_ON_A_TERMINAL, KITCHEN, Running, unisono, write_company
from unisono import __version__

ESCAPE = "\x1b"
HEAVY = {"numba", "numpy", "jinja2", "python_calamine", "xlsxwriter", "cel"}
LOADED = "import sys; from unisono.cli.commands import app; app(['--help'], standalone_mode=False); print(*sys.modules)"

WITH_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from unisono.cli.commands import app
app(["check", sys.argv[1]], standalone_mode=False)
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + (32 << 20), taken + (32 << 20)))
app(["check", sys.argv[2]])
"""


def test_help_loads_nothing_heavy() -> None:
    """`unisono --help` comes at once, because it loads neither the planner nor readers nor the report."""
    told = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, encoding="utf-8")  # noqa: S603
    modules = set(told.stdout.splitlines()[-1].split())
    assert "unisono.cli.commands" in modules
    assert not HEAVY & modules


def test_a_pipe_gets_plain_text() -> None:
    """What is not read on a terminal has no colours, no moving bars, and no cut tables."""
    said = Running("segment", KITCHEN).end()
    assert said.code == 0
    assert ESCAPE not in said.out + said.beside
    assert "…" not in said.out
    assert "Restaurant" not in said.beside


def test_no_colour_where_nobody_wants_it() -> None:
    """A terminal gets colours, and none when NO_COLOR is set."""
    assert f"{ESCAPE}[1;33mgold" in Running("segment", KITCHEN, **AS_IF_ON_A_TERMINAL).end().out
    assert f"{ESCAPE}[1;33m" not in Running("segment", KITCHEN, NO_COLOR="1", **AS_IF_ON_A_TERMINAL).end().out


def test_a_pipe_that_closes_early_is_no_trouble() -> None:
    """`unisono segment ... | head -1` ends without a word about pipes."""
    reading, writing = os.pipe()
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "unisono", "segment", KITCHEN, "--json"], stdout=writing, stderr=subprocess.PIPE
    ) as command:
        os.close(writing)
        os.close(reading)
        assert command.stderr is not None
        assert command.stderr.read() == b""


def test_a_terminal_that_cannot_write_a_sign_shows_another(tmp_path: Path) -> None:
    """On an ASCII terminal a euro sign or a Polish name is no reason to fail."""
    said = Running("segment", write_company(tmp_path / "bakery"), PYTHONUTF8="0", PYTHONIOENCODING="ascii").end()
    assert said.code == 0
    assert "Hotel Copernicus" in said.out


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="only Linux tells how much memory is taken")
def test_a_machine_without_memory_says_so(tmp_path: Path) -> None:
    """Data within all limits can still be too much for a small machine: that is a sentence, not a traceback."""
    company = write_company(tmp_path / "bakery")
    (company / "stock.csv").write_bytes(b"product,kind,quantity\n" + b"#" * (100 << 20))
    call = [sys.executable, "-c", WITH_LITTLE_MEMORY, str(KITCHEN), str(company)]
    told = subprocess.run(call, check=False, capture_output=True, encoding="utf-8")  # noqa: S603 - our own command
    assert told.returncode == 1
    assert "not enough memory" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_version_is_told() -> None:
    """`unisono --version` says which one this is."""
    assert unisono("--version").out == f"unisono {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [("chek", "x"), ("check",), ("plan", "x", "--seconds", "-1"), ("plan", "x", "--iterations", "many"), ("run", "x")],
)
def test_a_wrong_call_ends_with_2(arguments: tuple[str, ...]) -> None:
    """An unknown command, a missing argument or an impossible number is told on standard error alone."""
    told = unisono(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert "Usage" in told.beside
