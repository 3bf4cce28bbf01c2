"""Guess the mapping of a log."""

from collections.abc import Mapping
from dataclasses import dataclass

from unisono.domain.mappings import LogMapping
from unisono.services.guessing.columns import draft_of_columns
from unisono.services.guessing.objects import draft_of_objects
from unisono.services.guessing.survey import survey
from unisono.services.ports import EventLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A drafted mapping; `comments` say by key what was seen and why, `is_of_facts` that the log needs none.

    `missing` are the keys that rows cannot be read without and that nothing was found for.
    """

    mapping: LogMapping
    comments: Mapping[str, str]
    is_of_facts: bool
    missing: tuple[str, ...] = ()


def guess_mapping(log: EventLog) -> Guess:
    """Return what the rows of a log seem to mean, from its first 20,000 rows.

    Args:
        log: what is read.
    """
    seen = survey(log)
    objects = log.objects()
    draft = draft_of_objects(seen, objects) if objects else draft_of_columns(seen)
    rows = "all" if seen.is_whole else "the first"
    top = f"What the rows of {seen.file} mean, guessed from {rows} {len(seen.events):,} of them. Change what is wrong."
    return Guess(
        mapping=draft.mapping(),
        comments={"": top, **draft.comments},
        is_of_facts=seen.is_of_facts,
        missing=tuple(draft.missing) if seen.events else (),
    )
