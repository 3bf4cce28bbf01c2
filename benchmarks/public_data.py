"""Where the public data lie that some benchmarks read; none of them is part of the project."""

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder named by `UNISONO_DATA`, else `shared/data` beside the project; it need not exist."""
    return Path(os.environ.get("UNISONO_DATA", Path(__file__).parents[2] / "shared" / "data"))
