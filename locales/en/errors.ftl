### What fails when the app asks a server, or this computer, for something.

error-session-ended = Your session has ended. Sign in again to go on.
error-unreachable = The server does not answer ({ $cause }). Check that it runs and that you are connected, then try again.
error-timed-out = The server took too long to answer. It may have done what you asked: reload before you try again.
error-connection-lost = The connection to the server broke. It may have done what you asked: reload before you try again.
error-server-disk-full = The server's disk is full, so nothing was saved. Make room, then try again.
# $status is the number of an HTTP status.
error-server-failed = The server has a problem of its own (status { $status }). Try again in a moment.
error-not-a-hearth-server = What answers there is not a Hearth server. Check the address, or ask whoever runs it.
error-unreadable-session = The server gave a session that this app cannot read. Tell whoever runs it.
error-not-your-post = This post is not yours, so you cannot change it.
error-post-gone = This post is gone. Its author has deleted or withdrawn it.
error-person-gone = This person's account is gone, and their posts with it.
error-conflict = The server has this already, or it was changed meanwhile. Reload, then try again.
error-too-long = This is longer than the server takes. Shorten it, then try again.
error-invalid = The server does not accept what was entered.
error-too-often = That was too often in a short time. Wait a minute, then try again.
error-too-often-unchanged = That was too often in a short time. Nothing was changed; wait a minute, then try again.
error-refused = The server refused: { $cause } (status { $status }).

## Causes, as parts of the sentences above and of those about the database.

cause-nobody-listens = nobody listens there
cause-unknown-name = its name is not known
cause-no-way = no way leads there
cause-disk-full = the disk is full
cause-read-only = the disk is read-only
cause-permission = permission denied
cause-not-there = it is not there
cause-odd-name = the path has characters that cannot be written there

## About single fields of a form.

error-email-incomplete = Enter a complete e-mail address, for example ada@example.org.
error-password-too-short =
    { $count ->
        [one] Use at least { $count } character.
       *[other] Use at least { $count } characters.
    }
error-password-too-long =
    { $count ->
        [one] Use at most { $count } byte.
       *[other] Use at most { $count } bytes.
    }
error-field-missing = Fill this in.
error-field-refused = The server does not accept this: { $cause }.
error-phone-number = Use digits, spaces and + - ( ) only, at least 3 and at most 32 of them. Nothing was changed.
error-wrong-password = This is not your password. Nothing was changed.
error-wrong-credentials = The address or the password is not right. Check both, then try again.
error-address-taken = There is an account with this address already. Sign in to it, or use another address.

## About the address of a server.

error-address-empty = Enter the address of a server, for example hearth.example.org.
error-address-unreadable = This is not the address of a server. It looks like hearth.example.org or http://localhost:8000.
error-address-scheme = Hearth speaks https:// and http://, not { $scheme }://.
error-address-credentials = Leave the name and password out of the address; you sign in later.

## About this computer.

error-file = A file cannot be used: { $cause }. Make room or allow access, then try again.
error-no-browser = No browser could be started. Copy the address and open it there yourself; nothing in Hearth has changed.
error-link-refused = Hearth opens links to the web and to mail only; this is neither.
error-no-place-chosen = No server is chosen yet. Choose one first.
error-no-place-in-feed = This is no place in the feed.
error-not-kept-disk-full = What you are writing is not kept on this computer: the disk is full. Make room, or copy the text elsewhere before you close Hearth.
error-not-kept-too-long = What you are writing is not kept on this computer: it is longer than 8 MiB. Shorten it, or copy the text elsewhere before you close Hearth.
error-not-kept-too-many =
    { $count ->
        [one] What you are writing is not kept on this computer: { $count } post is begun already. Finish or discard it, or copy the text elsewhere before you close Hearth.
       *[other] What you are writing is not kept on this computer: { $count } posts are begun already. Finish or discard some, or copy the text elsewhere before you close Hearth.
    }
error-not-kept-read-only = What you are writing is not kept on this computer: the disk is read-only. Make it writable, or copy the text elsewhere before you close Hearth.
error-not-kept-permission = What you are writing is not kept on this computer: Hearth may not write to its data directory. Allow it, or copy the text elsewhere before you close Hearth.
error-not-kept-other = What you are writing is not kept on this computer: the disk refuses ({ $cause }). Check it, or copy the text elsewhere before you close Hearth.

## What was done.

account-deleted = Your account is deleted, with all its posts and votes.
