# shellcheck shell=bash
# Checks packages without installing them. PACKAGES is their directory.

# Bytes.
readonly SERVER_SIZE=12000000 APP_SIZE=28000000
# What `systemd-analyze security` calls exposure, in tenths.
readonly EXPOSURE=25

check_sizes() {
  (cd "$PACKAGES" && sha256sum --check --quiet SHA256SUMS)
  local file
  for file in "$PACKAGES"/hearth-server_*.deb; do is_smaller "$file" $SERVER_SIZE; done
  for file in "$PACKAGES"/hearth_*.deb "$PACKAGES"/hearth-*.rpm; do is_smaller "$file" $APP_SIZE; done
}

is_smaller() {
  local file=$1 limit=$2 size
  size=$(stat --format %s "$file")
  printf '%s: %d bytes, at most %d\n' "${file##*/}" "$size" "$limit"
  [[ $size -lt $limit ]] || die "${file##*/} is too large."
}

check_lintian() {
  lintian --allow-root --fail-on error --tag-display-limit 0 "$PACKAGES"/*.deb
}

check_hardening() {
  local unit
  unit=$(mktemp --suffix .service)
  dpkg-deb --fsys-tarfile "$PACKAGES"/hearth-server_*.deb |
    tar --extract --to-stdout --wildcards '*/hearth-server.service' >"$unit"
  systemd-analyze security --offline=true --threshold=$EXPOSURE "$unit" | tail -1
  rm "$unit"
}

# From the programs in the packages, which are the ones that would be built, and with their date.
check_reproducible() {
  local programs=$MACHINE/programs package date
  rm -rf "$programs"
  mkdir -p "$programs"
  for package in "$PACKAGES"/*.deb; do dpkg-deb --extract "$package" "$programs/tree"; done
  mv "$programs"/tree/usr/bin/* "$programs"
  date=$(gzip --decompress --stdout "$programs/tree/usr/share/doc/hearth/changelog.gz" | sed -n 's/^ -- .*>  //p')
  SOURCE_DATE_EPOCH=$(date --date="$date" +%s) HEARTH_PROGRAMS=$programs scripts/package.sh "$MACHINE/again" \
    >"$MACHINE/again.log" 2>&1 || die "$(cat "$MACHINE/again.log")"
  diff "$PACKAGES/SHA256SUMS" "$MACHINE/again/SHA256SUMS" || die "Packing again gave other packages."
}
