#!/usr/bin/env bash
# Checks the packages in target/package, which are built where there are none: sizes, lintian, that packing again gives the same
# bytes; then installs them into a clean Debian that boots in a container, uses them, and removes them. Needs root.
. "$(dirname "$0")/env.sh"
. tests/packages/machine.sh
. tests/packages/files.sh
. tests/packages/server.sh
. tests/packages/app.sh

PACKAGES=$PWD/target/package
MACHINE=$PWD/target/package-test
readonly PACKAGES MACHINE

main() {
  [[ $(id -u) -eq 0 ]] || die "Installing packages into another system needs root. Run: sudo make test-package"
  scripts/setup.sh test-package
  [[ -e $PACKAGES/SHA256SUMS ]] || scripts/package.sh
  trap remove_machine EXIT
  stage "Packages: sizes and checksums" check_sizes
  stage "Packages: lintian" check_lintian
  stage "Packages: hardening of the service" check_hardening
  stage "Packages: packed again" check_reproducible
  stage "A clean Debian" make_machine
  stage "What the packages depend on" download_dependencies
  stage "Starting the machine" boot_machine
  stage "The server: installed" server_is_installed
  stage "The server: used" server_is_used
  stage "The server: restarted" server_is_restarted
  stage "The server: on a database of PostgreSQL's own cluster" server_uses_a_named_database
  stage "The server: removed" server_is_removed
  stage "The server: installed again" server_finds_its_data
  stage "The app: installed" app_is_installed
  stage "The app: opened" app_is_opened
  stage "The app: removed" app_is_removed
  say "The packages work."
  ls -l "$PACKAGES"
}

main
