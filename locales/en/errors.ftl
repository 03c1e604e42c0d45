### What fails when the app asks a server, or this computer, for something.

error-session-ended = Your session has ended. Sign in again to go on.
error-unreachable = The server does not answer ({ $cause }). Check that it runs and that you are connected, then try again.
error-local-server-away = Hearth's own server on this computer does not answer at the moment. It is being started again: try again in a few seconds.
error-timed-out = The server took too long to answer. It may have done what you asked: reload before you try again.
error-connection-lost = The connection to the server broke. It may have done what you asked: reload before you try again.
error-server-disk-full = The server's disk is full, so nothing was saved. Make room, then try again.
# $status is the number of an HTTP status.
error-server-failed = The server reported an error (status { $status }). Try again in a moment.
error-not-a-hearth-server = What answers there is not a Hearth server. Check the address, or ask whoever runs it.
error-unreadable-session = The server sent a session that this app cannot read. Tell whoever runs it.
error-not-your-post = This post is not yours, so you cannot change it.
error-post-gone = This post is no longer available. Its author deleted or unpublished it.
error-person-gone = This person’s account was deleted, and their posts with it.
error-conflict = The server has this already, or it was changed in the meantime. Reload, then try again.
error-too-long = This is longer than the server accepts. Shorten it, then try again.
error-invalid = The server does not accept what was entered.
error-too-often = Too many attempts. Wait a minute, then try again.
error-too-often-unchanged = Too many attempts. Nothing was changed; wait a minute, then try again.
error-export-endless = The server sends the same posts over and over, or more than can be true. Nothing was exported. Tell whoever runs it.
error-export-too-large = Your posts are more than 256 MiB of text, which is more than an export can hold. Nothing was exported.
error-refused = The server refused: { $cause } (status { $status }).

## Causes, as parts of the sentences above and of those about the database.

cause-connection-refused = the connection was refused
cause-dns-failure = its name was not found
cause-network-unreachable = the network is unreachable
cause-disk-full = the disk is full
cause-read-only = the disk is read-only
cause-permission = permission denied
cause-not-found = it does not exist
# $code is the number of an error of the operating system.
cause-system = system error { $code }
cause-unknown = the log has the cause
cause-invalid-path = the path contains invalid characters

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
error-text-too-long =
    { $count ->
        [one] Use at most { $count } character.
       *[other] Use at most { $count } characters.
    }
error-field-missing = This field is required.
error-field-refused = The server does not accept this: { $cause }.
error-phone-number = Use digits, spaces and + - ( ) only, at least 3 and at most 32 of them. Nothing was changed.
error-wrong-password = Wrong password. Nothing was changed.
error-wrong-credentials = Wrong email address or password. Check both, then try again.
error-address-taken = An account with this address already exists. Sign in to it, or use another address.

## About the address of a server.

error-address-empty = Enter the address of a server, for example hearth.example.org.
error-address-unreadable = This is not the address of a server. It looks like hearth.example.org or http://localhost:8000.
error-address-scheme = Hearth speaks https:// and http://, not { $scheme }://.
error-address-credentials = Leave the name and password out of the address; you sign in later.

## About this computer.

error-file = A file cannot be used: { $cause }. Make room or allow access, then try again.
error-no-browser = No browser could be started. Copy the address and open it there yourself; nothing in Hearth has changed.
error-link-refused = Hearth opens links to the web and to mail only; this is neither.
error-no-server-chosen = No server is chosen yet. Choose one first.
error-invalid-scroll-position = This position in the feed is not valid.
error-draft-not-saved-disk-full = Your draft is not saved on this computer: the disk is full. Make room, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-too-long = Your draft is not saved on this computer: it is longer than 8 MiB. Shorten it, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-too-many =
    { $count ->
        [one] Your draft is not saved on this computer: { $count } post is already in progress. Finish or discard it, or copy the text elsewhere before you close Hearth.
       *[other] Your draft is not saved on this computer: { $count } posts are already in progress. Finish or discard some, or copy the text elsewhere before you close Hearth.
    }
error-draft-not-saved-read-only = Your draft is not saved on this computer: the disk is read-only. Make it writable, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-permission = Your draft is not saved on this computer: Hearth may not write to its data directory. Allow it, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-other = Your draft is not saved on this computer: the disk refuses ({ $cause }). Check it, or copy the text elsewhere before you close Hearth.

## What was done.

account-deleted = Your account is deleted, with all its posts and votes.
