//! What a command fails with: a code out of a closed set for the window to act on, and a sentence or two for
//! the person: what happened, and what to do.

use std::{collections::BTreeMap, io};

use hearth_api::Invalid;
use hearth_client as client;
use hearth_postgres as postgres;
use hearth_server::{SecretError, config::ConfigError, database::DatabaseError};
use serde::Serialize;
use ts_rs::TS;

/// The ways a command can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErrorCode {
    /// What was entered does not pass; `fields` says where.
    Invalid,
    /// The address or the password is wrong.
    Credentials,
    /// The session has ended: sign in again.
    SignedOut,
    /// It is not the user's to do.
    Forbidden,
    /// It is there already.
    Conflict,
    /// It is gone.
    NotFound,
    /// It is too long.
    TooLarge,
    /// Too often; try later.
    TooMany,
    /// No answer: the server or the network is away.
    Unreachable,
    /// The server answered with an error of its own, or with what is not this API.
    Server,
    /// A disk is full, read-only or otherwise refuses.
    Storage,
    /// The app's own PostgreSQL does not run.
    Database,
    /// A bug of the app.
    Internal,
}

/// What a command rejects with.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CommandError {
    pub(crate) code: ErrorCode,
    /// One or two full sentences for people.
    pub(crate) message: String,
    /// What is wrong with single fields, for code `invalid`.
    pub(crate) fields: BTreeMap<String, String>,
}

impl CommandError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: BTreeMap::new() }
    }

    /// What was entered in a field does not pass.
    pub(crate) fn field(name: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let fields = BTreeMap::from([(name.to_owned(), message.clone())]);
        Self { code: ErrorCode::Invalid, message, fields }
    }

    /// Nobody is signed in, or no longer.
    pub(crate) fn signed_out() -> Self {
        Self::new(ErrorCode::SignedOut, "Your session has ended. Sign in again to go on.")
    }
}

impl From<client::Error> for CommandError {
    fn from(error: client::Error) -> Self {
        tracing::warn!(%error, "a call to the server failed");
        match error {
            client::Error::Unreachable(cause) => Self::new(
                ErrorCode::Unreachable,
                format!(
                    "The server does not answer ({cause}). Check that it runs and that you are connected, then try again."
                ),
            ),
            client::Error::TimedOut => Self::new(
                ErrorCode::Unreachable,
                "The server took too long to answer. It may have done what you asked: reload before you try again.",
            ),
            client::Error::Refused { status, detail, fields } => refused(status, detail, &fields),
            client::Error::Failed { status: 507, .. } => Self::new(
                ErrorCode::Storage,
                "The server's disk is full, so nothing was saved. Make room, then try again.",
            ),
            client::Error::Failed { status, .. } => Self::new(
                ErrorCode::Server,
                format!("The server has a problem of its own (status {status}). Try again in a moment."),
            ),
            client::Error::NotTheApi(_) => Self::new(
                ErrorCode::Server,
                "What answers there is not a Hearth server. Check the address, or ask whoever runs it.",
            ),
        }
    }
}

fn refused(status: u16, detail: String, fields: &[Invalid]) -> CommandError {
    match status {
        401 => CommandError::signed_out(),
        403 => CommandError::new(ErrorCode::Forbidden, "This post is not yours, so you cannot change it."),
        404 => CommandError::new(ErrorCode::NotFound, "This post is gone. Its author has deleted or withdrawn it."),
        409 => CommandError::new(ErrorCode::Conflict, detail),
        413 => {
            CommandError::new(ErrorCode::TooLarge, "This is longer than the server takes. Shorten it, then try again.")
        }
        422 => CommandError {
            code: ErrorCode::Invalid,
            message: "The server does not accept what was entered.".to_owned(),
            fields: fields.iter().filter_map(invalid_field).collect(),
        },
        429 => {
            CommandError::new(ErrorCode::TooMany, "That was too often in a short time. Wait a minute, then try again.")
        }
        _ => CommandError::new(ErrorCode::Server, format!("The server refused: {detail} (status {status}).")),
    }
}

/// The name of an invalid field and a sentence about it.
fn invalid_field(invalid: &Invalid) -> Option<(String, String)> {
    let hearth_api::Segment::Field(name) = invalid.loc.last()? else { return None };
    let bound = |key| invalid.ctx.as_ref().and_then(|ctx| ctx.get(key)).and_then(serde_json::Value::as_u64);
    let sentence = match (name.as_str(), invalid.r#type.as_str()) {
        ("email", _) => "Enter a complete e-mail address, for example ada@example.org.".to_owned(),
        ("password", "string_too_short") => format!("Use at least {} characters.", bound("min_length").unwrap_or(8)),
        ("password", "string_too_long") => format!("Use at most {} bytes.", bound("max_length").unwrap_or(72)),
        _ => format!("{}.", invalid.msg.trim_end_matches('.')),
    };
    Some((name.clone(), sentence))
}

impl From<client::AddressError> for CommandError {
    fn from(error: client::AddressError) -> Self {
        Self::field("address", error.to_string())
    }
}

impl From<postgres::Error> for CommandError {
    fn from(error: postgres::Error) -> Self {
        tracing::error!(%error, log = error.log_tail(), "the database does not run");
        Self::new(ErrorCode::Database, error.to_string())
    }
}

impl From<DatabaseError> for CommandError {
    fn from(error: DatabaseError) -> Self {
        tracing::error!(%error, "the database cannot be used");
        Self::new(ErrorCode::Database, error.to_string())
    }
}

impl From<SecretError> for CommandError {
    fn from(error: SecretError) -> Self {
        tracing::error!(%error, "no key");
        Self::new(ErrorCode::Storage, error.to_string())
    }
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        Self::new(ErrorCode::Invalid, error.to_string())
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        tracing::error!(%error, "a file refuses");
        Self::new(
            ErrorCode::Storage,
            format!("A file cannot be used: {error}. Make room or allow access, then try again."),
        )
    }
}
