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
common-defect = Something went wrong inside Hearth. What you wrote is kept. Try again; if it happens again, restart the app.
common-this-computer = This computer
common-no-keychain = No keychain works on this computer, so you will be asked to sign in again after closing Hearth.
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
