"""From keys and values to the values of a row type: heads, sections, and lists of blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.draft import Table
from unisono.services.checking.suggestions import Suggestions
from unisono.storage.reading.cells import Customs, parser
from unisono.storage.reading.fields import Field, fields_of
from unisono.storage.reading.sheets import Block, Entry, Settings
from unisono.storage.reading.texts import Report
from unisono.storage.reading.troubles import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The sections `[name]` and the lists of blocks `[[name]]` that a settings file may have."""

    sections: Sequence[str] = ()
    lists: Sequence[str] = ()

    def heading(self, key: str) -> str:
        """Return the heading that a group must have, or nothing for a key that is no group."""
        if key in self.lists:
            return f"[[{key}]]"
        return f"[{key}]" if key in self.sections else ""


NO_GROUPS = Groups()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReader:
    """Reads the blocks of one settings file; `name` is what the user calls it."""

    file: str
    customs: Customs
    report: Report

    def values(self, block: Block, row_type: type, *, groups: Groups = NO_GROUPS, inside: str = "") -> dict[str, Any]:
        """Return what could be read of a block: the values by key; keys with a mistake are left out.

        Args:
            block: the keys and values.
            row_type: the type whose fields they are.
            groups: the names of groups that stand beside it.
            inside: the name of the section, for the findings.
        """
        fields = fields_of(row_type)
        values: dict[str, Any] = {}
        for field in fields:
            entry = block.entries.get(field.name)
            if entry is not None:
                self._read(field, entry, values)
            elif field.required:
                self.report(self._missing(field, block, inside))
            else:
                values[field.name] = field.default
        names = {field.name for field in fields}
        free = Suggestions(names - block.entries.keys())
        for key, entry in block.entries.items():
            if groups.heading(key):
                self.report(self._misplaced(key, entry.line, groups.heading(key)))
            elif key not in names:
                self.report(self._unknown(key, entry.line, free))
        return values

    def report_groups(self, settings: Settings, groups: Groups) -> None:
        """Report groups that mean nothing, and groups under the wrong kind of heading.

        Args:
            settings: the file.
            groups: what it may have.
        """
        lines = {key: block.line for key, block in settings.sections.items()}
        lines |= {key: blocks[0].line if blocks else None for key, blocks in settings.lists.items()}
        free = Suggestions({*groups.sections, *groups.lists} - lines.keys())
        for key, line in lines.items():
            wanted = groups.sections if key in settings.sections else groups.lists
            if key in wanted:
                continue
            if groups.heading(key):
                self.report(self._misplaced(key, line, groups.heading(key)))
            else:
                self.report(self._unknown(key, line, free))

    def table(self, blocks: Sequence[Block], row_type: type, *, inside: str) -> Table[Any]:
        """Return the good rows of a list of blocks.

        Args:
            blocks: the blocks in their order.
            row_type: what its rows are.
            inside: the name of the list, for the findings.
        """
        rows, lines, broken = list[Any](), list[int | None](), list[Mapping[str, Any]]()
        cell_lines: dict[tuple[int, str], int] = {}
        wanted = len(fields_of(row_type))
        for block in blocks:
            values = self.values(block, row_type, inside=inside)
            if len(values) < wanted:
                broken.append(values)
                continue
            cell_lines |= {
                (len(rows), key): entry.line for key, entry in block.entries.items() if entry.line is not None
            }
            rows.append(row_type(**values))
            lines.append(block.line)
        return Table(
            file=self.file,
            rows=tuple(rows),
            lines=tuple(lines),
            cell_lines=cell_lines,
            broken=tuple(broken),
            zone=self.customs.zone,
        )

    def _misplaced(self, key: str, line: int | None, heading: str) -> Finding:
        return Finding(
            code="wrong-heading",
            severity=Severity.ERROR,
            source=Source(file=self.file, line=line, column=key),
            message=f"'{key}' stands here in another form than it is read in.",
            value=key,
            expected=f"the heading {heading} with its keys below it",
            remedy=f"Write {heading} in a line of its own.",
        )

    def _unknown(self, key: str, line: int | None, free: Suggestions) -> Finding:
        return Finding(
            code="unknown-key",
            severity=Severity.WARNING,
            source=Source(file=self.file, line=line, column=key),
            message=f"The key '{key}' is not known here and not read.",
            value=key,
            expected=f"one of {', '.join(free.known)}" if free.known else "no further key",
            remedy=free.suggest(key) or "Delete it, or look whether it stands under the right heading.",
        )

    def _read(self, field: Field, entry: Entry, values: dict[str, Any]) -> None:
        raw: Any = entry.value
        if isinstance(raw, dict | list):
            value: Any = Trouble(
                code="wrong-type",
                message="This is a list or a group of keys, not a single value.",
                expected=f"a single value, e.g. {field.column.example}",
                remedy="Write the value without brackets.",
            )
        else:
            value = parser(field, self.customs)(raw)
        if isinstance(value, Trouble):
            self.report(value.at(Source(file=self.file, line=entry.line, column=field.name), raw))
        else:
            values[field.name] = value

    def _missing(self, field: Field, block: Block, inside: str) -> Finding:
        return Finding(
            code="missing-key",
            severity=Severity.ERROR,
            source=Source(file=self.file, line=block.line, column=field.name),
            message=f"The key '{field.name}'{f' of {inside}' if inside else ''} is missing.",
            expected=field.column.about,
            remedy=f'Add a line such as {field.name} = "{field.column.example}".',
        )
