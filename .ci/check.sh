#!/usr/bin/env bash
# Runs every check, goes on after a failure, prints each one's share at the end.
# usage: .ci/check.sh lint|test|all
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
suites='house unit contract integration gui e2e faults'
shares=()
failed=0
started=$SECONDS

step() {
  local name=$1 begin=$SECONDS verdict=ok
  shift
  printf '\n── %s\n' "$name"
  "$@" || { verdict=FAILED; failed=1; }
  shares+=("$(printf '%6d s  %-12s %s' $((SECONDS - begin)) "$name" $verdict)")
}

suite() {
  if [ ! -d "tests/$1" ]; then
    echo "tests/$1 is missing"
    return 1
  fi
  "$bin/pytest" -q -n "${WORKERS:-2}" --dist worksteal "${@:2}" "tests/$1"
}

step lint "$bin/ruff" check --quiet
step format "$bin/ruff" format --check --quiet
step types "$bin/mypy"
case ${1:-test} in
  lint) step house suite house ;;
  test) for name in $suites; do step "$name" suite "$name"; done ;;
  all) for name in $suites; do step "$name" suite "$name" -m 'long or not long'; done ;;
esac
printf '\n'
printf '%s\n' "${shares[@]}"
printf '%6d s  altogether\n' $((SECONDS - started))
[ "${1:-test}" != test ] || [ $((SECONDS - started)) -le 720 ] || echo 'More than 12 minutes: too long.'
exit $failed
