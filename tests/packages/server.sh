# shellcheck shell=bash
# The package of the server, from its installation to its removal.

readonly ADDRESS=http://127.0.0.1:8000 DATA=/var/lib/hearth-server

server_is_installed() {
  note_what_is_there hearth-server
  install_packages_of_machine "$(package hearth-server)"
  wait_until is_ready
  is_equal "$(in_machine systemctl is-enabled hearth-server)" enabled
  has_limit "Max core file size" 0
  has_limit "Max open files" 16384
  is_equal "$(in_machine stat --format '%U %a' $DATA /etc/hearth/server.toml | tr '\n' ' ')" "hearth 700 root 640 "
  in_machine test -s /usr/share/man/man1/hearth-server-serve.1.gz
  in_machine runuser --user hearth -- hearth-server doctor
}

is_ready() {
  in_machine curl --silent --fail --output /dev/null "$ADDRESS/health/ready"
}

has_limit() {
  local name=$1 value=$2 pid
  pid=$(in_machine systemctl show --property MainPID --value hearth-server)
  in_machine grep --quiet "^$name  *$value  *$value " "/proc/$pid/limits" || die "$name is not $value."
}

server_is_used() {
  sign_up
  # With the headers, which tell when the stream is open.
  in_machine timeout "$PATIENCE" curl --silent --include --no-buffer "$ADDRESS/events" --header "Authorization: Bearer $TOKEN" \
    >"$MACHINE/events" &
  local stream=$!
  wait_until test -s "$MACHINE/events"
  publish
  wait_until grep --quiet created "$MACHINE/events"
  kill "$stream" 2>/dev/null || true
  reads_post
}

sign_up() {
  request /users/ --header 'Content-Type: application/json' \
    --data '{"email": "ada@example.org", "password": "correct horse"}' >/dev/null
  sign_in
}

sign_in() {
  TOKEN=$(request /login --data username=ada@example.org --data 'password=correct horse' |
    sed 's/.*"access_token":"\([^"]*\)".*/\1/')
}

publish() {
  request /posts/ --header "Authorization: Bearer $TOKEN" --header 'Content-Type: application/json' \
    --data '{"title": "Hello", "content": "The first post."}' >/dev/null
}

reads_post() {
  request /posts/ --header "Authorization: Bearer $TOKEN" | grep --quiet 'The first post.' || die "The post is not there."
}

request() {
  local path=$1
  shift
  in_machine curl --silent --show-error --fail-with-body "$ADDRESS$path" "$@"
}

server_is_restarted() {
  in_machine systemctl stop hearth-server
  is_equal "$(in_machine systemctl show --property Result --value hearth-server)" success
  is_equal "$(in_machine pgrep --list-name --euid hearth || true)" ""
  in_machine systemctl start hearth-server
  wait_until is_ready
  reads_post
}

# Its own cluster stays, for the next part.
server_uses_a_named_database() {
  in_machine runuser --user postgres -- sh -c 'createuser hearth && createdb --owner hearth hearth'
  in_machine sed -i.kept -e '/^data_dir/d' \
    -e "\$a database_url = \"postgresql://hearth@/hearth?host=/var/run/postgresql\"" \
    -e "\$a secret_key = \"$(openssl rand -hex 32)\"" /etc/hearth/server.toml
  in_machine systemctl restart hearth-server
  wait_until is_ready
  sign_up
  publish
  reads_post
  in_machine mv /etc/hearth/server.toml.kept /etc/hearth/server.toml
  in_machine systemctl stop hearth-server
  in_machine runuser --user postgres -- sh -c 'dropdb hearth && dropuser hearth'
  in_machine systemctl start hearth-server
  wait_until is_ready
}

server_is_removed() {
  purge_package hearth-server
  leaves "$DATA"
  is_equal "$(in_machine stat --format '%U %a' $DATA)" "root 700"
}

server_finds_its_data() {
  install_packages_of_machine "$(package hearth-server)"
  wait_until is_ready
  sign_in
  reads_post
  purge_package hearth-server
  in_machine rm -r "$DATA"
  leaves /dev/null
}

is_equal() {
  [[ $1 == "$2" ]] || die "This was found: $1
This was expected: $2"
}
