### Links and pictures in posts.

link-heading = Open this link in your browser?
link-open = Open link
link-unsupported = Hearth can’t open this link.
link-foreign-letters = This site’s name contains letters from other alphabets, which can imitate another name.
link-name-before = The part before the “@” isn’t the site. This link leads to { $host }.
link-other-site = The link’s text says { $named }, but the link leads to { $host }.
picture-show = Show picture
picture-show-named = Show picture: { $words }
picture-failed = Can’t load this picture. Try again
task-done = Done
task-to-do = To do
