"""How the kernel is compiled: cached on disk, without the interpreter's lock.

Only `entry` functions can be called from Python. An `inner` function is called by other compiled functions alone;
leaving out its wrappers makes the first compilation three times shorter. A `within` function runs once a step: it is
always put in place, because a call would copy the whole world's pointers (see `docs/decisions/`).
"""

from collections.abc import Callable
from typing import Any

import numba

njit: Any = numba.njit  # its published type does not know that wrappers can be left out

entry: Callable[..., Any] = njit(cache=True, nogil=True, error_model="numpy")
inner: Callable[..., Any] = njit(
    cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True
)
within: Callable[..., Any] = njit(
    cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True
)
