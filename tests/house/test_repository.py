"""What git keeps: nothing of one machine, one lock in two forms, a changelog, and make targets that exist."""

import os
import re
import tomllib
from itertools import pairwise

import pytest

import unisono
from tests.house.repository import ROOT, kept_files, name_of

TEXTS = [path for path in kept_files() if path.suffix not in {".png", ".xlsx", ".woff2", ".ico"}]
LOCKS = {"uv.lock", "requirements.lock"}
OF_ONE_MACHINE = re.compile(r"(?<![\w.:/-])/(?:home|root|tmp|Users|work|opt|mnt)/[\w.]")
PACKAGE_HOSTS = re.compile(r"\b(?:pypi[.]|pythonhosted[.]|npmjs[.]|deb[.]debian|anaconda[.])")
LINK = re.compile(r"""\]\((?!https?:|#|mailto:)([^)#\s]+)|(?:src|srcset|href)="(?!https?:|#)([^"#]+)\"""")
VERSION = re.compile(r"^## \[(?P<version>\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$")
KINDS_OF_CHANGE = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_no_file_speaks_of_one_machine() -> None:
    """No file names a folder of the machine it was written on, or a host that packages come from."""
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in TEXTS if path.name not in LOCKS}
    assert [f"{name}: {found[0]}" for name, text in texts.items() for found in OF_ONE_MACHINE.finditer(text)] == []
    assert [f"{name}: {found[0]}" for name, text in texts.items() for found in PACKAGE_HOSTS.finditer(text)] == []


def test_every_text_ends_its_lines_alike() -> None:
    """Every text that git keeps uses line feeds alone and ends with one."""
    contents = {name_of(path): path.read_bytes() for path in TEXTS}
    assert [name for name, content in contents.items() if content and not content.endswith(b"\n")] == []
    assert [name for name, content in contents.items() if b"\r" in content] == []


def test_the_lock_names_the_default_index_only() -> None:
    """Every locked package comes from the public default index, whatever the machine it was locked on uses."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    sources = {tuple(package["source"].items()) for package in lock["package"]}
    assert {kind for ((kind, _),) in sources} == {"editable", "registry"}
    assert all(re.fullmatch(r"\.|https://pypi\Worg/simple", place) for ((_, place),) in sources)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["uv"] == {"python-downloads": "never"}


def test_the_lock_for_pip_is_the_lock_of_uv() -> None:
    """The requirements that pip falls back to are the packages, versions and files that uv installs."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {
        (package["name"], package["version"]): {
            file["hash"] for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        }
        for package in lock["package"]
        if "registry" in package["source"]
    }
    exported: dict[tuple[str, str], set[str]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8")):
        if found := re.match(r"([\w.-]+)==([^\s;]+)", entry):
            exported[found[1], found[2]] = set(re.findall(r"--hash=(sha256:[0-9a-f]+)", entry))
    assert exported == locked


def test_one_version_everywhere() -> None:
    """The package, its metadata and its lock tell the same version."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = next(package["version"] for package in lock["package"] if package["name"] == "unisono")
    assert settings["project"]["version"] == locked == unisono.__version__


def test_the_changelog_keeps_its_form() -> None:
    """The changelog follows Keep a Changelog: what is coming first, then versions from new to old."""
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Changelog"
    heads = [line for line in lines if line.startswith("## ")]
    assert heads[0] == "## [Unreleased]"
    versions = [found["version"] for head in heads[1:] if (found := VERSION.match(head))]
    assert len(versions) == len(heads) - 1
    numbers = [tuple(map(int, version.split("."))) for version in versions]
    assert all(newer > older for newer, older in pairwise(numbers))
    kinds = {line.removeprefix("### ") for line in lines if line.startswith("### ")}
    assert kinds <= KINDS_OF_CHANGE


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", ".github/workflows/ci.yml", ".ci/run", "docs/quick-start.md"]
)
def test_every_make_target_that_is_named_exists(page: str) -> None:
    """Whoever copies a `make` command from a page or the build finds that target."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    named = set(
        re.findall(r"(?:`|^\s*|run: )make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    assert named
    assert named <= targets


def test_make_lists_every_target() -> None:
    """`make` alone tells what every target does."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split())
    told = set(re.findall(r"^([a-z-]+):.*## \w", makefile, flags=re.MULTILINE))
    assert told == phony


@pytest.mark.parametrize("script", [".ci/run", "tools/set_up.sh", "tools/lock.sh"])
def test_scripts_can_be_run(script: str) -> None:
    """The scripts that make and the build call may be executed."""
    assert os.access(ROOT / script, os.X_OK)


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link or picture of a page points to a file that git keeps."""
    links = [
        (path, found[1] or found[2])
        for path in TEXTS
        if path.suffix == ".md"
        for found in LINK.finditer(path.read_text(encoding="utf-8"))
    ]
    lost = [
        f"{name_of(path)}: {target}" for path, target in links if (path.parent / target).resolve() not in kept_files()
    ]
    assert not lost
