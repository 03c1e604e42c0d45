### Choosing a server, and connecting to it.

choose-server-heading = Choose a server
choose-server-intro = Your posts are stored on one server. You can switch to another one later.
choose-server-local-intro = Private, works offline, nothing to set up.
choose-server-local-use = Use this computer
choose-server-remote = Another server
choose-server-remote-intro = Join a server that someone hosts.
choose-server-address = Server address
choose-server-address-missing = Enter the address of the server.
choose-server-connect = Connect
start-heading = Starting Hearth
start-failed = Hearth could not start
start-unreachable = Cannot connect to the server
start-retry = Retry
start-show-log = Show log
start-other-server = Choose another server
start-no-response = Hearth is not responding
step-find-database = Find PostgreSQL
step-create-database = Create the database
step-start-database = Start the database
step-migrate = Bring the tables up to date
step-serve = Start the server
step-connect = Connect
step-restore-session = Restore your session

## How far a step is, for who hears it.

step-with-state = { $step }: { $state }
step-waiting = waiting
step-running = in progress
step-done = done
step-failed = failed

## The log.

log-heading = Log
log-text = Log text
log-copied = Copied.
log-selected = The log is selected: press { $keys } to copy it.
