#!/usr/bin/env bash
# Tries a person's first minutes on the release build of the app.
. "$(dirname "$0")/env.sh"

scripts/setup.sh test
stage "Building the interface" npm --prefix ui run build
stage "Building the release of the app" cargo build --release --locked
# The server elsewhere and the tests themselves, in the shape in which the other tests are built.
stage "Building the tests" cargo build --locked --workspace --all-targets
export HEARTH_DESKTOP_PROGRAM=$PWD/target/release/hearth
stage "First minutes" \
  cargo test --locked --quiet --workspace --test desktop first_minutes:: -- --test-threads 1
