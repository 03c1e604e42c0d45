//! The wire types of the API, and nothing else: what crosses the network between any client and any
//! server. A field that only Hearth's own server sends is optional here, because a client also meets
//! deployments of the Python backend, which never send it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

mod timestamp;

/// The most bytes of a password that bcrypt hashes. A longer one is refused, never silently cut.
pub const PASSWORD_MAX_BYTES: usize = 72;

/// The largest request body that the server reads, in bytes.
pub const BODY_MAX_BYTES: usize = 1024 * 1024;

/// Body of `POST /users/`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserCreate {
    /// A valid e-mail address; it is the name to sign in with.
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: String,
    /// At least 8 characters, unless the server's owner says otherwise, and at most 72 bytes.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "password", min_length = 8, max_length = 72, pattern = r"^[^\x00]*$")
    )]
    pub password: String,
}

/// A user as everybody may see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserOut {
    /// The database's number of the user.
    pub id: i32,
    /// The address that the user signs in with.
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: String,
    /// When the account was made.
    #[serde(with = "timestamp")]
    pub created_at: DateTime<Utc>,
}

/// The caller's own account, as `GET /me` tells it. Hearth's addition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The database's number of the user.
    pub id: i32,
    /// The address that the user signs in with.
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: String,
    /// When the account was made.
    #[serde(with = "timestamp")]
    pub created_at: DateTime<Utc>,
    /// A telephone number, which nobody else is told.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub phone_number: Option<String>,
}

/// Body of `PATCH /me`. Hearth's addition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountUpdate {
    /// The new telephone number: digits and ` +-().`; null removes it.
    #[cfg_attr(feature = "openapi", schema(required, min_length = 3, max_length = 32, pattern = "^[0-9 +().-]*$"))]
    pub phone_number: Option<String>,
}

/// Body of `PUT /me/password`. Hearth's addition.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    /// The password so far.
    #[cfg_attr(feature = "openapi", schema(format = "password", pattern = r"^[^\x00]*$"))]
    pub current_password: String,
    /// The password from now on: at least 8 characters, unless the server's owner says otherwise, and at most 72 bytes.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "password", min_length = 8, max_length = 72, pattern = r"^[^\x00]*$")
    )]
    pub new_password: String,
}

/// Body of `POST /me/delete`. Hearth's addition.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordConfirmation {
    /// The account's password.
    #[cfg_attr(feature = "openapi", schema(format = "password", pattern = r"^[^\x00]*$"))]
    pub password: String,
}

/// Body of `POST /posts/` and of `PUT /posts/{id}`, which replaces all fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatePost {
    /// The headline.
    #[cfg_attr(feature = "openapi", schema(pattern = r"^[^\x00]*$"))]
    pub title: String,
    /// The text.
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
    /// When the post was made.
    #[serde(with = "timestamp")]
    pub created_at: DateTime<Utc>,
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
    /// How many users vote for it.
    pub vote: i64,
    /// Whether the caller does. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required))]
    pub voted: Option<bool>,
}

/// Answer of `GET /posts/{id}`: the post, and beside its fields Hearth's additions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostDetail {
    /// The post.
    #[serde(flatten)]
    pub post: Post,
    /// How many users vote for it. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = i64, required))]
    pub vote: Option<i64>,
    /// Whether the caller does. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required))]
    pub voted: Option<bool>,
}

/// Body of `POST /vote/`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vote {
    /// The post to vote on.
    pub post_id: i32,
    /// 1 votes; any lower number takes the vote back.
    #[cfg_attr(feature = "openapi", schema(maximum = 1))]
    pub dir: i64,
}

/// Form of `POST /login`. OAuth2's password flow calls the address `username`.
#[derive(Clone, Serialize, Deserialize)]
pub struct Login {
    /// The user's e-mail address.
    pub username: String,
    /// The user's password.
    pub password: String,
}

/// Answer of `POST /login`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Token {
    /// A signed JWT, to be sent as `Authorization: Bearer <access_token>`.
    pub access_token: String,
    /// Always `bearer`.
    pub token_type: String,
}

/// What an action that has nothing else to say answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// A sentence for people.
    pub message: String,
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
    /// With `voted`: how many users vote for it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub vote: Option<i64>,
}

/// Answer of `GET /capabilities`: what this server has beyond the documented API. Hearth's addition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capabilities {
    /// The program: `hearth`.
    pub server: String,
    /// Its version, e.g. `0.1.0`.
    pub version: String,
    /// The names of the additions; a client ignores those that it does not know.
    pub capabilities: Vec<String>,
}

/// Answer of `GET /health/live` and `GET /health/ready`. Hearth's addition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// Always `ok`; what is not well answers with an error.
    pub status: String,
}

/// Body of every error.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What was wrong.
    pub detail: Detail,
}

/// What was wrong with a request: a sentence, or what is invalid where.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Detail {
    /// A sentence for people.
    Text(String),
    /// The places that did not validate (status 422).
    Invalid(Vec<Invalid>),
}

/// One place of a request that did not validate, in FastAPI's shape.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ValidationError))]
pub struct Invalid {
    /// The kind of error, e.g. `missing` or `string_type`.
    pub r#type: String,
    /// Where it is, e.g. `["body", "title"]`.
    #[cfg_attr(feature = "openapi", schema(inline))]
    pub loc: Vec<Segment>,
    /// A sentence for people.
    pub msg: String,
    /// What was sent there; left out where it would repeat a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    pub input: Option<serde_json::Value>,
    /// The numbers and words of the sentence, e.g. `{"le": 1}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub ctx: Option<serde_json::Value>,
}

/// A step of a path into a request: a field's name, or an offset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Segment {
    /// A field's name.
    Field(String),
    /// An index, or an offset in characters.
    Index(usize),
}
