"""How a command ends: its exit codes, and the sentences with which it refuses."""

from enum import IntEnum


class Code(IntEnum):
    """Exit codes: 2, for a command called wrongly, is Typer's own."""

    FINE = 0
    FINDINGS = 1
    INTERRUPTED = 130


class Refused(Exception):  # noqa: N818 - it says what the command does
    """The command does not do what it was asked for; the message says why, to people."""

    def __init__(self, sentence: str, *, code: Code = Code.FINDINGS) -> None:
        super().__init__(sentence)
        self.code = code
