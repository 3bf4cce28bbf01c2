"""How often the work on a log's cases changes from one party to another."""

from array import array

import numpy as np

from unisono.domain.facts import UNRECORDED
from unisono.services.importing.rows import Row


class HandoverCount:
    """Remembers who did what when, in few bytes a row, and counts the changes of party within each case.

    What nobody is told to have done is passed over: no handover leads to it or from it.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._parties: dict[str, int] = {}
        self._case, self._party, self._at = array("l"), array("l"), array("d")

    def see(self, row: Row) -> None:
        """Remember a row."""
        cases = [self._numbers.setdefault(case, len(self._numbers)) for case in row.cases]
        if row.party == UNRECORDED:
            return
        party = self._parties.setdefault(row.party, len(self._parties))
        at = row.at.timestamp()
        for case in cases:
            self._case.append(case)
            self._party.append(party)
            self._at.append(at)

    @property
    def parties(self) -> int:
        """Return how many parties there are."""
        return len(self._parties)

    @property
    def cases(self) -> int:
        """Return how many cases there are."""
        return len(self._numbers)

    def count(self) -> int:
        """Return how many times work went from one party to another; of one moment the earlier row comes first."""
        case, party = np.array(self._case), np.array(self._party)
        order = np.lexsort((np.array(self._at), case))
        case, party = case[order], party[order]
        return int(np.count_nonzero((case[1:] == case[:-1]) & (party[1:] != party[:-1])))
