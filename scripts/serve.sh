#!/usr/bin/env bash
# Builds the headless server and runs it on this computer alone.
. "$(dirname "$0")/env.sh"

scripts/setup.sh server
stage "Building the server" cargo build -p hearth-cli
# The app finds PostgreSQL beside itself, where its build puts it; the server alone has to be told.
export HEARTH_POSTGRES_DIR="${HEARTH_POSTGRES_DIR:-$PWD/target/postgres-bundle}"
exec cargo run --quiet -p hearth-cli -- serve --listen "${LISTEN:-127.0.0.1:8000}" "$@"
