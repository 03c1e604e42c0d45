### What fails when the app asks a server, or this computer, for something.

error-session-ended = Your session has ended. Sign in again to continue.
error-session-ended-elsewhere = You were signed out: this session was ended on another device, or the password was changed there. What you typed is kept. Sign in again to continue.
error-refused-once = The server rejected your session, but accepts it again. Try again.
error-too-many-accounts =
    { $count ->
        [one] This app can’t hold more than { $count } account. Sign out of it first.
       *[other] This app can’t hold more than { $count } accounts. Sign out of one first.
    }
error-unreachable = The server isn’t responding ({ $cause }). Check that it is running and that you are connected, then try again.
error-local-server-away = Hearth’s server on this computer isn’t responding and is being restarted. Try again in a few seconds.
error-timed-out = The server took too long to respond. Your change may have been made: refresh before you try again.
error-connection-lost = The connection to the server was lost. Your change may have been made: refresh before you try again.
error-server-disk-full = The server’s disk is full, so nothing was saved. Free some space, then try again.
# $status is the number of an HTTP status.
error-server-failed = The server reported an error (status { $status }). Try again in a moment.
error-not-a-hearth-server = This address isn’t a Hearth server. Check it, or contact the server’s administrator.
error-unreadable-session = The server sent a session that this app can’t read. Contact the server’s administrator.
error-not-your-post = You can only change your own posts.
error-post-gone = This post is no longer available. Its author deleted or unpublished it.
error-person-gone = This person’s account and posts were deleted.
error-conflict = This already exists, or it was changed in the meantime. Refresh, then try again.
error-too-long = This is longer than the server accepts. Shorten it, then try again.
error-invalid = The server doesn’t accept what you entered.
error-too-often = Too many attempts. Wait a minute, then try again.
error-too-often-seconds =
    { $count ->
        [one] Too many attempts. Try again in { $count } second.
       *[other] Too many attempts. Try again in { $count } seconds.
    }
error-too-often-minutes =
    { $count ->
        [one] Too many attempts. Try again in { $count } minute.
       *[other] Too many attempts. Try again in { $count } minutes.
    }
error-too-many-drafts = You have as many drafts as this server allows. Publish or delete a draft first.
error-too-often-unchanged = Too many attempts. Nothing was changed. Wait a minute, then try again.
error-export-endless = The server sends the same posts over and over, or more than there can be. Nothing was exported. Contact the server’s administrator.
error-export-too-large = Your posts are more than 256 MiB of text, which is more than an export can hold. Nothing was exported.
error-refused = The server refused the request: { $cause } (status { $status }).

## Causes, as parts of the sentences above and of those about the database.

cause-connection-refused = the connection was refused
cause-dns-failure = its name was not found
cause-network-unreachable = the network is unreachable
cause-disk-full = the disk is full
cause-read-only = the disk is read-only
cause-permission = permission denied
cause-not-found = it doesn’t exist
# $code is the number of an error of the operating system.
cause-system = system error { $code }
cause-unknown = the log has the cause
cause-invalid-path = the path contains invalid characters

## About single fields of a form.

error-email-incomplete = Enter a complete email, for example ada@example.org.
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
error-field-refused = The server doesn’t accept this: { $cause }.
error-phone-number = Enter 3 to 32 digits, spaces or the characters + - ( ). Nothing was changed.
error-wrong-password = Wrong password. Nothing was changed.
error-wrong-credentials = Wrong email or password.
error-address-taken = An account with this email already exists. Sign in instead, or use another email.

## About the address of a server.

error-address-empty = Enter the address of a server, for example hearth.example.org.
error-address-unreadable = This isn’t a server address. Enter one such as hearth.example.org or http://localhost:8000.
error-address-scheme = Hearth connects with https:// or http://, not { $scheme }://.
error-address-credentials = Leave the name and password out of the address. You’ll sign in later.

## About this computer.

error-file = Can’t use a file: { $cause }. Free some space or allow access, then try again.
error-no-browser = Can’t open a browser. Copy the address and open it yourself.
error-no-file-manager = Can’t open a file manager. The file is where you saved it.
error-link-refused = This link can’t be opened: Hearth opens only web and email links.
error-no-server-chosen = Choose a server first.
error-invalid-scroll-position = This position in the list isn’t valid.
error-draft-not-saved-disk-full = Your draft isn’t saved on this device: the disk is full. Free some space, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-too-long = Your draft isn’t saved on this device: it is longer than 8 MiB. Shorten it, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-too-many =
    { $count ->
        [one] Your draft isn’t saved on this device: { $count } post is already in progress. Finish or discard it, or copy the text elsewhere before you close Hearth.
       *[other] Your draft isn’t saved on this device: { $count } posts are already in progress. Finish or discard some, or copy the text elsewhere before you close Hearth.
    }
error-draft-not-saved-read-only = Your draft isn’t saved on this device: the disk is read-only. Make it writable, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-permission = Your draft isn’t saved on this device: Hearth can’t write to its data directory. Allow access, or copy the text elsewhere before you close Hearth.
error-draft-not-saved-other = Your draft isn’t saved on this device: the disk reports an error ({ $cause }). Check it, or copy the text elsewhere before you close Hearth.

## What was done.

account-deleted = Your account was deleted, with all its posts and votes.
