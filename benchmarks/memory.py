"""How much memory this process has taken."""

import resource
import sys
from pathlib import Path

KILOBYTE = 1 << 10
STATUS = Path("/proc/self/status")


def peak_mb() -> int:
    """Return the most megabytes of memory that this process has held at once.

    On Linux the program's own peak is asked for: what `getrusage` tells there is at least the memory of the process
    that started this one.
    """
    if STATUS.is_file():
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // KILOBYTE
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest // (KILOBYTE**2 if sys.platform == "darwin" else KILOBYTE)
