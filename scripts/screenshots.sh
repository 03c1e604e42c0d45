#!/usr/bin/env bash
# Takes the pictures in docs/screenshots from the real window; what it is told is handed on (--help lists it).
. "$(dirname "$0")/env.sh"

scripts/setup.sh test
stage "Building the interface" npm --prefix ui run build
stage "Building the app" cargo build --workspace
stage "Taking the pictures" cargo run --quiet -p hearth-tests --bin screenshots -- "$@"
