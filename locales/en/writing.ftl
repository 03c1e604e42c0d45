### Writing and changing posts.

writing-heading = Write a post
writing-invitation = Write a post…
writing-edit-heading = Edit “{ $title }”
writing-title = Title
writing-content = Content
writing-text-or-preview = Text or preview
writing-write = Write
writing-both = Both
writing-preview = Preview
writing-preview-empty = Your post will appear here. Markdown is supported: **bold**, _italic_, lists, tables.
writing-publish = Publish
writing-save-draft = Save draft
writing-save-changes = Save changes
writing-title-missing = Enter a title.
writing-content-missing = Write something first.
# { $over } is one of the sentences "Too long by …" below, without a full stop.
writing-title-too-long = { $over }. Shorten the title.
writing-too-long = { $over }. Shorten the post, or split it into several posts.
writing-failed-text-kept = { $failure } Your text is still here.
writing-published = Published
writing-draft-saved = Draft saved
writing-changes-saved = Changes saved
writing-show = Show
writing-hidden-by-search = It appears when you clear the search.
writing-listed-under = It’s under “{ $list }”.
# What was done, then where the post is.
writing-done-and-where = { $done }. { $where }
writing-saving = Saving…
writing-saved = Saved on this device
writing-sending = Sending…
writing-still-sending = Still sending…
writing-send-behind = Send in the background
writing-explain = Where your text is kept
writing-explained = Unfinished text is kept on this device, for when you continue. “Save draft” puts it on the server, where all your devices see it and nobody else does.
writing-explained-changes = Unfinished changes are kept on this device, for when you continue. Others see them once you save them.
# The tools above the text.
writing-tools = Formatting
writing-tool = { $name } ({ $keys })
writing-size-of = { $used } of { $most }
writing-title-size = Title: { $size }
writing-over-by =
    { $count ->
        [one] Too long by { $count } character
       *[other] Too long by { $count } characters
    }
writing-size-share = { $percent } % of the longest possible post
writing-too-long-by =
    { $count ->
        [one] Too long by { $count } byte
       *[other] Too long by { $count } bytes
    }
writing-unfinished = Unsaved changes
writing-untitled = Untitled
writing-continue = Continue
writing-discard = Discard
writing-discarded = Draft discarded

## Files that are dropped on a post, or pasted into it.

file-picture = Pictures can’t be uploaded. To show one that is on the web, write ![description](https://…) with its address.
# The engine does not tell whether it is a picture.
paste-no-text = There is no text to paste. Pictures can’t be uploaded. To show one that is on the web, write ![description](https://…) with its address.
paste-too-long = The text on the clipboard is longer than a post can be. Copy the part you need.
file-too-long = “{ $name }” is longer than a post can be. Copy the part you need.
file-no-text = “{ $name }” isn’t a text file. Posts can contain only text.
file-unreadable = Can’t read “{ $name }”. If it is a folder, drop the files in it instead.
file-nowhere = To add a text file, drop it on a post you are writing.
file-added = Added “{ $name }”.
file-added-many =
    { $count ->
        [one] Added { $count } file.
       *[other] Added { $count } files.
    }

## A post that was changed elsewhere while it was being changed here.

conflict-heading = This post was changed elsewhere
conflict-both = Both versions
conflict-explained = This post was changed while you were editing it, perhaps by you in another window. Nothing is saved yet, and both versions are kept until you choose.
conflict-theirs = Current version
conflict-was-published = It was published.
conflict-was-withdrawn = It was turned into a draft.
conflict-mine = Your version
conflict-later = Decide later
conflict-take-theirs = Use the current version
conflict-keep-mine = Continue with my version
conflict-not-saved = This post was changed elsewhere. Nothing is saved yet. Choose what to do.
conflict-deleted = This post was deleted in the meantime. To publish the text again, copy it.
