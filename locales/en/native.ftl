### What the desktop shows of the app: its tray, its notifications, its start at login.

# The name of the window and of the icon in the tray.
native-title = Hearth
native-title-unread =
    { $count ->
        [one] ({ $count } new post) Hearth
       *[other] ({ $count } new posts) Hearth
    }

## The menu of the icon in the tray.

native-tray-show = Show Hearth
native-tray-write = Write a post…
native-tray-unread = Unread: { $count }
native-tray-quit = Quit

## Notifications.

native-votes-summary = New votes
# Where there is more than one account.
native-votes-summary-account = New votes for { $account }
native-votes-on-post =
    { $votes ->
        [one] { $votes } new vote on “{ $title }”
       *[other] { $votes } new votes on “{ $title }”
    }
# $posts is always more than three.
native-votes-on-posts =
    { $votes ->
        [one] { $votes } new vote on { $posts } of your posts
       *[other] { $votes } new votes on { $posts } of your posts
    }
# The button of a notification.
native-open = Open

## The settings.

desktop-heading = Desktop
desktop-notifications = Notify me about votes on my posts
desktop-notifications-note = Votes that arrive together are grouped. There are no notifications while this window is in front.
desktop-notifications-none = This desktop doesn’t support notifications.
desktop-notifications-server = This server doesn’t report votes.
desktop-keep-in-tray = Keep Hearth in the tray
desktop-keep-in-tray-note = Closing the window hides it. Hearth keeps running until you quit from the tray.
desktop-keep-in-tray-none = This desktop has no tray.
desktop-login = Start Hearth at login
desktop-login-note = Hearth opens its window, or starts in the tray if you keep it there.
desktop-login-none = This desktop doesn’t support starting Hearth at login.
desktop-menu-bar = Show menu bar
desktop-menu-bar-note = F10 shows it at any time.

native-login-failed = Couldn’t change whether Hearth starts at login ({ $reason }). Try again.
