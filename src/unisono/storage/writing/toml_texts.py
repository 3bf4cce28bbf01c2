"""`company.toml` and `policy.toml` as text: of a company, or as a template with every key explained."""

import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from unisono.domain.cells import cell_text
from unisono.domain.company import Company, Snapshot
from unisono.domain.policy import Policy
from unisono.storage.reading.fields import fields_of
from unisono.storage.reading.heads import COMPANY_LISTS, POLICY_LISTS, POLICY_SECTIONS, FileFormat
from unisono.storage.writing.explanations import ABOUT_TABLES, ColumnExplanation, explain

NO_EXAMPLES: Mapping[str, str] = MappingProxyType({})


def company_toml(snapshot: Snapshot) -> str:
    """Return `company.toml` of a company."""
    company = snapshot.company
    zone = ZoneInfo(company.timezone)
    parts = ["\n".join(pairs(company, Company, zone))]
    for key, (attribute, row_type) in COMPANY_LISTS.items():
        parts += ["\n".join((f"[[{key}]]", *pairs(row, row_type, zone))) for row in getattr(company, attribute)]
    return "\n\n".join(parts) + "\n"


def policy_toml(snapshot: Snapshot) -> str:
    """Return `policy.toml` of a company."""
    policy = snapshot.policy
    zone = ZoneInfo(snapshot.company.timezone)
    parts = ["\n".join(pairs(policy, Policy, zone))]
    for key, row_type in POLICY_SECTIONS.items():
        parts += ["\n".join((f"[{key}]", *pairs(getattr(policy, key), row_type, zone)))]
    for key, (attribute, row_type) in POLICY_LISTS.items():
        parts += ["\n".join((f"[[{key}]]", *pairs(row, row_type, zone))) for row in getattr(policy, attribute)]
    return "\n\n".join(parts) + "\n"


def company_template() -> str:
    """Return an empty `company.toml` with every key explained."""
    parts = ["# The company. Required keys are empty; the others are comments with their default: delete the # to set."]
    parts += ["\n".join(explained(column)) for column in explain(Company)]
    parts += ["[files]\n" + "\n".join(line for column in explain(FileFormat) for line in explained(column))]
    parts += [block_template(key, row_type, ABOUT_TABLES[table]) for key, (table, row_type) in COMPANY_LISTS.items()]
    return "\n\n".join(parts) + "\n"


def policy_template() -> str:
    """Return a `policy.toml` in which every key is explained and has its default."""
    parts = ["# The rules of the company. Every key has a default: delete the # before a key to set it."]
    parts += ["\n".join(explained(column)) for column in explain(Policy)]
    for key, row_type in POLICY_SECTIONS.items():
        parts += [f"[{key}]\n" + "\n".join(line for column in explain(row_type) for line in explained(column))]
    parts += [block_template(key, row_type, ABOUT_TABLES[table]) for key, (table, row_type) in POLICY_LISTS.items()]
    return "\n\n".join(parts) + "\n"


def toml_value(value: object, zone: tzinfo, *, end_of_day: bool = False) -> str:
    r"""Return a value as TOML writes it.

    Args:
        value: the value of a field.
        zone: the company's zone.
        end_of_day: as the column's.

    >>> from datetime import UTC
    >>> print(toml_value(Decimal("2.50"), UTC), toml_value(True, UTC), toml_value('a "b"', UTC))
    2.50 true "a \"b\""
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return format(value, "f" if isinstance(value, Decimal) else "d")
    text = json.dumps(cell_text(value, zone, end_of_day=end_of_day), ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")


def pairs(row: object, row_type: type, zone: tzinfo) -> Iterator[str]:
    """Yield `key = value` for every value of a row."""
    for field in fields_of(row_type):
        value = getattr(row, field.name)
        if value is not None:
            yield f"{field.name} = {toml_value(value, zone, end_of_day=field.column.end_of_day)}"


def explained(column: ColumnExplanation) -> Iterator[str]:
    """Yield the lines of a key in a template: what it means, and its default or an empty value to fill."""
    unit = f", in {column.unit}" if column.unit else ""
    yield f"# {column.about} {column.kind[:1].upper()}{column.kind[1:]}{unit}."
    example = f"  # e.g. {_sample(column.kind, column.example)}" if column.example else ""
    if column.required:
        yield f'{column.name} = ""{example}'
    else:
        yield f"# {column.name} = {_sample(column.kind, column.default)}{example}"


def block_template(key: str, row_type: type, about: str, *, examples: Mapping[str, str] = NO_EXAMPLES) -> str:
    """Return a list of blocks in a template, all of it in comments.

    Args:
        key: the name of the blocks.
        row_type: what their rows are.
        about: what they are for.
        examples: values that say more here than the usual example of their key.
    """
    lines = [f"# {about} One block each; delete the # before its lines.", f"# [[{key}]]"]
    for column in explain(row_type):
        choices = f" {column.kind[:1].upper()}{column.kind[1:]}." if column.kind.startswith("one of") else ""
        note = "" if column.required else f" Optional; without it: {column.default or 'none'}."
        example = _sample(column.kind, examples.get(column.name, column.example))
        lines.append(f"# {column.name} = {example}  # {column.about}{choices}{note}")
    return "\n".join(lines)


def _sample(kind: str, text: str) -> str:
    """Return an example or a default as TOML writes it."""
    if kind.startswith(("a number", "a whole number")) and text:
        return text
    if kind == "yes or no":
        return "true" if text in ("yes", "true") else "false"
    return json.dumps(text, ensure_ascii=False)
