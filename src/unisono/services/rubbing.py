"""Where work rubs between parties: the matrix of pairs, and of the worst ones the cases that tell most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from unisono.analytics.friction.counting import by_month, coded, in_numbers, telling, to_and_fro, totals
from unisono.analytics.friction.losses import HANDOVERS, Agreed, Loss, losses
from unisono.analytics.friction.matrix import Group, Matrix, PairFriction, matrix
from unisono.analytics.friction.touches import attribute
from unisono.analytics.friction.weighing import FEWEST, REPLICATES
from unisono.analytics.tables import COMMITMENTS, FACTS
from unisono.domain.acts.commitments import Purpose
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.agreements.agreement import Agreement
from unisono.domain.agreements.durations import answer_minutes
from unisono.domain.company import Snapshot
from unisono.domain.policy import Policy
from unisono.services.ports import FactTable, Ledger

if TYPE_CHECKING:
    import ibis

WORST = 3
CASES = 10
MINUTES_PER_HOUR = 60

LOOKED_AT = 100
"""Pieces of work that show whether a log names persons beside parties."""

RESOURCE = "org:resource"
WHO = frozenset({RESOURCE, "org:group", "org:role"})
"""What XES calls those who do the work: the party is taken from one of them, and stands in no second place."""


class NoSuchAttribute(Exception):  # noqa: N818 - it says what is not there
    """No piece of work keeps an attribute of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No work in the ledger keeps an attribute {name!r}.")


