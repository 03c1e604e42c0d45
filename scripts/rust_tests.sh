#!/usr/bin/env bash
# Runs the Rust tests. Where a few fail, they are run once more, alone: tests in real windows and on real servers compete
# for the cores, and one that only ran out of time is told apart from one that fails. The total counts it as flaky.
. "$(dirname "$0")/env.sh"

# More failures than this are no matter of chance.
readonly MOST_FLAKY=5

log=$(mktemp)
readonly log
trap 'rm -f "$log"' EXIT

if cargo test --locked --workspace --no-fail-fast 2>&1 | tee "$log"; then exit 0; fi

# One line for each target that failed, in the order in which they ran: its options, and the names of its failed tests.
# shellcheck disable=SC2016
mapfile -t targets < <(sed -n 's/^ *`\(-p [^`]*\)`$/\1/p' "$log")
mapfile -t names < <(awk '
  /^ *(Running|Doc-tests) / { if (failed) print failed; failed = "" }
  match($0, /^test [^ ]+ \.\.\. FAILED/) { failed = failed $2 " " }
  END { if (failed) print failed }' "$log")
failed=$(wc -w <<<"${names[*]-}")

# A target that broke without naming a test is not run again.
if ((failed == 0 || failed > MOST_FLAKY || ${#targets[@]} != ${#names[@]})); then exit 1; fi

say "Rust: $failed failed tests, once more"
status=0
for index in "${!targets[@]}"; do
  # Of the workspace, because the features of one package alone would have everything built anew. Both are lists of words.
  # shellcheck disable=SC2086
  cargo test --locked --workspace ${targets[index]#-p * } -- --exact ${names[index]} || status=1
done
exit "$status"
