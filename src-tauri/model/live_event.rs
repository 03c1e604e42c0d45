//! Events of the server while the window is open, as the window is told of them.

use hearth_api::PostEvent;
use hearth_client::Event;
use serde::Serialize;
use ts_rs::TS;

use super::AccountKey;

/// An event of the server.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum LiveEvent {
    /// A gap in the events: ask anew.
    Reset,
    /// A new post; `owner` is its author's id.
    Created { post: i32, owner: i32 },
    /// A change of a post's title, text or state.
    Changed { post: i32 },
    /// The deletion of a post.
    Deleted { post: i32 },
    /// A change of a post's votes to this number; `owner` is its author's id.
    Voted { post: i32, owner: i32, votes: i64 },
}

/// Events of an account's server, sent as the event `live`.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct LiveEvents {
    pub(crate) account: AccountKey,
    pub(crate) events: Vec<LiveEvent>,
}

impl LiveEvent {
    /// Converts an event of the client; none where the window shows nothing of it, or the server leaves out the number
    /// of votes.
    pub(crate) fn from_event(event: Event) -> Option<Self> {
        Some(match event {
            Event::Reset => Self::Reset,
            Event::Away | Event::Back => return None,
            Event::Created(PostEvent { post_id: post, owner_id: owner, .. }) => Self::Created { post, owner },
            Event::Changed(PostEvent { post_id: post, .. }) => Self::Changed { post },
            Event::Deleted(PostEvent { post_id: post, .. }) => Self::Deleted { post },
            Event::Voted(PostEvent { post_id: post, owner_id: owner, vote }) => {
                Self::Voted { post, owner, votes: vote? }
            }
        })
    }
}
