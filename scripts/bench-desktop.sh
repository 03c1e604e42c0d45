#!/usr/bin/env bash
# Measures the app in its real window against a bare one; what it is told is handed on (--help lists it).
. "$(dirname "$0")/env.sh"

scripts/setup.sh test
stage "Building the interface" npm --prefix ui run build
stage "Building the app, the bare window and the benchmark" \
  cargo build --release --package hearth --package hearth-bare-window --package hearth-bench
target/release/bench-desktop "$@"
