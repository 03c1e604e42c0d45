### Choosing a place, and the way there.

place-heading = Where is your Hearth?
place-intro = Your posts live in one place. You can choose another one later.
place-computer-intro = Private, works offline, nothing to set up.
place-computer-use = Use this computer
place-server = Another server
place-server-intro = Join the people on a server that someone hosts.
place-server-address = Server address
place-server-missing = Enter the address of the server.
place-server-connect = Connect
start-heading = Starting Hearth
start-failed = Hearth could not start
start-retry = Retry
start-show-log = Show log
start-other-place = Choose another place
start-unanswered = Hearth does not answer
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
step-running = under way
step-done = done
step-failed = failed

## The log.

log-heading = Log
log-text = Log text
log-copied = Copied.
log-selected = The log is selected: press { $keys } to copy it.
