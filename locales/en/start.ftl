### Choosing a server, and connecting to it.

choose-server-heading = Where do you want to connect?
choose-server-intro = An account is on one server. You can add accounts on other servers later.
choose-server-local-intro = Private and works offline. Nothing to set up.
choose-server-local-use = Use this computer
choose-server-remote = Another server
choose-server-remote-intro = Join a server that someone else runs.
choose-server-address = Server address
choose-server-address-missing = Enter the server’s address.
choose-server-recent = Recent servers
choose-server-forget = Remove { $server } from the list
choose-server-connect = Connect
choose-server-remedy = What you can do
choose-server-trust-hint = Trust it only if the server’s administrator confirms the fingerprint. Hearth then trusts this certificate for this server alone, and warns you when it changes.
choose-server-trust-changed-hint = Trust it only if the server’s administrator confirms that the certificate was replaced, and confirms the new fingerprint.
choose-server-trust = Trust this certificate
choose-server-plain-http = Connect without encryption
choose-server-follow = Connect to { $address }

## A certificate of a server.

certificate-subject = Issued to
certificate-names = For
certificate-issuer = Issued by
certificate-validity = Valid
certificate-dates = { $from } to { $until }
certificate-fingerprint = SHA-256 fingerprint

## The start.

start-heading = Starting Hearth
start-failed = Hearth couldn’t start
start-unreachable = Can’t connect to the server
start-details = Details
start-first = Setting up. This takes a few seconds…
start-running = This takes a moment…
start-retry = Try again
start-show-log = Show log
start-other-server = Change server
start-no-response = Hearth isn’t responding
step-find-database = Find PostgreSQL
step-create-database = Create the database
step-start-database = Start the database
step-migrate = Update the database
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
log-copied = Copied
log-selected = The log is selected. Press { $keys } to copy it.
