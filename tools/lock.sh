#!/bin/sh
# Writes uv.lock and its hash-pinned export for pip. Only the public default index may be named in them,
# so the surroundings' settings are left out.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
[ -n "$uv" ] || uv=.venv/.uv/bin/uv
if ! [ -x "$uv" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --target .venv/.uv 'uv>=0.7'
fi

unset UV_INDEX UV_EXTRA_INDEX_URL UV_DEFAULT_INDEX UV_INDEX_URL UV_FIND_LINKS || true
"$uv" lock --no-config --no-python-downloads
"$uv" export --no-config --no-python-downloads --frozen --all-groups --all-extras --no-emit-project --no-header \
    --quiet --output-file requirements.lock
