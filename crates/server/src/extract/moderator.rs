//! Extracts callers who look after the server. What a handler takes of these says who may call it: nothing else checks that.

use axum::{extract::FromRequestParts, http::request::Parts};
use hearth_api::Role;

use crate::{
    error::Error,
    state::App,
    store::{
        Caller,
        moderation::{self, Actor},
    },
};

/// A caller who is a moderator or an administrator.
pub(crate) struct Moderator(pub(crate) Actor);

/// A caller who is an administrator.
pub(crate) struct Administrator(pub(crate) Actor);

impl FromRequestParts<App> for Moderator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let caller = <Caller as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let role = moderation::role_of(&app.db, caller).await?.ok_or(Error::BAD_TOKEN)?;
        let role = role.ok_or(Error::Forbidden("Only moderators and administrators may do this.".into()))?;
        let is_administrator = role == Role::Administrator;
        Ok(Self(Actor { id: Some(caller.unchecked_id()), is_administrator }))
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Moderator(actor) = Moderator::from_request_parts(parts, app).await?;
        if actor.is_administrator {
            Ok(Self(actor))
        } else {
            Err(Error::Forbidden("Only administrators may do this.".into()))
        }
    }
}
