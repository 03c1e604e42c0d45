# shellcheck shell=bash
# Sourced by the other scripts: strict mode, the repository's root, a Rust that runs, and words for whoever waits.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The home that the system knows, which $HOME need not be: some environments set an empty one.
login_home() {
  getent passwd "$(id -u)" | cut -d: -f6
}

# Finds cargo where rustup's installer put it but this shell does not know yet.
find_cargo() {
  command -v cargo >/dev/null || PATH="$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin:$(login_home)/.cargo/bin"
}

# rustup's cargo looks for toolchains in $HOME; where that holds none, they are beside the cargo that was found.
find_toolchains() {
  local cargo home
  if [[ -n ${RUSTUP_HOME:-} || -e ${HOME:-}/.rustup/settings.toml ]]; then return; fi
  cargo=$(command -v cargo) || return 0
  for home in "${cargo%/*/*/*}" "$(login_home)"; do
    if [[ -r $home/.rustup/settings.toml ]]; then
      export RUSTUP_HOME=$home/.rustup
      return
    fi
  done
}

# The Chromium of this machine, or nothing.
browser() {
  command -v "${CHROMIUM:-chromium}" chromium-browser google-chrome | head -1
}

say() {
  printf '\n==> %s\n' "$*"
}

die() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# Runs a command under a heading and tells how long it took.
stage() {
  local title=$1 start=$SECONDS status=0
  shift
  say "$title"
  "$@" || status=$?
  printf '    (%s: %d s)\n' "$title" $((SECONDS - start))
  return "$status"
}

find_cargo
find_toolchains
export PATH="$PWD/target/tools/bin:$PATH"
