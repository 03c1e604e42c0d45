//! Lists of posts, and a position in one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Account, FeedPost};

/// A list of posts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum View {
    #[default]
    New,
    Top,
    Hot,
    /// The reader's published posts.
    Mine,
    /// The reader's drafts.
    Drafts,
    /// A person's published posts.
    Person(Account),
}

impl View {
    /// Returns the view of the server's that this is to the reader.
    pub(crate) fn for_reader(&self, reader: i32) -> hearth_client::View {
        match self {
            Self::New => hearth_client::View::New,
            Self::Top => hearth_client::View::Top,
            Self::Hot => hearth_client::View::Hot,
            Self::Mine => hearth_client::View::Of(reader),
            Self::Drafts => hearth_client::View::Drafts,
            Self::Person(person) => hearth_client::View::Of(person.id),
        }
    }

    /// Returns whether a post belongs to the view.
    pub(crate) fn takes(&self, post: &FeedPost) -> bool {
        match self {
            Self::New => true,
            Self::Top | Self::Hot => post.published,
            Self::Mine => post.mine && post.published,
            Self::Drafts => post.mine && !post.published,
            Self::Person(person) => post.author.id == person.id && post.published,
        }
    }

    /// Returns whether the newest post is on top.
    pub(crate) fn is_chronological(&self) -> bool {
        !matches!(self, Self::Top | Self::Hot)
    }
}

/// The scroll position of the reader in a view: the search, the post at the top of the window, and its distance from
/// the top in CSS pixels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct ScrollPosition {
    pub(crate) view: View,
    pub(crate) search: String,
    pub(crate) post: Option<i32>,
    pub(crate) offset: f64,
}
