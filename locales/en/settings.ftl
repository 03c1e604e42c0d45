### Settings: the account, how the app looks and reads, what it is.

settings-heading = Settings
settings-account = Account
settings-since = , member since { $date }
settings-no-accounts = This server does not support changing the password, adding a phone number or deleting the account.
settings-phone = Phone number
settings-phone-hint = It is not shown to anyone else. Leave it empty to remove it.
settings-phone-save = Save phone number
settings-phone-saved = Phone number saved.
settings-phone-removed = Phone number removed.
settings-password-current = Current password
settings-password-new = New password
settings-password-change = Change password
settings-password-changed = Password changed. You are signed out everywhere else.
settings-data = Your data
settings-data-intro = Everything you wrote here, including drafts, as a file in your downloads.
settings-export-markdown = Export as Markdown
settings-export-json = Export as JSON
settings-export-cancel = Cancel export
settings-exported = Exported to { $path }
settings-delete = Delete account
settings-delete-warning = This also deletes your posts, drafts and votes, here and on the server. It cannot be undone: export your data first.
settings-delete-password = Your password
settings-delete-keep = Keep account
settings-delete-confirm = Delete account permanently
settings-delete-begin = Delete account…
settings-about = About
settings-about-data = Data on this computer
settings-about-licence = Licence
settings-about-licence-text = MIT or Apache 2.0. The bundled PostgreSQL: PostgreSQL Licence, with OpenSSL (Apache 2.0) and ICU (Unicode).

## The file with everything that somebody wrote. $time is in UTC and the same in every language.

export-heading = Posts of { $email }
export-published =
    { $count ->
        [one] { $time }, { $count } vote
       *[other] { $time }, { $count } votes
    }
export-draft = { $time }, draft
