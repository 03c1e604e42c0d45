### Why there is no connection to a server, and what the keychain has to do with it.

## At the address of a server that was entered. $address is as short as `localhost:8000`.

address-refused = { $address } refused the connection. Check the address and the port, and make sure the server is running.
address-dns-failure = Can’t find { $address }. Check the spelling and your network connection.
address-network-unreachable = Can’t reach { $address }. Check your network connection.
address-timed-out = { $address } isn’t responding. Check the address, or try again later.
address-stalled = { $address } began to answer but didn’t finish within a few seconds. Check the address, or try again later.
address-lost = { $address } sent a response that Hearth doesn’t understand. Check the address and the port.
address-failed = Can’t connect to { $address }. Check the address. The log has the details.
address-certificate-untrusted = The certificate of { $address } is self-signed, or its issuer isn’t trusted by this computer. Check the address, or contact the server’s administrator.
address-certificate-changed = The certificate of { $address } isn’t the one you trusted. Someone may be intercepting the connection. Contact the server’s administrator before you go on.
address-certificate-expired = The certificate of { $address } has expired. Check this computer’s clock, or contact the server’s administrator.
address-certificate-not-yet = The certificate of { $address } isn’t valid yet. Check this computer’s clock, or contact the server’s administrator.
address-certificate-name = The certificate of { $address } is for another name. Check the address, or contact the server’s administrator.
address-certificate-revoked = The certificate of { $address } was revoked. Contact the server’s administrator.
address-certificate-invalid = The certificate of { $address } isn’t valid for a server. Contact the server’s administrator.
address-no-tls = { $address } doesn’t support secure connections (TLS). Check the port. If the server really has no TLS, enter http:// before the address.
address-tls-required = { $address } accepts only secure connections. Enter https:// before the address.
address-tls-mismatch = { $address } and this computer support no TLS version in common. Contact the server’s administrator.
# Here $address is a whole one, such as https://hearth.example.org/.
address-redirected = This address redirects to { $address }. If you trust it, connect to that address instead.
address-captive-portal = The network wants you to sign in before it lets you reach { $address }. Open a web page in your browser to sign in to the network, then try again.
address-plain-http = { $address } doesn’t support secure connections (TLS). Anyone on the way can read your password and what you write.
# $version is that of the server, such as 2.0.0.
address-newer = { $address } runs Hearth { $version }, which this app is too old for. Update the app.
address-older = { $address } runs Hearth { $version }, which is too old for this app. Contact the server’s administrator.
address-not-hearth = This address isn’t a Hearth server: { $address }. Check it, or contact the server’s administrator.
# $answer is one of the parts below.
address-foreign = { $address } isn’t a Hearth server: it answered with { $answer }. Check the address, its port and its path.
answer-page = the web page “{ $title }”
# $type is a media type, such as text/html.
answer-type = content of the type { $type }
# $status is the number of an HTTP status.
answer-status = the status { $status }
answer-endless = more data than any Hearth server sends
# $product is the name of a program, such as nginx.
answer-by = { $answer } from { $product }

## Of a server that was there before.

error-insecure = Can’t connect to the server securely: { $cause }. Check this computer’s clock and network, or contact the server’s administrator.
error-redirected = The server redirects to another server. Check your network, or contact the server’s administrator.
error-captive-portal = The network wants you to sign in first. Open a web page in your browser to sign in to the network.
error-no-answer = The server didn’t respond. Try again.
cause-timed-out = it took too long
cause-failed = the connection failed
cause-certificate-untrusted = its certificate isn’t from a trusted issuer
cause-certificate-changed = its certificate isn’t the one you trusted
cause-certificate-expired = its certificate has expired
cause-certificate-not-yet = its certificate isn’t valid yet
cause-certificate-name = its certificate is for another name
cause-certificate-revoked = its certificate was revoked
cause-certificate-invalid = its certificate isn’t valid
cause-no-tls = it doesn’t support TLS
cause-tls-required = it accepts only TLS
cause-tls-mismatch = no version of TLS in common

## The keychain, which desktops call a keyring.

keyring-locked = Your keyring is locked.
keyring-locked-as-of = Your keyring is locked. Showing posts loaded at { $time }.
keyring-locked-until-exit = Your keyring is locked. Unlock it to stay signed in after you close Hearth.
keyring-silent = Your keyring isn’t responding.
keyring-silent-as-of = Your keyring isn’t responding. Showing posts loaded at { $time }.
keyring-silent-until-exit = Your keyring isn’t responding. Until it does, you’ll need to sign in again each time you start Hearth.
keyring-region = Keyring
keyring-unlock = Unlock
keyring-unlock-first = Your keyring is locked, and your session is stored in it. Unlock it, then try again.
keyring-not-unlocked = Your keyring wasn’t unlocked.
keyring-no-answer = Your keyring isn’t responding. Try again in a moment.

## A file under a passphrase, where there is no keychain.

passphrase-needed = Your session is protected by a passphrase. Enter it to go online.
passphrase-needed-until-exit = Your sessions are protected by a passphrase. Enter it to stay signed in after you close Hearth.
passphrase-begin = Use a passphrase…
passphrase-heading = Enter your passphrase
passphrase-heading-new = Stay signed in with a passphrase
passphrase-intro = Your sessions on this computer are encrypted with it.
passphrase-intro-new = Hearth encrypts your sessions in a file with it, and asks for it at each start. Nobody can recover it: without it you sign in again.
passphrase-label = Passphrase
passphrase-forgotten = I forgot it
passphrase-use = Use this passphrase
passphrase-wrong = Wrong passphrase.
passphrase-damaged = The file with your sessions is damaged. Sign in again to replace it.

## The check of a server.

check-heading = Server
check-intro = What the server supports and how fast it answers. Nothing is changed there.
check-begin = Check this server
check-title = Server check
check-running = Checking…
check-compare = Compare with
check-compare-none = No other server
check-finding = Finding
check-copy = Copy as text
check-reached = Answers
check-local-off = The server of this computer isn’t running.
check-yes = Yes
check-no = No
check-program = Program
check-program-hearth = Hearth { $version }
check-program-other = Another backend of the same API
check-encryption = Connection
check-encryption-local = Private to this computer
# $version is the version of a protocol, such as HTTP/2.
check-encryption-tls = Encrypted (TLS, { $version })
check-encryption-none = Not encrypted ({ $version })
check-certificate = Certificate
check-certificate-value = From { $issuer }, valid until { $date }
check-latency = Time to answer
check-milliseconds =
    { $count ->
        [one] { $count } millisecond
       *[other] { $count } milliseconds
    }
check-clock = Clock
check-clock-unknown = The server doesn’t tell the time
check-clock-same = Same as this computer’s
check-clock-ahead =
    { $count ->
        [one] { $count } second ahead of this computer’s
       *[other] { $count } seconds ahead of this computer’s
    }
check-clock-behind =
    { $count ->
        [one] { $count } second behind this computer’s
       *[other] { $count } seconds behind this computer’s
    }
check-events = Live updates
check-text-search = Search in posts
check-people-search = Search for people
check-names = Display names
check-sort = Top and hot posts
check-drafts = Drafts
check-idempotency = A post is saved once, even if the connection is lost
check-sessions = List of your sessions
check-account = Account settings
