"""Reading a page as a browser would, as far as tests of the report need it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

WITHOUT_END = {"meta", "link", "br", "input"}
INSIDE_A_LINE = {"a", "b", "span", "small"}


@dataclass(slots=True, kw_only=True)
class Element:
    """An element with its attributes, children, and the text directly in it and in its children."""

    tag: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def all(self, tag: str) -> list["Element"]:
        """Return all elements of that name inside, in the order of the page."""
        found = [child for child in self.children if child.tag == tag]
        return found + [one for child in self.children for one in child.all(tag)]

    def by_id(self, name: str) -> "Element":
        """Return the element with that id."""
        found = self.find(name)
        assert found is not None, f"no element has the id {name}"
        return found

    def find(self, name: str) -> "Element | None":
        """Return the element with that id, or None."""
        if self.attributes.get("id") == name:
            return self
        return next((one for child in self.children if (one := child.find(name))), None)

    def ids(self) -> list[str]:
        """Return the ids of the element and all inside, in the order of the page."""
        own = [self.attributes["id"]] if "id" in self.attributes else []
        return own + [name for child in self.children for name in child.ids()]

    def words(self) -> str:
        """Return all text inside, each run of blanks as one."""
        return " ".join("".join(self.texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element(tag="page", attributes={})]
        self.misnested: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        self._break(tag)
        if tag not in WITHOUT_END:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
            self._break(tag)
        else:
            self.misnested.append(f"</{tag}> in <{self.open[-1].tag}>")

    def _break(self, tag: str) -> None:
        if tag not in INSIDE_A_LINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def read_page(html: str) -> Element:
    """Return the page; every element must be closed where it was opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.misnested == []
    assert [element.tag for element in reader.open] == ["page"]
    return reader.open[0]
