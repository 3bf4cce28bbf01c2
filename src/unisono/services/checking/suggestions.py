"""The sentence "did you mean ...?"."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_CANDIDATES = 2_000
MOST_WORDS = 20


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return `Did you mean 'orders'?`, or nothing where no candidate is near.

    >>> did_you_mean("oders", ["orders", "slots"])
    "Did you mean 'orders'?"
    >>> did_you_mean("zzz", ["orders", "slots"])
    ''
    """
    by_folded = {candidate.casefold(): candidate for candidate in candidates if candidate}
    near = get_close_matches(word.casefold()[:100], list(by_folded), n=1, cutoff=0.7)
    return f"Did you mean '{by_folded[near[0]]}'?" if near else ""


class Suggestions:
    """Near words among the `known` ones, for the first few wrong words only: looking for near words takes time."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = sorted(known)
        self._answers: dict[str, str] = {}

    def suggest(self, word: str) -> str:
        """Return the sentence with the known word that is nearest to a wrong one, if there is one."""
        if word not in self._answers and len(self._answers) < MOST_WORDS and len(self.known) <= MOST_CANDIDATES:
            self._answers[word] = did_you_mean(word, self.known)
        return self._answers.get(word, "")