class PersonsAreNoParties(Exception):  # noqa: N818 - it says why
    """The attribute names the persons within the parties, of whom no figure is made unasked."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} told the person of each piece of work when this log was imported, and figures are about parties. "
            f"If persons are to be looked at, import the log into a ledger of its own with the mapping "
            f'party = "{name}".'
        )


class NoSuchPair(Exception):  # noqa: N818 - it says what is not there
    """Nothing ever went from one of two parties to the other."""

    def __init__(self, pair: tuple[str, str], parties: Sequence[str]) -> None:
        known = f"Parties that hand over: {', '.join(parties)}." if parties else "Nobody has handed anything over."
        super().__init__(f"Nothing went from {pair[0]} to {pair[1]}. {known}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingCase:
    """A case in which much was lost: hours beyond the reference, paid minutes, and the positions of its facts."""

    case: str
    hours: float
    minutes: float
    handovers: int
    ping_pong: int
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestMonth:
    """What the same pair did in its best month: the median wait, hours, of `n` handovers of one kind."""

    month: str
    loss: Loss
    purpose: str
    hours: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """A pair with its most telling cases, and its best month if one has enough handovers."""

    pair: PairFriction
    cases: tuple[TellingCase, ...]
    best: BestMonth | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Friction:
    """All that is known of the friction between parties."""

    matrix: Matrix
    cases_with_ping_pong: int
    worst: tuple[Worst, ...]

    def sum_of(self, *kinds: Loss) -> int:
        """Return how many losses of some kinds there are."""
        return sum(pair.counts.get(kind, 0) for pair in self.matrix.pairs for kind in kinds)

    @property
    def handovers(self) -> int:
        """Return how many handovers of all kinds there are."""
        return self.sum_of(*HANDOVERS)


def refuse_persons(*, ledger: Ledger, by: str | None) -> None:
    """Refuse the attribute that names persons where parties stand beside them.

    Args:
        ledger: the facts.
        by: the attribute that says whose work it is.

    Raises:
        PersonsAreNoParties: the first pieces of work name a person beside the party.
    """
    if by == RESOURCE:
        first = islice(ledger.entries(kinds=(WorkRecorded.__name__,)), LOOKED_AT)
        if any(entry.fact.actor.person and by not in entry.fact.attributes for entry in first):
            raise PersonsAreNoParties(by)


def agreed_answers(*, table: FactTable, agreements: Sequence[Agreement], policy: Policy | None) -> Agreed:
    """Return the hours within which requests are to be answered, for each kind of request that was ever made.

    Args:
        table: the facts.
        agreements: those in force, which count first.
        policy: the rules of the company; None: it has none.
    """
    if policy is None and not agreements:
        return {}
    rules = Policy() if policy is None else policy
    asked = table.rows(COMMITMENTS.select("purpose", "requester", "performer").distinct())
    agreed = {}
    for row in asked:
        purpose, requester, performer = str(row["purpose"]), str(row["requester"]), str(row["performer"])
        minutes = answer_minutes(agreements, rules, purpose=Purpose(purpose), performer=performer, requester=requester)
        if minutes is not None:
            agreed[purpose, requester, performer] = float(minutes) / MINUTES_PER_HOUR
    return agreed


def labour_rates(snapshot: Snapshot) -> dict[str, float]:
    """Return what an hour of work costs in each department, in the company's currency.

    Args:
        snapshot: the company's data.
    """
    return {one.id: float(one.labour_rate_per_hour) for one in snapshot.company.departments}


def measure_friction(
    *,
    table: FactTable,
    by: str | None = None,
    pair: tuple[str, str] | None = None,
    agreements: Sequence[Agreement] = (),
    policy: Policy | None = None,
    rates: Mapping[str, float] | None = None,
    replicates: int = REPLICATES,
) -> Friction:
    """Return what is lost between parties, the worst pair first.

    Args:
        table: the facts.
        by: an attribute of the log that says whose work it is; None: the parties.
        pair: tell the cases of this pair; None: of the worst ones.
        agreements: those in force, for the agreed times of answers.
        policy: the rules of the company, for those times where no agreement has them.
        rates: cost of a paid hour by party, for money.
        replicates: how often cases are drawn anew for the intervals.

    Raises:
        NoSuchAttribute: no work keeps an attribute of that name.
        NoSuchPair: nothing went from the one to the other.
    """
    agreed = agreed_answers(table=table, agreements=agreements, policy=policy)
    rows = table.keep(coded(losses(by=_attribute(table, by), agreed=agreed)), name="losses")
    groups = {int(str(row["group"])): _group(row) for row in table.rows(totals(rows))}
    found = matrix(
        [groups[number] for number in sorted(groups)],
        table.arrays(in_numbers(rows)),
        rates=rates,
        replicates=replicates,
    )
    (seen,) = table.rows(to_and_fro(rows))
    return Friction(
        matrix=found,
        cases_with_ping_pong=int(str(seen["cases"])),
        worst=tuple(_worst(table, rows, one) for one in _chosen(found, pair)),
    )


def _attribute(table: FactTable, name: str | None) -> str | None:
    """Return the attribute that work is told apart by; None where it is what the parties were taken from.

    An import keeps no column twice: what became the party is kept as an attribute only where it could not be used.
    """
    if name is None:
        return None
    work = FACTS.filter(FACTS.kind == WorkRecorded.__name__)
    (row,) = table.rows(work.agg(n=work.count(), kept=work.count(where=attribute(name, work).notnull())))
    kept, n = int(str(row["kept"])), int(str(row["n"]))
    if name in WHO and n > 2 * kept:
        return None
    if kept:
        return name
    raise NoSuchAttribute(name)


def _chosen(found: Matrix, pair: tuple[str, str] | None) -> list[PairFriction]:
    if pair is None:
        return [one for one in found.pairs if _rubs(one)][:WORST]
    chosen = [one for one in found.pairs if one.pair == pair]
    if not chosen:
        raise NoSuchPair(pair, sorted({party for one in found.pairs for party in one.pair}))
    return chosen


def _rubs(one: PairFriction) -> bool:
    return one.waiting.mid > 0 or one.paid.mid > 0 or one.ping_pong > 0 or one.losses > 0


def _worst(table: FactTable, rows: "ibis.Table", one: PairFriction) -> Worst:
    limits = {(kind.loss.value, kind.purpose): kind.hours for kind in one.compared if kind.hours is not None}
    cases = table.rows(telling(rows, one.pair, limits, most=CASES))
    return Worst(pair=one, cases=tuple(map(_case, cases)), best=_best(table, rows, one))


def _best(table: FactTable, rows: "ibis.Table", one: PairFriction) -> BestMonth | None:
    """Return the best month of the kind of handover in which the pair loses most."""
    kinds = sorted(one.compared, key=lambda kind: (-kind.excess, -kind.n))
    for kind in kinds[:1]:
        for row in table.rows(by_month(rows, one.pair, (kind.loss.value, kind.purpose))):
            if int(str(row["n"])) >= FEWEST:
                return BestMonth(
                    month=str(row["month"]),
                    loss=kind.loss,
                    purpose=kind.purpose,
                    hours=float(str(row["hours"])),
                    n=int(str(row["n"])),
                )
    return None


def _group(row: Mapping[str, object]) -> Group:
    def number(name: str) -> int:
        return int(str(row[name]))

    return Group(
        loss=Loss(str(row["loss"])),
        purpose=str(row["purpose"]),
        pair=(str(row["from_party"]), str(row["to_party"])),
        n=number("n"),
        ping_pong=number("ping_pong"),
        same_activity=number("same_activity"),
        silent=number("silent"),
        median=float(str(row["median"])),
    )


def _case(row: Mapping[str, object]) -> TellingCase:
    positions = {int(str(place)) for name in ("froms", "tos") for place in _listed(row[name])}
    return TellingCase(
        case=str(row["case"]),
        hours=float(str(row["beyond"])),
        minutes=float(str(row["minutes"])),
        handovers=int(str(row["handovers"])),
        ping_pong=int(str(row["ping_pong"])),
        positions=tuple(sorted(positions)),
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []
