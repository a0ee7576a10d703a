#!/usr/bin/env bash
# Pins every dependency with hashes, for all systems (markers), without naming an index. Keeps what is pinned already;
# `.ci/lock.sh --upgrade` (or `--upgrade-package NAME`) moves on.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
python3 -m venv "$tool"
"$tool/bin/pip" install --quiet --disable-pip-version-check 'uv>=0.13,<0.14'
compile() {
  "$tool/bin/uv" pip compile --quiet --no-config --system-certs --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-header "$@"
}
compile --extra setup pyproject.toml -o requirements.lock "$@"
compile --extra setup --extra dev -c <(sed -n 's/^\([a-z0-9-]*==[^ ]*\).*/\1/p' requirements.lock) \
  pyproject.toml -o requirements-dev.lock "$@"
if grep -nE '://|^-' requirements*.lock; then
  echo 'A lock names an address.' >&2
  exit 1
fi
