### How the app looks: a part of Settings.

appearance-heading = Appearance
appearance-theme = Theme
appearance-theme-system = Use system setting
appearance-theme-light = Light
appearance-theme-dark = Dark
appearance-language = Language
appearance-language-system = Use system setting
appearance-text-size = Text size
appearance-density = Density
appearance-density-comfortable = Comfortable
appearance-density-compact = Compact
appearance-contrast = Contrast
appearance-contrast-system = Use system setting
appearance-contrast-more = High
appearance-reading = Reading
appearance-paged = Load posts page by page
appearance-paged-note = Load more posts only when asked, and keep all of them on the page. Recommended for screen readers.
