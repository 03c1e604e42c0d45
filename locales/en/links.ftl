### Links and pictures in posts.

link-heading = Open this link in your browser?
link-open = Open link
link-foreign-letters = The name of this site holds letters of other alphabets, which can look like the letters of another name.
link-name-before = What stands before the “@” is not the site: this leads to { $host }.
link-other-site = The link's text names { $named }, but it leads to { $host }.
picture-show = Show picture
picture-show-named = Show picture: { $words }
picture-failed = This picture cannot be loaded. Try again
task-done = Done
task-to-do = To do
