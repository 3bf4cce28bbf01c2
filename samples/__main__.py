"""Write every sample company anew: `python -m samples`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from samples import kitchen, repair, software, steel
from samples.writing import files_of
from unisono.domain.company import Snapshot

TARGET = Path(__file__).parent.parent / "src" / "unisono" / "storage" / "samples"

BUILDERS: Mapping[str, Callable[[], Snapshot]] = MappingProxyType(
    {"steel": steel.build, "kitchen": kitchen.build, "repair": repair.build, "software": software.build}
)
"""The sample companies by name."""


def main() -> None:
    """Write the files of all sample companies and say how large they are."""
    for name, build in BUILDERS.items():
        folder = TARGET / name
        folder.mkdir(parents=True, exist_ok=True)
        files = files_of(build())
        for old in folder.iterdir():
            if old.name not in files:
                old.unlink()
        for file, content in files.items():
            (folder / file).write_bytes(content)
        sys.stdout.write(f"{name}: {len(files)} files, {sum(map(len, files.values())) / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
