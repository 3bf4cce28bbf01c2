"""`unisono confirm`, `drop` and `import`: what becomes of a promise, and what new data say of it."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from unisono.cli.company import open_company
from unisono.cli.doing import Doing
from unisono.cli.endings import Code
from unisono.cli.live_asking import deciding, submitter, times_of
from unisono.cli.news import news_plain, notices_of, show_notices, show_tallies, tallies_of
from unisono.cli.screen import Screen, table
from unisono.domain.acts.plans import ConflictFound
from unisono.services.agreements import agreements_in_force
from unisono.services.live.holding import confirm_promise, drop_promise
from unisono.services.live.importing_data import import_snapshot
from unisono.services.live.state import footing_in_force
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import plural
from unisono.storage.reading.agreements import agreement_of_text


def confirm_and_show(screen: Screen, order: str, doing: Doing) -> None:
    """Confirm a promise and show what is said anew because of it.

    Raises:
        Refused: the promise does not stand.
    """
    with deciding(doing.ledger) as books:
        footing = footing_in_force(books)
        by = submitter(doing, "confirm", footing.snapshot, earliest=footing.now)
        agreements = agreements_in_force(ledger=books.ledger, read=agreement_of_text, now=by.now)
        confirmed = confirm_promise(books=books, order=order, by=by, agreements=agreements)
    act, snapshot = confirmed.hold.act, confirmed.live.snapshot
    times = times_of(snapshot, by.now)
    tallies, notices = tallies_of(confirmed.words), notices_of(confirmed.words, snapshot)
    already = "is confirmed already" if not confirmed.words else "is firm"
    screen.show(Text(f"Order {order} {already}: promised for {times.by(act.due)}.", style="bold green"))
    show_tallies(screen, tallies)
    show_notices(screen, [notice for notice in notices if notice.order != order], snapshot, times)
    screen.document(
        write_json(
            {
                "format": "unisono-confirmed/1",
                "order": order,
                "due": to_plain(act.due),
                "is_new": bool(confirmed.words),
                **news_plain(tallies, notices),
            }
        )
    )


def drop_and_show(screen: Screen, order: str, doing: Doing, *, reason: str) -> None:
    """Drop a promise.

    Raises:
        Refused: the promise does not stand.
    """
    with deciding(doing.ledger) as books:
        footing = footing_in_force(books)
        by = submitter(doing, "drop", footing.snapshot, earliest=footing.now)
        words = drop_promise(books=books, order=order, reason=reason, by=by)
    screen.show(Text(f"The promise for order {order} is dropped: what it held is free again.", style="bold"))
    show_tallies(screen, tallies_of(words))
    screen.document(write_json({"format": "unisono-dropped/1", "order": order, **news_plain(tallies_of(words), ())}))


def import_and_show(screen: Screen, company: Path, doing: Doing) -> Code:
    """Import a company's data and show what that means for what was promised; conflicts end with their own code.

    Raises:
        Refused: the ledger has later data already.
    """
    data = open_company(screen, company, now=None, judge_rules=False)
    with deciding(doing.ledger, create=True) as books:
        by = submitter(doing, "import", data.snapshot, earliest=data.snapshot.company.as_of)
        imported = import_snapshot(books=books, snapshot=data.snapshot, by=by)
    name = imported.snapshot[:12]
    known = "are the latest now" if imported.is_new else "are the latest already; nothing has changed"
    screen.show(Text(f"Data {name} of {data.snapshot.company.name} {known}.", style="bold"))
    if imported.taken_over:
        screen.show(f"Confirmed here and firm in the data: {', '.join(imported.taken_over)}.")
    waiting = [order for order in imported.standing if order not in imported.taken_over]
    if waiting:
        screen.show(f"Promised here, and not in the data yet: {', '.join(waiting)}.")
    show_conflicts(screen, imported.conflicts)
    screen.document(
        write_json(
            {
                "format": "unisono-imported/1",
                "snapshot": imported.snapshot,
                "is_new": imported.is_new,
                "taken_over": [*imported.taken_over],
                "standing": [*imported.standing],
                "conflicts": conflicts_plain(imported.conflicts),
            }
        )
    )
    return Code.FINDINGS if imported.conflicts else Code.FINE


def show_conflicts(screen: Screen, conflicts: Sequence[ConflictFound]) -> None:
    """Show where data and facts say different things."""
    if not conflicts:
        return
    screen.show("", Text(f"{plural(len(conflicts), 'conflict')} to settle: nothing was overwritten", style="bold red"))
    rows = table("Order", "What", "Promised here", "In the data")
    for conflict in conflicts:
        rows.add_row(conflict.subject, conflict.about.replace("_", " "), conflict.ours, conflict.theirs)
    screen.show(rows)


def conflicts_plain(conflicts: Sequence[ConflictFound]) -> list[Plain]:
    """Return the same for programs."""
    return [to_plain(conflict) for conflict in conflicts]
