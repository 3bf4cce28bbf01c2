"""XML read piece by piece with expat: no document types and so no entities, nothing too deep or too long."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.logs.accounts import Reading
from unisono.storage.logs.sources import HEAD, UNREADABLE, BeyondLimit, broken_off, open_unpacked
from unisono.storage.reading.limits import LOG_DEPTH, LOG_PART, MEGABYTE
from unisono.storage.reading.troubles import shown

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class WrongRoot(Exception):  # noqa: N818 - says what is there
    """The outermost element is not the one of the format."""


class _DocumentType(Exception):  # noqa: N818 - says what is there
    """A document type is declared, and with it perhaps entities."""


class _UnknownEncoding(Exception):  # noqa: N818 - says what is there
    """The text is in an encoding that expat cannot read."""


class XmlPieces:
    """Hands the elements of a log to functions as they come.

    Args:
        path: the file, packed with gzip or not.
        reading: takes what is wrong with it.
        root: the name of its outermost element.
    """

    def __init__(self, path: Path, reading: Reading, root: str) -> None:
        self._path = path
        self._reading = reading
        self._root = root
        self._depth = 0

    @property
    def line(self) -> int:
        """Return the line that is being read."""
        return self._parser.CurrentLineNumber

    def pieces(self, start: Start, end: End, text: Text | None = None) -> Iterator[None]:
        """Read the file and stop for a moment after each piece of it; what breaks it off is told.

        Args:
            start: takes the name of an element that begins, without its prefix, and its attributes.
            end: takes the name of an element that ends.
            text: takes the text between elements, if it matters.
        """
        self._parser = self._new_parser(start, end, text)
        fed = waiting = 0
        try:
            with open_unpacked(self._path) as stream:
                while piece := stream.read(max(HEAD, waiting)):
                    if not fed:
                        _refuse_unknown_encoding(piece)
                    self._parser.Parse(piece)
                    fed += len(piece)
                    waiting = self._waiting(fed)
                    yield
                self._parser.Parse(b"", True)
            yield
        except expat.ExpatError as error:
            why = f"It is no well-formed XML ({expat.ErrorString(error.code)})"
            self._reading.tell(broken_off(self._reading.file, why, line=error.lineno))
        except _DocumentType:
            self._reading.tell(_refused_type(self._reading.file, self.line))
        except WrongRoot:
            self._reading.tell(broken_off(self._reading.file, f"It does not begin with <{self._root}>", line=self.line))
        except BeyondLimit as beyond:
            self._reading.tell(beyond.limit.finding(Source(file=self._reading.file, line=self.line)))
        except _UnknownEncoding as unknown:
            self._reading.tell(broken_off(self._reading.file, f"Its encoding {unknown} is not known here", line=1))
        except UNREADABLE:
            self._reading.tell(broken_off(self._reading.file, "The file is damaged or cut off", line=self.line))

    def _waiting(self, fed: int) -> int:
        """Return how many bytes wait for the end of what they are in: as many are read next, not to look too often."""
        waiting = fed - self._parser.CurrentByteIndex
        if waiting > LOG_PART.most * MEGABYTE:
            raise BeyondLimit(LOG_PART)
        return waiting

    def _new_parser(self, start: Start, end: End, text: Text | None) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def started(name: str, attributes: dict[str, str]) -> None:
            self._depth += 1
            if ":" in name:
                name = name.rpartition(":")[2]
            if self._depth == 1 and name != self._root:
                raise WrongRoot
            if self._depth > LOG_DEPTH.most:
                raise BeyondLimit(LOG_DEPTH)
            start(name, attributes)

        def ended(name: str) -> None:
            self._depth -= 1
            end(name.rpartition(":")[2] if ":" in name else name)

        def refuse(*_: object) -> None:
            raise _DocumentType

        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = refuse
        return parser


def _refused_type(file: str, line: int) -> Finding:
    return Finding(
        code="document-type",
        severity=Severity.ERROR,
        source=Source(file=file, line=line),
        message="The file declares a document type or entities, with which a small file can fill the memory "
        "or read other files; it is not read.",
        expected="XML without <!DOCTYPE",
        remedy="Delete the declaration, if you know where the file comes from.",
    )


_DECLARED = re.compile(rb"^<\?xml[^>]*encoding=[\"']([^\"']*)[\"']")
_OF_EXPAT = {"utf-8", "utf-16", "iso-8859-1", "us-ascii"}


def _refuse_unknown_encoding(beginning: bytes) -> None:
    """Refuse what expat cannot read: encodings beside its own ones must have one byte a sign."""
    declared = _DECLARED.match(beginning)
    name = declared[1].decode("ascii", "replace") if declared else "utf-8"
    if name.casefold() in _OF_EXPAT:
        return
    try:
        is_known = len(bytes(range(256)).decode(name, "replace")) == 256  # noqa: PLR2004 - one sign a byte
    except (LookupError, ValueError):
        is_known = False
    if not is_known:
        raise _UnknownEncoding(shown(name))
