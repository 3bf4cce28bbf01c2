"""Write the agenda of the exception meeting from a published plan."""

from collections.abc import Collection, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from unisono.domain.agenda import Agenda, AgendaRow, DecidedByRule
from unisono.domain.plans import Plan
from unisono.domain.policy import Meeting, Verdict
from unisono.engines.planning.shortfalls import Shortfall, shortfalls_of
from unisono.services.agenda.announcing import notices_of
from unisono.services.agenda.effects import Baseline
from unisono.services.agenda.options import Tried, options_of
from unisono.services.agenda.outcomes import Outcomes
from unisono.services.agenda.proposals import Proposal, proposals_for, wanted_at
from unisono.services.agenda.replanned import SEARCHES, Replanned, Standing, reference_of, replanned, searched
from unisono.services.agenda.wording import Wording
from unisono.services.deciding import go_on
from unisono.services.preparing import Ground
from unisono.services.telling import Tell

ITERATIONS = 50_000
"""Moves that each option may try."""

SPARE = 2
"""Rows prepared beyond those that fit: some turn out to have nothing to choose."""

ROUNDS = 3
"""How often rows are prepared again when too few had something to choose."""

LEAST_OPTIONS = 2
"""With one option there is nothing to decide."""

STEP = "Price what the meeting could do"


def write_agenda(
    *,
    ground: Ground,
    plan: Plan,
    executor: Executor,
    tell: Tell,
    iterations: int = ITERATIONS,
    seed: int = 1,
    appealed: Collection[str] = (),
) -> Agenda:
    """Return the agenda of the next meeting: as many rows as it has time for, those with most money in them first.

    The same plan, moves and seed give the same agenda on any executor.

    Args:
        ground: what the plan was made from, prepared at the plan's `now`.
        plan: the published plan.
        executor: where the options are replanned.
        tell: told of progress.
        iterations: moves that each option may try.
        seed: start of the random numbers.
        appealed: orders that a rule has declined and somebody appeals for, beside those whose rule says appeal.

    Raises:
        PlanningInterrupted: `tell` said to stop.
    """
    standing = Standing(ground=ground, plan=plan, start=plan, iterations=iterations, seed=seed)
    snapshot = ground.book.snapshot
    appeals = {order for order, ruling in ground.rulings.items() if ruling.verdict is Verdict.APPEAL}
    appeals |= set(appealed) & set(ground.rulings)
    shortfalls = shortfalls_of(snapshot, plan, ground.problem, appealed=appeals)
    cases = [item for item in shortfalls if item.order.id not in ground.rulings or item.order.id in appeals]
    room = rows_in(snapshot.policy.meeting)
    writer = _Writer.of(standing, executor=executor, tell=tell)
    prepared = writer.prepare(cases, room)
    rows = prepared.rows[:room]
    named = {row.order for row in rows}
    return Agenda(
        frozen_at=plan.now,
        minutes=snapshot.policy.meeting.minutes,
        rows=rows,
        decided_by_rule=tuple(
            writer.decided_by_rule(item, hopeless=item.order.id in prepared.hopeless)
            for item in shortfalls
            if item.order.id not in named
        ),
        notices=notices_of(ground, shortfalls, on_agenda=named, wording=writer.wording),
    )


