### Everything that a person can do: in the palette, the help and the menu bar.

command-post-next = Next post
command-post-previous = Previous post
command-post-open = Open post
command-post-vote = Vote or remove vote
command-post-edit = Edit post
command-post-delete = Delete post
command-undo-delete = Undo delete
command-post-author = Show author’s posts
command-post-copy-link = Copy post link
command-post-copy-text = Copy post text
command-find = Find in post
command-find-next = Find next
command-find-previous = Find previous
command-print = Print post…
command-refresh = Refresh
command-toggle-paged = Toggle loading page by page
command-paged-on = Posts now load page by page.
command-paged-off = Posts now load as you scroll.

command-go-new = New
command-go-top = Top
command-go-hot = Hot
command-go-mine = My posts
command-go-drafts = Drafts
command-go-outbox = Outbox
command-search = Search posts
command-go-back = Back
command-reconnect = Reconnect now

command-write = Write a post
command-publish = Publish post
command-keep-draft = Save draft
command-format-bold = Bold
command-format-italic = Italic
command-format-link = Link
command-format-bullets = Bulleted list
command-format-numbers = Numbered list
command-format-quote = Quote
command-format-code = Code

command-palette = Search everything
command-help = Keyboard shortcuts
command-settings = Settings
command-theme-light = Theme: Light
command-theme-dark = Theme: Dark
command-theme-system = Theme: Follow system
command-text-larger = Increase text size
command-text-smaller = Decrease text size
command-text-usual = Reset text size
command-full-screen = Full screen
command-density-comfortable = Density: Comfortable
command-density-compact = Density: Compact
command-contrast-system = Contrast: Follow system
command-contrast-more = Contrast: High
command-language-system = Language: Follow system
command-language-en = Language: English
command-language-ar = Language: العربية
command-toggle-notifications = Toggle vote notifications
command-notifications-on = Vote notifications are on.
command-notifications-off = Vote notifications are off.
command-toggle-tray = Toggle keeping Hearth in the tray
command-tray-on = Closing the window now keeps Hearth running in the tray.
command-tray-off = Closing the window now quits Hearth.
command-toggle-login = Toggle start at login
command-login-on = Hearth will start at login.
command-login-off = Hearth will no longer start at login.
command-menu-bar = Toggle menu bar
command-menu-open = Focus menu bar
command-export-json = Export your data as JSON
command-export-markdown = Export your data as Markdown
command-exported = Exported to { $path }
command-about = About Hearth
command-account-1 = Switch to account 1
command-account-2 = Switch to account 2
command-account-3 = Switch to account 3
command-account-4 = Switch to account 4
command-account-5 = Switch to account 5
command-account-6 = Switch to account 6
command-account-7 = Switch to account 7
command-account-8 = Switch to account 8
command-account-9 = Switch to account 9
command-add-account = Add an account…
command-manage-accounts = Manage accounts…
command-change-server = Change server
command-sign-out = Sign out
command-close = Close window
command-quit = Quit

command-group-posts = Posts
command-group-go = Navigation
command-group-write = Writing
command-group-app = App

## The names of keys.

key-control = Ctrl
key-alt = Alt
key-shift = Shift
key-enter = Enter
key-escape = Esc
key-delete = Delete
# Between keys that are pressed one after the other.
key-then = then
# Between ways to do the same.
key-or = or

## The palette.

palette-title = Search everything
palette-search = Search commands, settings, people and titles
palette-commands = Commands
palette-people = Posts by
palette-search-titles = Search titles for “{ $text }”
palette-search-posts = Search posts for “{ $text }”
palette-none = No results for “{ $text }”.
palette-count =
    { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
palette-searching = Searching the server…
palette-unsearched = Only loaded posts were searched. { $reason }

## The help.

shortcuts-title = Keyboard shortcuts
shortcuts-note = Single keys work when you are not typing.
shortcuts-close = Close

# While a sequence of keys is under way: what may follow.
shortcuts-following = Go to

# The first thing that Tab reaches.
skip-to-posts = Skip to posts

## The menu bar. An ampersand stands before the letter that Alt chooses.

menu-file = &File
menu-edit = &Edit
menu-view = &View
menu-go = &Go
menu-help = &Help
menu-undo = Undo
menu-redo = Redo
menu-cut = Cut
menu-copy = Copy
menu-paste = Paste
menu-select-all = Select all

## The menu of the right mouse button.

menu-open = Open
menu-open-in-browser = Open in browser
menu-copy-link = Copy link
