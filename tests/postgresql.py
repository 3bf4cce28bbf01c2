"""A PostgreSQL server for tests: the one that `UNISONO_TEST_POSTGRESQL` names, or the one on this machine."""

import os
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

VARIABLE = "UNISONO_TEST_POSTGRESQL"
USUAL = "postgresql://postgres@127.0.0.1:5432/test"
SECONDS = 3
_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Return the URL of a new database, which is dropped when all tests have run; without a server they cannot tell."""
    url, name = os.environ.get(VARIABLE, USUAL), f"unisono_test_{os.getpid()}"
    try:
        server = psycopg.connect(url, connect_timeout=SECONDS, autocommit=True)
    except psycopg.OperationalError as trouble:
        message = f"NO POSTGRESQL SERVER at {url}: start one, or name one in {VARIABLE}. {trouble}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def postgresql_place(postgresql_server: str) -> str:
    """Return the URL of a new, empty schema of the tests' database: it is much sooner made than a database."""
    schema = f"place_{next(_numbers)}"
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f'CREATE SCHEMA "{schema}"')
    return f"{postgresql_server}?{urlencode({'options': f'-csearch_path={schema}'})}"
