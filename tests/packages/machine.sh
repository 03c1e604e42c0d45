# shellcheck shell=bash
# A clean Debian that boots in a container without a network. MACHINE is the directory for it.

readonly ROOT=$MACHINE/root
# Seconds in which a system boots, a service starts, a window opens.
readonly PATIENCE=120
readonly TOOLS=(curl dbus procps xdotool xvfb)
readonly CONTAINER=(systemd-nspawn --quiet --register=no --keep-unit --directory "$ROOT")

make_machine() {
  # shellcheck disable=SC1091
  . /etc/os-release
  rm -rf "$ROOT"
  mkdir -p "$ROOT"
  debootstrap --variant=minbase --include=dbus,systemd-sysv "$VERSION_CODENAME" "$ROOT" "$(mirrors main | head -1)" \
    >"$MACHINE/debootstrap.log" || die "$(tail -20 "$MACHINE/debootstrap.log")"
  sources >"$ROOT/etc/apt/sources.list"
  apt-config dump Acquire | grep -iE 'proxy|Check-(Valid-Until|Date)' >"$ROOT/etc/apt/apt.conf.d/90host" || true
  echo 'APT::Install-Recommends "false";' >"$ROOT/etc/apt/apt.conf.d/90test"
}

# The mirrors of the distribution, as this machine has them.
# shellcheck disable=SC2016
mirrors() {
  apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v codename="$VERSION_CODENAME" -v component="$1" \
      '($1 == "Debian" || $1 == "Ubuntu") && $2 == codename && $3 == component { print $4 }'
}

# shellcheck disable=SC2016
sources() {
  apt-get indextargets --format '$(ORIGIN) deb $(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
    sed -n -E 's/^(Debian|Ubuntu) //p' | sort -u
}

# Before the machine has no network.
download_dependencies() {
  local packages=("$PACKAGES"/*.deb)
  cp "${packages[@]}" "$ROOT/opt"
  "${CONTAINER[@]}" --pipe /bin/sh -ec "
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq -y --download-only install ${TOOLS[*]} ${packages[*]/#*\//\/opt\/}" >"$MACHINE/download.log" 2>&1 ||
    die "$(tail -20 "$MACHINE/download.log")"
}

boot_machine() {
  "${CONTAINER[@]}" --boot --private-network --console=pipe </dev/null >"$MACHINE/console.log" 2>&1 &
  CONTAINER_PID=$!
  wait_until machine_has_booted
  install_packages_of_machine "${TOOLS[@]}"
}

machine_has_booted() {
  LEADER=$(pgrep --parent "$CONTAINER_PID") && [[ $(in_machine systemctl is-system-running 2>&1) =~ running|degraded ]]
}

in_machine() {
  nsenter --target "$LEADER" --all -- \
    env --ignore-environment --chdir=/ HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive "$@"
}

install_packages_of_machine() {
  in_machine apt-get -qq -y install "$@" >"$MACHINE/apt.log" 2>&1 || die "$(tail -30 "$MACHINE/apt.log")"
}

# The path of a package in the machine.
package() {
  local files=("$PACKAGES/$1"_*.deb)
  printf '/opt/%s' "${files[0]##*/}"
}

purge_package() {
  in_machine apt-get -qq -y purge "$1" >"$MACHINE/apt.log" 2>&1 || die "$(tail -30 "$MACHINE/apt.log")"
}

# Installs what a package depends on, and remembers what is there then: what is left of these is not the package's.
note_what_is_there() {
  local depends
  depends=$(dpkg-deb --field "$PACKAGES/$1"_*.deb Depends)
  in_machine apt-get -qq -y satisfy "$depends" >"$MACHINE/apt.log" 2>&1 || die "$(tail -30 "$MACHINE/apt.log")"
  traces >"$MACHINE/before"
}

# Fails where something differs from before the installation but a directory and what is in it.
leaves() {
  local data="^$1\\(/\\|\$\\)"
  traces >"$MACHINE/after"
  diff <(grep -v "$data" "$MACHINE/before") <(grep -v "$data" "$MACHINE/after") ||
    die "The package left more than $1, or took something."
}

# Everything but what the package manager and the journal keep about themselves: paths, and the accounts.
traces() {
  in_machine find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /dev -o -path /var/cache \
    -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/log -o -path /opt \
    -o -path /var/lib/postgresql \) -prune -o -print | sort
  in_machine getent passwd
  in_machine getent group
}

wait_until() {
  local deadline=$((SECONDS + PATIENCE))
  until "$@"; do
    [[ $SECONDS -lt $deadline ]] || die "This did not happen within $PATIENCE s: $*"
    sleep 0.5
  done
}

remove_machine() {
  if [[ -n ${CONTAINER_PID:-} ]]; then
    in_machine systemctl --no-block poweroff || kill "$CONTAINER_PID" || true
    wait "$CONTAINER_PID" || true
  fi
  rm -rf "$ROOT"
}
