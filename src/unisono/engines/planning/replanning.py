"""A plan after a few changes: a warm start, a fixed number of moves, and little unrest."""

from unisono.engines.planning.problem import Problem
from unisono.engines.planning.reading import Decisions
from unisono.engines.planning.session import ALL_FREEDOM, Session
from unisono.engines.planning.solution import Solution
from unisono.engines.planning.solving import Params, Watch, anneal, complete
from unisono.engines.planning.stopping import Iterations

WARM = Params(chains=1, heat=0.1, chill=0.2, freedom=ALL_FREEDOM)
"""A replan starts nearly cold: it looks near the plan in force."""


def replan(
    problem: Problem, start: Decisions, *, iterations: int, seed: int, params: Params = WARM, watch: Watch | None = None
) -> Solution:
    """Return the best plan found near an earlier one: at least as good as taking in greedily what fits.

    Args:
        problem: what to plan now; `reading.kept` lets firm orders pay for being later than in the plan in force, and
            `freezing.frozen` holds the work of the frozen zone where it is: the search itself knows neither.
        start: what the earlier plan decided, as far as it still fits (`reading.decisions_of`).
        iterations: moves to try after what is missing has been inserted where it fits best, firm orders first.
        seed: any whole number.
        params: temperatures and freedom.
        watch: may stop the search.
    """
    session = Session(problem, seed=seed)
    session.load(sequences=start.sequences, waits=start.waits, takes=start.takes)
    first = complete(problem, session.solution(), watch=watch)
    session.load(sequences=first.sequences, waits=first.waits, takes=first.takes)
    done, interrupted = anneal(session, params=params, stop=Iterations(count=iterations), watch=watch)
    found = session.solution(iterations=done, interrupted=interrupted)
    return complete(problem, found, watch=watch)
