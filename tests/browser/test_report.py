"""The report as people see it: on a desk and on a phone, in light and dark, on paper, and without its script."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.companies import bakery
from tests.runs import bakery_run
from unisono.storage.outputs.run_folder import write_outputs

pytestmark = pytest.mark.browser

DESK, PHONE = (1280, 860), (390, 844)
Scheme = Literal["light", "dark"]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

POOR_CONTRAST = """() => {
  const channels = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("svg, script, style")) continue;
    if (!element.checkVisibility()) continue;
    const pair = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    seen += 1;
    if (contrast < 4.5) poor.push(`${contrast.toFixed(2)}: ${walker.currentNode.data.trim()}`);
  }
  return { seen, poor };
}"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the report of a run, with a customer whose name has no place to break."""
    data = bakery()
    hotel, *others = data.customers
    directory = tmp_path_factory.mktemp("out") / "bakery"
    write_outputs(bakery_run(replace(data, customers=(replace(hotel, name=LONG), *others))), directory)
    return Path(directory / "report.html").as_uri()


@contextmanager
def opened(browser: Browser, address: str, size: tuple[int, int], scheme: Scheme, **more: Any) -> Iterator[Page]:  # noqa: ANN401 - what Chromium takes
    """Open a page in a window of its own."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **more)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def open_all_details(page: Page) -> None:
    """Open everything that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_page_never_scrolls_sideways(chromium: Browser, report: str, size: tuple[int, int], scheme: Scheme) -> None:
    """On a desk and on a phone, with everything opened, only wide tables and pictures scroll, inside themselves."""
    with opened(chromium, report, size, scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        open_all_details(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_all_text_can_be_read(chromium: Browser, report: str, size: tuple[int, int], scheme: Scheme) -> None:
    """Every text stands out from what is behind it by at least 4.5 to 1."""
    with opened(chromium, report, size, scheme) as page:
        open_all_details(page)
        found = page.evaluate(POOR_CONTRAST)
    assert found["seen"] > 300
    assert found["poor"] == []


def test_dark_is_dark_and_light_is_light(chromium: Browser, report: str) -> None:
    """The page follows what the reader's system asks for."""
    papers = []
    for scheme in ("light", "dark"):
        with opened(chromium, report, DESK, scheme) as page:
            papers.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert papers == ["rgb(251, 250, 247)", "rgb(21, 23, 26)"]


def test_the_page_asks_the_network_for_nothing_and_complains_of_nothing(chromium: Browser, report: str) -> None:
    """Opening, sorting and printing loads no other address, and the console stays empty."""
    context = chromium.new_context()
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(report)
    open_all_details(page)
    page.locator("#promises-table thead button").first.click()
    page.pdf()
    context.close()
    assert [address for address in requests if not address.startswith("data:")] == [report]
    assert complaints == []


def test_every_picture_opens_to_a_table(chromium: Browser, report: str) -> None:
    """Whoever cannot see a picture finds the table it names and opens it."""
    with opened(chromium, report, DESK, "light") as page:
        names = page.eval_on_selector_all(
            "svg[role=img]", "(all) => all.map((one) => one.getAttribute('aria-describedby'))"
        )
        assert len(names) >= 3
        for name in set(names):
            place = page.locator(f"#{name}")
            for summary in place.locator("summary").all():
                summary.click()
            tables = place.locator("table")
            assert tables.count() >= 1
            assert all(table.is_visible() for table in tables.all())


def test_promises_can_be_sorted_and_found(chromium: Browser, report: str) -> None:
    """A click on a head sorts by it, a second one turns it round; a search and the kinds leave what was asked for."""
    with opened(chromium, report, DESK, "light") as page:
        orders = page.locator("#promises-table tbody tr:visible th")
        page.locator("#promises-table thead button").first.click()
        assert orders.all_inner_texts() == [f"B-{place}" for place in range(1, 9)]
        page.locator("#promises-table thead button").first.press("Enter")
        assert orders.all_inner_texts() == [f"B-{place}" for place in range(8, 0, -1)]
        page.get_by_role("button", name="Declined").click()
        assert orders.all_inner_texts() == ["B-8", "B-7"]
        page.get_by_role("searchbox").fill("rye")
        assert orders.all_inner_texts() == ["B-7"]
        assert page.locator(".tools output").inner_text() == "1 of 8"


def test_money_is_sorted_as_numbers_and_what_is_missing_stands_last(chromium: Browser, report: str) -> None:
    """Sorted by the price of yes, 2.67 comes before 7.72, and orders without one at the end."""
    with opened(chromium, report, DESK, "light") as page:
        page.get_by_role("button", name="Price of yes").click()
        assert page.locator("#promises-table tbody th").all_inner_texts()[:2] == ["B-7", "B-5"]
        page.get_by_role("button", name="Price of yes").click()
        assert page.locator("#promises-table tbody th").all_inner_texts()[:2] == ["B-5", "B-7"]


def test_without_its_script_the_page_says_the_same(chromium: Browser, report: str) -> None:
    """All orders are there; what would not work is not shown."""
    with opened(chromium, report, DESK, "light", java_script_enabled=False) as page:
        assert page.locator("#promises-table tbody tr:visible").count() == 8
        assert page.locator(".tools:visible, [data-print]:visible, thead button").count() == 0


def test_paper_is_light_whatever_the_screen_is(chromium: Browser, report: str) -> None:
    """In print the page is white, without navigation and without what can only be clicked."""
    with opened(chromium, report, DESK, "dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not page.locator("nav").is_visible()
        assert page.locator("#agenda").is_visible()
        assert page.evaluate(POOR_CONTRAST)["poor"] == []


def test_the_agenda_can_be_printed_alone(chromium: Browser, report: str) -> None:
    """Whoever goes to the sheet prints the sheet and nothing else."""
    with opened(chromium, f"{report}#sheet", DESK, "light") as page:
        page.emulate_media(media="print")
        assert page.locator("#agenda").is_visible()
        for part in ("#worth", "#plan", "#promises", "#made", "footer"):
            assert not page.locator(part).is_visible()


def test_a_keyboard_reaches_what_scrolls(chromium: Browser, report: str) -> None:
    """Everything that scrolls inside itself can be focused, so that arrow keys move it."""
    with opened(chromium, report, PHONE, "light") as page:
        open_all_details(page)
        unreachable = page.eval_on_selector_all(
            "*",
            """(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1
                && ["auto", "scroll"].includes(getComputedStyle(one).overflowX)
                && one.tabIndex < 0 && one.tagName !== "NAV").map((one) => one.className)""",
        )
    assert unreachable == []
