//! The statements that choose a page. Each walks one index from the cursor on, and reads no more than the page shows.

use super::{Selection, cursor::Cursor};
use crate::{
    App,
    error::Result,
    extract::Caller,
    routes::row::{PostRow, select_posts},
};

/// A page of what the caller may see: what is published, and in `new` the caller's own drafts too, as the Python backend
/// has it.
pub(super) async fn feed(app: &App, caller: Caller, selection: &Selection) -> Result<Vec<PostRow>> {
    match selection.after {
        Cursor::New(created_at, id) => {
            let rows = select_posts!(
                caller,
                r#"
                (SELECT * FROM posts WHERE published AND (created_at, id) < ($3, $4)
                 AND ($5 = '%%' OR title ILIKE $5 AND ($8::TEXT IS NULL OR hearth_letters(title) @> ARRAY[lower($8)]))
                 ORDER BY created_at DESC, id DESC LIMIT $6::BIGINT + $7::BIGINT)
                UNION ALL
                (SELECT * FROM posts
                 WHERE NOT published AND owner_id = $1 AND (created_at, id) < ($3, $4)
                 AND ($5 = '%%' OR title ILIKE $5 AND ($8::TEXT IS NULL OR hearth_letters(title) @> ARRAY[lower($8)]))
                 ORDER BY created_at DESC, id DESC LIMIT $6::BIGINT + $7::BIGINT)
                ORDER BY created_at DESC, id DESC LIMIT $6 OFFSET $7
                "#,
                "p.created_at DESC, p.id DESC",
                created_at,
                id,
                selection.pattern(),
                selection.page.rows(),
                selection.page.skip,
                selection.letters(),
            );
            Ok(rows.fetch_all(app.db_for(&selection.search)).await?)
        }
        Cursor::Top(votes, id) => {
            let rows = select_posts!(
                caller,
                r#"
                SELECT posts.* FROM hearth_scores JOIN posts ON posts.id = post_id
                WHERE hearth_scores.published AND (votes, post_id) < ($3, $4)
                AND ($5 = '%%' OR title ILIKE $5 AND ($8::TEXT IS NULL OR hearth_letters(title) @> ARRAY[lower($8)]))
                ORDER BY votes DESC, post_id DESC LIMIT $6 OFFSET $7
                "#,
                "s.votes DESC, p.id DESC",
                votes,
                id,
                selection.pattern(),
                selection.page.rows(),
                selection.page.skip,
                selection.letters(),
            );
            Ok(rows.fetch_all(app.db_for(&selection.search)).await?)
        }
        Cursor::Hot(hot, id) => {
            let rows = select_posts!(
                caller,
                r#"
                SELECT posts.* FROM hearth_scores JOIN posts ON posts.id = post_id
                WHERE hearth_scores.published AND (hot, post_id) < ($3, $4)
                AND ($5 = '%%' OR title ILIKE $5 AND ($8::TEXT IS NULL OR hearth_letters(title) @> ARRAY[lower($8)]))
                ORDER BY hot DESC, post_id DESC LIMIT $6 OFFSET $7
                "#,
                "s.hot DESC, p.id DESC",
                hot,
                id,
                selection.pattern(),
                selection.page.rows(),
                selection.page.skip,
                selection.letters(),
            );
            Ok(rows.fetch_all(app.db_for(&selection.search)).await?)
        }
    }
}

/// A page of one user's posts, or drafts.
pub(super) async fn of_owner(
    app: &App,
    caller: Caller,
    owner_id: i32,
    published: bool,
    selection: &Selection,
) -> Result<Vec<PostRow>> {
    let Cursor::New(created_at, id) = selection.after else { return Ok(Vec::new()) };
    let rows = select_posts!(
        caller,
        r#"
        SELECT * FROM posts
        WHERE owner_id = $3 AND published = $4 AND (created_at, id) < ($5, $6) AND ($7 = '%%' OR title ILIKE $7)
        ORDER BY created_at DESC, id DESC LIMIT $8 OFFSET $9
        "#,
        "p.created_at DESC, p.id DESC",
        owner_id,
        published,
        created_at,
        id,
        selection.pattern(),
        selection.page.rows(),
        selection.page.skip,
    );
    Ok(rows.fetch_all(app.db_for(&selection.search)).await?)
}
