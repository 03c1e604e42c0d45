//! Detects what a server supports beyond the API that all deployments share.

use crate::{Client, Error, Result};

/// The additions of a server. A deployment of the Python backend has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate answer")]
pub struct Capabilities {
    /// True where [`Client::me`] works, and what else there is to one's account.
    pub account: bool,
    /// True where [`Client::set_display_name`] works, and users have names.
    pub display_names: bool,
    /// True where [`View::Drafts`](crate::View::Drafts) works.
    pub drafts: bool,
    /// True where [`Client::events`] works.
    pub events: bool,
    /// True where [`Client::create_post_once`] works.
    pub idempotency: bool,
    /// True where [`Client::search_people`] works.
    pub people_search: bool,
    /// True where [`Client::sessions`] and [`Client::sign_out`] work.
    pub sessions: bool,
    /// True where [`View::Top`](crate::View::Top) and [`View::Hot`](crate::View::Hot) work.
    pub sort: bool,
    /// True where [`FeedQuery::in_texts`](crate::FeedQuery::in_texts) works.
    pub text_search: bool,
    /// True where [`View::Of`](crate::View::Of) works.
    pub user_posts: bool,
    /// The bounds of what one may write, where the server tells them.
    pub limits: Option<hearth_api::Limits>,
}

impl From<hearth_api::Capabilities> for Capabilities {
    fn from(told: hearth_api::Capabilities) -> Self {
        let has = |name: &str| told.capabilities.iter().any(|known| known == name);
        Self {
            account: has("account"),
            display_names: has("display-names"),
            drafts: has("drafts"),
            events: has("events"),
            idempotency: has("idempotency"),
            people_search: has("people-search"),
            sessions: has("sessions"),
            sort: has("sort"),
            text_search: has("text-search"),
            user_posts: has("user-posts"),
            limits: told.limits,
        }
    }
}

impl Client {
    /// Asks for the server's additions. One that does not know the question has none.
    pub async fn capabilities(&self) -> Result<Capabilities> {
        match self.call::<hearth_api::Capabilities>(http::Method::GET, "capabilities").await {
            Ok(told) => Ok(told.into()),
            Err(Error::Refused { .. } | Error::NotTheApi(_)) => Ok(Capabilities::default()),
            Err(error) => Err(error),
        }
    }
}
