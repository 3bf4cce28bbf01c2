"""Who does something with a ledger, as written in options."""

from dataclasses import dataclass
from datetime import datetime

from unisono.cli.ledgers import moment
from unisono.domain.facts import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does what where and when, as written in options; without `now` it is done when the clock says."""

    ledger: str
    party: str
    person: str
    now: str | None

    @property
    def actor(self) -> Actor:
        """Return who does it."""
        return Actor(party=self.party, person=self.person)

    @property
    def at(self) -> datetime:
        """Return when it is done, where any moment will do."""
        return moment(self.now)
