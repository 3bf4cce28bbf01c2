"""Write every sample company anew: `python -m samples`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from samples import kitchen, repair, software, steel
from samples.steel.agreements import AGREEMENTS as STEEL_AGREEMENTS
from samples.writing import agreement_files, files_of
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.company import Snapshot

TARGET = Path(__file__).parent.parent / "src" / "unisono" / "storage" / "samples"

BUILDERS: Mapping[str, Callable[[], Snapshot]] = MappingProxyType(
    {"steel": steel.build, "kitchen": kitchen.build, "repair": repair.build, "software": software.build}
)
"""The sample companies by name."""


AGREEMENTS: Mapping[str, tuple[Agreement, ...]] = MappingProxyType({"steel": STEEL_AGREEMENTS})
"""The agreements of those that ship with some."""


def sample_files(name: str) -> dict[str, bytes]:
    """Return the content of every file of a sample by its path below the sample's folder."""
    return {**files_of(BUILDERS[name]()), **agreement_files(AGREEMENTS.get(name, ()))}


def main() -> None:
    """Write the files of all sample companies and say how large they are."""
    for name in BUILDERS:
        folder = TARGET / name
        files = sample_files(name)
        for old in folder.rglob("*"):
            if old.is_file() and old.relative_to(folder).as_posix() not in files:
                old.unlink()
        for file, content in files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(content)
        sys.stdout.write(f"{name}: {len(files)} files, {sum(map(len, files.values())) / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
