"""How a late case of a log is compared with earlier ones; days are counted from the first permit."""

from unisono.analytics.attribution.cases import FEWEST, NO_REFERENCE, NOTHING_TOLD, TOO_LONG, case_graphs
from unisono.analytics.attribution.graphs import OrderGraph, agreed_finish, own_overruns
from unisono.analytics.attribution.sharing import share_out
from unisono.analytics.attribution.told import Commitment, Told, Work
from unisono.domain.facts import UNRECORDED

DAY = 86_400


def permit(
    name: str, *, opened: float, ended: float | None, due: float | None, promised: float | None = None
) -> Commitment:
    """Return the commitment of a case; times in days."""

    def at(day: float | None) -> int | None:
        return None if day is None else round(day * DAY)

    return Commitment(
        commitment=name,
        requester=UNRECORDED,
        performer="office",
        purpose="other",
        subject=name,
        unit="",
        agreed=None,
        requested=round(opened * DAY),
        asked=at(due),
        due=at(promised),
        delivered=at(ended),
        quantity=None,
        good=0.0,
        rejected=0.0,
        is_off=False,
    )


def steps(name: str, *done: tuple[str, str, float], first: int = 1) -> list[Work]:
    """Return what was done for a case, until which day."""
    return [
        Work(name, activity, party, round(day * DAY), first + number)
        for number, (activity, party, day) in enumerate(done)
    ]


def earlier(count: int = FEWEST) -> Told:
    """Return permits that were checked in 1, 2, 3 ... days and signed one day after."""
    names = [f"old {number}" for number in range(1, count + 1)]
    return Told(
        commitments={
            name: permit(name, opened=0, ended=number + 1, due=30) for number, name in enumerate(names, start=1)
        },
        work={
            name: steps(name, ("check", "Group 1", number), ("sign", "Group 2", number + 1))
            for number, name in enumerate(names, start=1)
        },
    )


def late(told: Told, case: Commitment, work: list[Work]) -> OrderGraph:
    """Return the graph of one more case."""
    (graph,) = case_graphs(
        Told(commitments={**told.commitments, case.commitment: case}, work={**told.work, case.commitment: work}),
        lambda item: item.commitment == case.commitment,
    )
    return graph


def own(graph: OrderGraph) -> list[tuple[str, str, float]]:
    """Return stage, party and overrun in days."""
    overruns = own_overruns(graph)
    return [(stage.name, stage.party, more / DAY) for stage, more in zip(graph.stages, overruns, strict=True)]


def test_the_reference_is_the_median_of_earlier_cases() -> None:
    """Checks took 1 to 5 days, so 3 is the reference; the two days after the last work are nobody's."""
    graph = late(
        earlier(),
        permit("new", opened=10, ended=20, due=15),
        steps("new", ("check", "Group 1", 17), ("sign", "Group 2", 17.5)),
    )
    assert own(graph) == [
        ("check @1", "Group 1", 4),
        ("sign @2", "Group 2", -0.5),
        ("new end", UNRECORDED, 2.5),
    ]
    assert [stage.is_reference for stage in graph.stages] == [True, True, False]
    assert (graph.stages[-1].reason, graph.promiser) == (NOTHING_TOLD, UNRECORDED)


def test_an_even_number_of_earlier_cases_has_its_middle() -> None:
    """Of six checks the median is three and a half days."""
    graph = late(earlier(6), permit("new", opened=10, ended=16, due=12), steps("new", ("check", "Group 1", 16)))
    assert own(graph) == [("check @1", "Group 1", 2.5)]


def test_only_what_was_closed_before_counts() -> None:
    """On day 5 but four permits were closed: too few for a reference, so the time is nobody's."""
    graph = late(earlier(), permit("new", opened=5, ended=16, due=12), steps("new", ("check", "Group 1", 16)))
    assert own(graph) == [("check @1", UNRECORDED, 11)]
    assert graph.stages[0].reason == NO_REFERENCE


def test_work_of_nobody_is_unrecorded_though_there_is_a_reference() -> None:
    """Nobody is told to have done it, and nobody is charged or credited."""
    graph = late(earlier(), permit("new", opened=10, ended=16, due=12), steps("new", ("check", UNRECORDED, 16)))
    assert own(graph) == [("check @1", UNRECORDED, 6)]
    assert graph.stages[0].reason == ""


def test_a_promise_counts_before_the_deadline() -> None:
    """A permit that was promised for day 11 is late on day 12, whatever its deadline."""
    case = permit("new", opened=10, ended=12, due=30, promised=11)
    assert late(earlier(), case, steps("new", ("check", "Group 1", 12))).lateness == DAY


def test_work_outside_the_case_is_cut_off() -> None:
    """What is dated before the case was opened took no time, and what is dated after its end is not part of it."""
    graph = late(
        earlier(),
        permit("new", opened=10, ended=14, due=12),
        steps("new", ("check", "Group 1", 9), ("sign", "Group 2", 14), ("check", "Group 1", 15)),
    )
    assert own(graph) == [("check @1", "Group 1", -3), ("sign @2", "Group 2", 3)]


def test_a_case_whose_work_all_came_after_its_end_is_unrecorded() -> None:
    """Without work within the case all of its time is nobody's."""
    graph = late(earlier(), permit("new", opened=10, ended=14, due=12), steps("new", ("check", "Group 1", 15)))
    assert own(graph) == [("new end", UNRECORDED, 4)]


def test_references_beyond_the_deadline_are_unrecorded() -> None:
    """A deadline of a day for what takes four by the references: no record says who promised too much."""
    graph = late(
        earlier(),
        permit("new", opened=10, ended=14, due=11),
        steps("new", ("check", "Group 1", 13), ("sign", "Group 2", 14)),
    )
    assert agreed_finish(graph) - graph.due == 3 * DAY
    assert graph.reason == TOO_LONG
    (order,) = share_out([graph])
    assert [(share.party, share.seconds) for share in order.shares if share.seconds] == [(UNRECORDED, 3 * DAY)]


def test_cases_in_time_open_or_without_a_date_have_no_graph() -> None:
    """Only a closed case that ended after its date is late."""
    cases = [
        permit("in time", opened=0, ended=1, due=1),
        permit("open", opened=0, ended=None, due=1),
        permit("undated", opened=0, ended=9, due=None),
        permit("not asked for", opened=0, ended=9, due=1),
    ]
    told = Told(
        commitments={case.commitment: case for case in cases},
        work={case.commitment: steps(case.commitment, ("check", "Group 1", 1)) for case in cases},
    )
    assert list(case_graphs(told, lambda case: case.commitment != "not asked for")) == []
