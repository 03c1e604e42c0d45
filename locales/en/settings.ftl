### Settings: the account, how the app looks and reads, what it is.

settings-heading = Settings
settings-account = Account
settings-since = , here since { $date }
settings-no-accounts = This server has no way to change the password, to keep a phone number or to delete the account.
settings-phone = Phone number
settings-phone-hint = Nobody else is told. Leave it empty for none.
settings-phone-save = Save phone number
settings-phone-saved = Your phone number is saved.
settings-phone-removed = Your phone number is removed.
settings-password-current = Current password
settings-password-new = New password
settings-password-change = Change password
settings-password-changed = Your password is changed. You are signed out everywhere else.
settings-data = Your data
settings-data-intro = Everything you wrote here, drafts too, as a file in your downloads.
settings-export-markdown = Export as Markdown
settings-export-json = Export as JSON
settings-exported = It is in { $path }
settings-delete = Delete account
settings-delete-warning = Your posts, drafts and votes go with it, here and on the server. This cannot be undone: export your data first.
settings-delete-password = Your password
settings-delete-keep = Keep account
settings-delete-confirm = Delete account for good
settings-delete-begin = Delete account…
settings-about = About
settings-about-data = Data on this computer
settings-about-licence = Licence
settings-about-licence-text = MIT or Apache 2.0. The PostgreSQL that it carries: PostgreSQL Licence, with OpenSSL (Apache 2.0) and ICU (Unicode).

## The file with everything that somebody wrote. $time is in UTC and the same in every language.

export-heading = Posts of { $email }
export-published =
    { $count ->
        [one] { $time }, { $count } vote
       *[other] { $time }, { $count } votes
    }
export-draft = { $time }, draft
