"""What every test needs before it starts."""

import os

from hypothesis import HealthCheck, settings

from tests.postgresql import postgresql_place, postgresql_server
from unisono.bootstrap import prepare_kernel_cache, prepare_trees, set_django_up

__all__ = ["postgresql_place", "postgresql_server"]  # fixtures for every test

prepare_kernel_cache()  # before anything imports Numba: no test may run a kernel whose parts have changed
prepare_trees()  # the tests run on all cores: trees in several threads would wait for each other
set_django_up()  # before modules are read for their doctests: those of the ledger's tables cannot be imported without

os.environ.pop("COLUMNS", None)  # a worker of pytest-xdist is told a width, although nobody looks at what it writes

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "house")
