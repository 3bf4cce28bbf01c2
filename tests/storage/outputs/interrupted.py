"""Kills writers of a folder of outputs at every point where they touch the file system, and tells what was left.

`python -m tests.storage.outputs.interrupted DIR [renames]` prints one JSON object. Old outputs are in DIR; a child
process replaces them by new ones and kills itself at its first touch, the next child at its second, until one is done.
Touches are opened files, listed folders, renames and removals, as Python's audit events report them. With `renames` the
folders change places as on a system that cannot exchange them in one step.
"""

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path

from unisono.storage.outputs import folders

NAMES = ("summary.json", "plan.json", "report.html")
TOUCHES = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.listdir",
    "os.scandir",
    "fcntl.flock",
    "ctypes.dlsym",
)


def contents(text: str) -> dict[str, bytes]:
    """Return files that all say `text`."""
    return {name: f"{name} says {text}".encode() for name in NAMES}


def found(directory: Path) -> str:
    """Return `old` or `new` when all files say so, `nothing` without a folder, else `mixture`."""
    if not directory.exists():
        return "nothing"
    there = {path.name: path.read_bytes() for path in directory.iterdir() if path.name != folders.MARK}
    return next((text for text in ("old", "new") if there == contents(text)), "mixture")


def replace_until(directory: Path, touches: int) -> bool:
    """Let a child replace the outputs and die at that touch; return whether it was done before."""
    child = os.fork()
    if child == 0:
        left = touches

        def die_at_last(event: str, _: object) -> None:
            nonlocal left
            if event in TOUCHES:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(die_at_last)
        folders.replace_folder(directory, contents("new"))
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main(directory: Path, *, by_renames: bool) -> None:
    """Print what was seen after each killed writer, after the next start, and beside the folder at the end."""
    if by_renames:
        vars(folders)["_renameat2"] = lambda: None
    folders.replace_folder(directory, contents("old"))
    after_kill, after_start, touches = Counter[str](), Counter[str](), 0
    while not replace_until(directory, touches):
        after_kill[found(directory)] += 1
        folders.prepare_folder(directory)
        after_start[found(directory)] += 1
        folders.replace_folder(directory, contents("old"))
        touches += 1
    beside = [path.name for path in directory.parent.iterdir() if path != directory]
    seen = {"touches": touches, "after_kill": after_kill, "after_start": after_start, "beside": beside}
    sys.stdout.write(json.dumps({**seen, "at_last": found(directory)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), by_renames="renames" in sys.argv[2:])
