"""What warnings are worth: precision, recall and lead against what people told themselves, on weeks that were lived.

`python -m benchmarks.warnings LEDGER [--weeks N]` takes a ledger of simulated weeks; docs/commitments.md tells how it
is made. It learns from the first weeks alone. Then it lives through the rest: each morning the facts that were recorded
by then come into a ledger of its own, where warnings are raised and cleared as `unisono foresight warn` does it. In the
end warnings, and the slip notices that people gave, are compared with what really came late. Nothing is learned anew.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from unisono.bootstrap import open_books, open_fact_table
from unisono.domain.acts.commitments import Purpose, SlipNotified
from unisono.domain.acts.warnings import WarningRaised
from unisono.domain.commitments.state import Commitment, Stage
from unisono.domain.facts import Entry, Medium, Origin
from unisono.domain.policy import WarningPolicy
from unisono.services.foreseeing import foresee, train
from unisono.services.ports import Ledger
from unisono.services.warning import Recording, warn

WEEKS = 4
DAY = timedelta(days=1)
POLICY = WarningPolicy()
GRACE = timedelta(hours=float(POLICY.grace_hours))
ORIGIN = Origin(medium=Medium.COMMAND, place="benchmarks.warnings")
KNOWN = frozenset({Stage.PROMISED, Stage.DELIVERED, Stage.ACCEPTED, Stage.REJECTED})

Said = Mapping[str, datetime]
"""When it was first said of a commitment that it would be late, by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """How good it was to be told: of `late` commitments, and of the `said` ones, how many were both, and the lead."""

    said: int
    late: int
    right: int
    lead_hours: float | None

    @property
    def precision(self) -> float | None:
        """Return the share of what was said that came late."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """Return the share of what came late that was said before."""
        return self.right / self.late if self.late else None


def worth_of(said: Said, due: Mapping[str, datetime], late: Collection[str]) -> Worth:
    """Return how good it was to be told, before the time that was promised last.

    >>> at = datetime.fromisoformat
    >>> due = {"coil": at("2026-12-07T12:00Z"), "gate": at("2026-12-08T12:00Z"), "pick": at("2026-12-09T12:00Z")}
    >>> worth = worth_of({"coil": at("2026-12-07T02:00Z"), "gate": at("2026-12-08T13:00Z")}, due, {"coil", "gate"})
    >>> worth.precision, worth.recall, worth.lead_hours
    (1.0, 0.5, 10.0)

    Args:
        said: when it was first said.
        due: when each commitment was promised last.
        late: those that came late.
    """
    before = {name: at for name, at in said.items() if name in due and at < due[name]}
    right = sorted(before.keys() & late)
    leads = [(due[name] - before[name]) / timedelta(hours=1) for name in right]
    return Worth(said=len(before), late=len(late), right=len(right), lead_hours=fmean(leads) if leads else None)


def live(entries: list[Entry], place: Path, *, until: datetime) -> list[Entry]:
    """Return all facts, with the warnings among them, after mornings on which somebody looked ahead.

    Args:
        entries: the facts as they were recorded.
        place: where a ledger is made.
        until: the first morning; what is learned comes from before it.
    """
    with open_books(str(place), create=True) as books:
        done = _record(books.ledger, entries, after=0, until=until)
        table = open_fact_table(books, str(place))
        table.catch_up()
        model = train(table=table)
        morning = until
        while done < len(entries):
            told = warn(
                ledger=books.ledger,
                table=table,
                outlooks=foresee(table=table, model=model, now=morning),
                now=morning,
                policy=POLICY,
                recording=Recording(origin=ORIGIN, clock=morning),
            )
            print(f"{morning:%a %d %b}: {len(told.warnings)} stand, {len(told.raised)} new", file=sys.stderr)
            morning += DAY
            done = _record(books.ledger, entries, after=done, until=morning)
            table.catch_up()
        return list(books.ledger.entries())


def _record(ledger: Ledger, entries: list[Entry], *, after: int, until: datetime) -> int:
    """Record the facts that were recorded before a moment, and return how many are recorded now."""
    done = after
    while done < len(entries) and entries[done].recorded_at <= until:
        done += 1
    ledger.append([entry.fact for entry in entries[after:done]], now=until)
    return done


def told(entries: Iterable[Entry], states: Mapping[str, Commitment]) -> tuple[Said, Said]:
    """Return when people first gave notice of a lateness, and when a warning first said so, of each last promise.

    Args:
        entries: all facts.
        states: what became of the commitments.
    """
    notices: dict[str, datetime] = {}
    warnings: dict[str, datetime] = {}
    for entry in entries:
        name, act, at = entry.fact.commitment, entry.fact.act, entry.fact.happened_at
        due = states[name].terms.due if name in states else None
        if due is None:
            continue
        if isinstance(act, SlipNotified) and act.expected is not None and act.expected > due:
            notices.setdefault(name, at)
        if isinstance(act, WarningRaised) and act.due == due:
            warnings.setdefault(name, at)
    return notices, warnings


def _came(state: Commitment) -> datetime | None:
    moments = [handover.delivered_at or handover.answered_at for handover in state.handovers]
    known = [at for at in moments if at is not None]
    return max(known) if state.is_all_delivered and known else None


def report(entries: list[Entry], states: Mapping[str, Commitment], *, since: datetime) -> Iterable[dict[str, object]]:
    """Yield a row for all commitments that were due after a moment, and one for the promises to customers.

    Args:
        entries: all facts.
        states: what became of the commitments.
        since: they were due after this.
    """
    end = max(entry.fact.happened_at for entry in entries)
    notices, warnings = told(entries, states)
    both = {name: min(at for at in (notices.get(name), warnings.get(name)) if at) for name in {*notices, *warnings}}
    for words, purposes in (("all", frozenset(Purpose)), ("promises to customers", frozenset({Purpose.PROMISE}))):
        due = {
            name: state.terms.due
            for name, state in states.items()
            if state.terms.due is not None
            and since < state.terms.due <= end
            and state.stage in KNOWN
            and state.purpose in purposes
        }
        late = {name for name, at in due.items() if (_came(states[name]) or end) > at + GRACE}
        for who, said in (("notices", notices), ("warnings", warnings), ("either", both)):
            worth = worth_of(said, due, late)
            yield {
                "benchmark": "warnings",
                "of": words,
                "commitments": len(due),
                "late": worth.late,
                "who": who,
                "said": worth.said,
                "precision": _rounded(worth.precision, 3),
                "recall": _rounded(worth.recall, 3),
                "lead_hours": _rounded(worth.lead_hours, 1),
            }


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def main(call_arguments: list[str] | None = None) -> int:
    """Live through the rest of some weeks with warnings, and print what they were worth."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("ledger", help="of simulated weeks; it is only read")
    arguments.add_argument("--weeks", type=int, default=WEEKS, help="from how many of them it is learned")
    given = arguments.parse_args(call_arguments)
    with open_books(given.ledger, create=False) as books:
        entries = list(books.ledger.entries())
    begin = entries[0].recorded_at
    until = begin + given.weeks * timedelta(weeks=1)
    with TemporaryDirectory() as folder:
        place = Path(folder) / "lived.ledger"
        after = live(entries, place, until=until)
        with open_books(str(place), create=False) as books:
            states = {state.id: state for state in books.ledger.commitments()}
    for row in report(after, states, since=until):
        print(json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
