"""Let a plan be executed in a simulation, into a ledger: what a company's facts look like after some weeks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from unisono.domain.agreements.agreement import Agreement
from unisono.domain.company import Snapshot
from unisono.domain.facts import Actor, Entry, Fact, Medium, Origin
from unisono.domain.plans import Plan
from unisono.domain.policy import Decision
from unisono.engines.segmenting.expecting import service_costs_of
from unisono.game.executing.scene import Situation
from unisono.game.executing.simulating import name_of, simulate
from unisono.game.executing.voices import before_simulation
from unisono.services.live.holding import Submitter
from unisono.services.live.state import read_record
from unisono.services.ports import Books, Ledger
from unisono.services.publishing import Publication, publish_plan
from unisono.services.telling import Silent, Tell

REASON = "the plan that is simulated"


class SimulatedOtherwise(Exception):  # noqa: N818 - it says what the ledger is
    """The ledger holds the simulation of another plan or seed: two pasts of the same orders would contradict."""

    def __init__(self) -> None:
        super().__init__(
            "This ledger holds a simulation of another plan or with another seed, and the same orders cannot be "
            "delivered twice. Take another ledger."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """What a simulation has added to a ledger.

    `plan` is the plan's hash. `facts` is how many facts the weeks have, `new` how many of them were not there yet, by
    kind in `kinds`; `refused` is how much was tried and refused, as a desk refuses what cannot be. `is_whole` is false
    where somebody stopped it before the end.
    """

    plan: str
    is_published: bool
    facts: int
    new: int
    kinds: Mapping[str, int]
    refused: int
    is_whole: bool


def simulate_execution(
    *,
    books: Books,
    snapshot: Snapshot,
    plan: Plan,
    weeks: int,
    seed: int,
    agreements: Sequence[Agreement] = (),
    tell: Tell | None = None,
) -> Executed:
    """Publish a plan where it is not in force, and record what happens in the weeks after it.

    Time is that of the plan: facts are recorded day by day as if it passed. A second time with the same plan and seed
    adds nothing; with more weeks it goes on.

    Args:
        books: where the facts go.
        snapshot: the data that the plan was made from.
        plan: what is executed.
        weeks: how long.
        seed: start of all chance.
        agreements: those in force, for who decides and how long work may take.
        tell: hears how far it is, and may stop it after a day.

    Raises:
        SimulatedOtherwise: the ledger holds another simulation.
        unisono.services.publishing.PlanOfOtherData: the plan was made from other data.
        unisono.services.rights.NotYourDecision: nobody may publish this plan here.
    """
    tell = tell or Silent()
    name, is_published = _publish(books, snapshot, plan, seed, agreements)
    tell("simulating", 0.0)
    situation = Situation(
        snapshot=snapshot,
        plan=plan,
        commitments=before_simulation(_entries(books.ledger, name_of(name, seed))),
        service_costs=service_costs_of(snapshot, now=plan.now).by_order,
    )
    heard = simulate(situation, seed=seed, weeks=weeks, name=name)
    recorded = _record(books.ledger, heard.facts, tell)
    return Executed(
        plan=name,
        is_published=is_published,
        facts=len(heard.facts),
        new=recorded.new,
        kinds=dict(Counter(fact.kind for fact in heard.facts).most_common()),
        refused=len(heard.refused),
        is_whole=recorded.is_whole,
    )


def _publish(
    books: Books, snapshot: Snapshot, plan: Plan, seed: int, agreements: Sequence[Agreement]
) -> tuple[str, bool]:
    """Return the plan's hash, and whether it had to be put into force."""
    data = books.snapshots.put(snapshot)
    name = books.plans.put(replace(plan, snapshot_hash=data))
    record = read_record(books.ledger, until=books.ledger.head().size)
    if record.published is not None and record.published.plan == name:
        return name, False
    before_simulation(_entries(books.ledger, name_of(name, seed)))
    rights = snapshot.policy.decision_rights
    departments = [department.id for department in snapshot.company.departments] or ["company"]
    deciders = [right.party for right in rights if right.option is Decision.PUBLISH_PLAN and right.party]
    owner = (deciders or departments)[0]
    by = Submitter(
        actor=Actor(party=owner), origin=Origin(medium=Medium.COMMAND, place="unisono simulate-execution"), now=plan.now
    )
    publication = Publication(snapshot=snapshot, plan=plan, owner=owner, reason=REASON)
    publish_plan(books=books, publication=publication, by=by, agreements=agreements)
    return name, True


def _entries(ledger: Ledger, prefix: str) -> Iterator[Entry]:
    """Yield all facts, as long as none is of another simulation."""
    for entry in ledger.entries():
        if entry.fact.origin.medium is Medium.SIMULATION and not entry.fact.id.startswith(f"{prefix}/"):
            raise SimulatedOtherwise
        yield entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    new: int
    is_whole: bool


def _record(ledger: Ledger, facts: Sequence[Fact], tell: Tell) -> _Recorded:
    """Record day by day; the clock of each day is that of its last fact."""
    new = done = 0
    for day, on_day in groupby(facts, key=lambda fact: fact.happened_at.date()):
        batch = list(on_day)
        tell(f"{day.isoformat()}", done / len(facts))
        new += ledger.append(batch, now=batch[-1].happened_at).new
        done += len(batch)
        if tell.stopped:
            break
    return _Recorded(new=new, is_whole=done == len(facts))
