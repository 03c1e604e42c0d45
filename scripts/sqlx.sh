#!/usr/bin/env bash
# Compares .sqlx with the queries and migrations (`check`), or renews it (`prepare`), on a PostgreSQL made for it.
. "$(dirname "$0")/env.sh"

readonly mode=${1:-}
# PostgreSQL refuses to run as root.
readonly unprivileged=nobody
scratch=

main() {
  local options=()
  case $mode in
    check) options=(--check) ;;
    prepare) ;;
    *) die "Usage: scripts/sqlx.sh check|prepare" ;;
  esac
  start_postgres
  export DATABASE_URL="postgres://hearth@localhost/hearth?host=$scratch"
  sqlx database setup --source migrations
  # The same targets as clippy, so that it finds the dependencies compiled.
  cargo sqlx prepare --workspace "${options[@]}" -- --locked --workspace --all-targets
}

start_postgres() {
  scratch=$(mktemp -d)
  trap stop_postgres EXIT
  # A copy, because the unprivileged user need not be allowed into the checkout.
  cp -R target/postgres-bundle "$scratch/postgres"
  if [[ $(id -u) -eq 0 ]]; then chown -R "$unprivileged" "$scratch"; fi
  as_user "$scratch/postgres/bin/initdb" --pgdata="$scratch/data" --username=hearth --auth=trust \
    --encoding=UTF8 --no-locale --no-sync >/dev/null
  as_user "$scratch/postgres/bin/pg_ctl" start --silent --wait --pgdata="$scratch/data" --log="$scratch/log" \
    --options="-c listen_addresses= -c unix_socket_directories=$scratch -c fsync=off"
}

stop_postgres() {
  if [[ -e $scratch/data/postmaster.pid ]]; then
    as_user "$scratch/postgres/bin/pg_ctl" stop --silent --mode=immediate --pgdata="$scratch/data"
  fi
  rm -rf "$scratch"
}

as_user() {
  if [[ $(id -u) -eq 0 ]]; then
    setpriv --reuid="$unprivileged" --regid="$(id -g "$unprivileged")" --clear-groups -- "$@"
  else
    "$@"
  fi
}

main
