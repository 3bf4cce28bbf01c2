"""What parties asked those who may decide, and what they were answered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from unisono.domain.acts.plans import Decided, DecisionRequested
from unisono.domain.facts import Actor, Entry

QUESTION_KINDS = (DecisionRequested.__name__, Decided.__name__)
"""The kinds of facts that questions are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the one who may decide said; `position` is the place of the fact in the ledger."""

    position: int
    is_yes: bool
    reason: str
    by: Actor
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A decision that a party asked for, and the answer if there is one; `position` is the place of its fact."""

    position: int
    asked: DecisionRequested
    by: Actor
    asked_at: datetime
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Return whether it waits for an answer."""
        return self.answer is None

    def is_about(self, decision: str, subject: str) -> bool:
        """Return whether this decision about this order, line or product is asked for."""
        return (self.asked.decision, self.asked.subject) == (decision, subject)


def questions_of(entries: Iterable[Entry]) -> tuple[Question, ...]:
    """Return the questions in the order in which they were asked; a decision answers all that are open about it.

    Args:
        entries: the facts of `QUESTION_KINDS`, in their order; others are passed over.
    """
    questions: list[Question] = []
    for entry in entries:
        fact = entry.fact
        match fact.act:
            case DecisionRequested():
                questions.append(
                    Question(position=entry.position, asked=fact.act, by=fact.actor, asked_at=fact.happened_at)
                )
            case Decided():
                answer = Answer(
                    position=entry.position,
                    is_yes=fact.act.is_yes,
                    reason=fact.act.reason,
                    by=fact.actor,
                    answered_at=fact.happened_at,
                )
                questions = [_answered(question, fact.act, answer) for question in questions]
    return tuple(questions)


def _answered(question: Question, act: Decided, answer: Answer) -> Question:
    answers = (
        question.is_open and question.is_about(act.decision, act.subject) and question.asked.decider == answer.by.party
    )
    return replace(question, answer=answer) if answers else question
