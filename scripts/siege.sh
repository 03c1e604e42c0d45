#!/usr/bin/env bash
# Puts the server under siege; what it is told is handed on (--help lists it).
. "$(dirname "$0")/env.sh"

scripts/setup.sh server
stage "Building the server and the siege" cargo build --release --package hearth-cli --package hearth-bench
target/release/bench-siege "$@"
