"""The impact map on paper: names that want to break out, pieces that are cut, and the section of the report."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.storage.outputs.pages import read_page
from tests.waiting import forge_map
from unisono.analytics.impact.measuring import Impact
from unisono.services.impacting.mapping import ImpactMap
from unisono.storage.outputs.impact.mermaid import mermaid_text
from unisono.storage.outputs.impact.picture import svg_file, svg_in_page
from unisono.storage.outputs.impact.words import Words
from unisono.storage.outputs.report.impacts import impact_section

NASTY = (
    '</title><script>alert("1")</script>',
    "Żółć 漢字 🦊",
    "]]> & \x00\x1b[31m",
    'n0["x"] --> n1',
    '"]\n  click n0 call x()',
    "`#quot;` ${x} {{ y }} %%{init}%%",
)
SVG = "{http://www.w3.org/2000/svg}"

LINE = re.compile(
    r"flowchart LR"
    r'|  subgraph p\d+\["[^"]*"\]|  end'
    r'|  n\d+\["[^"]*"\]'
    r'|  n\d+ -->\|"[^"]*"\| n\d+'
    r"|  linkStyle \d+ stroke-width:\d+px"
    r"|  classDef [a-z]+ [a-z0-9#:,-]+|  class n\d+ [a-z]+"
)
"""What a line of our flowcharts may be."""


def nasty() -> ImpactMap:
    """Return a map whose line and customers have names that want to break out."""
    return forge_map(start=NASTY[0], customers=NASTY)


def words_of(found: ImpactMap) -> Words:
    """Return how a map is written."""
    return Words.of(found, None)


def test_names_stay_text_in_the_picture() -> None:
    """Whatever a customer is called, the picture is XML, without scripts, and shows the name as it is."""
    found = nasty()
    for text in (svg_file(found, words_of(found)), svg_in_page(found, words_of(found), is_narrow=True)):
        root = ET.fromstring(text.encode())  # noqa: S314 - our own text
        assert {item.tag.removeprefix(SVG) for item in root.iter()} <= {
            "svg", "title", "desc", "style", "path", "g", "rect", "text",
        }  # fmt: skip
        tips = " ".join(item.text or "" for item in root.iter(f"{SVG}title"))
        assert NASTY[0] in tips
        assert "\x1b" not in text


def test_names_stay_text_in_the_flowchart() -> None:
    """Whatever a customer is called, every line of the flowchart is one of ours."""
    found = nasty()
    lines = mermaid_text(found, words_of(found)).splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert "Żółć 漢字" in "".join(lines)
    assert "<script" not in "".join(lines)


def test_a_picture_of_its_own_has_its_style() -> None:
    """A file needs nothing else: the colours for light and for dark are in it, and a title and a text for readers."""
    found = forge_map()
    root = ET.fromstring(svg_file(found, words_of(found)).encode())  # noqa: S314 - our own text
    assert "light-dark(" in root.findtext(f"{SVG}style", "")
    assert root.findtext(f"{SVG}title") == "Impact map of line anvil"
    assert root.findtext(f"{SVG}desc", "").startswith("If anvil stops, 2 open orders of 2 customers wait for it")


def test_long_names_are_cut_and_kept_whole_in_the_tip() -> None:
    """A name that is too long for its piece ends with an ellipsis, and can be read whole by pointing at it."""
    name = "Worshipful Company of Makers of Very Long Names for Gates and Railings"
    found = forge_map(customers=(name,))
    root = ET.fromstring(svg_file(found, words_of(found)).encode())  # noqa: S314 - our own text
    texts = [item.text or "" for item in root.iter(f"{SVG}text")]
    assert any(text.startswith("900.00 Worshipful") and text.endswith("\N{HORIZONTAL ELLIPSIS}") for text in texts)
    assert any(name in (item.text or "") for item in root.iter(f"{SVG}title"))


def test_the_section_tells_all() -> None:
    """The sentence, both pictures, parties with the time to react, customers, and whom to ask; names are escaped."""
    html = impact_section(nasty())
    assert html.count("<svg") == 2
    assert "<script" not in html
    page = read_page(html)
    assert len(page.by_id("impact-tables").all("table")) == 2
    assert len(page.ids()) == len(set(page.ids()))
    for part in ("in 3", "plant manager", "Ada", "Żółć 漢字 🦊", "wait for it, among them 1 gold."):
        assert part in html


@pytest.mark.parametrize("is_whole", [False, True])
def test_nothing_that_waits_is_said(is_whole: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Where nothing can be hit any more the section says so, and draws nothing."""
    nothing = Impact(hits=(), edges=(), parties=(), orders=(), customers=())
    found = forge_map()
    empty = ImpactMap(
        start=found.start,
        impact=nothing,
        now=found.now,
        is_whole=is_whole,
        deciders=(),
        told=(),
        contacts=(),
        day_cost=None,
    )
    html = impact_section(empty)
    assert "nothing can be hit any more" in html
    assert ("With --all" in html) is not is_whole
    assert "<svg" not in html
