"""Which party decides: by the agreements in force, else by the policy."""

from collections.abc import Sequence
from dataclasses import dataclass

from unisono.domain.agreements.agreement import Agreement
from unisono.domain.policy import Decision, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something to decide: what, about which order, line or product, and what is wanted and why.

    `between` are the two parties that it is about, if it is about two: then only their agreement counts.
    """

    decision: Decision
    subject: str
    reason: str
    between: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Who decides on what: the agreements in force, and the policy where they say nothing."""

    policy: Policy
    agreements: Sequence[Agreement] = ()

    def decider(self, matter: Matter, *, party: str) -> str:
        """Return the party that decides, empty where nobody has been given the right.

        Args:
            matter: what is to be decided.
            party: who wants to decide; its own agreements count.
        """
        for agreement in self.agreements:
            counts = agreement.party_ids == matter.between if matter.between else party in agreement.party_ids
            deciders = [right.party for right in agreement.rights if right.decision is matter.decision]
            if counts and deciders:
                return deciders[0]
        rows = (right.party for right in self.policy.decision_rights if right.option is matter.decision)
        return next(filter(None, rows), "")
