//! Defines what administrators and moderators do, and what readers report and block. All of it is Hearth's addition.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Role, UserOut};

/// Body of `PUT /moderation/people/{id}/role`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleChange {
    /// The role.
    pub role: Role,
}

/// Whether an account can be signed in to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum AccountState {
    /// It can.
    Active,
    /// A moderator keeps it from that.
    Suspended,
    /// It waits for approval.
    Waiting,
}

/// An account, as moderators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManagedUser {
    /// The account, with its address.
    #[serde(flatten)]
    pub user: UserOut,
    /// What the user may do for others; left out where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Role))]
    pub role: Option<Role>,
    /// The number of posts and drafts.
    pub posts: i64,
    /// Whether it can be signed in to.
    pub state: AccountState,
    /// Why it is suspended; left out where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub reason: Option<String>,
    /// The end of its suspension; left out where it is not suspended, or without an end.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::timestamp::optional")]
    #[cfg_attr(feature = "openapi", schema(value_type = DateTime<Utc>))]
    pub until: Option<DateTime<Utc>>,
}

/// Body of `PUT /moderation/people/{id}/suspension`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suspension {
    /// The reason, which the user is told when signing in.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, pattern = r"^[^\x00]*$"))]
    pub reason: String,
    /// After so many days it ends by itself; without an end where it is left out or null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 3650))]
    pub days: Option<i32>,
}

/// Body of `PUT /moderation/posts/{id}/removal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Removal {
    /// The reason, which the post's owner is told.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, pattern = r"^[^\x00]*$"))]
    pub reason: String,
}

/// An entry of `GET /moderation/log`: what an administrator or a moderator did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// The number of the entry; a later one has a greater one.
    pub id: i64,
    /// The time.
    #[serde(with = "crate::timestamp")]
    pub happened_at: DateTime<Utc>,
    /// The id of who did it; null for the command line of the server.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub actor_id: Option<i32>,
    /// The address of who did it, as it was then; null for the command line.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub actor: Option<String>,
    /// What was done, e.g. `suspend`.
    pub action: String,
    /// The id of the account that it is about, or of the post's owner; null where it is about none.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub user_id: Option<i32>,
    /// The address of that account, as it was then.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub email: Option<String>,
    /// The id of the post that it is about; null where it is about none.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub post_id: Option<i32>,
    /// The title of that post, as it was then.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub title: Option<String>,
    /// The reason, or what else was given: the role, the note of an invite.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub reason: Option<String>,
}

/// An invite to sign up, as moderators see it. The code itself was shown when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invite {
    /// The number of the invite.
    pub id: i32,
    /// The time at which it was made.
    #[serde(with = "crate::timestamp")]
    pub created_at: DateTime<Utc>,
    /// The time from which on it is not valid.
    #[serde(with = "crate::timestamp")]
    pub expires_at: DateTime<Utc>,
    /// The number of accounts that it is for.
    pub uses_max: i32,
    /// The number of accounts that were made with it.
    pub uses: i32,
    /// A note for those who look after the server.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub note: Option<String>,
    /// The address of who made it; null for the command line, and where that account is gone.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub created_by: Option<String>,
}

/// Body of `POST /moderation/invites`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InviteCreate {
    /// The number of accounts that it is for.
    #[serde(default = "one")]
    #[cfg_attr(feature = "openapi", schema(default = 1, minimum = 1, maximum = 1000))]
    pub uses: i32,
    /// The number of days for which it is valid.
    #[serde(default = "week")]
    #[cfg_attr(feature = "openapi", schema(default = 7, minimum = 1, maximum = 365))]
    pub days: i32,
    /// A note for those who look after the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, pattern = r"^[^\x00]*$"))]
    pub note: Option<String>,
}

fn one() -> i32 {
    1
}

fn week() -> i32 {
    7
}

/// Answer of `POST /moderation/invites`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvite {
    /// The invite.
    #[serde(flatten)]
    pub invite: Invite,
    /// The code to sign up with. It is told this once.
    pub code: String,
}

/// Body of `POST /reports`: about a post, or about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewReport {
    /// The post that is reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_id: Option<i32>,
    /// The person who is reported, where it is no post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<i32>,
    /// What is wrong, for the moderators.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, pattern = r"^[^\x00]*$"))]
    pub reason: String,
}

/// Whether somebody has looked at a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReportState {
    /// Nobody yet.
    Open,
    /// Something was done.
    Resolved,
    /// There was nothing to do.
    Dismissed,
}

/// An entry of `GET /moderation/reports`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// The number of the report.
    pub id: i32,
    /// The time at which it was made.
    #[serde(with = "crate::timestamp")]
    pub created_at: DateTime<Utc>,
    /// Who made it.
    pub reporter: UserOut,
    /// Whom it is about: the owner, where it is about a post.
    pub user: UserOut,
    /// The post; null where it is about a person.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub post: Option<ReportedPost>,
    /// What is wrong.
    pub reason: String,
    /// Whether somebody has looked at it.
    pub state: ReportState,
    /// The time at which somebody did; null where nobody has.
    #[serde(default, with = "crate::timestamp::optional")]
    #[cfg_attr(feature = "openapi", schema(required))]
    pub closed_at: Option<DateTime<Utc>>,
}

/// The post of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportedPost {
    /// The database's number of the post.
    pub id: i32,
    /// The first 300 characters of the headline.
    pub title: String,
}

/// Body of `PUT /moderation/reports/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportDecision {
    /// What became of it: `resolved` or `dismissed`.
    pub state: ReportState,
    /// A note for the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, pattern = r"^[^\x00]*$"))]
    pub note: Option<String>,
}

/// How a reader does without somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Their posts are left out of the reader's feed and searches.
    Mute,
    /// That, and the reader does not find them among the people, and they cannot vote for the reader's posts.
    Block,
}

/// An entry of `GET /me/blocks`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Block {
    /// Who it is.
    pub user: UserOut,
    /// Whether they are muted or blocked.
    pub kind: BlockKind,
    /// Since when.
    #[serde(with = "crate::timestamp")]
    pub created_at: DateTime<Utc>,
}

/// Body of `PUT /me/blocks/{id}`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockChange {
    /// Whether to mute or to block.
    pub kind: BlockKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invite_is_for_one_and_a_week() {
        let invite: InviteCreate = serde_json::from_str("{}").unwrap();
        assert_eq!((invite.uses, invite.days, invite.note), (1, 7, None));
    }
}
