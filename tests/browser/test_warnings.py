"""The section on warnings in a real Chromium: it fits, and it can be read."""

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser

from tests.browser.test_report import DESK, LONG, PHONE, POOR_CONTRAST, Scheme, open_all_details, opened
from tests.warned_orders import days, ledger_of, look, order
from unisono.storage.outputs.report.templating import frame, templates
from unisono.storage.outputs.report.warnings import warnings_section

pytestmark = pytest.mark.browser

LATE = (1.8, 3.5, 4.0, 4.5, 6.0)
GATES = (2.5, 3.0, 3.2, 3.5, 3.9)
NAMES = [LONG, *(f"SO-{number}" for number in range(12))]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a page with the section alone."""
    facts = [fact for name in NAMES for fact in order(name, customer=LONG, tier="gold", value=9000, due=5)]
    outlooks = days(**{f"{name}_supply": LATE for name in NAMES}, **{f"{name}_promise": GATES for name in NAMES})
    warned = look(ledger_of(facts), outlooks)
    section = Markup(warnings_section(warned, currency="EUR"))  # noqa: S704 - made by our own templates
    page = templates().get_template("facts_page.html.j2")
    navs = (("The facts", (("warnings", "Warnings"),)),)
    file = tmp_path_factory.mktemp("warnings") / "report.html"
    file.write_text(page.render(name="forge", facts=section, **frame(navs=navs, ambition="")), "utf-8")
    return file.as_uri()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_the_section_fits_and_can_be_read(
    chromium: Browser, address: str, size: tuple[int, int], scheme: Scheme
) -> None:
    """With long names and all opened nothing scrolls sideways, every text stands out, and every picture has a width."""
    with opened(chromium, address, size, scheme) as page:
        open_all_details(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        found = page.evaluate(POOR_CONTRAST)
        assert found["seen"] > 60
        assert found["poor"] == []
        widths = page.eval_on_selector_all(".warnings svg", "(all) => all.map((one) => one.clientWidth)")
        assert min(widths) > 150
