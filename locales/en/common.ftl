### Words that several screens share.

# The language's own name, as it is offered in Settings.
language-name = English
