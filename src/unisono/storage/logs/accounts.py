"""What comes of reading a log once: what was taken, what was left out and why, and what else is to be told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from unisono.domain.facts import Fact
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.flat_facts import NotAFact, content_id, read_flat
from unisono.domain.log_times import Times
from unisono.domain.logs import Account, LogObject, Tally
from unisono.storage.reading.finding_log import FindingLog
from unisono.storage.reading.troubles import shown

NO_OBJECTS: Mapping[str, LogObject] = MappingProxyType({})
"""The objects of a format that has none."""


class Reading:
    """Keeps account of one reading of a log.

    Args:
        file: the name of the log.
        times: reads its times.
        before: an earlier reading of a part of it, e.g. of its objects, whose findings count too.
    """

    def __init__(self, file: str, times: Times, before: "Reading | None" = None) -> None:
        self.file = file
        self.times = times
        self.tally = Tally()
        self.is_whole: bool = before is None or before.is_whole
        self._before = before
        self._findings = FindingLog()
        self._unnamed: Counter[str] = Counter()

    def tell(self, finding: Finding) -> None:
        """Keep a finding; an error means that the file could not be read to its end."""
        self.is_whole = self.is_whole and finding.severity is not Severity.ERROR
        self._findings.add(finding)

    def leave_out(self, reason: str, finding: Finding, *, place: str = "", count: int = 1) -> None:
        """Count rows that are left out, and tell about them.

        Args:
            reason: in words that are the same for all such rows.
            finding: what is wrong with them.
            place: where the first stands, if the finding's source does not say it.
            count: how many.
        """
        self.tally.leave_out(reason, place or str(replace(finding.source, column=None)), count)
        self._findings.add(replace(finding, severity=Severity.WARNING))

    def fact(self, cells: dict[str, str], *, place: str, line: int | None) -> Fact | None:
        """Return the fact that a flat row says, or None where it says none, which is told.

        Args:
            cells: the row's texts by column.
            place: where it stands, for facts that name no other place.
            line: its line, if it stands in one.
        """
        try:
            fact = read_flat(cells, times=self.times, place=place, unnamed=self._name)
        except NotAFact as refusal:
            finding = Finding(
                code="not-a-fact",
                severity=Severity.WARNING,
                source=Source(file=self.file, line=line, column=shown(refusal.column)),
                message=f"This row is left out: {refusal.column} {refusal.why}.",
                value=refusal.value,
                expected=refusal.expected,
                remedy="Correct the row and import the file again: what is there already is not recorded twice.",
            )
            self.leave_out(f"{refusal.column} {refusal.why}", finding, place=place)
            return None
        self.tally.taken += 1
        return fact

    def account(self) -> Account:
        """Return what came of it."""
        without_zone = self.times.note(self.file)
        return Account(
            rows=self.tally.rows,
            taken=self.tally.taken,
            left_out=self.tally.left_out,
            findings=(*self.told(), *([without_zone] if without_zone else [])),
            is_whole=self.is_whole,
        )

    def told(self) -> tuple[Finding, ...]:
        """Return the findings, those of the earlier reading first."""
        before = () if self._before is None else self._before.told()
        return (*before, *self._findings.findings(()))

    def _name(self, content: str) -> str:
        name = content_id(content, 0)
        nth = self._unnamed[name]
        self._unnamed[name] += 1
        return name if nth == 0 else content_id(content, nth)
