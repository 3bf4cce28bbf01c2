"""The count of what was taken from a log and what was left out."""

from unisono.domain.logs import LeftOut, Tally


def test_rows_are_those_taken_and_those_left_out() -> None:
    """The numbers add up, reasons are counted with the first of their rows, the most frequent first."""
    tally = Tally()
    tally.taken += 5
    tally.leave_out("has no time", "log.csv:7")
    tally.leave_out("is too long", "log.csv:8")
    tally.leave_out("is too long", "log.csv:9", 2)
    assert tally.rows == 9
    assert tally.left_out == (
        LeftOut(reason="is too long", count=3, example="log.csv:8"),
        LeftOut(reason="has no time", count=1, example="log.csv:7"),
    )
