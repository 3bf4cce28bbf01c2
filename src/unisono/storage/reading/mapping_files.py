"""A mapping as people write it: a TOML file that says what the rows of a log mean."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from unisono.domain.acts import ACTS
from unisono.domain.findings import Finding, Severity, Source
from unisono.domain.mappings import KNOWN_OF_A_ROW, ActRule, CasePromise, LogMapping, Where
from unisono.services.checking.suggestions import did_you_mean
from unisono.storage.reading.finding_log import FindingLog
from unisono.storage.reading.limits import CHANGES_SIZE
from unisono.storage.reading.sheets import Block, Entry, Settings
from unisono.storage.reading.texts import Report, read_bytes
from unisono.storage.reading.toml_files import read_toml
from unisono.storage.reading.troubles import shown

SINGLE = ("case", "activity", "time", "start", "transition", "minutes", "person")
TEXT = ("zone",)
LISTS = ("time_format", "empty", "ignore")
NAMES = ("objects", "parties")
KEYS = (*SINGLE, "party", *TEXT, *LISTS, *NAMES, "promise", "acts")
ACT_KEYS = ("activity", "act", "part", "fields")
PLACE = 'a column like "org:group", or { object = "employees", attribute = "role" }, or { constant = "sales" }'


def read_mapping(path: Path) -> tuple[LogMapping | None, tuple[Finding, ...]]:
    """Return the mapping that a file says, or None where it has mistakes, and what is wrong with it.

    Args:
        path: the TOML file.
    """
    log = FindingLog()
    data = read_bytes(path, CHANGES_SIZE, log.add)
    settings = None if data is None else read_toml(data, path.name, log.add)
    mapping = None if settings is None else _Reader(settings.file, log.add).mapping(settings)
    return None if log.has_errors else mapping, log.findings(())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """A key, the line it stands in and its value, which may be a list or hold keys of its own."""

    name: str
    line: int | None
    value: Any
    inner: Mapping[str, Entry] = field(default_factory=dict)


class _Reader:
    def __init__(self, file: str, report: Report) -> None:
        self._file = file
        self._report = report

    def mapping(self, settings: Settings) -> LogMapping:
        keys = {key.name: key for key in _keys(settings)}
        self._refuse_unknown(keys.values(), KEYS)
        values: dict[str, Any] = {name: self._where(keys[name]) for name in SINGLE if name in keys}
        values |= {name: self._text(keys[name]) for name in TEXT if name in keys}
        values |= {name: self._texts(keys[name]) for name in LISTS if name in keys}
        values |= {name: self._names(keys[name]) for name in NAMES if name in keys}
        if "party" in keys:
            values["party"] = self._party(keys["party"])
        if "promise" in keys:
            values["promise"] = self._promise(keys["promise"])
        if "acts" in keys:
            values["acts"] = self._acts(keys["acts"])
        self._check_times(keys)
        return LogMapping(**{name: value for name, value in values.items() if value is not None})

    def _refuse_unknown(self, keys: Any, known: Sequence[str], inside: str = "") -> None:  # noqa: ANN401 - of keys
        for key in keys:
            if key.name not in known:
                self._tell(
                    "unknown-key",
                    key,
                    f"The key '{key.name}'{inside} is not known here.",
                    expected=f"one of {', '.join(known)}",
                    remedy=did_you_mean(key.name, known) or "Delete it, or look whether it stands under its heading.",
                )

    def _where(self, key: _Key) -> Where | None:
        if isinstance(key.value, str) and key.value:
            return Where(column=key.value)
        if isinstance(key.value, dict):
            texts = all(isinstance(value, str) and value for value in key.value.values())
            names = {"column", "object", "constant"} & key.value.keys()
            besides = key.value.keys() - names
            if texts and len(names) == 1 and besides <= ({"attribute", "qualifier"} if "object" in names else set()):
                return Where(**key.value)
        self._tell("wrong-type", key, f"This does not say where '{key.name}' stands.", expected=PLACE)
        return None

    def _party(self, key: _Key) -> tuple[Where, ...]:
        values = key.value if isinstance(key.value, list) else [key.value]
        places = (self._where(_Key(name=key.name, line=key.line, value=value)) for value in values)
        return tuple(where for where in places if where is not None)

    def _text(self, key: _Key) -> str | None:
        if isinstance(key.value, str) and key.value:
            return key.value
        self._tell("wrong-type", key, f"'{key.name}' is no text.", expected="a text in quotation marks")
        return None

    def _texts(self, key: _Key) -> tuple[str, ...] | None:
        if key.name == "time_format" and isinstance(key.value, str):
            return (key.value,)
        if isinstance(key.value, list) and all(isinstance(item, str) for item in key.value):
            return tuple(key.value)
        self._tell("wrong-type", key, f"'{key.name}' is no list of texts.", expected='a list like ["EMPTY", "NULL"]')
        return None

    def _names(self, key: _Key) -> dict[str, str] | None:
        if isinstance(key.value, dict) and all(isinstance(value, str) and value for value in key.value.values()):
            return dict(key.value)
        expected = '"column" = "type"' if key.name == "objects" else '"activity" = "party"'
        self._tell(
            "wrong-type",
            key,
            f"The section [{key.name}] holds something that is no text.",
            expected=f"lines like {expected}",
        )
        return None

    def _promise(self, key: _Key) -> CasePromise | None:
        if not isinstance(key.value, dict):
            self._tell(
                "wrong-heading", key, "'promise' is no section.", expected="the heading [promise], its keys below it"
            )
            return None
        inner = _inner(key)
        names = tuple(item.name for item in fields(CasePromise))
        self._refuse_unknown(inner, names, " of [promise]")
        places = {item.name: self._where(item) for item in inner if item.name in names}
        if not {"due", "promised"} & places.keys():
            self._tell(
                "missing-key",
                key,
                "[promise] says neither when a case is due nor when it was promised.",
                expected='a line like due = "case:deadline", or promised = "case:enddate_planned"',
            )
        return CasePromise(**{name: where for name, where in places.items() if where is not None})

    def _acts(self, key: _Key) -> tuple[ActRule, ...]:
        if not isinstance(key.value, list) or not all(isinstance(block, Block) for block in key.value):
            self._tell("wrong-heading", key, "'acts' is no list of blocks.", expected="the heading [[acts]] above each")
            return ()
        rules = (self._act(block) for block in key.value)
        return tuple(rule for rule in rules if rule is not None)

    def _act(self, block: Block) -> ActRule | None:
        keys = {name: _Key(name=name, line=entry.line, value=entry.value) for name, entry in block.entries.items()}
        self._refuse_unknown(keys.values(), ACT_KEYS, " of [[acts]]")
        texts = {name: self._text(keys[name]) for name in ("activity", "act", "part") if name in keys}
        for name in ("activity", "act"):
            if name not in keys:
                missing = _Key(name=name, line=block.line, value=None)
                self._tell("missing-key", missing, f"[[acts]] has no '{name}'.", expected=f'a line like {name} = "..."')
        places = self._fields(keys["fields"]) if "fields" in keys else {}
        act = texts.get("act")
        if act is None or texts.get("activity") is None:
            return None
        if act not in ACTS:
            remedy = did_you_mean(act, ACTS)
            self._tell("unknown-word", keys["act"], "There is no such kind of fact.", expected="a kind", remedy=remedy)
            return None
        self._check_fields(act, places, keys.get("fields") or keys["act"])
        return ActRule(fields=places, **{name: text for name, text in texts.items() if text is not None})

    def _fields(self, key: _Key) -> dict[str, Where]:
        if not isinstance(key.value, dict):
            self._tell("wrong-type", key, "'fields' holds no keys.", expected='fields = { due = "a column" }')
            return {}
        places = {item.name: self._where(item) for item in _inner(key)}
        return {name: where for name, where in places.items() if where is not None}

    def _check_fields(self, act: str, places: Mapping[str, Where], key: _Key) -> None:
        known = {item.name: item.default for item in fields(ACTS[act])}  # type: ignore[arg-type] # all kinds are dataclasses
        self._refuse_unknown(
            [_Key(name=name, line=key.line, value=None) for name in places], tuple(known), f" of {act}"
        )
        for name, default in known.items():
            if default is MISSING and name not in places and name not in KNOWN_OF_A_ROW:
                missing = _Key(name=name, line=key.line, value=None)
                self._tell(
                    "missing-key",
                    missing,
                    f"{act} needs its field '{name}'.",
                    expected=f'fields = {{ {name} = "a column" }}, or {{ {name} = {{ constant = "a value" }} }}',
                )

    def _check_times(self, keys: Mapping[str, _Key]) -> None:
        zone, form = keys.get("zone"), keys.get("time_format")
        if zone is not None and isinstance(zone.value, str) and zone.value not in available_timezones():
            remedy = did_you_mean(zone.value, available_timezones())
            self._tell(
                "unknown-timezone", zone, "There is no such zone.", expected="a zone like Europe/Warsaw", remedy=remedy
            )
        if form is None:
            return
        for text in self._texts(form) or ():
            if not _is_form(text):
                expected = "a form like %d/%m/%Y %H:%M, with its year"
                self._tell("bad-time", replace(form, value=text), "This is no form of times.", expected=expected)

    def _tell(self, code: str, key: _Key, message: str, *, expected: str, remedy: str = "") -> None:
        value = None if key.value is None or isinstance(key.value, dict | list) else shown(key.value)
        source = Source(file=self._file, line=key.line, column=key.name)
        self._report(
            Finding(
                code=code,
                severity=Severity.ERROR,
                source=source,
                message=message,
                value=value,
                expected=expected,
                remedy=remedy,
            )
        )


def _keys(settings: Settings) -> list[_Key]:
    """Return all keys of the file, whatever form each has."""
    keys = [_Key(name=name, line=entry.line, value=entry.value) for name, entry in settings.head.entries.items()]
    for name, block in settings.sections.items():
        values = {inner: entry.value for inner, entry in block.entries.items()}
        keys.append(_Key(name=name, line=block.line, value=values, inner=block.entries))
    for name, blocks in settings.lists.items():
        plain = [{inner: entry.value for inner, entry in block.entries.items()} for block in blocks]
        line = blocks[0].line if blocks else None
        keys.append(_Key(name=name, line=line, value=list(blocks) if name == "acts" else plain))
    return keys


def _inner(key: _Key) -> list[_Key]:
    """Return the keys that stand within another."""
    return [
        _Key(name=name, line=key.inner[name].line if name in key.inner else key.line, value=value)
        for name, value in key.value.items()
    ]


def _is_form(form: str) -> bool:
    moment = datetime(2004, 5, 6, 7, 8, 9)  # noqa: DTZ001 - only its text counts
    try:
        return datetime.strptime(moment.strftime(form), form).date() == moment.date()  # noqa: DTZ007 - the same
    except ValueError:
        return False
