"""How long each open commitment or case may still take, as a distribution."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEVELS = (0.005, 0.025, *(step / 20 for step in range(1, 20)), 0.975, 0.995)
"""The probabilities at which a distribution is told; where the past is short, the outer ones are left out."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlooks:
    """When each of n open commitments or cases will be delivered, seen from one moment.

    Args of the constructor:
        names: the commitments or cases, n.
        levels: L probabilities, ascending, within (0, 1).
        seconds: n x L: it is delivered within so many seconds from that moment with the probability of the column;
            not below 0, ascending along each row.

    Raises:
        ValueError: they do not fit each other.
    """

    names: tuple[str, ...]
    levels: Floats
    seconds: Floats

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        if self.seconds.shape != (len(self.names), len(self.levels)):
            raise ValueError(self.seconds.shape)
        if np.any(np.diff(self.levels) <= 0) or not np.all((self.levels > 0) & (self.levels < 1)):
            raise ValueError(self.levels)
        if not np.all(self.seconds >= 0) or np.any(np.diff(self.seconds, axis=1) < 0):
            raise ValueError(self.seconds)

    def chance_beyond(self, seconds: Floats) -> Floats:
        """Return the chance that each takes longer than so many seconds, n.

        Between the levels it is interpolated. Beyond the last level it stays what it is there, as nothing is known of
        how much longer it may take; what is due already, or was before, is late for sure.

        >>> told = Outlooks(names=("order",), levels=np.array([0.1, 0.5, 0.9]), seconds=np.array([[10.0, 50.0, 90.0]]))
        >>> [round(float(told.chance_beyond(np.array([at]))[0]), 3) for at in (-1, 5, 50, 70, 900)]
        [1.0, 0.95, 0.5, 0.3, 0.1]

        Args:
            seconds: from the moment of the outlook, n; below 0 for what has passed.
        """
        ends = np.hstack([np.zeros((len(self.names), 1)), self.seconds])
        levels = np.hstack([[0.0], self.levels])
        before = np.sum(ends <= seconds[:, None], axis=1) - 1
        after = np.minimum(before + 1, len(levels) - 1)
        rows = np.arange(len(self.names))
        start, width = ends[rows, before], ends[rows, after] - ends[rows, before]
        share = np.divide(seconds - start, width, out=np.zeros(len(rows)), where=width > 0)
        within = levels[before] + share * (levels[after] - levels[before])
        return np.where(seconds < 0, 1.0, 1.0 - within)

    def at(self, level: float) -> Floats:
        """Return the seconds within which each is delivered with a probability, n, interpolated between the levels.

        Args:
            level: probability; one outside the levels takes the nearest of them.
        """
        place = float(np.interp(level, self.levels, np.arange(len(self.levels))))
        low = int(place)
        high = min(low + 1, len(self.levels) - 1)
        told: Floats = self.seconds[:, low] + (place - low) * (self.seconds[:, high] - self.seconds[:, low])
        return told

    def interval(self, coverage: float) -> tuple[Floats, Floats]:
        """Return the seconds between which each is delivered with a probability: the same chance lies on both sides.

        Args:
            coverage: the probability, such as 0.9.
        """
        return self.at((1 - coverage) / 2), self.at((1 + coverage) / 2)

    @property
    def median(self) -> Floats:
        """Return the seconds that each takes as likely longer as shorter, n."""
        return self.at(0.5)

    def of(self, names: Iterable[str]) -> "Outlooks":
        """Return the outlooks of some of the commitments or cases, in the order in which they are named.

        Args:
            names: some of `names`.

        Raises:
            KeyError: one is none of them.
        """
        chosen = tuple(names)
        places = {name: place for place, name in enumerate(self.names)}
        rows = [places[name] for name in chosen]
        return Outlooks(names=chosen, levels=self.levels, seconds=self.seconds[rows])
