"""`unisono agreement show`: agreements in words, with their versions and signatures."""

from datetime import datetime

from rich.text import Text

from unisono.cli.endings import Refused
from unisono.cli.ledgers import newest_moment, opened
from unisono.cli.screen import Screen, facts, table
from unisono.domain.agreements.agreement import Agreement, Measure, Norm
from unisono.domain.agreements.standing import History, Signature, Version
from unisono.services.agreements import NoSuchAgreement, read_histories
from unisono.storage.outputs.json_text import Plain, to_plain, write_json
from unisono.storage.outputs.report.figures import number, quantity, sentence_of, share
from unisono.storage.reading.agreements import agreement_of_text

AGREEMENTS_FORMAT = "unisono-agreements/1"


def show_agreements(screen: Screen, place: str, *, name: str, now: str | None, as_text: bool) -> None:
    """Show one agreement with all that it says and all its versions, or all agreements in a line each.

    Raises:
        Refused: there is no such agreement, or the ledger cannot be used.
    """
    with opened(place) as books:
        at = newest_moment(books.ledger, now)
        histories = read_histories(ledger=books.ledger, read=agreement_of_text)
    if name and name not in histories:
        raise Refused(str(NoSuchAgreement(name, known=sorted(histories))))
    wanted = [histories[name]] if name else [histories[each] for each in sorted(histories)]
    versions = [version for history in wanted for version in history.versions]
    screen.document(
        write_json({"format": AGREEMENTS_FORMAT, "agreements": [version_plain(version, at) for version in versions]})
    )
    if not wanted:
        screen.show("No agreement has been proposed yet: `unisono agreement new` writes one to fill in.")
    elif as_text:
        screen.show(*(Text(history.latest.text) for history in wanted))
    elif name:
        _show_history(screen, wanted[0], at)
    else:
        _show_list(screen, wanted, at)


def show_version(screen: Screen, version: Version, at: datetime) -> None:
    """Show how far a version is, and what comes next."""
    agreement = version.agreement
    screen.show(Text(f"{agreement.name}, version {version.number}: {standing_words(version, at)}", style="bold"))
    screen.show(facts(*_signature_rows(version)))
    for party in version.unsigned_by:
        screen.show(f"`unisono agreement sign {agreement.name} --ledger ... --as {party}` signs it for {party}.")


def version_plain(version: Version, at: datetime) -> Plain:
    """Return a version for programs: what it says, its signatures, and whether it is in force."""
    return {
        "name": version.agreement.name,
        "version": version.number,
        "standing": standing_words(version, at),
        "in_force": version.is_in_force(at),
        "in_force_from": to_plain(version.in_force_from),
        "unsigned_by": list(version.unsigned_by),
        "proposed_by": to_plain(version.proposed_by),
        "proposed_at": to_plain(version.proposed_at),
        "position": version.position,
        "digest": version.digest,
        "signatures": to_plain(version.signatures),
        "ending": to_plain(version.ending),
        "agreement": to_plain(version.agreement),
    }


def standing_words(version: Version, at: datetime) -> str:
    """Return whether a version waits, is in force, or is over."""
    if version.unsigned_by:
        return f"waits for {sentence_of(version.unsigned_by)}"
    begins = version.in_force_from
    if begins is not None and at < begins:
        return f"in force from {_moment(begins)}"
    if version.ending is not None:
        over = "ended" if version.ending.ends_at <= at else "in force, ends"
        return f"{over} on {_moment(version.ending.ends_at)}: {version.ending.reason}"
    return f"in force since {_moment(begins)}" if begins is not None else ""


