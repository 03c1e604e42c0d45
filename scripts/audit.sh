#!/usr/bin/env bash
# Looks the dependencies up among known vulnerabilities. Where a database cannot be had, it says so, and that is no failure.
# `audit.sh report` reports what it finds, and does not fail: an advisory of today is no fault of a change.
. "$(dirname "$0")/env.sh"

main() {
  local status=0
  stage "Advisories: Rust" audit_rust || status=1
  stage "Advisories: npm" audit_npm || status=1
  if [[ ${1:-} == report ]]; then
    if [[ $status -ne 0 ]]; then say "There are advisories (above): see \`make audit\`"; fi
    return 0
  fi
  return "$status"
}

audit_rust() {
  local manifest status=0
  if ! cargo deny --locked fetch db 2>/dev/null; then
    echo "Not checked: the database of advisories (github.com/RustSec/advisory-db) cannot be had from here."
    return 0
  fi
  for manifest in Cargo.toml fuzz/Cargo.toml; do
    cargo deny --locked --config deny.toml --manifest-path "$manifest" check advisories || status=1
  done
  return "$status"
}

audit_npm() {
  local folder report status=0
  for folder in ui crates/postgres/bundle; do
    report=$(npm --prefix "$folder" audit --json --fetch-retries=0 --fetch-timeout=20000 2>/dev/null) || true
    node scripts/npm-audit.mjs "$folder" <<<"$report" || status=1
  done
  return "$status"
}

main "$@"
