"""`unisono decision show | ask | answer`."""

from pathlib import Path

import typer

from unisono.cli.company import open_company
from unisono.cli.doing import Doing
from unisono.cli.endings import Refused
from unisono.cli.ledgers import opened
from unisono.cli.screen import Screen, table
from unisono.domain.agreements.deciders import Matter, Rights
from unisono.domain.facts import Medium, Origin
from unisono.domain.policy import Decision
from unisono.domain.questions import QUESTION_KINDS, Question, questions_of
from unisono.services.agreements import agreements_in_force
from unisono.services.rights import (
    NobodyDecides,
    NothingToDecide,
    NotYourDecision,
    decide_request,
    request_decision,
)
from unisono.storage.outputs.json_text import to_plain, write_json
from unisono.storage.reading.agreements import agreement_of_text

QUESTIONS_FORMAT = "unisono-decisions/1"


def show_questions(screen: Screen, place: str, *, decider: str, every: bool) -> None:
    """Show the questions that wait, or all, for one decider or for all.

    Raises:
        Refused: the ledger cannot be used.
    """
    with opened(place) as books:
        questions = questions_of(books.ledger.entries(kinds=QUESTION_KINDS))
    _show(
        screen,
        [question for question in questions if (every or question.is_open) and decider in ("", question.asked.decider)],
    )


def ask_and_show(screen: Screen, decision: str, subject: str, doing: Doing, *, company: Path, reason: str) -> None:
    """Ask the party that may decide.

    Raises:
        Refused: nobody may, or the ledger cannot be used.
    """
    matter = Matter(decision=_decision(decision), subject=subject, reason=reason)
    policy = open_company(screen, company, now=None, judge_rules=False).snapshot.policy
    at = doing.at
    try:
        with opened(doing.ledger, create=True) as books:
            agreements = agreements_in_force(ledger=books.ledger, read=agreement_of_text, now=at)
            rights = Rights(policy=policy, agreements=agreements)
            asked = request_decision(
                ledger=books.ledger,
                rights=rights,
                matter=matter,
                actor=doing.actor,
                origin=Origin(medium=Medium.COMMAND, place="decision ask"),
                now=at,
            )
            questions = questions_of(books.ledger.entries(kinds=QUESTION_KINDS))
            (position,) = books.ledger.positions([asked.id]).values()
    except NobodyDecides as refusal:
        raise Refused(str(refusal)) from refusal
    _show(screen, [question for question in questions if question.position == position])


def answer_and_show(screen: Screen, decision: str, subject: str, doing: Doing, *, is_yes: bool, reason: str) -> None:
    """Answer the open questions about a decision.

    Raises:
        Refused: another party was asked, or nobody, or the ledger cannot be used.
    """
    what, at = _decision(decision), doing.at
    try:
        with opened(doing.ledger) as books:
            decided = decide_request(
                ledger=books.ledger,
                decision=what,
                subject=subject,
                is_yes=is_yes,
                reason=reason,
                actor=doing.actor,
                origin=Origin(medium=Medium.COMMAND, place="decision answer"),
                now=at,
            )
            questions = questions_of(books.ledger.entries(kinds=QUESTION_KINDS))
            (position,) = books.ledger.positions([decided.id]).values()
    except (NotYourDecision, NothingToDecide) as refusal:
        raise Refused(str(refusal)) from refusal
    _show(
        screen,
        [question for question in questions if question.answer is not None and question.answer.position == position],
    )


def _show(screen: Screen, questions: list[Question]) -> None:
    screen.document(
        write_json({"format": QUESTIONS_FORMAT, "decisions": [to_plain(question) for question in questions]})
    )
    if not questions:
        screen.show("Nothing waits for a decision.")
        return
    rows = table("Fact", "Decision", "About", "Asked by", "Decides", "Why", "Answer", right=("Fact",))
    for question in questions:
        asked = question.asked
        rows.add_row(
            str(question.position),
            asked.decision,
            asked.subject,
            f"{question.by.party} (overstep)" if asked.is_overstep else question.by.party,
            asked.decider,
            asked.reason,
            _answer(question),
        )
    screen.show(rows)


def _answer(question: Question) -> str:
    answer = question.answer
    if answer is None:
        return "waits"
    word = "yes" if answer.is_yes else "no"
    return f"{word}: {answer.reason}" if answer.reason else word


def _decision(text: str) -> Decision:
    try:
        return Decision(text)
    except ValueError:
        names = ", ".join(decision.value for decision in Decision)
        raise typer.BadParameter(f"Expected one of {names}.", param_hint="'DECISION'") from None
