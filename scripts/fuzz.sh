#!/usr/bin/env bash
# Fuzzes what parses foreign bytes: `fuzz.sh TARGET SECONDS`, each target for ten minutes where none is named.
# `fuzz.sh keep [TARGET]` makes the kept inputs fewer and smaller, with what was found since.
. "$(dirname "$0")/env.sh"

# The most inputs that are kept of a target, and the longest.
readonly KEPT=60 LENGTH=4096

# What the inputs of this checkout have become so far; those that are kept are in fuzz/corpus.
readonly WORK=target/fuzz/corpus

main() {
  local action=run
  if [[ ${1:-} == keep ]]; then action=keep && shift; fi
  local target=${1:-all} seconds=${2:-600}
  scripts/setup.sh fuzz
  # Without a sanitizer: the code is safe Rust, whose mistakes are panics.
  stage "Building the fuzz targets" fuzz build
  if [[ $target == all ]]; then
    for target in fuzz/targets/*.rs; do "$action" "$(basename "$target" .rs)" "$seconds"; done
  else
    "$action" "$target" "$seconds"
  fi
}

fuzz() {
  local command=$1
  shift
  cargo +nightly fuzz "$command" --sanitizer none --target-dir target/fuzz "$@"
}

run() {
  local target=$1 seconds=$2
  mkdir -p "$WORK/$target"
  # Files of settings, keys and outboxes are written for each input.
  if [[ -w /dev/shm ]]; then export TMPDIR=/dev/shm; fi
  stage "Fuzzing $target for $seconds s" fuzz run "$target" "$WORK/$target" "fuzz/corpus/$target" -- \
    -max_total_time="$seconds" -max_len=$LENGTH -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
}

# Keeps the smallest inputs that reach all that is reached, and those that are named after what they are.
keep() {
  local target=$1 merged
  merged=$(mktemp -d)
  stage "Keeping inputs of $target" fuzz run "$target" "$merged" "fuzz/corpus/$target" "$WORK/$target" -- -merge=1
  find "fuzz/corpus/$target" -type f -regextype posix-extended -regex '.*/[0-9a-f]{40}' -delete
  find "$merged" -type f -size -"$((LENGTH / 512))" -printf '%s %p\n' | sort -n | head -n $KEPT | cut -d' ' -f2- |
    xargs -r cp -t "fuzz/corpus/$target"
  rm -rf "$merged"
}

main "$@"
