### While the server is away: what was loaded, and what waits to be sent.

offline-banner = Offline. Showing what was loaded at { $time }.
offline-region = Connection
offline-try-now = Try now
offline-outbox-full = Too much waits to be sent already. Wait until the server is back, then try again.
offline-too-late = This post is just being sent, so it can no longer be changed here.

offline-post-waits = Your post is sent as soon as the server is back.
offline-draft-waits = Your draft is sent as soon as the server is back.
offline-waiting-heading = Not sent yet
offline-waiting = Waiting to be sent
offline-unsure = Waiting to hear whether it arrived
offline-refused = Not sent: the server does not take it
offline-refused-too-long = Not sent: it is longer than the server takes
offline-edit = Edit
offline-discard = Discard
offline-discarded = “{ $title }” is discarded.
offline-undo = Undo
offline-composer-full = Finish or discard the post that you are writing first.
offline-sent = “{ $title }” is sent.
# $count is always more than one.
offline-sent-many =
    { $count ->
        [one] { $count } post is sent.
       *[other] { $count } posts are sent.
    }
offline-hidden =
    { $count ->
        [one] { $count } more post waits.
       *[other] { $count } more posts wait.
    }
offline-show-more = Show more
offline-vote-waits = Your vote is sent as soon as the server is back
offline-vote-dropped = A vote was not counted: its post is gone.
offline-unreadable = Some of what waited to be sent cannot be read. It is kept in { $path }

## Signing out.

offline-leave-heading = Not everything is sent
offline-leave-posts =
    { $count ->
        [one] { $count } post is not sent yet.
       *[other] { $count } posts are not sent yet.
    }
offline-leave-votes =
    { $count ->
        [one] { $count } vote is not sent yet.
       *[other] { $count } votes are not sent yet.
    }
offline-leave = They stay on this computer, for you alone, and are sent when you sign in here again.
offline-leave-stay = Stay signed in
offline-leave-go = Sign out
