"""A real Chromium for the tests that look at pages as people do."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")  # while it is open its event loop runs in this thread, and Django would not write
def chromium() -> Iterator[Browser]:
    """Yield an installed Chromium; without one a user's tests are skipped, and the build fails."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        message = "No Chromium is installed, so nobody looked at the report: install `chromium` to run these tests."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
