#!/usr/bin/env bash
# Builds the app and opens it.
. "$(dirname "$0")/env.sh"

[[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || die \
  "Hearth opens a window, and there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).
Start it in a desktop session, or run the server alone, without a window: make serve"

scripts/setup.sh app
stage "Building the interface" npm --prefix ui run build
stage "Building the app" cargo build
say "Opening Hearth"
exec cargo run --quiet
