//! Defines accounts, sign-up and sign-in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use crate::Role;

/// Body of `POST /users/`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserCreate {
    /// A valid e-mail address; it is the name to sign in with.
    #[cfg_attr(feature = "openapi", schema(format = "email"))]
    pub email: String,
    /// The password: at least 8 characters, unless the server's owner says otherwise, and at most 72 bytes.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "password", min_length = 8, max_length = 72, pattern = r"^[^\x00]*$")
    )]
    pub password: String,
    /// The code of an invite, where the server asks for one. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, pattern = r"^[^\x00]*$"))]
    pub invite: Option<String>,
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
    /// The time at which the account was made.
    #[serde(with = "crate::timestamp")]
    pub created_at: DateTime<Utc>,
    /// The name to show instead of the address; left out where there is none. Not unique. Hearth's addition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 50))]
    pub display_name: Option<String>,
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
    /// The time at which the account was made.
    #[serde(with = "crate::timestamp")]
    pub created_at: DateTime<Utc>,
    /// A telephone number, which nobody else is told.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub phone_number: Option<String>,
    /// The name that others see instead of the address; null where there is none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required, min_length = 1, max_length = 50))]
    pub display_name: Option<String>,
    /// What the user may do for others on this server; left out where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::lenient::known")]
    #[cfg_attr(feature = "openapi", schema(value_type = Role))]
    pub role: Option<Role>,
}

/// Body of `PATCH /me`, with one field at least; what is left out stays as it is. Hearth's addition.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(min_properties = 1))]
pub struct AccountUpdate {
    /// The new telephone number: digits and ` +-().`; null removes it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Option<String>, min_length = 3, max_length = 32, pattern = "^[0-9 +().-]*$")
    )]
    pub phone_number: Option<Option<String>>,
    /// The new name, of 1 to 50 characters, with a letter or a digit, and without `@`; null removes it. Spaces at its ends are
    /// dropped, and several in a row become one.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = "^[^@]*$"))]
    pub display_name: Option<Option<String>>,
}

/// Tells a field that is null from one that is left out.
#[expect(clippy::option_option, reason = "left out, null and a text are three things")]
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
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

/// A session of the caller's account, as `GET /me/sessions` tells it. Hearth's addition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountSession {
    /// The id of the session: a UUID. It is of no use without its token.
    #[cfg_attr(feature = "openapi", schema(format = "uuid"))]
    pub id: String,
    /// The time at which it began: by signing in, or by changing the password.
    #[serde(with = "crate::timestamp")]
    pub created_at: DateTime<Utc>,
    /// The time at which the session was last used, to a minute or so.
    #[serde(with = "crate::timestamp")]
    pub last_seen_at: DateTime<Utc>,
    /// What the client called itself (`User-Agent`): visible characters, 100 at most; null where it said nothing.
    #[cfg_attr(feature = "openapi", schema(required, max_length = 100))]
    pub device: Option<String>,
    /// The IP address that the session was last used from; null on a socket of the server's own computer.
    #[cfg_attr(feature = "openapi", schema(required))]
    pub address: Option<String>,
    /// True for the session of the token that asks.
    pub current: bool,
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
