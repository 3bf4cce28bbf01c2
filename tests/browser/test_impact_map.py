"""The impact map as people see it: from left to right on a desk, from top to bottom on a phone."""

from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser

from tests.waiting import forge_map
from unisono.storage.outputs.report.impacts import impact_section
from unisono.storage.outputs.report.templating import frame, templates

pytestmark = pytest.mark.browser

PAGE = '{% extends "page.html.j2" %}{% block main %}{{ section }}{% endblock %}'
SIGNS = """(name) => [...document.querySelectorAll(`.${name} g`)].flatMap((piece) => {
  const box = piece.querySelector('.box')?.getBoundingClientRect();
  return [...piece.querySelectorAll('text')].map((text) => {
    const own = text.getBoundingClientRect();
    return { fits: own.right <= box.right && own.bottom <= box.bottom, height: own.height };
  });
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a page with the map of the anvil."""
    customers = tuple(f"Makers of gates and railings number {number} GmbH & Co. KG" for number in range(9))
    section = Markup(impact_section(forge_map(customers=customers)))  # noqa: S704 - our own section
    page = templates().from_string(PAGE).render(section=section, **frame(navs=(), ambition=""))
    file = tmp_path_factory.mktemp("map") / "map.html"
    file.write_text(page, encoding="utf-8")
    return Path(file).as_uri()


@pytest.mark.parametrize(("width", "shown", "hidden"), [(1280, "wide", "narrow"), (390, "narrow", "wide")])
def test_the_map_fits_the_screen(chromium: Browser, address: str, width: int, shown: str, hidden: str) -> None:
    """One picture is shown, its texts lie within their pieces and are large enough, and the page scrolls only down."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address)
    assert page.locator(f".impact-{shown} svg").is_visible()
    assert not page.locator(f".impact-{hidden} svg").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    signs = page.evaluate(SIGNS, f"impact-{shown}")
    context.close()
    assert len(signs) > 15
    assert all(sign["fits"] and sign["height"] >= 10 for sign in signs)
