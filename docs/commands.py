"""Makes the page about every command and option from the commands themselves."""

from collections.abc import Iterator
from typing import Any

import typer.main

from unisono.cli.commands import app

INTRODUCTION = """\
# Commands

<!-- Made by docs/commands.py from unisono.cli.commands; change the help there. -->

`unisono COMMAND --help` says the same. COMPANY is a folder with [the company's data](data.md), or a workbook with the
same sheets. Times are ISO 8601, e.g. `2026-12-03T14:00`, in the company's zone unless they name one; a date alone means
the end of that day where something is wanted by it. No plan depends on today's date: *now* is the moment the data
speak of, or what `--now` says. What is recorded in a ledger is stamped by the clock, unless `--now` says otherwise.

| exit code | means |
|---|---|
| 0 | all is well; for `promise`: yes |
| 1 | errors in the data or in a plan, something that is refused, or a no; the output says which |
| 2 | called wrongly: an unknown option, a date that is none, a customer that is not there |
| 130 | interrupted; `plan` has written the best plan so far, `run` has left the old outputs or written all new ones |

With `--json` standard output takes one JSON document and nothing else; its `format` says which: `unisono-findings/1`,
`unisono-segments/1`, `unisono-planned/1`, `unisono-answer/1`, `unisono-replan/1`, `unisono-agenda/1`,
`unisono-summary/1`, `unisono-init/1`, `unisono-forecast/1`, `unisono-slots/1`, `unisono-stock/1`, of a ledger
`unisono-verdict/1`, `unisono-facts/1`, `unisono-checkpoint/1`, `unisono-fact-proof/1`, `unisono-growth-proof/1`,
`unisono-checked/1`, `unisono-key/1`, `unisono-registered/1`, `unisono-keys/1`, `unisono-rebuilt/1`, of agreements
`unisono-agreement-template/1`, `unisono-agreements/1`, `unisono-agreement-check/1`, `unisono-decisions/1`, of
foresight `unisono-warnings/1`, `unisono-slip-notice/1`, or
`unisono-refusal/1` with a sentence; that of `kpis` is a bare list. Whoever calls a command wrongly gets no document.
What goes beside the answer goes to standard error: progress, only on a terminal, and remarks. Colours are used on a
terminal only, and not with `NO_COLOR`. Compiled kernels are kept in the user's cache folder, or where
`NUMBA_CACHE_DIR` says.
"""


def commands_page() -> str:
    """Return the page about every command, in Markdown."""
    group: Any = typer.main.get_command(app)
    return "\n".join([INTRODUCTION, *_commands(group)])


def _commands(group: Any, above: str = "") -> Iterator[str]:  # noqa: ANN401 - Typer's commands have no public type
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield from _command(above + name, command)


def _command(name: str, command: Any) -> Iterator[str]:  # noqa: ANN401 - Typer's commands have no public type
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    usage = " ".join(parameter.metavar for parameter in arguments)
    yield f"## `{f'unisono {name} {usage}'.rstrip()}`\n"
    yield f"{command.help}\n"
    yield "| option | takes | what it does | default |"
    yield "|---|---|---|---|"
    for parameter in command.params:
        if parameter.param_type_name == "option":
            yield _option(parameter)
    yield ""


def _option(option: Any) -> str:  # noqa: ANN401 - Typer's options have no public type
    choices = option.type_descriptor.choices
    takes = option.metavar if option.metavar is not None else " or ".join(f"`{choice.value}`" for choice in choices)
    cells = (" ".join(f"`{name}`" for name in option.opts), takes, option.help, _default(option))
    return f"| {' | '.join(cells)} |"


def _default(option: Any) -> str:  # noqa: ANN401 - the same
    if option.required:
        return "**required**"
    if isinstance(option.show_default, str):
        return option.show_default
    return "" if option.default is None or option.is_flag else f"`{option.default}`"
