#!/usr/bin/env bash
# Builds the packages: the app as .deb and .rpm, the server as .deb, and SHA256SUMS, in target/package or the directory that is
# named. HEARTH_PROGRAMS names a directory of programs that are built already. Equal programs give equal packages.
. "$(dirname "$0")/env.sh"

OUT=$(realpath -m "${1:-target/package}")
readonly OUT WORK=$OUT/work
# Whoever publishes packages answers for them: set it to your name and address.
readonly MAINTAINER=${HEARTH_MAINTAINER:-The Hearth authors <packages@hearth.social>}

main() {
  scripts/setup.sh package
  VERSION=$(sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"/\1/p' Cargo.toml)
  # A version before a release sorts before it.
  VERSION=${VERSION/-/\~}
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
  PROGRAMS=$(realpath "${HEARTH_PROGRAMS:-target/package-build/release}")
  readonly VERSION SOURCE_DATE_EPOCH PROGRAMS
  export SOURCE_DATE_EPOCH
  umask 022
  rm -rf "$OUT"
  mkdir -p "$WORK"
  if [[ -z ${HEARTH_PROGRAMS:-} ]]; then
    stage "Building the interface" npm --prefix ui run build
    stage "Building the programs" build_programs
  fi
  stage "Gathering what the packages contain" stage_trees
  stage "Packing for Debian" pack_debs
  stage "Packing for RPM" pack_rpm
  rm -rf "$WORK"
  (cd "$OUT" && sha256sum -- *.deb *.rpm >SHA256SUMS)
  say "The packages are in $OUT"
  ls -l "$OUT"
}

# With flags of their own, so in a directory of their own. The paths of this machine are no part of the programs.
build_programs() {
  local cargo_home=${CARGO_HOME:-$HOME/.cargo} build=(build --release --locked --target-dir target/package-build)
  export RUSTFLAGS="--remap-path-prefix=$PWD=/hearth --remap-path-prefix=$cargo_home=/cargo"
  cargo "${build[@]}"
  cargo "${build[@]}" -p hearth-cli
}

stage_trees() {
  stage_app "$WORK/stage/hearth"
  stage_server "$WORK/stage/hearth-server"
  chmod -R u=rwX,go=rX "$WORK/stage"
  find "$WORK/stage" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}

stage_app() {
  local tree=$1 share=$1/usr/share doc=$1/usr/share/doc/hearth
  install -D -s -m 755 "$PROGRAMS/hearth" "$tree/usr/bin/hearth"
  mkdir -p "$tree/usr/lib/hearth" "$doc"
  cp -RT target/postgres-bundle "$tree/usr/lib/hearth/postgres"
  install -D -m 644 packaging/app/Hearth.desktop "$share/applications/Hearth.desktop"
  install -D -m 644 -t "$share/metainfo" packaging/app/social.hearth.desktop.metainfo.xml
  install -D -m 644 packaging/app/hearth.1 "$share/man/man1/hearth.1"
  stage_icons "$share/icons/hicolor"
  install -m 644 -t "$doc" CHANGELOG.md docs/using.md docs/data-directory.md docs/troubleshooting.md
  # Of platforms that have none in the repository it is made here.
  node crates/postgres/bundle/sbom.mjs
  node packaging/parts/main.mjs hearth "$doc"
}

stage_icons() {
  local theme=$1
  install -D -m 644 src-tauri/icons/32x32.png "$theme/32x32/apps/hearth.png"
  install -D -m 644 src-tauri/icons/128x128.png "$theme/128x128/apps/hearth.png"
  install -D -m 644 "src-tauri/icons/128x128@2x.png" "$theme/256x256/apps/hearth.png"
  install -D -m 644 src-tauri/icons/icon.svg "$theme/scalable/apps/hearth.svg"
}

stage_server() {
  local tree=$1 share=$1/usr/share doc=$1/usr/share/doc/hearth-server program=$PROGRAMS/hearth-server
  install -D -s -m 755 "$program" "$tree/usr/bin/hearth-server"
  install -D -m 644 packaging/server/server.toml "$tree/etc/hearth/server.toml"
  mkdir -p "$share/man/man1" "$doc/examples"
  "$program" man "$share/man/man1"
  stage_completions "$program" "$share"
  install -m 644 -t "$doc/examples" packaging/server/examples/*
  install -m 644 -t "$doc" CHANGELOG.md docs/{api,configuration,data-directory,hosting,security,troubleshooting}.md
  node packaging/parts/main.mjs hearth-server "$doc"
}

stage_completions() {
  local program=$1 share=$2
  mkdir -p "$share"/{bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d}
  "$program" completions bash >"$share/bash-completion/completions/hearth-server"
  "$program" completions zsh >"$share/zsh/vendor-completions/_hearth-server"
  "$program" completions fish >"$share/fish/vendor_completions.d/hearth-server.fish"
}

pack_debs() {
  cp -R packaging/debian "$WORK/debian"
  (
    cd "$WORK"
    sed "s/@MAINTAINER@/$MAINTAINER/" debian/control.in >debian/control
    debian_changelog >debian/changelog
    DH_QUIET=1 debian/rules binary
  )
}

debian_changelog() {
  printf 'hearth (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz beside this file.\n\n -- %s  %s\n' \
    "$VERSION" "$MAINTAINER" "$(date --utc --rfc-email --date="@$SOURCE_DATE_EPOCH")"
}

pack_rpm() {
  rpmbuild -bb --quiet --define "_topdir $WORK/rpm" --define "stage $WORK/stage/hearth" --define "sources $PWD" \
    --define "version $VERSION" --define "maintainer $MAINTAINER" \
    --define "date $(LC_ALL=C date --utc --date="@$SOURCE_DATE_EPOCH" '+%a %b %d %Y')" packaging/rpm/hearth.spec
  mv "$WORK"/rpm/RPMS/*/*.rpm "$OUT"
}

main
