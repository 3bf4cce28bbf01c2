"""Changes as people write them, one a line: `line L2 down 2026-12-01T06:00/P2D`."""

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from unisono.domain.amending import ChangeDoesNotFit, apply_changes
from unisono.domain.changes import (
    Change,
    LineDown,
    OrderAltered,
    OrderCancelled,
    OrderDeclined,
    OrderForced,
    OrderReceived,
    OvertimeOpened,
    RateChanged,
    SlotOpened,
    StockFound,
)
from unisono.domain.company import Order, OrderStatus, Slot, Snapshot, StockKind
from unisono.domain.findings import Finding, Severity, Source
from unisono.services.checking.suggestions import did_you_mean
from unisono.storage.reading.cells import Customs, parser
from unisono.storage.reading.fields import fields_of
from unisono.storage.reading.limits import CHANGES_SIZE
from unisono.storage.reading.moments import DAY, read_moment
from unisono.storage.reading.numbers import Notation, parse_number
from unisono.storage.reading.texts import TextLines, is_text, read_bytes
from unisono.storage.reading.troubles import Trouble, shown

FORMS = (
    "line LINE down START/END",
    "overtime LINE START/END",
    "slot LINE START opened",
    "order ID cancelled",
    "order ID declined",
    "order ID forced",
    "order ID quantity NUMBER",
    "order ID price NUMBER",
    "order ID wanted DATE",
    "new order ID customer ID product ID quantity NUMBER price NUMBER requested DATE",
    "rate LINE PRODUCT-OR-FAMILY NUMBER",
    "stock PRODUCT own NUMBER",
)
"""What can be written; times are local, an END may be a length of time, e.g. PT8H or P2D."""

DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,7})M)?)?"
)
DATES = ("wanted", "requested", "promised")
ORDER_WORDS: Mapping[str, type[OrderCancelled | OrderDeclined | OrderForced]] = {
    "cancelled": OrderCancelled,
    "declined": OrderDeclined,
    "forced": OrderForced,
}
SHORT_NAMES = {"price": "net_price"}
FIRM_OR_NOT = {status.value for status in OrderStatus}


Read = tuple[tuple[Change, ...], tuple[Finding, ...]]
"""Changes, and what is wrong with what was read."""


class _Unreadable(ValueError):  # noqa: N818 - how it is said, not what went wrong
    """A part of a change cannot be read; it carries the trouble with it, and the text."""

    def __init__(self, trouble: Trouble, text: str) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble
        self.text = text


