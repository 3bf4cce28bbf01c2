"""A PostgreSQL server for tests: the one that `UNISONO_TEST_POSTGRESQL` names, or the one on this machine."""

import os
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit

import psycopg
import pytest

VARIABLE = "UNISONO_TEST_POSTGRESQL"
USUAL = "postgresql://postgres@127.0.0.1:5432/test"
SECONDS = 3
_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """Return the URL of a database on a server where databases may be made; without one the tests cannot tell."""
    url = os.environ.get(VARIABLE, USUAL)
    try:
        psycopg.connect(url, connect_timeout=SECONDS).close()
    except psycopg.OperationalError as trouble:
        message = f"NO POSTGRESQL SERVER at {url}: start one, or name one in {VARIABLE}. {trouble}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return url


@pytest.fixture
def postgresql_place(postgresql_server: str) -> Iterator[str]:
    """Return the URL of a new, empty database, which is dropped after the test."""
    name = f"unisono_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(postgresql_server)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
