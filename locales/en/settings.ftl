### Settings: the account, how the app looks and reads, what it is.

settings-heading = Settings
settings-categories = Categories
settings-notifications = Notifications
settings-keyboard = Keyboard
settings-account = Account
settings-since = Joined { $date }
settings-no-accounts = This server doesn’t support changing the password, adding a phone number or deleting the account.
settings-phone = Phone number
settings-phone-hint = Only you can see it. Leave it empty to remove it.
settings-phone-save = Save phone number
settings-phone-saved = Phone number saved
settings-phone-removed = Phone number removed
settings-password-current = Current password
settings-password-new = New password
settings-password-change = Change password
settings-password-changed = Password changed. You were signed out everywhere else.
settings-sessions = Where you’re signed in
settings-sessions-current = This device
settings-sessions-unknown = Unknown device
settings-sessions-hearth = Hearth { $version } on { $system }
settings-sessions-since = Signed in: { $date }
settings-sessions-seen = Last used: { $time }
settings-sessions-end = Sign out
settings-sessions-end-device = Sign out { $device }, last used: { $time }
settings-sessions-ended = That device is signed out.
settings-sessions-end-others-begin = Sign out everywhere else…
settings-sessions-end-others-warning = You stay signed in on this device. On all others you have to sign in again.
settings-sessions-end-others = Sign out everywhere else
settings-sessions-others-ended = You are signed out everywhere else.
settings-sessions-unlisted = This device is not in the list, because it signed in before the server kept one. Sign out and in again to add it.
settings-data = Your data
settings-data-intro = Everything you wrote on this server, including drafts, as one file.
settings-export-markdown = Export as Markdown
settings-export-json = Export as JSON
settings-export-cancel = Cancel export
settings-exported = Exported to { $path }
# The title of the dialog that asks where to.
export-dialog = Export your data
export-show = Show in folder
settings-delete = Delete account
settings-delete-warning = This permanently deletes your account with all its posts, drafts and votes. Consider exporting your data first.
settings-delete-password = Your password
settings-delete-keep = Keep account
settings-delete-confirm = Delete account permanently
settings-delete-begin = Delete account…
settings-about = About
settings-about-data = Data directory
settings-about-licence = Licence
settings-about-licence-text = MIT or Apache 2.0. Bundled PostgreSQL: PostgreSQL Licence, with OpenSSL (Apache 2.0) and ICU (Unicode).

## The file with everything that somebody wrote. $time is in UTC and the same in every language.

export-heading = Posts of { $email }
export-published =
    { $count ->
        [one] { $time }, { $count } vote
       *[other] { $time }, { $count } votes
    }
export-draft = { $time }, draft
