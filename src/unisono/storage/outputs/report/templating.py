"""The templates of the report, and the frame of a page: one HTML file that needs nothing else."""

import base64
import hashlib
from importlib.metadata import version
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

Places = tuple[tuple[str, str], ...]
"""Parts of a page as the navigation names them: the id of each, and its short name."""

STYLES: Final = ("tokens.css", "report.css", "facts.css", "impact.css")


def templates() -> Environment:
    """Return the templates of all pages: what a template is not told is an error, and texts are escaped."""
    return Environment(
        loader=PackageLoader("unisono.storage.outputs.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def frame(*, navs: tuple[tuple[str, Places], ...], ambition: str, script: str = "") -> dict[str, object]:
    """Return what the frame of a page is told, beside what its own blocks need.

    Args:
        navs: groups of the navigation by name.
        ambition: the one sentence that the whole company works for; empty: it is not known.
        script: the name of the only script that the page may run; empty: it runs none.
    """
    code = text_of(script).strip() if script else ""
    return {
        "navs": navs,
        "ambition": ambition,
        "version": version("unisono"),
        "style": Markup("".join(map(text_of, STYLES))),  # noqa: S704 - our own files
        "script": Markup(code),  # noqa: S704 - our own file
        "script_hash": "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode(),
    }


def text_of(name: str) -> str:
    """Return the text of a file beside the templates."""
    return files("unisono.storage.outputs.report").joinpath("templates", name).read_text("utf-8")