def norm_words(norm: Norm) -> str:
    """Return what is owed, in words.

    >>> from decimal import Decimal
    >>> norm_words(Norm(party="yard", measure=Measure.ANSWER_TIME, hours=Decimal(8), share=Decimal("0.9")))
    'answers within 8 h in 90% of all cases'
    """
    limit = "" if norm.hours is None else quantity(norm.hours).strip() + " h"
    about = "" if norm.purpose is None else f" to {norm.purpose.value}"
    what = {
        Measure.ANSWER_TIME: f"answers requests{about} within {limit}" if about else f"answers within {limit}",
        Measure.LEAD_TIME: f"takes at most {limit}{about}" if about else f"takes at most {limit} for its work",
        Measure.NOTICE_TIME: f"tells a delay{about} at least {limit} before the promised time",
        Measure.ACCURACY: f"hands over whole and right what it has{about}" if about else "hands over whole and right",
        Measure.ON_TIME: f"keeps its promises{about}" if about else "keeps its promises",
    }[norm.measure]
    return f"{what} in {share(norm.share)} of all cases"


def _show_list(screen: Screen, histories: list[History], at: datetime) -> None:
    rows = table("Agreement", "Between", "Version", "Standing", right=("Version",))
    for history in histories:
        shown = history.in_force(at) or history.latest
        rows.add_row(history.name, _between(shown.agreement), number(shown.number), standing_words(shown, at))
        if history.latest is not shown:
            rows.add_row("", "", number(history.latest.number), standing_words(history.latest, at))
    screen.show(rows)


def _show_history(screen: Screen, history: History, at: datetime) -> None:
    shown = history.in_force(at) or history.latest
    show_version(screen, shown, at)
    screen.show("")
    _show_text(screen, shown.agreement)
    if len(history.versions) > 1:
        rows = table("Version", "Standing", "Proposed by", "On", "Fact", right=("Version", "Fact"))
        for version in history.versions:
            rows.add_row(
                number(version.number),
                standing_words(version, at),
                version.proposed_by.party,
                _moment(version.proposed_at),
                str(version.position),
            )
        screen.show("", rows)


def _show_text(screen: Screen, agreement: Agreement) -> None:
    screen.show(
        facts(
            ("Why", agreement.purpose),
            *((side.id, f"{side.role}, by {side.channel}, {side.hours}") for side in agreement.parties),
            *((f"{norm.party} owes", norm_words(norm)) for norm in agreement.norms),
            *(
                (f"{right.party} decides", _right_words(right.decision.value, right.consulted, right.informed))
                for right in agreement.rights
            ),
            *(
                ("if they do not agree" if step == 0 else "then", f"{rung.to}, within {quantity(rung.within_hours)} h")
                for step, rung in enumerate(agreement.escalations)
            ),
            *((f"measured by {kpi.id}", kpi.target) for kpi in agreement.kpis),
            *((f"{data.party} shares", f"{data.what}, {data.rhythm}") for data in agreement.data),
            *((f"{risk.party} watches", f"{risk.what}: {risk.answer}") for risk in agreement.risks),
            ("looked at again", agreement.review_on.isoformat()),
            ("exit", f"{agreement.exit_days} days after the word of one of the two"),
        )
    )


def _right_words(decision: str, consulted: str, informed: str) -> str:
    parts = [
        decision.replace("_", " "),
        *([f"asks {consulted}"] if consulted else []),
        *([f"tells {informed}"] if informed else []),
    ]
    return ", ".join(parts)


def _signature_rows(version: Version) -> list[tuple[str, str]]:
    proposed = f"{_who(version.proposed_by.party, version.proposed_by.person)} on {_moment(version.proposed_at)}"
    rows = [("Proposed by", f"{proposed}, fact {version.position}")]
    rows += [("Signed by", _signature_words(signature)) for signature in version.signatures]
    return [*rows, ("Digest", version.digest)]


def _signature_words(signature: Signature) -> str:
    way = "with its key" if signature.made_with_key else "by name"
    who = _who(signature.by.party, signature.by.person)
    return f"{who} on {_moment(signature.signed_at)} {way}, fact {signature.position}"


def _who(party: str, person: str) -> str:
    return f"{person} for {party}" if person else party


def _between(agreement: Agreement) -> str:
    return " and ".join(side.id for side in agreement.parties)


def _moment(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M")
