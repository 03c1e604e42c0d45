### Words that several screens share.

# The language's own name, as it is offered in Settings.
language-name = English
common-cancel = Cancel
common-close = Close
common-copy = Copy
common-copied = Copied
common-copy-details = Copy details
common-dismiss = Dismiss
common-try-again = Try again
common-back = Back
common-back-title = Back ({ $keys })
common-close-title = Close ({ $keys })
common-loading = Loading
common-defect = Something went wrong in Hearth. Your text is safe. Try again, or restart the app if it keeps happening.
common-this-computer = This computer
common-no-keychain = Hearth can’t use a keyring on this computer, so you’ll need to sign in again each time you start it.
# The title of the window’s page: which screen it is.
screen-title = { $screen } · Hearth

## How long ago something was, in few words.

time-ago-now = just now
time-ago-minutes =
    { $count ->
        [one] { $count } min
       *[other] { $count } min
    }
time-ago-hours =
    { $count ->
        [one] { $count } h
       *[other] { $count } h
    }
time-ago-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }

## Passwords.

password-label = Password
password-hint =
    { $count ->
        [one] At least { $count } character.
       *[other] At least { $count } characters.
    }
password-show = Show password
password-hide = Hide password
