#!/bin/sh
# Makes .venv with exactly what uv.lock names. Three ways, the first that works:
#   1. uv, if it is on PATH;
#   2. a plain .venv into which pip puts uv;
#   3. plain pip from requirements.lock, which names the same files by hash (a test keeps the two in step).
# A mark in .venv remembers what was installed, so a second call needs no network.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

runs() {  # a command may exist and still not run, or be too old: ask it
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if runs "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    fail "Unisono needs Python 3.11 or newer, and none was found. Install it, or name it: make setup PYTHON=/path/to/python3"
}

wanted() {
    "$1" -c 'import hashlib, pathlib, sys
print(hashlib.sha256(b"".join(pathlib.Path(name).read_bytes() for name in sys.argv[1:])).hexdigest())' \
        pyproject.toml uv.lock
}

mark=.venv/.ready
if runs .venv/bin/python; then
    if [ -f "$mark" ] && [ "$(cat "$mark")" = "$(wanted .venv/bin/python)" ]; then
        touch "$mark"
        exit 0
    fi
else
    rm -rf .venv
fi
rm -f "$mark"

# A pip that names further indexes must not change what is installed: uv.lock decides, and uv reads no pip settings.
# UV_PROJECT_ENVIRONMENT of the surroundings would put the packages elsewhere.
unset UV_PROJECT_ENVIRONMENT VIRTUAL_ENV || true

sync_with() {
    say "Setting up .venv from uv.lock with $1 ..."
    if [ -x .venv/bin/python ]; then "$1" sync --locked --quiet; else "$1" sync --locked --quiet --python "$python"; fi
}

put_uv_in_place() {
    .venv/.uv/bin/uv --version >/dev/null 2>&1 ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --target .venv/.uv 'uv>=0.7'
}

python=$(find_python)
if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1 && sync_with uv; then
    :
else
    if ! [ -x .venv/bin/python ]; then
        say "Making .venv with $python ..."
        "$python" -m venv .venv ||
            fail "$python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv. Or install uv."
    fi
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip --default-pip >/dev/null
    if put_uv_in_place && sync_with .venv/.uv/bin/uv; then
        :
    else
        say "Setting up .venv from requirements.lock with pip ..."
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
        .venv/bin/python -m pip --disable-pip-version-check check >/dev/null ||
            fail "requirements.lock does not fit pyproject.toml: run make lock"
    fi
fi

wanted .venv/bin/python >"$mark"
say "Ready."
