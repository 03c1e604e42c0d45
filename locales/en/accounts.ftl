### Several accounts: the list of them, and what is to be said of each.

accounts-heading = Accounts
accounts-others = Other accounts
accounts-add = Add an account
# In the palette.
accounts-switch = Switch to { $account }
# In the list of keyboard shortcuts, for nine keys together.
accounts-switch-any = Switch account
accounts-news = { $count } new

## The state of an account, where there is something to say.

accounts-connecting = Connecting…
accounts-offline = Offline
accounts-locked = Keyring locked
accounts-signed-out = Sign in again
accounts-failed = Can’t connect
accounts-off = Turned off

## In Settings.

accounts-move-up = Move { $account } up
accounts-move-down = Move { $account } down
accounts-edit = Edit { $account }
accounts-label = Name in this app
accounts-label-hint = Only you see it. Leave it empty to use the account’s own name.
accounts-accent = Colour
accounts-accent-ember = Ember
accounts-accent-moss = Moss
accounts-accent-sea = Sea
accounts-accent-sky = Sky
accounts-accent-plum = Plum
accounts-accent-rose = Rose
accounts-save = Save
accounts-sign-out = Sign out of { $account }
accounts-sign-out-warning = Sign out of { $account }? Posts and votes that haven’t been sent stay on this device and are sent when you sign in again.
accounts-signed-out-shown = Signed out of { $account }. Now showing { $shown }.
accounts-deleted-shown = Your account { $account } was deleted, with all its posts and votes. Now showing { $shown }.
accounts-sign-out-all-begin = Sign out of all accounts…
accounts-sign-out-all = Sign out of all accounts
accounts-sign-out-all-warning = You’ll have to sign in to each account again. Posts and votes that haven’t been sent stay on this device.
# Where an account has to sign in again, and somebody does not want that.
accounts-forget = Remove this account

## The server of this computer.

accounts-local-on = The server on this computer is running.
accounts-local-off = The server on this computer is turned off. Its posts stay on this computer.
accounts-local-off-heading = The server on this computer is turned off
accounts-local-turn-on = Turn on
accounts-local-turn-off = Turn off
accounts-local-setting = Server on this computer

## A link to a post on a server where there is no account.

accounts-elsewhere-heading = Another server
accounts-elsewhere = This post is on { $server }, where you have no account. Add one to read it.

## A session that is about to expire.

accounts-expires =
    { $count ->
        [one] Your session ends in { $count } minute.
       *[other] Your session ends in { $count } minutes.
    }
accounts-sign-in-again = Sign in again
