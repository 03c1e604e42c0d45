### How the app looks: a part of Settings.

appearance-heading = Appearance
appearance-theme = Theme
appearance-theme-system = Follow system
appearance-theme-light = Light
appearance-theme-dark = Dark
appearance-language = Language
appearance-language-system = Follow system
appearance-text-size = Text size
appearance-density = Density
appearance-density-comfortable = Comfortable
appearance-density-compact = Compact
appearance-contrast = Contrast
appearance-contrast-system = Follow system
appearance-contrast-more = High
appearance-reading = Reading
appearance-paged = Load posts page by page
appearance-paged-note = Older posts load only when you ask, and everything loaded stays on the page. Recommended for screen readers.
appearance-pictures = Always load pictures
appearance-pictures-note = Pictures in posts from { $server } load without asking. Loading a picture tells the website that hosts it your IP address.
appearance-pictures-note-local = Pictures in posts on this computer load without asking. Loading a picture tells the website that hosts it your IP address.
