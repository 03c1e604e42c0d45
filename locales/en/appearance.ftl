### How the app looks: a part of Settings.

appearance-heading = Appearance
appearance-theme = Colours
appearance-theme-system = As the desktop
appearance-theme-light = Light
appearance-theme-dark = Dark
appearance-language = Language
appearance-language-system = As the system
appearance-text-size = Size of text
appearance-density = Density
appearance-density-comfortable = Comfortable
appearance-density-compact = Compact
appearance-contrast = Contrast
appearance-contrast-system = As the system
appearance-contrast-more = More
appearance-reading = Reading
appearance-paged = Read page by page
appearance-paged-note = Load more posts only when asked, and keep all on the page. Good for screen readers.
