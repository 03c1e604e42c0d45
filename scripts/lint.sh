#!/usr/bin/env bash
# Runs every linter; stops at the first that finds something.
. "$(dirname "$0")/env.sh"

stage "Scripts: shellcheck" shellcheck --external-sources --source-path=scripts scripts/*.sh tests/packages/*.sh packaging/debian/*.post* .ci/run
stage "Rust: format" cargo fmt --all --check
# They have dependencies of their own, and an old list of these stops them. To compile them takes minutes: `make fuzz ARGS=check`.
stage "Rust: dependencies of the fuzz targets" cargo tree --locked --quiet --manifest-path fuzz/Cargo.toml --depth 0
stage "Rust: unused dependencies" cargo machete
stage "Rust: licences and sources of dependencies" cargo deny --locked check licenses bans sources
stage "PostgreSQL: bill of materials" node crates/postgres/bundle/sbom.mjs check
stage "Interface: types" npm --prefix ui run check
stage "Interface: style" npm --prefix ui run lint
# The desktop crate embeds the interface, so it does not compile without it.
stage "Interface: build" npm --prefix ui run build
stage "Rust: checked queries" scripts/sqlx.sh check
stage "Rust: clippy" cargo clippy --locked --workspace --all-targets -- -D warnings
stage "Rust: documentation" env RUSTDOCFLAGS="-D warnings" \
  cargo doc --locked --workspace --no-deps --document-private-items
