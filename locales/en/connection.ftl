### Why there is no connection to a server, and what the keychain has to do with it.

## At the address of a server that was entered. $address is as short as `localhost:8000`.

address-refused = { $address } refused the connection. Check the address and the port, and make sure the server is running.
address-dns-failure = Can’t find { $address }. Check the spelling and your network connection.
address-network-unreachable = Can’t reach { $address }. Check your network connection.
address-timed-out = { $address } isn’t responding. Check the address, or try again later.
address-lost = { $address } sent a response that Hearth doesn’t understand. Check the address and the port.
address-failed = Can’t connect to { $address }. Check the address. The log has the details.
address-certificate-untrusted = The certificate of { $address } is self-signed, or its issuer isn’t trusted by this computer. Check the address, or contact the server’s administrator.
address-certificate-expired = The certificate of { $address } has expired. Check this computer’s clock, or contact the server’s administrator.
address-certificate-not-yet = The certificate of { $address } isn’t valid yet. Check this computer’s clock, or contact the server’s administrator.
address-certificate-name = The certificate of { $address } is for another name. Check the address, or contact the server’s administrator.
address-certificate-revoked = The certificate of { $address } was revoked. Contact the server’s administrator.
address-certificate-invalid = The certificate of { $address } isn’t valid for a server. Contact the server’s administrator.
address-no-tls = { $address } doesn’t support secure connections (TLS). Check the port. If the server really has no TLS, enter http:// before the address.
address-tls-required = { $address } accepts only secure connections. Enter https:// before the address.
address-tls-mismatch = { $address } and this computer support no TLS version in common. Contact the server’s administrator.
# Here $address is a whole one, such as https://hearth.example.org/.
address-redirected = This address redirects to { $address }. If you trust it, enter that address instead.
address-not-hearth = This address isn’t a Hearth server: { $address }. Check it, or contact the server’s administrator.

## Of a server that was there before.

error-insecure = Can’t connect to the server securely: { $cause }. Check this computer’s clock and network, or contact the server’s administrator.
error-redirected = The server redirects to another server. Check your network, or contact the server’s administrator.
error-no-answer = The server didn’t respond. Try again.
cause-timed-out = it took too long
cause-failed = the connection failed
cause-certificate-untrusted = its certificate isn’t from a trusted issuer
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
