"""A party replies to an overrun, and the shares are worked out anew."""

from tests.fair_shares import chain
from unisono.analytics.attribution.replies import Reply, by_order, with_replies
from unisono.analytics.attribution.sharing import share_out

LATE = chain([("Purchasing", 0), ("Production", 60), ("Logistics", -10)])


def shares(replies: dict[str, Reply]) -> dict[str, tuple[int, int]]:
    """Return share and credit of each party in seconds, where there are any."""
    (order,) = share_out([with_replies(LATE, replies)])
    assert sum(share.seconds - share.credit for share in order.shares) == LATE.lateness == 50
    return {share.party: (share.seconds, share.credit) for share in order.shares if share.seconds or share.credit}


def reply(overrun: str = "1", *, party: str = "Production", seconds: int | None = None, position: int = 9) -> Reply:
    """Return a reply that Purchasing caused it."""
    return Reply("SO-1", overrun, party, "Purchasing", seconds, "wrong papers", position)


def test_a_part_of_an_overrun_goes_to_who_caused_it() -> None:
    """Production waited 45 of its 60 seconds for Purchasing's papers; what came after it stays as it was."""
    assert shares({"1": reply(seconds=45)}) == {
        "Purchasing": (45, 0),
        "Production": (15, 0),
        "Logistics": (0, 10),
    }
    pause = with_replies(LATE, {"1": reply(seconds=45)}).stages[1]
    assert (pause.name, pause.reason, pause.positions) == ("1 contested", "wrong papers", (9,))


def test_a_reply_counts_for_the_whole_overrun_and_no_more() -> None:
    """Without a number it is all of it, and a larger number is no more than that."""
    for seconds in (None, 600):
        assert shares({"1": reply(seconds=seconds)}) == {"Purchasing": (60, 0), "Logistics": (0, 10)}


def test_a_reply_for_another_or_to_nothing_changes_nothing() -> None:
    """Nobody replies in another's name, to recovered time, or to a stage that there is not."""
    untouched = {"Production": (60, 0), "Logistics": (0, 10)}
    assert shares({}) == untouched
    assert shares({"1": reply(party="Sales")}) == untouched
    assert shares({"2": reply("2", party="Logistics")}) == untouched
    assert shares({"7": reply("7")}) == untouched


def test_the_last_reply_counts() -> None:
    """A party may correct what it replied."""
    first, last = reply(seconds=45), reply(seconds=5, position=12)
    assert by_order([first, last]) == {"SO-1": {"1": last}}
