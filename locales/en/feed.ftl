### The lists of posts, and a post.

feed-signed-in-as = Signed in as { $email }
feed-settings = Settings
feed-settings-title = Settings ({ $keys })
feed-sign-out = Sign out
feed-search = Search titles
feed-search-clear = Clear search
feed-lists = Lists of posts
feed-reload = Reload
feed-load-more = Load more
feed-paged = Read page by page
feed-unpaged = Read without pages
feed-found = Titles with “{ $search }”
feed-newest-first = Newest first
feed-posts = Posts
feed-shown =
    { $count ->
        [one] { $count } post shown
       *[other] { $count } posts shown
    }
feed-waiting =
    { $count ->
        [one] { $count } new post
       *[other] { $count } new posts
    }
view-new = New
view-top = Top
view-hot = Hot
view-mine = My posts
view-drafts = My drafts
view-person = Posts by { $email }
feed-empty = Nothing here yet. Write the first post.
feed-empty-drafts = You have no drafts.
feed-empty-mine = You have published nothing yet.
feed-empty-person = They have published nothing yet.
feed-empty-search = No title contains “{ $search }”.
feed-show-all = Show all posts

## A post.

post-you = you
post-draft = Draft
post-edit = Edit
post-delete = Delete
post-show-all = Show all
post-show-less = Show less
# Names the page of one post to who hears it.
post-heading = Post
post-copy-link = Copy link
post-link-copied = The link is copied.
post-link = The link to this post is { $link }
post-gone = This post is gone
post-gone-why = It was deleted or withdrawn by its author, or it never was on this server.
post-gone-meanwhile = “{ $title }” is gone: it was deleted meanwhile.
post-deleted = The post is deleted.
post-will-be-deleted = This post will be deleted.
post-named-will-be-deleted = “{ $title }” will be deleted.
post-undo = Undo
post-delete-heading = Delete this post?
post-delete-warning = “{ $title }” and its votes will be gone for everybody. For a few seconds you can undo it.
post-delete-keep = Keep it
post-delete-confirm = Delete post
vote-button =
    { $count ->
        [one] Vote, { $count } vote
       *[other] Vote, { $count } votes
    }
vote-give = Vote
vote-take-back = Take your vote back
