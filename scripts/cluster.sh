#!/usr/bin/env bash
# Runs Hearth on several machines, which are network namespaces of this computer: `run` shows them until Ctrl+C, `test` has them
# fail under load. What it is told besides is handed on (--help lists it).
. "$(dirname "$0")/env.sh"

scripts/setup.sh cluster
stage "Building the server and the machines" cargo build --release --locked \
  --package hearth-cli --package hearth-tests --bin hearth-server --bin local-cluster
# Namespaces need root, building does not.
as_root=()
if [[ $(id -u) -ne 0 ]]; then as_root=(sudo); fi
exec "${as_root[@]}" target/release/local-cluster "$@"
