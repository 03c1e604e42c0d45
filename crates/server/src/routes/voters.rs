//! `GET /posts/{id}/votes`: who voted. That is for the post's owner alone: others see how many.

use axum::{Json, extract::State, http::HeaderMap};
use hearth_api::UserOut;

use super::{page::Page, posts};
use crate::{
    App,
    error::{Error, Result},
    extract::{Caller, Id, Query},
    openapi::{HTTPError, Paging, UserPage},
};

/// Who voted for a post of one's own, in the order of their ids
#[utoipa::path(
    get,
    path = "/posts/{id}/votes",
    operation_id = "list_voters",
    tag = "Posts",
    params(("id" = i32, Path, description = "The post's id."), Paging),
    responses(
        UserPage,
        (status = 403, body = HTTPError, description = "Not authorized to perform requested action"),
        (status = 404, body = HTTPError, description = "Post with the id:{id} was not found"),
        Caller,
        Id,
        Query,
        Error,
    ),
)]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    mut query: Query,
) -> Result<(HeaderMap, Json<Vec<UserOut>>)> {
    let after = query.cursor(|text| text.parse().ok()).unwrap_or(i32::MIN);
    let page = Page::read(&mut query, app.config.page_max);
    query.finish()?;
    let voters = sqlx::query_as!(
        UserOut,
        r#"
        SELECT u.id, u.email, u.created_at FROM votes v JOIN users u ON u.id = v.user_id
        WHERE v.post_id = $3 AND v.user_id > $4
          AND EXISTS (
              SELECT FROM posts p JOIN users me ON me.id = p.owner_id
              WHERE p.id = $3 AND me.id = $1 AND me.sessions_since <= $2
          )
        ORDER BY v.user_id LIMIT $5 OFFSET $6
        "#,
        caller.id,
        caller.issued,
        id,
        after,
        page.rows(),
        page.skip,
    );
    let mut voters = voters.fetch_all(&app.db).await?;
    if voters.is_empty() {
        must_own(&app, caller, id).await?;
    }
    let next = page.cut(&mut voters).map(|voter| voter.id.to_string());
    Ok((page.link(&format!("/posts/{id}/votes"), next, &[])?, Json(voters)))
}

/// Why there are no voters to be seen: nobody voted, or the post is another's.
async fn must_own(app: &App, caller: Caller, id: i32) -> Result<()> {
    caller.must_exist(app).await?;
    let owner =
        sqlx::query_scalar!("SELECT owner_id FROM posts WHERE id = $1 AND (published OR owner_id = $2)", id, caller.id);
    match owner.fetch_optional(&app.db).await? {
        Some(owner) if owner == caller.id => Ok(()),
        Some(_) => Err(Error::NOT_YOURS),
        None => Err(posts::not_found(id)),
    }
}
