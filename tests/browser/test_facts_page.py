"""The page of what the facts tell, as people see it: on a desk and on a phone, in light and dark."""

import pytest
from playwright.sync_api import Browser

from benchmarks.busy_company import facts_of_a_busy_company
from tests.browser.test_report import DESK, PHONE, POOR_CONTRAST, Scheme, open_all_details, opened
from tests.reviews import reviewed
from unisono.storage.outputs.report.facts_page import facts_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the page of a busy company."""
    page = facts_page(reviewed(list(facts_of_a_busy_company(700, seed=3)), name="busy"))
    place = tmp_path_factory.mktemp("facts") / "report.html"
    place.write_text(page, encoding="utf-8")
    return place.as_uri()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_the_page_fits_and_can_be_read(chromium: Browser, address: str, size: tuple[int, int], scheme: Scheme) -> None:
    """With everything opened nothing scrolls sideways, every text stands out, and nothing is asked of the network."""
    with opened(chromium, address, size, scheme) as page:
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.reload()
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        open_all_details(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        found = page.evaluate(POOR_CONTRAST)
        assert found["seen"] > 300
        assert found["poor"] == []
        assert complaints == []
