### Words that several screens share.

language-name = العربية
