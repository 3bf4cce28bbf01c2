"""The first screen: one sentence about money, the decisions that matter most, and the story of one order."""

from dataclasses import dataclass
from decimal import Decimal

from unisono.analytics.stories import most_telling
from unisono.domain.agenda import AgendaRow, PricedOption
from unisono.domain.comparison import Way
from unisono.services.runs import Run
from unisono.storage.outputs.report.figures import apportion, plural, sentence_of
from unisono.storage.outputs.report.story import Story, story_of
from unisono.storage.outputs.report.words import WAY_NAMES, Words, words_of

DECISIONS = 3
SOURCES = ("better noes", "campaigns", "stock")
"""What people call the three freedoms of `Worth`: which orders, which sequence, which stock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthPart:
    """One source of the worth: its rounded money and how the sentence says it, around the amount."""

    value: Decimal
    before: str
    amount: str
    after: str

    @property
    def text(self) -> str:
        """Return the part as the sentence says it."""
        return f"{self.before}{self.amount}{self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The sentence, in pieces that a page may emphasise, and what it is counted over."""

    total: str
    horizon: str
    parts: tuple[WorthPart, ...]
    gains: bool
    loss: str
    over: str
    over_contribution: str
    earning_more: str
    together_contribution: str
    orders: str

    @property
    def sentence(self) -> str:
        """Return the headline as plain text."""
        if self.gains:
            parts = sentence_of(part.text for part in self.parts)
            return f"Deciding together is worth {self.total} {self.horizon}: {parts}."
        if self.loss:
            return f"Deciding together earns {self.loss} less {self.horizon} than {self.over.lower()}."
        return f"Deciding together earns as much {self.horizon} as {self.over.lower()}, the best other way."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A row of the agenda with the option that earns most."""

    place: int
    row: AgendaRow
    best: PricedOption | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstScreen:
    """All of the first screen."""

    headline: Headline
    decisions: tuple[Decision, ...]
    story: Story | None


def first_screen(run: Run, words: Words) -> FirstScreen:
    """Return the first screen of the report of a run."""
    rows = run.agenda.rows[:DECISIONS]
    answer = most_telling(run.plan.answers)
    return FirstScreen(
        headline=headline(run, words),
        decisions=tuple(Decision(place=place, row=row, best=best_option(row)) for place, row in enumerate(rows, 1)),
        story=story_of(answer, words) if answer else None,
    )


def worth_sentence(run: Run) -> str:
    """Return the sentence of the first screen: what deciding together is worth, and where that comes from."""
    return headline(run, words_of(run)).sentence


def headline(run: Run, words: Words) -> Headline:
    """Return the sentence of the first screen in pieces."""
    worth, money = run.comparison.worth, words.money
    values = apportion([worth.from_noes, worth.from_campaigns, worth.from_stock], worth.total, money.places)
    return Headline(
        total=money.amount(worth.total),
        horizon=words.times.horizon,
        parts=tuple(_part(name, value, words) for name, value in zip(SOURCES, values, strict=True)),
        gains=sum(values) > 0,
        loss=money.amount(-worth.total) if sum(values) < 0 else "",
        over=WAY_NAMES[worth.over],
        over_contribution=money.amount(run.figures(worth.over).contribution),
        earning_more=_earning_more(run),
        together_contribution=money.amount(run.figures(Way.TOGETHER).contribution),
        orders=plural(len(run.snapshot.orders), "order"),
    )


def _earning_more(run: Run) -> str:
    """Return why a way that earns more than the best other one is not it: it does not make all the firm orders."""
    over = run.comparison.worth.over
    told = [
        f"{WAY_NAMES[way]} would show more money, but leaves {plural(unmade, 'firm order')} unmade."
        for way in Way
        if way not in (over, Way.TOGETHER)
        and run.figures(way).contribution > run.figures(over).contribution
        and (unmade := len(run.comparison.plans[way].unmade_firm)) > len(run.comparison.plans[over].unmade_firm)
    ]
    return " ".join(told)


def _part(name: str, value: Decimal, words: Words) -> WorthPart:
    if value == 0:
        return WorthPart(value=value, before="nothing", amount="", after=f" from {name}")
    if value < 0:
        return WorthPart(value=value, before="less ", amount=words.money.amount(-value), after=f" through {name}")
    return WorthPart(value=value, before="", amount=words.money.amount(value), after=f" from {name}")


def best_option(row: AgendaRow) -> PricedOption | None:
    """Return the option of a row that changes the contribution most for the better; the first among equals."""
    return max(row.options, key=lambda option: option.change, default=None)
