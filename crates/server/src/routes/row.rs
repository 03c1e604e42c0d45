//! Posts as the statements return them, for a list or a single one.

use chrono::{DateTime, Utc};
use hearth_api::{Post, PostOut, UserOut};

/// A post as one caller sees it.
pub(super) struct PostRow {
    pub(super) id: i32,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) published: bool,
    pub(super) created_at: DateTime<Utc>,
    pub(super) owner_id: i32,
    pub(super) owner_email: String,
    pub(super) owner_created_at: DateTime<Utc>,
    pub(super) votes: i64,
    pub(super) voted: bool,
    /// Its rank in the order `hot`.
    pub(super) hot: f64,
    /// What the statement saw (`pg_current_snapshot`).
    pub(super) seen: String,
}

impl From<PostRow> for PostOut {
    fn from(row: PostRow) -> Self {
        let PostRow { id, title, content, published, created_at, votes, voted, .. } = row;
        let owner = UserOut { id: row.owner_id, email: row.owner_email, created_at: row.owner_created_at };
        Self {
            post: Post { title, content, published, id, created_at, owner_id: Some(owner.id), owner },
            vote: votes,
            voted: Some(voted),
        }
    }
}

/// A checked statement around the one that chooses the posts. To it, `$1` is the caller; its own arguments begin at `$3`.
/// Nothing comes for a caller who is no more.
macro_rules! select_posts {
    ($caller:expr, $posts:literal, $order:literal, $($argument:expr),+ $(,)?) => {
        sqlx::query_as!(
            PostRow,
            r#"
            SELECT p.id AS "id!", p.title AS "title!", p.content AS "content!", p.published AS "published!",
                   p.created_at AS "created_at!", p.owner_id AS "owner_id!",
                   u.email AS "owner_email!", u.created_at AS "owner_created_at!", s.votes AS "votes!", s.hot AS "hot!",
                   COALESCE((SELECT TRUE FROM votes v WHERE v.user_id = $1 AND v.post_id = p.id), FALSE) AS "voted!",
                   (SELECT pg_current_snapshot()::TEXT) AS "seen!"
            FROM ("# + $posts + r#") p JOIN users u ON u.id = p.owner_id JOIN hearth_scores s ON s.post_id = p.id
            WHERE EXISTS (SELECT FROM users me WHERE me.id = $1 AND me.sessions_since <= $2)
            ORDER BY "# + $order,
            $caller.id,
            $caller.issued,
            $($argument),+
        )
    };
}
pub(super) use select_posts;
