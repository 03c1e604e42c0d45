#!/usr/bin/env bash
# Builds the headless server and runs it on this computer alone.
. "$(dirname "$0")/env.sh"

scripts/setup.sh server
stage "Building the server" cargo build -p hearth-server
exec cargo run --quiet -p hearth-server -- serve --listen "${LISTEN:-127.0.0.1:8000}" "$@"
