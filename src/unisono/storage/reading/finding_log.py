"""Findings as they come in, many of one kind in one file cut short."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from unisono.domain.findings import Finding, Severity, Source
from unisono.storage.reading.troubles import shown

MOST_OF_A_KIND = 20
LONGEST_SENTENCE = 1_000


class FindingLog:
    """Collects findings; of one kind in one file only the first `limit` are kept, the rest is counted.

    Whatever stands in the data, a finding is short and holds nothing that a terminal would obey.

    Args:
        limit: how many findings of a kind and file are kept; None keeps all.
    """

    def __init__(self, limit: int | None = MOST_OF_A_KIND) -> None:
        self._limit = limit
        self._kept: list[Finding] = []
        self._seen: Counter[tuple[str, str, Severity]] = Counter()

    def add(self, finding: Finding) -> None:
        """Keep or count one finding."""
        kind = (finding.source.file, finding.code, finding.severity)
        self._seen[kind] += 1
        if self._limit is None or self._seen[kind] <= self._limit:
            self._kept.append(_fit_to_show(finding))

    def extend(self, findings: Iterable[Finding]) -> None:
        """Keep or count several findings."""
        for finding in findings:
            self.add(finding)

    @property
    def has_errors(self) -> bool:
        """Tell whether anything found so far stops the import."""
        return any(severity is Severity.ERROR for _, _, severity in self._seen)

    def findings(self, order: Sequence[str]) -> tuple[Finding, ...]:
        """Return the findings by file and line; what was cut short is counted at the end of its file.

        Args:
            order: the names of tables and heads, without suffix, in the order in which people read them.
        """
        places = {name: place for place, name in enumerate(order)}

        def position(finding: Finding) -> tuple[int, str, int]:
            stem = finding.source.file.partition(".")[0]
            return places.get(stem, len(places)), finding.source.file, finding.source.line or 0

        counted = [self._rest(kind, seen) for kind, seen in self._seen.items() if self._limit and seen > self._limit]
        kept = [(position(finding), 0, finding) for finding in self._kept]
        rest = [((*position(finding)[:2], 1 << 60), 1, finding) for finding in counted]
        return tuple(finding for _, _, finding in sorted(kept + rest, key=lambda item: item[:2]))

    def _rest(self, kind: tuple[str, str, Severity], seen: int) -> Finding:
        file, code, severity = kind
        more = seen - (self._limit or 0)
        return Finding(
            code=code,
            severity=severity,
            source=Source(file=file),
            message=f"{more} more of this kind in {file}, {seen} in all.",
            value=str(more),
            remedy="Correct the ones above and check again.",
        )


def _fit_to_show(finding: Finding) -> Finding:
    source, value = finding.source, finding.value
    return replace(
        finding,
        source=replace(source, file=shown(source.file), column=None if source.column is None else shown(source.column)),
        message=shown(finding.message, LONGEST_SENTENCE),
        value=None if value is None else shown(value),
        expected=shown(finding.expected, LONGEST_SENTENCE),
        remedy=shown(finding.remedy, LONGEST_SENTENCE),
    )
