### People: their names, and what was changed.

# A mark beside a name or an address whose letters come from more than one alphabet.
person-mixed = The letters of this name come from different alphabets. It may imitate somebody else’s.
settings-display-name = Display name
settings-display-name-hint = What others see. Without one they see your email address.
settings-display-name-save = Save name
settings-display-name-saved = Display name saved.
settings-display-name-removed = Display name removed. Others see your email address.
error-display-name = Use 1 to 50 characters with at least one letter or digit, and no @. Nothing was changed.
# Beside the time of a post.
post-edited = edited
post-edited-title = Edited { $time }

## The context menu on a person.

person-show-posts = Show posts
person-copy-name = Copy name
person-copy-email = Copy email address
person-copied = Copied
