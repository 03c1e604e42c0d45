//! Defines posts, votes and events.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::UserOut;

/// Body of `POST /posts/` and of `PUT /posts/{id}`, which replaces all fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatePost {
    /// The headline.
    #[cfg_attr(feature = "openapi", schema(max_length = 300, pattern = r"^[^\x00]*$"))]
    pub title: String,
    /// The text: at most as many characters as `limits.content_max` of `GET /capabilities` says, 100,000 unless the
    /// server's owner says otherwise.
    #[cfg_attr(feature = "openapi", schema(pattern = r"^[^\x00]*$"))]
    pub content: String,
    /// False keeps the post as a draft that only its owner sees. True when omitted.
    #[serde(default = "default_published")]
    #[cfg_attr(feature = "openapi", schema(default = true))]
    pub published: bool,
}

fn default_published() -> bool {
    true
}

/// A post with its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Post {
    /// The headline.
    pub title: String,
    /// The text.
    pub content: String,
    /// False for a draft.
    pub published: bool,
    /// The database's number of the post.
    pub id: i32,
    /// The time at which the post was made.
    #[serde(with = "crate::timestamp")]
    pub created_at: DateTime<Utc>,
    /// The time of the last change of the words since the post was published; left out where there was none. Hearth's
    /// addition.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::timestamp::optional")]
    #[cfg_attr(feature = "openapi", schema(value_type = DateTime<Utc>))]
    pub updated_at: Option<DateTime<Utc>>,
    /// The author.
    pub owner: UserOut,
    /// The author's id. Hearth's addition; the same as `owner.id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = i32, required))]
    pub owner_id: Option<i32>,
}

/// An entry of `GET /posts/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostOut {
    /// The post; the capital is the wire format's.
    #[serde(rename = "Post")]
    pub post: Post,
    /// The number of users who vote for it.
    pub vote: i64,
    /// True where the caller votes for it. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required))]
    pub voted: Option<bool>,
    /// Where the words of `q` are in it; left out where the list is not searched by `q`. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Found))]
    pub found: Option<Found>,
}

/// Where what was searched for is in a post. Each text is in parts, one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Found {
    /// The title.
    pub title: Vec<FoundPart>,
    /// Some 200 characters of the content around a match; empty where none is near its beginning.
    pub excerpt: Vec<FoundPart>,
}

/// A part of a text that matches, or of what is between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundPart {
    /// The part.
    pub text: String,
    /// True where it matches.
    #[serde(rename = "match")]
    pub is_match: bool,
}

/// Answer of `GET /posts/{id}`: the post, and beside its fields Hearth's additions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostDetail {
    /// The post.
    #[serde(flatten)]
    pub post: Post,
    /// The number of users who vote for it. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = i64, required))]
    pub vote: Option<i64>,
    /// True where the caller votes for it. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required))]
    pub voted: Option<bool>,
    /// Why a moderator removed the post, for its owner; left out where nobody did. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = RemovedPost))]
    pub removed: Option<RemovedPost>,
}

/// What its owner is told of a post that a moderator removed. Hearth's addition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemovedPost {
    /// The reason, a text for people.
    pub reason: String,
    /// The time at which it was removed.
    #[serde(with = "crate::timestamp")]
    pub removed_at: DateTime<Utc>,
}

/// Body of `POST /vote/`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vote {
    /// The post to vote on.
    pub post_id: i32,
    /// The direction: 1 votes, any lower number takes the vote back.
    #[cfg_attr(feature = "openapi", schema(maximum = 1))]
    pub dir: i64,
}

/// `data` of an event of `GET /events`: what happened is the event's name (`created`, `changed`, `deleted`, `voted`).
/// Hearth's addition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostEvent {
    /// The post that it happened to.
    pub post_id: i32,
    /// The post's author.
    pub owner_id: i32,
    /// The number of users who vote for it now; only with `voted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub vote: Option<i64>,
}
