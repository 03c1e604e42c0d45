#!/usr/bin/env bash
# Runs schemathesis against a headless server on a database of its own: generated requests, valid and not, whose answers
# must be what /openapi.json says. With `short`, a few hundred of them, the same ones each time.
. "$(dirname "$0")/env.sh"

readonly length=${1:-full}
readonly server=$PWD/target/debug/hearth-server
scratch=
server_pid=

main() {
  local options=()
  case $length in
    full) options=(--max-examples "${MAX_EXAMPLES:-450}") ;;
    short) options=(--max-examples 5 --generation-deterministic "--phases=coverage,fuzzing") ;;
    *) die "Usage: scripts/schemathesis.sh [full|short]" ;;
  esac
  scratch=$(mktemp -d)
  trap clean_up EXIT
  start_server
  sign_up
  export HYPOTHESIS_STORAGE_DIRECTORY=$scratch/hypothesis
  target/python/bin/schemathesis --config-file tests/schemathesis/schemathesis.toml run \
    --checks all "${options[@]}" "$url/openapi.json"
}

start_server() {
  export HEARTH_POSTGRES_DIR="${HEARTH_POSTGRES_DIR:-$PWD/target/postgres-bundle}"
  touch "$scratch/out"
  # Not in this directory: a `.env` in it is for the developer's own server.
  (
    cd "$scratch"
    unset DATABASE_URL DATABASE_HOSTNAME SECRET_KEY
    exec env HEARTH_RATE_LIMIT=off HEARTH_BCRYPT_COST=4 RUST_LOG=warn \
      "$server" serve --listen 127.0.0.1:0 --data-dir "$scratch/data" >"$scratch/out" 2>"$scratch/log"
  ) &
  server_pid=$!
  until url=$(grep --only-matching 'http://.*' "$scratch/out"); do
    kill -0 "$server_pid" 2>/dev/null || die "The server did not start: $(cat "$scratch/log")"
    sleep 0.1
  done
}

# The tester. Generated requests do not hit on this password, so they neither change it nor delete the account on the way;
# that both work is for tests/contract to show.
sign_up() {
  TESTER_EMAIL=tester@example.com
  TESTER_PASSWORD=$(head -c 18 /dev/urandom | base64)
  export TESTER_EMAIL TESTER_PASSWORD
  curl --silent --show-error --fail --output "$scratch/user" --header "Content-Type: application/json" --data @- \
    "$url/users/" <<<"{\"email\": \"$TESTER_EMAIL\", \"password\": \"$TESTER_PASSWORD\"}"
}

clean_up() {
  local status=$?
  if [[ -n $server_pid ]]; then
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" || true
  fi
  if [[ $status -ne 0 && -s $scratch/log ]]; then
    say "The server said"
    tail -50 "$scratch/log"
  fi
  rm -rf "$scratch"
}

main
