### While the server is away: what was loaded, and what waits to be sent.

offline-banner = Offline. Showing what was loaded at { $time }.
# Something answers at the server's address, and its certificate is refused.
offline-insecure = Not connected: the server’s certificate isn’t valid, or isn’t the one you trusted. Showing what was loaded at { $time }.
offline-check-address = Check the certificate
offline-region = Connection
offline-try-now = Reconnect now
offline-no-answer = Still no answer. Hearth keeps trying.
# Somebody asked for the list anew.
offline-list-stays = The server is unavailable. The list will refresh when it is back.
offline-outbox-full = Too many changes are waiting to be sent. Wait until the server is back, then try again.
offline-too-late = This post is being sent and can’t be changed here any more.

offline-post-waits = Your post will be sent when the server is back.
offline-draft-waits = Your draft will be sent when the server is back.
offline-waiting-heading = Not sent yet
offline-waiting = Waiting to be sent
offline-unsure = Waiting to confirm that it arrived
offline-refused = Not sent: the server rejected it
offline-refused-too-long = Not sent: longer than the server accepts
offline-edit = Edit
offline-discard = Discard
offline-discarded = “{ $title }” discarded
offline-undo = Undo
offline-composer-full = Finish or discard the post you are writing first.
offline-sent = “{ $title }” sent
# $count is always more than one.
offline-sent-many =
    { $count ->
        [one] { $count } post sent
       *[other] { $count } posts sent
    }
offline-hidden =
    { $count ->
        [one] { $count } more post is waiting.
       *[other] { $count } more posts are waiting.
    }
offline-show-more = Show more
offline-vote-waits = Your vote will be sent when the server is back
offline-vote-dropped = A vote wasn’t counted, because its post is gone.
offline-unreadable = Some unsent changes couldn’t be read. They are kept in { $path }

## Signing out.

sign-out-unsent-heading = Not everything has been sent
sign-out-unsent-posts =
    { $count ->
        [one] { $count } post has not been sent yet.
       *[other] { $count } posts have not been sent yet.
    }
sign-out-unsent-votes =
    { $count ->
        [one] { $count } vote has not been sent yet.
       *[other] { $count } votes have not been sent yet.
    }
sign-out-unsent = They stay on this device, visible only to you, and will be sent when you sign in here again.
sign-out-unfinished-heading = You have unfinished text
sign-out-unfinished =
    { $count ->
        [one] Your unfinished text stays on this device, visible only to you, for when you sign in here again.
       *[other] Your { $count } unfinished texts stay on this device, visible only to you, for when you sign in here again.
    }
sign-out-cancel = Stay signed in
sign-out-confirm = Sign out
