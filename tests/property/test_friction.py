"""Laws of friction: no paid minute and no wait is counted twice, whatever happened."""

from collections import Counter
from decimal import Decimal

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.offices import hour
from tests.plain_fact_table import PlainFactTable
from unisono.analytics.friction.losses import HANDOVERS, PAID, losses
from unisono.domain.acts.commitments import Accepted, Declined, Delivered, Promised, Purpose, Requested, Withdrawn
from unisono.domain.acts.work import WorkRecorded
from unisono.domain.facts import Act, Actor, Fact, Link, Medium, Origin

PARTIES = ("carrier", "production", "sales")
FILES = ("file 1", "file 2", "file 3")
WANTED = ("order 1/produce", "order 2/produce", "order 3/produce")
MINUTES = 30

PIECES = st.tuples(
    st.sampled_from(PARTIES),
    st.sampled_from(("check", "sign", "make")),
    st.sets(st.sampled_from(FILES), max_size=3),
    st.none() | st.sampled_from(WANTED),
)
WORDS = st.sampled_from(
    (
        Promised(),
        Declined(reason="no room"),
        Withdrawn(),
        Delivered(handover="1", is_last=True),
        Accepted(handover="1"),
        Delivered(handover="2", is_last=True),
    )
)


@st.composite
def happened(draw: st.DrawFn) -> list[Fact]:
    """Draw work on files and on requests of which some were taken back, in the order of time."""
    told: list[tuple[str, Act, str, tuple[Link, ...]]] = [
        ("sales", Requested(requester="sales", performer="production", purpose=Purpose.PRODUCE, subject=name), name, ())
        for name in WANTED
    ]
    for what in draw(st.lists(PIECES | st.tuples(st.sampled_from(WANTED), WORDS), min_size=15, max_size=40)):
        if len(what) == 2:
            name, word = what
            told.append(("sales" if isinstance(word, (Accepted, Withdrawn)) else "production", word, name, ()))
        else:
            party, activity, cases, asked = what
            links = tuple(Link(type="case", object=case) for case in sorted(cases))
            told.append((party, WorkRecorded(activity=activity, minutes=Decimal(MINUTES)), asked or "", links))
    return [
        Fact(
            id=f"{number}",
            happened_at=hour(number),
            actor=Actor(party=party),
            origin=Origin(medium=Medium.COMMAND),
            act=act,
            commitment=commitment,
            links=links,
        )
        for number, (party, act, commitment, links) in enumerate(told)
    ]


@settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(facts=happened())
def test_nothing_is_counted_twice(facts: list[Fact]) -> None:
    """A piece of work is paid once, as one kind and between one pair; a wait of a case stands once."""
    rows = PlainFactTable(facts).rows(losses())
    paid = Counter(row["position"] for row in rows if row["loss"] in PAID)
    assert set(paid.values()) <= {1}
    assert sum(float(str(row["minutes"])) for row in rows) <= MINUTES * sum(
        fact.kind == "WorkRecorded" for fact in facts
    )
    waits = [row for row in rows if row["loss"] in HANDOVERS]
    assert all(row["minutes"] == 0 for row in waits)
    assert all(row["hours"] == 0 for row in rows if row["loss"] not in HANDOVERS)
    seen = Counter((row["loss"], row["case"], row["from_position"], row["position"]) for row in waits)
    assert set(seen.values()) <= {1}
