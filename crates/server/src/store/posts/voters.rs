//! Lists who voted for a post.

use hearth_api::UserOut;

use super::super::{
    Pool,
    caller::{Caller, caller_query},
};
use crate::error::Result;

/// Lists who voted for a post of the caller's own, in the order of their ids, behind the id `after`. Nobody is listed where
/// the post is another's.
pub(crate) async fn voters(
    db: &Pool,
    caller: Caller,
    id: i32,
    after: i32,
    rows: i64,
    skip: i64,
) -> Result<Vec<UserOut>> {
    let voters = caller_query!(
        query_as<UserOut>,
        caller,
        r#"
        SELECT u.id, u.email, u.created_at, NULLIF(u.display_name, '') AS display_name
        FROM votes v JOIN users u ON u.id = v.user_id
        WHERE v.post_id = $4 AND v.user_id > $5
          AND EXISTS (
              SELECT FROM posts p JOIN users me ON me.id = p.owner_id
              WHERE p.id = $4 AND "# [me] r#"
          )
        ORDER BY v.user_id LIMIT $6 OFFSET $7
        "#,
        id,
        after,
        rows,
        skip,
    );
    Ok(voters.fetch_all(db).await?)
}