def read_changes(texts: Sequence[str], snapshot: Snapshot, *, now: datetime, file: str) -> Read:
    """Return the changes that texts say, and what is wrong with them; with a finding the changes are not all.

    Empty texts and those that begin with `#` say nothing.

    Args:
        texts: one change each.
        snapshot: the company's data, in which the changes must fit one after the other.
        now: when new orders are received, where they do not say it.
        file: where the texts come from, for findings.
    """
    reader = _Reader(snapshot=snapshot, now=now)
    changes, lines, findings = list[Change](), list[int](), list[Finding]()
    for line, text in enumerate(texts, start=1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        try:
            changes.append(reader.read(text))
            lines.append(line)
        except _Unreadable as unreadable:
            findings.append(unreadable.trouble.at(Source(file=file, line=line), unreadable.text))
    if not findings:
        try:
            apply_changes(snapshot, changes)
        except ChangeDoesNotFit as refusal:
            findings.append(_misfit(refusal, Source(file=file, line=lines[refusal.number]), texts))
    return tuple(changes), tuple(findings)


def read_change_file(path: Path, snapshot: Snapshot, *, now: datetime) -> Read:
    """Return the changes of a text file, one a line, and what is wrong with them (see `read_changes`)."""
    findings: list[Finding] = []
    data = read_bytes(path, CHANGES_SIZE, findings.append)
    if data is None or not is_text(data, path.name, findings.append):
        return (), tuple(findings)
    texts = [line.rstrip("\r\n") for line in TextLines(data, path.name, findings.append)]
    if findings:
        return (), tuple(findings)
    return read_changes(texts, snapshot, now=now, file=path.name)


def _misfit(refusal: ChangeDoesNotFit, source: Source, texts: Sequence[str]) -> Finding:
    text = texts[source.line - 1] if source.line else ""
    return Finding(
        code="change-does-not-fit",
        severity=Severity.ERROR,
        source=source,
        message=str(refusal),
        value=shown(text),
        remedy="Write the names as they stand in the company's data.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads changes for one company."""

    snapshot: Snapshot
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.snapshot.company.timezone)

    def read(self, text: str) -> Change:
        """Return the change that a text says."""
        try:
            words = shlex.split(text)
        except ValueError:
            raise _unreadable("A quotation mark is not closed.", "names in pairs of quotation marks", text) from None
        ways: dict[str, Callable[[list[str]], Change | None]] = {
            "line": self._line,
            "overtime": self._overtime,
            "slot": self._slot,
            "order": self._order,
            "new": self._new,
            "rate": self._rate,
            "stock": self._stock,
        }
        verb = words[0].casefold() if words else ""
        if verb not in ways:
            hint = did_you_mean(verb, ways)
            raise _unreadable(f"A change does not begin so. {hint}".strip(), f"one of: {'; '.join(FORMS)}", text)
        change = ways[verb](words[1:])
        if change is None:
            forms = [form for form in FORMS if form.split()[0] == verb]
            raise _unreadable("This change is not complete, or has too much.", " or ".join(forms), text)
        return change

    def _line(self, words: list[str]) -> Change | None:
        match words:
            case [line, "down", period]:
                start, end = self._period(period)
                return LineDown(line=line, start=start, end=end)
        return None

    def _overtime(self, words: list[str]) -> Change | None:
        match words:
            case [line, period]:
                start, end = self._period(period)
                return OvertimeOpened(line=line, start=start, end=end)
        return None

    def _slot(self, words: list[str]) -> Change | None:
        match words:
            case [slot_id, "opened"]:
                return SlotOpened(slot_id=slot_id)
            case [line, start, "opened"]:
                begins = self._moment(start)
                slot = next((slot for slot in self.snapshot.slots if (slot.line, slot.start) == (line, begins)), None)
                return SlotOpened(slot_id=Slot(line=line, start=begins, end=begins).id if slot is None else slot.id)
        return None

    def _order(self, words: list[str]) -> Change | None:
        match words:
            case [order, word] if word in ORDER_WORDS:
                return ORDER_WORDS[word](order=order)
            case [order, "quantity", number]:
                return OrderAltered(order=order, quantity=self._number(number))
            case [order, "price", number]:
                return OrderAltered(order=order, net_price=self._number(number, money=True))
            case [order, word, date] if word in DATES:
                return OrderAltered(order=order, wanted=self._moment(date, end_of_day=True))
        return None

    def _new(self, words: list[str]) -> Change | None:
        match words:
            case ["order", order, *rest]:
                return OrderReceived(order=self._new_order(order, rest))
        return None

    def _new_order(self, order_id: str, words: list[str]) -> Order:
        """Return the order that pairs of column and cell say; `firm` alone is its status, promised when requested."""
        told = [part for word in words for part in (("status", word) if word in FIRM_OR_NOT else (word,))]
        cells = {SHORT_NAMES.get(name, name): cell for name, cell in zip(told[::2], told[1::2], strict=False)}
        columns = {field.name: field for field in fields_of(Order)}
        text = " ".join(words)
        unknown = next((name for name in cells if name not in columns), None)
        if len(told) % 2 or unknown is not None:
            what = f"An order has no column {unknown}. {did_you_mean(unknown or '', columns)}"
            raise _unreadable("A column has no cell." if unknown is None else what.strip(), FORMS[9], text)
        customs = Customs(notation=self._notation, zone=self.zone)
        values: dict[str, Any] = {"id": order_id, "received": self.now}
        for name, cell in cells.items():
            value = parser(columns[name], customs)(cell)
            if isinstance(value, Trouble):
                raise _Unreadable(value, f"{name} {cell}")
            values[name] = value
        if values.get("status") is OrderStatus.FIRM:
            values.setdefault("promised", values.get("requested"))
        missing = [item.name for item in fields(Order) if item.default is MISSING and item.name not in values]
        if missing:
            raise _unreadable(f"The order has no {', '.join(missing)}.", FORMS[9], text)
        return Order(**values)

    def _rate(self, words: list[str]) -> Change | None:
        match words:
            case [line, made, number]:
                is_product = any(product.id == made for product in self.snapshot.products)
                return RateChanged(
                    line=line,
                    product=made if is_product else "",
                    family="" if is_product else made,
                    units_per_hour=self._number(number),
                )
        return None

    def _stock(self, words: list[str]) -> Change | None:
        kinds = {kind.value: kind for kind in StockKind}
        match words:
            case [product, kind, number] if kind in kinds:
                return StockFound(product=product, kind=kinds[kind], quantity=self._number(number))
            case [product, kind, number, "owner", owner] if kind in kinds:
                return StockFound(product=product, kind=kinds[kind], quantity=self._number(number), owner=owner)
        return None

    @property
    def _notation(self) -> Notation:
        return Notation(currency=self.snapshot.company.currency)

    def _number(self, text: str, *, money: bool = False) -> Decimal:
        number = parse_number(text, self._notation, money=money)
        if isinstance(number, Trouble):
            raise _Unreadable(number, text)
        return number

    def _moment(self, text: str, *, end_of_day: bool = False) -> datetime:
        moment = read_moment(text, self.zone, end_of_day=end_of_day)
        if isinstance(moment, Trouble):
            raise _Unreadable(moment, text)
        return moment

    def _period(self, text: str) -> tuple[datetime, datetime]:
        """Return the start and the end of `START/END`; days are days on the clock of the company's zone."""
        first, _, last = text.partition("/")
        if not last:
            raise _unreadable("A time has no end.", "START/END or START/LENGTH, e.g. 2026-12-01T06:00/P2D", text)
        start = self._moment(first)
        length = DURATION.fullmatch(last.upper())
        if length is None or DAY.fullmatch(last):
            return start, self._moment(last, end_of_day=True)
        weeks, days, hours, minutes = (int(part or 0) for part in length.groups())
        local = start.astimezone(self.zone) + timedelta(weeks=weeks, days=days)
        return start, local.astimezone(UTC) + timedelta(hours=hours, minutes=minutes)


def _unreadable(message: str, expected: str, text: str) -> _Unreadable:
    trouble = Trouble(code="unreadable-change", message=message, expected=expected, remedy="Write it so.")
    return _Unreadable(trouble, text)
