#!/usr/bin/env bash
# Fuzzes what parses foreign bytes: `fuzz.sh TARGET SECONDS`, each target for ten minutes where none is named.
# `fuzz.sh keep [TARGET]` makes the kept inputs fewer and smaller, with what was found since. `fuzz.sh check` looks whether the
# targets compile, with the usual compiler.
. "$(dirname "$0")/env.sh"

# The longest input that is tried, in bytes; the most inputs that are kept of a target, and the bound of their lengths.
readonly LENGTH=4096 KEPT=60 KEPT_LENGTH=1537

# What the inputs of this checkout have become so far; those that are kept are in fuzz/corpus.
readonly WORK=target/fuzz/corpus

main() {
  local action=run
  if [[ ${1:-} == check ]]; then check && return; fi
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

# Apart from what is built otherwise, because everything is compiled with another flag.
check() {
  stage "Checking the fuzz targets" env RUSTFLAGS="--cfg fuzzing" \
    cargo check --locked --manifest-path fuzz/Cargo.toml --target-dir target/fuzz-check
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

# Keeps some of the inputs that reach all that is reached, from the smallest to the largest, and those that have a name.
keep() {
  local target=$1 merged
  merged=$(mktemp -d)
  stage "Keeping inputs of $target" fuzz run "$target" "$merged" "fuzz/corpus/$target" "$WORK/$target" -- -merge=1
  find "fuzz/corpus/$target" -type f -regextype posix-extended -regex '.*/[0-9a-f]{40}' -delete
  find "$merged" -type f -size "-${KEPT_LENGTH}c" -printf '%s %p\n' | sort -n | spread | xargs -r cp -t "fuzz/corpus/$target"
  rm -rf "$merged"
}

# Takes as many lines as are kept, spread evenly over all.
spread() {
  awk -v kept=$KEPT '{ file[NR] = $2 } END {
    step = NR > kept ? NR / kept : 1
    for (at = 1; at <= NR; at += step) print file[int(at)]
  }'
}

main "$@"
