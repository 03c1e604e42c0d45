//! Handles `/moderation/`: what administrators and moderators do. Who may call is what each handler takes: a
//! [`Moderator`](crate::extract::Moderator) or an [`Administrator`](crate::extract::Administrator).

mod invites;
mod log;
mod people;
mod posts;
mod reports;
mod roles;

use hearth_api::{REASON_MAX_CHARS, Role};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::users;
use crate::{
    error::{Error, Result},
    extract::Fields,
    state::App,
    store::{accounts, moderation},
};

/// Returns the routes of this part.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(people::list))
        .routes(routes!(people::remove))
        .routes(routes!(people::suspend, people::unsuspend))
        .routes(routes!(people::approve))
        .routes(routes!(roles::promote, roles::demote))
        .routes(routes!(people::reset_link))
        .routes(routes!(posts::remove, posts::restore))
        .routes(routes!(reports::list))
        .routes(routes!(reports::close))
        .routes(routes!(invites::list, invites::create))
        .routes(routes!(invites::revoke))
        .routes(routes!(log::list))
}

/// Reads a required text for people, without spaces at its ends.
pub(super) fn reason(fields: &mut Fields, name: &str) -> String {
    let reason = fields.string_up_to(name, REASON_MAX_CHARS).trim().to_owned();
    if reason.is_empty() && !fields.is_wrong(name) {
        let msg = "String should have at least 1 character";
        fields.broken("string_too_short", name, msg, json!({ "min_length": 1 }));
    }
    reason
}

/// Reads a text for people that may be left out, null or empty.
fn note(fields: &mut Fields, name: &str) -> Option<String> {
    if !fields.has(name) {
        return None;
    }
    let note = fields.string_or_null_up_to(name, REASON_MAX_CHARS)?;
    Some(note.trim().to_owned()).filter(|note| !note.is_empty())
}

/// Finds why nothing was done to an account: it is not there, or not for the actor to do.
async fn refusal(app: &App, id: i32) -> Result<Error> {
    if accounts::find_user(&app.db, id).await?.is_none() {
        return Ok(users::not_found(id));
    }
    Ok(match moderation::role_of_account(&app.db, id).await? {
        Some(Role::Administrator) => Error::Forbidden("This is an administrator's account.".into()),
        Some(Role::Moderator) => {
            Error::Forbidden("This is a moderator's account: only administrators may do this to it.".into())
        }
        None => Error::Forbidden("This cannot be done to this account, or only by administrators.".into()),
    })
}
