"""What a cause is called: the stage of the work, and the reason that a fact gives."""

import re
from functools import lru_cache

UNTOLD = "nobody told why"
"""The reason of what no fact gives a reason for."""

OVER_PROMISED = "promised too early"
"""The stage of a promise before the agreed finish."""

_WORDS = re.compile(r"\w+")
REMEMBERED = 1 << 16
"""Pairs of a stage and a reason whose names are kept: many orders have few of them."""


@lru_cache(maxsize=REMEMBERED)
def cause_name(stage: str, reason: str) -> str:
    """Return the short name of a cause; texts that differ in capitals, spaces and punctuation alone share it.

    Nothing cleverer is done: people who mean the same should say the same.

    Args:
        stage: what kind of work or decision it is.
        reason: as people told it; empty: nobody did.

    >>> cause_name("produce", "Gear box broken.")
    'produce/gear-box-broken'
    >>> cause_name("ship", "")
    'ship/nobody-told-why'
    """
    return f"{_slug(stage)}/{_slug(reason or UNTOLD)}"


def _slug(text: str) -> str:
    return "-".join(_WORDS.findall(text.casefold())) or text.strip()
