#!/usr/bin/env bash
# Runs the linters and every test; the last line is the total.
. "$(dirname "$0")/env.sh"

log=$(mktemp)
readonly log
trap 'rm -f "$log"' EXIT
status=0

# Runs a suite to its end and remembers whether it passed.
suite() {
  stage "$@" 2>&1 | tee -a "$log" || status=1
}

scripts/setup.sh test
scripts/lint.sh
scripts/audit.sh report

CHROMIUM=$(browser)
export CHROMIUM
suite "Interface: tests" npm --prefix ui test
# Built first and in the same shape, because tests start the programs of other packages.
stage "Rust: build" cargo build --locked --workspace --all-targets
suite "Rust: tests" scripts/rust_tests.sh
suite "The API against its description" scripts/schemathesis.sh short

printf '\nAll of it took %d s.\n' "$SECONDS"
scripts/total.awk -v broken="$status" "$log" || status=1
exit "$status"
