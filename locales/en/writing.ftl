### Writing and changing posts.

writing-heading = Write a post
writing-invitation = Write a post…
writing-edit-heading = Edit “{ $title }”
writing-title = Title
writing-content = Content
writing-text-or-preview = Text or preview
writing-write = Write
writing-preview = Preview
writing-preview-empty = What you write is shown here as others will see it. **Bold**, _italic_, lists, tables: it is Markdown.
writing-publish = Publish
writing-save-draft = Save as draft
writing-save-changes = Save changes
writing-title-missing = Give the post a title.
writing-content-missing = Write something first.
writing-too-long = This is longer than a post can be. Shorten it or make two of it.
writing-failed-but-kept = { $failure } Your text is kept.
writing-published = Your post is published.
writing-draft-saved = Your draft is saved.
writing-hidden-by-search = It appears when you clear the search.
writing-under-new = It is under “New”.
writing-keeping = Keeping…
writing-kept = Kept on this computer
writing-size =
    { $count ->
        [one] { $count } character
       *[other] { $count } characters
    }
writing-fullness = { $percent } % of what a post can hold
writing-too-long-by =
    { $count ->
        [one] Too long by { $count } byte
       *[other] Too long by { $count } bytes
    }
writing-unfinished = Changes you have not saved yet
writing-untitled = Without a title
writing-go-on = Go on
writing-discard = Discard

## A post that was changed elsewhere while it was being changed here.

conflict-heading = This post was changed elsewhere
conflict-both = Both texts
conflict-explained = Since you began, this post has become another, perhaps by yourself in another window. Nothing is saved yet, and neither text is lost until you choose.
conflict-theirs = What it is now
conflict-was-published = It was published.
conflict-was-withdrawn = It was made a draft.
conflict-mine = Yours
conflict-later = Decide later
conflict-take-theirs = Take what it is now
conflict-keep-mine = Go on with yours
conflict-not-saved = This post was changed elsewhere. Nothing is saved yet: choose what to do.
conflict-deleted = This post was deleted meanwhile. Copy the text if you want to publish it anew.
