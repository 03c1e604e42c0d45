### Why there is no connection to a server, and what the keychain has to do with it.

## At the address of a server that was entered. $address is as short as `localhost:8000`.

address-refused = Nothing answers at { $address }: the connection was refused. Check the address and its port, and that the server runs.
address-dns-failure = There is no { $address } on the network. Check the spelling, and that you are connected.
address-network-unreachable = { $address } cannot be reached from here. Check that you are connected to the network.
address-timed-out = { $address } does not answer. Check the address, or try again later.
address-lost = { $address } gave no answer that Hearth understands. Check the address and its port.
address-failed = No connection to { $address } could be made. Check the address; the log has the cause.
address-certificate-untrusted = The certificate of { $address } is self-signed, or from an issuer that this computer does not trust. Check the address, or ask whoever runs the server.
address-certificate-expired = The certificate of { $address } has expired. Check the clock of this computer, or ask whoever runs the server.
address-certificate-not-yet = The certificate of { $address } is not valid yet. Check the clock of this computer, or ask whoever runs the server.
address-certificate-name = The certificate of { $address } is for another name. Check the address, or ask whoever runs the server.
address-certificate-revoked = The certificate of { $address } was revoked by its issuer. Ask whoever runs the server.
address-certificate-invalid = The certificate of { $address } is not valid for a server. Ask whoever runs the server.
address-no-tls = { $address } does not answer with TLS. Check the port. If the server has no TLS, write http:// before its address.
address-tls-required = { $address } answers only with TLS. Write https:// before its address.
address-tls-mismatch = { $address } and this computer have no version of TLS in common. Ask whoever runs the server.
# Here $address is a whole one, such as https://hearth.example.org/.
address-redirected = This address redirects to { $address }. If you trust that one, enter it instead.
address-not-hearth = What answers at { $address } is not a Hearth server. Check the address, or ask whoever runs it.

## Of a server that was there before.

error-insecure = There is no secure connection to the server ({ $cause }). Check the clock of this computer and its network, or ask whoever runs the server.
error-redirected = The server redirects to another one. Check your network, or ask whoever runs the server.
error-no-answer = The server did not answer. Try again.
cause-timed-out = it took too long
cause-failed = the connection failed
cause-certificate-untrusted = its certificate is not from a trusted issuer
cause-certificate-expired = its certificate has expired
cause-certificate-not-yet = its certificate is not valid yet
cause-certificate-name = its certificate is for another name
cause-certificate-revoked = its certificate was revoked
cause-certificate-invalid = its certificate is not valid
cause-no-tls = it does not answer with TLS
cause-tls-required = it answers only with TLS
cause-tls-mismatch = no version of TLS in common

## The keychain, which desktops call a keyring.

keyring-locked = Your keyring is locked.
keyring-locked-as-of = Your keyring is locked. Showing what was loaded at { $time }.
keyring-locked-until-exit = Your keyring is locked. Unless you unlock it, you will be asked to sign in again after closing Hearth.
keyring-silent = Your keyring does not answer.
keyring-silent-as-of = Your keyring does not answer. Showing what was loaded at { $time }.
keyring-silent-until-exit = Your keyring does not answer. Unless it does, you will be asked to sign in again after closing Hearth.
keyring-region = Keyring
keyring-unlock = Unlock
keyring-unlock-first = Your keyring is locked, and your session is in it. Unlock it, then try again.
keyring-not-unlocked = Your keyring was not unlocked.
keyring-no-answer = Your keyring does not answer. Try again in a moment.
