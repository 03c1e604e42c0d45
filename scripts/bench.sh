#!/usr/bin/env bash
# Measures the server beside what bounds it; what it is told is handed on (--help lists it).
. "$(dirname "$0")/env.sh"

scripts/setup.sh bench
stage "Building the server and the benchmark" cargo build --release --package hearth-cli --package hearth-bench
target/release/bench-server "$@"
