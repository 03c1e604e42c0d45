//! Handles `GET /posts/{id}/votes`: who voted. That is for the post's owner alone: others see how many.

use axum::{Json, extract::State, http::HeaderMap};
use hearth_api::UserOut;

use super::{page::Page, posts::not_found};
use crate::{
    error::{Error, Result},
    extract::{Id, Query},
    openapi::{HTTPError, Paging, UserPage},
    state::App,
    store::{Caller, accounts, posts},
};

/// List who voted for a post of one's own, in the order of their ids
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
    let mut voters = posts::voters(&app.db, caller, id, after, page.rows(), page.skip).await?;
    if voters.is_empty() {
        must_own(&app, caller, id).await?;
    }
    let headers = page.cut_by_id(&mut voters, |voter| voter.id, &[])?;
    for voter in &mut voters {
        app.config.emails.apply(voter, Some(caller.unchecked_id()));
    }
    Ok((headers, Json(voters)))
}

/// Finds why there are no voters to be seen: nobody voted, or the post is another's.
async fn must_own(app: &App, caller: Caller, id: i32) -> Result<()> {
    accounts::check_session(&app.db, caller).await?;
    match posts::owner(&app.db, caller, id).await? {
        Some(owner) if owner == caller.unchecked_id() => Ok(()),
        Some(_) => Err(Error::NOT_YOURS),
        None => Err(not_found(id)),
    }
}
