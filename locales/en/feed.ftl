### The lists of posts, and a post.

feed-signed-in-as = Signed in as { $email }
feed-settings = Settings
feed-settings-title = Settings ({ $keys })
feed-sign-out = Sign out
# The menu of the account that is signed in.
feed-account = Account
feed-new-post = New post
feed-search = Search posts
feed-search-all = Search posts and people
feed-search-all-short = Posts and people
feed-search-clear = Clear search
feed-lists = Lists of posts
# Above the reader’s own lists.
feed-mine = Mine
feed-outbox = Outbox
feed-outbox-empty = Nothing is waiting to be sent.
feed-outbox-note = What you publish, save or vote on while the server is away waits here on this device, and is sent by itself.
feed-reload = Refresh
feed-endless = The server sends the same posts over and over, so the list ends here. Contact the server’s administrator.
feed-load-more = Load more
feed-paged = Load page by page
feed-unpaged = Load automatically
feed-found = Titles containing “{ $search }”
feed-found-in-texts = Posts with “{ $search }”
feed-count =
    { $count ->
        [one] { $count } post
       *[other] { $count } posts
    }
# $count is where the server stops counting.
feed-count-more = More than { $count } posts
feed-people = People
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
view-drafts = Drafts
view-person = Posts by { $email }
feed-empty = Nothing here yet. Write the first post.
feed-empty-drafts = You have no drafts.
feed-drafts-note = Saved on the server, where all your devices see them and nobody else does. Text that you haven’t saved yet stays on this device.
feed-empty-mine = You haven’t published anything yet.
feed-empty-person = No posts yet.
feed-empty-search = No title contains “{ $search }”.
feed-empty-in-texts = No post has “{ $search }” in its title or text.
feed-empty-help = Check the spelling, or try fewer or other words.
feed-show-all = Show all posts

## A post.

post-you = you
post-draft = Draft
post-draft-title = Only you see it until you publish it.
post-edit = Edit
post-delete = Delete
post-show-all = Show all
post-show-less = Show less
# Names the page of one post to who hears it.
post-heading = Post
# Beside a list, where no post of it is open.
post-none-open = Choose a post to read it here.
post-copy-link = Copy link
post-link-copied = Link copied
post-text-copied = Text copied

## Finding a text in the open post.

find-heading = Find in post
find-none = No results
find-place =
    { $more ->
        [more] { $at } of more than { $count }
       *[all] { $at } of { $count }
    }
find-next-title = Find next ({ $keys })
find-previous-title = Find previous ({ $keys })

## The post.

post-link = Link to this post: { $link }
post-gone = This post is no longer available
post-gone-why = It was deleted or unpublished by its author, or never existed on this server.
post-gone-meanwhile = “{ $title }” was deleted in the meantime.
post-deleted = Post deleted
post-will-be-deleted = This post will be deleted.
post-named-will-be-deleted = “{ $title }” will be deleted.
post-undo = Undo
post-delete-heading = Delete this post?
post-delete-warning = “{ $title }” and its votes will be deleted for everyone. You can undo this for a few seconds.
post-delete-keep = Keep post
post-delete-confirm = Delete post
vote-button =
    { $count ->
        [one] Vote, { $count } vote
       *[other] Vote, { $count } votes
    }
vote-give = Vote
vote-take-back = Remove your vote
