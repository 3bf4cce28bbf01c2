"""What facts are about besides commitments: the objects that they link to, and the runs of work on them."""

from collections.abc import Sequence
from typing import NamedTuple

import ibis

from unisono.analytics.friction.touches import touches
from unisono.analytics.handovers import CASE
from unisono.analytics.rows import Rows, made, whole
from unisono.analytics.tables import FACTS, LINKS


class About(NamedTuple):
    """A commitment that facts about an object belong to, the type as a log names it, and the first such fact."""

    type: str
    commitment: str
    position: int


class AboutWork(NamedTuple):
    """A case in whose work an object was touched, and in which run; 0: when no party worked on it."""

    type: str
    case: str
    run: int


def of_type(word: str) -> ibis.Value:
    """Return whether a link is to an object of a type; logs name their types in the plural, or in capitals.

    Args:
        word: the type, in the singular.
    """
    return LINKS.type.lower().isin((word, f"{word}s"))


def read_about(rows: Rows, name: str) -> list[About]:
    """Return what the facts about the objects of a name belong to; the commitment is empty for those of none.

    Args:
        rows: asks the fact table.
        name: of the object.
    """
    linked = LINKS.filter(LINKS.object == name).select("type", at=LINKS.position)
    told = linked.inner_join(FACTS.select("position", "commitment"), linked["at"] == FACTS.position)
    found = told.group_by(["type", "commitment"]).agg(position=told.position.min())
    return made(About, rows(found.order_by("position")))


def read_work_about(rows: Rows, name: str) -> list[AboutWork]:
    """Return the work on cases in which the objects of a name were touched.

    Args:
        rows: asks the fact table.
        name: of the object.
    """
    linked = LINKS.filter(LINKS.object == name).select("type", at=LINKS.position)
    cases = LINKS.filter(LINKS.type == CASE).select(case=LINKS.object, place=LINKS.position)
    about = linked.inner_join(cases, linked["at"] == cases.place)
    touched = touches().select("case", "position", "run")
    told = about.left_join(touched, [about["case"] == touched["case"], about["at"] == touched.position])
    found = told.group_by(["type", "case", "run"]).agg(position=told["at"].min())
    return made(AboutWork, rows(found.order_by("position")))


def read_last_words(rows: Rows, commitments: Sequence[str], *, most: int) -> list[tuple[str, int]]:
    """Return each party with the positions of the last facts that it told in some commitments, the latest first.

    Args:
        rows: asks the fact table.
        commitments: their names.
        most: so many facts of each party at most.
    """
    facts = FACTS.filter(FACTS.commitment.isin(commitments)).select("actor_party", "position")
    by_party = ibis.window(group_by=facts.actor_party, order_by=facts.position.desc())
    ranked = facts.mutate(rank=ibis.row_number().over(by_party))
    told = rows(ranked.filter(ranked.rank < most).order_by(ranked.position.desc()))
    return [(str(row["actor_party"]), whole(row["position"]) or 0) for row in told]
