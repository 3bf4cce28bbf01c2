"""One pointer to all arrays of the search.

Compiled functions hand the world on at every call; as a tuple of arrays that would copy a hundred words each time, so
they get one reference to it (Numba's `structref`). The arrays are the same as those of the `World` it was made from.
"""

import hashlib
from typing import Any

from numba import types
from numba.experimental import structref

from unisono.engines.planning.kernel.compiling import entry
from unisono.engines.planning.kernel.records import World


@structref.register
class HandleType(types.StructRef):
    """The type of a handle, by the types of its arrays.

    Its name stands in the symbol of every compiled function: written out, with all fields of all records, it would take
    thousands of letters each time and half of the time of the compilation.
    """

    def __init__(self, fields: Any) -> None:
        """Name the type by a digest of its fields."""
        super().__init__(fields)
        self.name = f"Handle_{hashlib.sha256(self.name.encode()).hexdigest()[:16]}"

    def preprocess_fields(self, fields: Any) -> Any:
        """Return the fields with plain types."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


class Handle(structref.StructRefProxy):
    """A reference to the arrays of a world for compiled functions."""


structref.define_proxy(Handle, HandleType, list(World._fields))


@entry
def handle_of(world):
    """Return the handle of a world."""
    return Handle(
        world.orders,
        world.fits,
        world.rates,
        world.changes,
        world.lines,
        world.shortest,
        world.calendar,
        world.calendars,
        world.windows,
        world.window_at,
        world.nights_before,
        world.nights,
        world.places,
        world.spans,
        world.by_due,
        world.kin,
        world.first_kin,
        world.claims,
        world.pools,
        world.segments,
        world.scratch,
        world.state,
    )
