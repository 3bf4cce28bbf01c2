"""The options of a row: the replanned proposals, priced, without those that another one beats in everything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_uppercase

from unisono.domain.agenda import PricedOption, RowKind
from unisono.domain.plans import Answer
from unisono.domain.policy import OptionKind
from unisono.engines.planning.shortfalls import Shortfall
from unisono.services.agenda.effects import Baseline
from unisono.services.agenda.proposals import Proposal
from unisono.services.agenda.replanned import Replanned
from unisono.services.agenda.roles import Roles
from unisono.services.agenda.titles import Titles
from unisono.services.agenda.wording import Wording

MOST_OPTIONS = 4
"""A row has no more: people do not weigh more in four minutes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tried:
    """A proposal and the plan after it; no plan where it cannot be done."""

    proposal: Proposal
    result: Replanned | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """An option, with how late it leaves its own order (minutes; not made at all: the most)."""

    option: PricedOption
    own_late: int

    @property
    def asks(self) -> bool:
        """Return whether somebody must give something for it: free time, a reserved slot, stock."""
        return self.option.kind in {OptionKind.OVERTIME, OptionKind.OPEN_SLOT, OptionKind.STOCK}

    def beats(self, other: "_Candidate") -> bool:
        """Return whether this is as good in money, in days late and for the order itself, and better in one of them.

        What asks for something does not beat what asks for nothing: people want to see what it costs without.
        """
        if self.asks and not other.asks:
            return False
        gains = (
            self.option.change - other.option.change,
            other.option.late_days_change - self.option.late_days_change,
            Decimal(other.own_late - self.own_late),
        )
        return min(gains) >= 0 and max(gains) > 0


def options_of(
    baseline: Baseline,
    shortfall: Shortfall,
    tried: Sequence[Tried],
    *,
    answer: Answer | None,
    wording: Wording,
) -> tuple[PricedOption, ...]:
    """Return the options of a row, the one that earns most first, what the plan says last.

    Args:
        baseline: what options are compared with.
        shortfall: what the row is about.
        tried: what could be done, replanned.
        answer: what the plan tells the customer.
        wording: of the company.
    """
    maker = _Maker(baseline=baseline, shortfall=shortfall, wording=wording)
    best: dict[OptionKind, _Candidate] = {}
    for candidate in (maker.candidate(item.proposal.kind, item.result) for item in tried if item.result is not None):
        known = best.get(candidate.option.kind)
        if known is None or candidate.option.change > known.option.change:
            best[candidate.option.kind] = candidate
    kept = [item for item in best.values() if not any(other.beats(item) for other in best.values())]
    ranked = sorted((item.option for item in kept), key=lambda option: (-option.change, option.kind))
    options = [*ranked[: MOST_OPTIONS - 1], maker.as_planned(answer)]
    return tuple(replace(option, letter=letter) for option, letter in zip(options, ascii_uppercase, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Maker:
    baseline: Baseline
    shortfall: Shortfall
    wording: Wording

    def candidate(self, kind: OptionKind, result: Replanned) -> _Candidate:
        """Return a replanned proposal as an option; what was to be late and is in time is called so."""
        order = self.shortfall.order.id
        late = result.lateness().get(order)
        if kind is OptionKind.ACCEPT_LATE and late == 0:
            kind = OptionKind.MOVE_ORDER
        effects = self.baseline.effects(order, kind, result)
        named = self._titles().named(kind, result, effects.touches)
        option = PricedOption(
            letter="",
            kind=kind,
            title=named.title,
            detail=named.detail,
            change=result.worth - self.baseline.reference.worth,
            late_days_change=effects.late_days_change,
            touches=effects.touches,
            departments=effects.departments,
            decider=self._decider(kind),
        )
        return _Candidate(option=option, own_late=self.baseline.ground.problem.horizon if late is None else late)

    def as_planned(self, answer: Answer | None) -> PricedOption:
        """Return the option to leave everything as the plan says: it changes nothing."""
        kind = OptionKind.ACCEPT_LATE if self.shortfall.kind is RowKind.LATE else OptionKind.DECLINE
        named = self._titles().as_planned(answer)
        sales = Roles.of(self.baseline.ground.book.snapshot).sales
        return PricedOption(
            letter="",
            kind=kind,
            title=named.title,
            detail=named.detail,
            change=Decimal(0),
            late_days_change=Decimal(0),
            departments=(sales,) if sales else (),
            decider=self._decider(kind),
        )

    def _titles(self) -> Titles:
        snapshot = self.baseline.ground.book.snapshot
        return Titles(snapshot=snapshot, wording=self.wording, shortfall=self.shortfall)

    def _decider(self, kind: OptionKind) -> str:
        rights = self.baseline.ground.book.snapshot.policy.decision_rights
        return next((right.decider for right in rights if right.option.value == kind.value), "")
