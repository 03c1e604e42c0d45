//! Keeps whom a reader has muted or blocked.

use chrono::{DateTime, Utc};
use hearth_api::{Block, BlockKind, UserOut};

use super::{
    Pool, accounts,
    caller::{Caller, caller_query},
    words,
};
use crate::error::{Error, Result};

/// Bounds how many one reader has.
pub(crate) const BLOCKS_MAX: i64 = 1000;

/// What came of muting or blocking somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// The reader has too many already.
    TooMany,
    /// There is no such user.
    Missing,
}

/// An entry of the list.
struct Row {
    id: i32,
    email: String,
    since: DateTime<Utc>,
    display_name: Option<String>,
    kind: String,
    created_at: DateTime<Utc>,
}

/// Lists whom the caller has muted or blocked, in the order of their ids, behind one.
pub(crate) async fn list(db: &Pool, caller: Caller, after: i32, limit: i64) -> Result<Vec<Block>> {
    let rows = caller_query!(
        query_as<Row>,
        caller,
        r#"
        SELECT u.id, u.email, u.created_at AS since, NULLIF(u.display_name, '') AS display_name, b.kind, b.created_at
        FROM hearth_blocks b JOIN users u ON u.id = b.other_id
        WHERE b.user_id = $1 AND b.other_id > $4 AND EXISTS (SELECT FROM users me WHERE "# [me] r#")
        ORDER BY b.other_id LIMIT $5
        "#,
        after,
        limit,
    );
    let rows = rows.fetch_all(db).await?;
    if rows.is_empty() {
        accounts::check_session(db, caller).await?;
    }
    let block = |row: Row| Block {
        user: UserOut { id: row.id, email: row.email, created_at: row.since, display_name: row.display_name },
        kind: words::read(&row.kind).unwrap_or(BlockKind::Mute),
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(block).collect())
}

/// Mutes or blocks somebody for the caller.
pub(crate) async fn put(db: &Pool, caller: Caller, other_id: i32, kind: BlockKind) -> Result<Outcome> {
    let put = caller_query!(
        query,
        caller,
        r#"
        WITH me AS (SELECT id FROM users WHERE "# [users] r#"),
             target AS (SELECT id FROM users WHERE id = $4),
             put AS (
                 INSERT INTO hearth_blocks (user_id, other_id, kind) SELECT me.id, target.id, $5 FROM me, target
                 WHERE EXISTS (SELECT FROM hearth_blocks WHERE user_id = $1 AND other_id = $4)
                    OR (SELECT count(*) FROM hearth_blocks WHERE user_id = $1) < $6
                 ON CONFLICT (user_id, other_id) DO UPDATE SET kind = EXCLUDED.kind
                 RETURNING other_id
             )
        SELECT EXISTS (SELECT FROM me) AS "known!", EXISTS (SELECT FROM target) AS "found!",
               EXISTS (SELECT FROM put) AS "put!"
        "#,
        other_id,
        words::write(kind),
        BLOCKS_MAX,
    );
    let put = put.fetch_one(db).await?;
    match put {
        _ if !put.known => Err(Error::BAD_TOKEN),
        _ if put.put => Ok(Outcome::Done),
        _ if put.found => Ok(Outcome::TooMany),
        _ => Ok(Outcome::Missing),
    }
}

/// Takes a mute or a block of the caller's back; returns whether it was there.
pub(crate) async fn delete(db: &Pool, caller: Caller, other_id: i32) -> Result<bool> {
    let deleted = caller_query!(
        query,
        caller,
        r#"
        DELETE FROM hearth_blocks USING users me
        WHERE hearth_blocks.user_id = me.id AND hearth_blocks.other_id = $4 AND "#[me],
        other_id,
    );
    let deleted = deleted.execute(db).await?.rows_affected() > 0;
    if !deleted {
        accounts::check_session(db, caller).await?;
    }
    Ok(deleted)
}
