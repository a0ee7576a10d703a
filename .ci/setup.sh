#!/usr/bin/env bash
# Makes this folder ready: what the system must have, the environment in .venv, what the locks pin.
# usage: .ci/setup.sh run|test|build …   Says nothing when nothing is to be done.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/sbin:/sbin" PIP_DISABLE_PIP_VERSION_CHECK=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# package:probe; a probe with .so is a shared library, any other a command.
qt='libglib2.0-0:libglib-2.0.so.0 libgl1:libGL.so.1 libegl1:libEGL.so.1 libx11-6:libX11.so.6
  libxkbcommon0:libxkbcommon.so.0 libfreetype6:libfreetype.so.6 libfontconfig1:libfontconfig.so.1
  libdbus-1-3:libdbus-1.so.3 libbrotli1:libbrotlidec.so.1'
screen='libxkbcommon-x11-0:libxkbcommon-x11.so.0 libxcb-cursor0:libxcb-cursor.so.0 libxcb-icccm4:libxcb-icccm.so.4
  libxcb-keysyms1:libxcb-keysyms.so.1 libxcb-image0:libxcb-image.so.0 libxcb-randr0:libxcb-randr.so.0
  libxcb-render-util0:libxcb-render-util.so.0 libxcb-shape0:libxcb-shape.so.0
  libxcb-xinerama0:libxcb-xinerama.so.0 libxcb-xkb1:libxcb-xkb.so.1 libx11-xcb1:libX11-xcb.so.1
  libxcb-util1:libxcb-util.so.1'
tests='chromium:chromium chromium-driver:chromedriver poppler-utils:pdftotext xvfb:Xvfb xauth:xauth nodejs:node npm:npm
  strace:strace'

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Runs a command; its output is shown only when it fails.
quietly() {
  "$@" >"$log" 2>&1 || { cat "$log" >&2; die "Failed: $*"; }
}

find_python() {
  for candidate in "${PYTHON:-/usr/bin/python3}" python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  die 'Python 3.11 or newer is needed.'
}

python_packages() {
  [ -x .venv/bin/python ] || "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

build_packages() {
  local version library
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  library=$("$python" -c 'import os, sysconfig; print(os.path.join(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME") or ""))')
  [ -f "$library" ] && [[ $library == *.so* ]] || echo "libpython$version:libpython$version.so.1.0"
  echo binutils:objcopy
}

missing() {
  local entry probe libraries
  libraries=$(ldconfig -p 2>/dev/null || true)
  for entry in "$@"; do
    probe=${entry#*:}
    case $probe in
      *.so*) [[ $libraries == *"$probe "* ]] || echo "${entry%%:*}" ;;
      *) command -v "$probe" >/dev/null || echo "${entry%%:*}" ;;
    esac
  done
}

install_system_packages() {
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    as_root=(sudo -n)
    sudo -n true 2>/dev/null || as_root=()
  fi
  if ! command -v apt-get >/dev/null || { [ "$(id -u)" != 0 ] && [ ${#as_root[@]} = 0 ]; }; then
    die 'These packages are missing and may not be installed from here:' "  sudo apt-get install $*" 'Install them, then try again.'
  fi
  echo "Installing from the system: $*"
  quietly "${as_root[@]}" apt-get update -q
  quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# The stamp names what .venv holds; the larger lock contains the smaller.
fingerprint() {
  cat "$1" pyproject.toml | sha256sum | cut -c1-64
}

install_lock() {
  local lock=$1 stamp=.venv/.installed-$1
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$lock")" ]; then
    return
  fi
  echo "Installing what $lock pins into .venv (some minutes the first time) …"
  # The lock is the whole answer: no resolving, which would look past it for `package[extra]`; the check says it is whole.
  quietly .venv/bin/python -m pip install --no-deps --require-hashes -r "$lock"
  quietly .venv/bin/python -m pip install --no-deps --no-build-isolation -e .
  quietly .venv/bin/python -m pip check
  .venv/bin/python -m compileall -q .venv/lib >"$log" 2>&1 || true # some packages carry templates that are no Python
  fingerprint "$lock" >"$stamp"
}

python=$(find_python)
wanted=()
lock=requirements-dev.lock
for purpose in "$@"; do
  case $purpose in
    run)
      wanted+=($qt)
      [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || wanted+=($screen)
      [ -f .venv/.installed-requirements-dev.lock ] || lock=requirements.lock
      ;;
    lint) ;;
    test) wanted+=($qt $screen $tests) ;;
    build) wanted+=($qt $(build_packages)) ;;
    *) die "usage: .ci/setup.sh run|lint|test|build …" ;;
  esac
done
packages=($(python_packages) $(missing "${wanted[@]}"))
[ ${#packages[@]} = 0 ] || install_system_packages "${packages[@]}"
.venv/bin/python -c '' 2>/dev/null || quietly "$python" -m venv --clear .venv
install_lock "$lock"
.venv/bin/python -m compileall -q desktop forms
