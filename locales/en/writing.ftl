### Writing and changing posts.

writing-heading = Write a post
writing-invitation = Write a post…
writing-edit-heading = Edit “{ $title }”
writing-title = Title
writing-content = Content
writing-text-or-preview = Text or preview
writing-write = Write
writing-preview = Preview
writing-preview-empty = A preview of your post appears here. Markdown is supported: **bold**, _italic_, lists, tables.
writing-publish = Publish
writing-save-draft = Save as draft
writing-save-changes = Save changes
writing-title-missing = Give the post a title.
writing-content-missing = Write something first.
writing-too-long = This is longer than a post can be. Shorten it or split it in two.
writing-failed-text-kept = { $failure } Your text is not lost.
writing-published = Post published.
writing-draft-saved = Draft saved.
writing-hidden-by-search = It appears when you clear the search.
writing-under-new = It is under “New”.
writing-saving = Saving…
writing-saved = Saved on this computer
writing-size =
    { $count ->
        [one] { $count } character
       *[other] { $count } characters
    }
writing-size-share = { $percent } % of what a post can hold
writing-too-long-by =
    { $count ->
        [one] Too long by { $count } byte
       *[other] Too long by { $count } bytes
    }
writing-unfinished = Unsaved changes
writing-untitled = Untitled
writing-continue = Continue
writing-discard = Discard
writing-discarded = What you wrote was discarded.

## Files that are dropped on a post, or pasted into it.

file-picture = Pictures cannot be put into a post. If it is on the web, write ![what it shows](its address) instead.
paste-no-text = There is no text to paste. Pictures cannot be put into a post: if one is on the web, write ![what it shows](its address).
file-too-long = “{ $name }” is longer than a post can be. Copy the part that you want.
file-no-text = “{ $name }” is not a text file, and a post holds text only.
file-unreadable = “{ $name }” cannot be read. If it is a folder, drop the files in it instead.
file-nowhere = A file can be dropped on a post that you are writing.

## A post that was changed elsewhere while it was being changed here.

conflict-heading = This post was changed elsewhere
conflict-both = Both versions
conflict-explained = This post was changed while you were editing it, perhaps by you in another window. Nothing is saved yet, and neither version is lost until you choose.
conflict-theirs = Current version
conflict-was-published = It was published.
conflict-was-withdrawn = It was turned into a draft.
conflict-mine = Your version
conflict-later = Decide later
conflict-take-theirs = Use the current version
conflict-keep-mine = Continue with my version
conflict-not-saved = This post was changed elsewhere. Nothing is saved yet: choose what to do.
conflict-deleted = This post was deleted in the meantime. Copy the text if you want to publish it again.
