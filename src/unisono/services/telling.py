"""How a long job tells where it is, and how it hears that it should end."""

from typing import Protocol


class Tell(Protocol):
    """Whoever waits for a long job: called with the step it is at and which share of that step is done.

    It is called from every thread in which a part of the job runs.
    """

    @property
    def stopped(self) -> bool:
        """Return whether the job should end soon with what it has."""
        ...

    def __call__(self, step: str, share: float) -> None:
        """Hear of the step, and of its share from 0 to 1."""
        ...


class Silent:
    """Nobody waits and nobody stops the job, as in a script."""

    stopped = False

    def __call__(self, step: str, share: float) -> None:
        """Hear of the step and do nothing."""
