//! Events of the server while the window is open, as the window is told of them.

use hearth_api::PostEvent;
use hearth_client::Event;
use serde::Serialize;
use ts_rs::TS;

/// Something that happened.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum LiveEvent {
    /// Something may have been missed: ask anew.
    Reset,
    /// A post has appeared; `owner` is its author's id.
    Created { post: i32, owner: i32 },
    /// A post's title, text or state is another.
    Changed { post: i32 },
    /// A post is gone.
    Deleted { post: i32 },
    /// A post has so many votes now; `owner` is its author's id.
    Voted { post: i32, owner: i32, votes: i64 },
}

impl LiveEvent {
    /// None where that is for nobody to see, or the server leaves out what it is about.
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