def rows_in(meeting: Meeting) -> int:
    """Return how many rows a meeting has time for.

    >>> rows_in(Meeting(minutes=45, minutes_aside=15, minutes_per_row=4))
    7
    """
    return max(0, meeting.minutes - meeting.minutes_aside) // meeting.minutes_per_row


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """Rows, the one whose best option earns most first, and the orders about which there is nothing to choose."""

    rows: tuple[AgendaRow, ...]
    hopeless: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Writer:
    standing: Standing
    outcomes: Outcomes
    wording: Wording
    executor: Executor
    tell: Tell

    @classmethod
    def of(cls, standing: Standing, *, executor: Executor, tell: Tell) -> "_Writer":
        ground, plan = standing.ground, standing.plan
        wording = Wording.of(ground.book.snapshot, now=plan.now)
        answers = {answer.order: answer for answer in plan.answers}
        return cls(
            standing=standing,
            outcomes=Outcomes(plan=plan, answers=answers, rulings=ground.rulings, wording=wording),
            wording=wording,
            executor=executor,
            tell=tell,
        )

    def prepare(self, cases: Sequence[Shortfall], room: int) -> _Prepared:
        """Return the rows about which something can be chosen: those with most at stake, until there are enough."""
        rows: list[AgendaRow] = []
        hopeless: set[str] = set()
        if not cases or not room:
            return _Prepared(rows=(), hopeless=frozenset())
        self.tell(STEP, 0.0)
        bench = _Bench.of(self.standing, executor=self.executor, tell=self.tell)
        begun = 0
        for _ in range(ROUNDS):
            batch = cases[begun : begun + room - len(rows) + SPARE] if len(rows) < room else ()
            begun += len(batch)
            for row in self._rows(batch, bench):
                if len(row.options) < LEAST_OPTIONS:
                    hopeless.add(row.order)
                else:
                    rows.append(row)
        rows.sort(key=lambda row: (-max(option.change for option in row.options), -row.at_stake, row.order))
        return _Prepared(rows=tuple(rows), hopeless=frozenset(hopeless))

    def decided_by_rule(self, shortfall: Shortfall, *, hopeless: bool) -> DecidedByRule:
        """Return what happens to an order that is not on the agenda."""
        return DecidedByRule(
            order=shortfall.order.id,
            customer=shortfall.order.customer,
            tier=self._tier(shortfall),
            at_stake=shortfall.at_stake,
            outcome=self.outcomes.without_meeting(shortfall, hopeless=hopeless),
        )

    def _rows(self, batch: Sequence[Shortfall], bench: "_Bench") -> list[AgendaRow]:
        """Return a row for each order, with all that can be done about it replanned."""
        ground, plan = self.standing.ground, self.standing.plan
        groups = [proposals_for(ground, plan, shortfall) for shortfall in batch]
        return [
            self._row(shortfall, tried, bench.baseline())
            for shortfall, tried in zip(batch, bench.replan(groups), strict=True)
        ]

    def _row(self, shortfall: Shortfall, tried: Sequence[Tried], baseline: Baseline) -> AgendaRow:
        order, snapshot = shortfall.order, self.standing.ground.book.snapshot
        return AgendaRow(
            order=order.id,
            kind=shortfall.kind,
            customer=order.customer,
            customer_name=next(item.name for item in snapshot.customers if item.id == order.customer),
            tier=self._tier(shortfall),
            product=order.product,
            unit=next(product.unit for product in snapshot.products if product.id == order.product),
            asked=order.quantity,
            covered=shortfall.covered,
            gap=order.quantity - shortfall.covered,
            wanted=wanted_at(order),
            bottleneck_line=shortfall.line,
            bottleneck_week=shortfall.week,
            at_stake=shortfall.at_stake,
            reason=self.outcomes.reason(shortfall),
            options=options_of(
                baseline,
                shortfall,
                tried,
                answer=self.outcomes.answers.get(order.id),
                wording=self.wording,
            ),
        )

    def _tier(self, shortfall: Shortfall) -> str:
        return self.standing.ground.book.tiers[shortfall.order.customer].value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Bench:
    """Where proposals are replanned: all from one start, all against one reference."""

    standing: Standing
    reference: Future[Replanned]
    executor: Executor
    tell: Tell

    @classmethod
    def of(cls, standing: Standing, *, executor: Executor, tell: Tell) -> "_Bench":
        standing = searched(standing)
        reference = executor.submit(reference_of, standing, SEARCHES)
        return cls(standing=standing, reference=reference, executor=executor, tell=tell)

    def baseline(self) -> Baseline:
        """Return what options are compared with."""
        return Baseline(ground=self.standing.ground, reference=self.reference.result())

    def replan(self, groups: Sequence[Sequence[Proposal]]) -> list[list[Tried]]:
        """Return what comes of the proposals, group by group."""
        jobs: list[Future[tuple[Replanned | None, ...]]] = []
        try:
            for group in groups:
                self._tell_of(jobs, len(groups))
                jobs.append(self.executor.submit(replanned, self.standing, group))
            for job in jobs:
                job.result()
                self._tell_of(jobs, len(groups))
        finally:  # when somebody stops the job, what has not begun need not begin
            for job in jobs:
                job.cancel()
        return [
            [Tried(proposal=proposal, result=result) for proposal, result in zip(group, job.result(), strict=True)]
            for group, job in zip(groups, jobs, strict=True)
        ]

    def _tell_of(self, jobs: Sequence[Future[tuple[Replanned | None, ...]]], of: int) -> None:
        self.tell(STEP, sum(job.done() for job in jobs) / of)
        go_on(self.tell)
