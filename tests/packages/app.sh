# shellcheck shell=bash
# The package of the app, from its installation to its removal.

app_is_installed() {
  in_machine useradd --create-home --shell /bin/bash ada
  note_what_is_there hearth
  install_packages_of_machine "$(package hearth)"
  in_machine hearth --version
  in_machine hearth --help | grep --quiet '^Usage: hearth'
  in_machine grep --quiet '^MimeType=x-scheme-handler/hearth;$' /usr/share/applications/Hearth.desktop
  finds_all_libraries
}

finds_all_libraries() {
  local missing
  missing=$(in_machine sh -c 'dpkg --listfiles hearth | grep -E "/bin/|\.so" | xargs ldd 2>/dev/null | grep "not found"' || true)
  is_equal "$missing" ""
}

# A window opens, and the bundled PostgreSQL serves "this computer".
app_is_opened() {
  as_ada Xvfb :7 -screen 0 1200x800x24 -nolisten tcp &
  wait_until has_display
  as_ada dbus-run-session -- hearth &
  wait_until has_window
  wait_until use_this_computer
  in_machine test -s /home/ada/.local/share/hearth/secret.key
  in_machine pkill --exact --euid ada hearth
  wait_until has_ended
  in_machine pkill --exact --euid ada Xvfb
}

as_ada() {
  in_machine runuser --user ada -- env --chdir=/home/ada HOME=/home/ada DISPLAY=:7 LIBGL_ALWAYS_SOFTWARE=1 "$@" \
    >>"$MACHINE/app.log" 2>&1
}

has_display() {
  in_machine test -S /tmp/.X11-unix/X7
}

has_window() {
  as_ada xdotool search --onlyvisible --name '^Hearth$'
}

# The first screen has the focus on the choice of this computer.
use_this_computer() {
  as_ada xdotool key Return
  in_machine pgrep --euid ada --full '^/usr/lib/hearth/postgres/bin/postgres -D /home/ada' >/dev/null
}

has_ended() {
  [[ -z $(in_machine pgrep --euid ada --exact 'hearth|postgres' || true) ]]
}

app_is_removed() {
  purge_package hearth
  leaves /home/ada
}
