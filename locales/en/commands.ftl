### Everything that a person can do: in the palette, the help and the menu bar.

command-post-next = Next post
command-post-previous = Previous post
command-post-open = Open the post
command-post-vote = Vote, or take the vote back
command-post-edit = Edit your post
command-post-delete = Delete your post
command-undo-delete = Undo the deletion
command-post-author = Show the author’s posts
command-post-copy-link = Copy the post’s link
command-refresh = Load what is new
command-toggle-paged = Read page by page, or without pages

command-go-new = New
command-go-top = Top
command-go-hot = Hot
command-go-mine = My posts
command-go-drafts = My drafts
command-search = Search titles
command-go-back = Back
command-reconnect = Try now whether the server is back

command-write = Write a post
command-publish = Publish what you are writing
command-keep-draft = Save what you are writing as a draft

command-palette = Search everything
command-help = Keyboard shortcuts
command-settings = Settings
command-theme-light = Light colours
command-theme-dark = Dark colours
command-theme-system = Colours as the desktop
command-text-larger = Larger text
command-text-smaller = Smaller text
command-text-usual = Usual size of text
command-density-comfortable = Comfortable density
command-density-compact = Compact density
command-contrast-system = Contrast as the system
command-contrast-more = More contrast
command-language-system = Language as the system
command-language-en = Language: English
command-language-ar = Language: العربية
command-toggle-notifications = Turn notifications of votes on or off
command-notifications-on = You are told of votes on your posts now.
command-notifications-off = You are no longer told of votes on your posts.
command-toggle-tray = Turn staying in the tray on or off
command-tray-on = Closing the window keeps Hearth in the tray now.
command-tray-off = Closing the window ends Hearth now.
command-toggle-login = Turn starting at login on or off
command-login-on = Hearth starts at login now.
command-login-off = Hearth no longer starts at login.
command-menu-bar = Show or hide the menu bar
command-export-json = Export your data as JSON
command-export-markdown = Export your data as Markdown
command-exported = Your data is in { $path }
command-about = About Hearth
command-change-place = Choose another place
command-sign-out = Sign out
command-close = Close the window
command-quit = Quit

command-group-posts = Posts
command-group-go = Going somewhere
command-group-write = Writing
command-group-app = The app

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
palette-search = A command, setting, person or title
palette-commands = Commands
palette-people = Posts by
palette-search-titles = Search titles for “{ $text }”
palette-none = Nothing is called “{ $text }”.
palette-count =
    { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
palette-searching = Searching the server…
palette-unsearched = Only posts that are loaded were searched. { $reason }

## The help.

shortcuts-title = Keyboard shortcuts
shortcuts-note = Single keys act when you are not typing.
shortcuts-close = Close

# While a sequence of keys is under way: what may follow.
shortcuts-following = Go to

# The first thing that Tab reaches.
skip-to-posts = Skip to the posts

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
