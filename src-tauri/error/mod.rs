//! Errors of commands: a code out of a closed set for the window to act on, and a sentence or two for
//! the person: what happened, and what to do.

pub(crate) mod connection;
pub(crate) mod messages;
mod remedy;

use std::{collections::BTreeMap, fmt, io, time::Duration};

use hearth_api::Invalid;
use hearth_client as client;
use hearth_postgres as postgres;
use hearth_server::{SecretError, config::ConfigError, database::DatabaseError};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

#[cfg(test)]
pub(crate) use self::remedy::CertificateDetails;
pub(crate) use self::remedy::Remedy;
use crate::i18n::{Argument, Text, text, text_with};

/// The code of a command's error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErrorCode {
    /// Invalid input; `fields` says where.
    Invalid,
    /// A wrong address or password.
    Credentials,
    /// The end of the session: sign in again.
    SignedOut,
    /// An action that the user may not take.
    Forbidden,
    /// A conflict with what is there already.
    Conflict,
    /// The lack of what was asked for, which is gone.
    NotFound,
    /// Input that is too long.
    TooLarge,
    /// Too many requests; try later.
    TooMany,
    /// The lack of an answer: the server or the network is away.
    Unreachable,
    /// An error of the server's own, or an answer that is not of this API.
    Server,
    /// Error of a disk that is full, read-only or otherwise refuses.
    Storage,
    /// Error of the app's own PostgreSQL, which does not run.
    Database,
    /// A bug of the app.
    Internal,
}

/// Error of a command.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CommandError {
    pub(crate) code: ErrorCode,
    /// The message, one or two full sentences for people.
    #[ts(as = "String")]
    pub(crate) message: Text,
    /// The messages about single fields, for code `invalid`.
    #[ts(as = "BTreeMap<String, String>")]
    pub(crate) fields: BTreeMap<String, Text>,
    /// What can be done about a failed connection to an entered address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) remedy: Option<Box<Remedy>>,
    /// The id of the request that the server failed at, by which its log can be searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) request_id: Option<String>,
}

impl CommandError {
    pub(crate) fn new(code: ErrorCode, message: Text) -> Self {
        Self { code, message, fields: BTreeMap::new(), remedy: None, request_id: None }
    }

    /// Returns the error of an invalid field.
    pub(crate) fn field(name: &str, message: Text) -> Self {
        let fields = BTreeMap::from([(name.to_owned(), message.clone())]);
        Self { fields, ..Self::new(ErrorCode::Invalid, message) }
    }

    /// Returns the error of a failed connection to an entered address, with its message at the field of the address.
    pub(crate) fn no_connection(error: &client::Error, address: &Url) -> Self {
        tracing::warn!(%error, "no connection to the server");
        let remedy = Remedy::of(error).map(Box::new);
        let error = Self::field("address", connection::of_address(error, address));
        Self { code: ErrorCode::Unreachable, remedy, ..error }
    }

    /// Returns the error of a server that would be connected to without encryption, until a person agrees to that.
    pub(crate) fn plain_http(address: &Url) -> Self {
        let error = Self::field("address", connection::of_plain_http(address));
        Self { remedy: Some(Box::new(Remedy::plain_http(address))), ..error }
    }

    /// Returns the error of a call without a session, or with one that has ended.
    pub(crate) fn signed_out() -> Self {
        Self::new(ErrorCode::SignedOut, text("error-session-ended"))
    }
}

impl From<client::Error> for CommandError {
    fn from(error: client::Error) -> Self {
        tracing::warn!(%error, "a call to the server failed");
        let (code, message) = match error {
            client::Error::Unreachable(cause) => (ErrorCode::Unreachable, connection::of_cause(cause)),
            client::Error::Certificate(rejected) => {
                (ErrorCode::Unreachable, connection::of_certificate(rejected.problem))
            }
            client::Error::Redirected(_) => (ErrorCode::Unreachable, text("error-redirected")),
            client::Error::CaptivePortal => (ErrorCode::Unreachable, text("error-captive-portal")),
            client::Error::Lost(_) => (ErrorCode::Unreachable, text("error-connection-lost")),
            client::Error::TimedOut | client::Error::Stalled => (ErrorCode::Unreachable, text("error-timed-out")),
            client::Error::Refused { status, detail, fields, retry_after } => {
                return refused(status, detail, &fields, retry_after);
            }
            client::Error::Failed { status: 507, .. } => (ErrorCode::Storage, text("error-server-disk-full")),
            client::Error::Failed { status, request_id, .. } => {
                let message = text_with("error-server-failed", [("status", Argument::words(status))]);
                return Self { request_id, ..Self::new(ErrorCode::Server, message) };
            }
            client::Error::NotTheApi(_) | client::Error::Foreign(_) | client::Error::Incompatible(_) => {
                (ErrorCode::Server, text("error-not-a-hearth-server"))
            }
        };
        Self::new(code, message)
    }
}

fn caused(id: &'static str, cause: impl fmt::Display) -> Text {
    text_with(id, [("cause", Argument::words(cause))])
}

fn refused(status: u16, detail: String, fields: &[Invalid], retry_after: Option<Duration>) -> CommandError {
    let (code, message) = match status {
        401 => return CommandError::signed_out(),
        403 => (ErrorCode::Forbidden, text("error-not-your-post")),
        404 => (ErrorCode::NotFound, text("error-post-gone")),
        409 => (ErrorCode::Conflict, text("error-conflict")),
        413 => (ErrorCode::TooLarge, text("error-too-long")),
        422 => (ErrorCode::Invalid, text("error-invalid")),
        429 => (ErrorCode::TooMany, too_often(retry_after)),
        _ => {
            let arguments = [("cause", Argument::Words(detail)), ("status", Argument::words(status))];
            (ErrorCode::Server, text_with("error-refused", arguments))
        }
    };
    let fields: BTreeMap<_, _> = fields.iter().filter_map(invalid_field).collect();
    // There is no field of that name to say it at.
    let message = fields.get("published").cloned().unwrap_or(message);
    CommandError { fields, ..CommandError::new(code, message) }
}

/// Says when it may be tried again: in seconds, or in minutes where these would be many.
fn too_often(retry_after: Option<Duration>) -> Text {
    const SECONDS_MOST: u64 = 90;
    match retry_after.map(|wait| wait.as_secs()) {
        None => text("error-too-often"),
        Some(seconds) if seconds <= SECONDS_MOST => {
            text_with("error-too-often-seconds", [("count", Argument::count(seconds.max(1)))])
        }
        Some(seconds) => text_with("error-too-often-minutes", [("count", Argument::count(seconds.div_ceil(60)))]),
    }
}

/// The name of an invalid field and a sentence about it.
fn invalid_field(invalid: &Invalid) -> Option<(String, Text)> {
    let hearth_api::Segment::Field(name) = invalid.loc.last()? else { return None };
    let bound = |key| invalid.ctx.as_ref().and_then(|ctx| ctx.get(key)).and_then(serde_json::Value::as_i64);
    let counted = |id, count| text_with(id, [("count", Argument::Count(count))]);
    let sentence = match (name.as_str(), invalid.r#type.as_str()) {
        ("email", _) => text("error-email-incomplete"),
        ("password", "string_too_short") => counted("error-password-too-short", bound("min_length").unwrap_or(8)),
        ("password", "string_too_long") => counted("error-password-too-long", bound("max_length").unwrap_or(72)),
        ("published", _) => text("error-too-many-drafts"),
        (_, "missing") => text("error-field-missing"),
        (_, kind) => match bound("max_length") {
            Some(most) if kind == "string_too_long" => counted("error-text-too-long", most),
            _ => caused("error-field-refused", invalid.msg.trim_end_matches('.')),
        },
    };
    Some((name.clone(), sentence))
}

impl From<client::AddressError> for CommandError {
    fn from(error: client::AddressError) -> Self {
        Self::field("address", messages::of_address(error))
    }
}

impl From<postgres::Error> for CommandError {
    fn from(error: postgres::Error) -> Self {
        tracing::error!(%error, log = error.log_tail(), "the database does not run");
        Self::new(ErrorCode::Database, messages::of_postgres(&error))
    }
}

impl From<DatabaseError> for CommandError {
    fn from(error: DatabaseError) -> Self {
        tracing::error!(%error, "the database cannot be used");
        Self::new(ErrorCode::Database, messages::of_database(&error))
    }
}

impl From<SecretError> for CommandError {
    fn from(error: SecretError) -> Self {
        tracing::error!(%error, "no key");
        Self::new(ErrorCode::Storage, messages::of_secret(&error))
    }
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        Self::new(ErrorCode::Invalid, messages::of_config(&error))
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        tracing::error!(%error, "a file refuses");
        Self::new(ErrorCode::Storage, text_with("error-file", [("cause", messages::of_io(&error))]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_that_is_too_long_is_told_its_limit() {
        let fields = vec![Invalid {
            r#type: "string_too_long".to_owned(),
            loc: ["body", "title"].map(|name| hearth_api::Segment::Field(name.to_owned())).to_vec(),
            msg: "String should have at most 300 characters".to_owned(),
            input: None,
            ctx: Some(serde_json::json!({ "max_length": 300 })),
        }];
        let refused = client::Error::Refused { status: 422, detail: String::new(), fields, retry_after: None };
        let error = CommandError::from(refused);
        assert_eq!(error.fields["title"].to_string(), "Use at most 300 characters.");
    }

    #[test]
    fn who_writes_too_often_is_told_when_to_go_on() {
        for (retry_after, said) in [
            (None, "Wait a minute"),
            (Some(12), "in 12 seconds"),
            (Some(0), "in 1 second."),
            (Some(91), "in 2 minutes"),
        ] {
            let retry_after = retry_after.map(Duration::from_secs);
            let error = client::Error::Refused { status: 429, detail: String::new(), fields: Vec::new(), retry_after };
            let message = CommandError::from(error).message.to_string();
            assert!(message.contains(said), "{message}");
        }
    }

    #[test]
    fn too_many_drafts_are_named_as_the_reason() {
        let fields = vec![Invalid {
            r#type: "value_error".to_owned(),
            loc: ["body", "published"].map(|name| hearth_api::Segment::Field(name.to_owned())).to_vec(),
            msg: "Value error, an account has 1000 drafts at most: publish or delete one first".to_owned(),
            input: None,
            ctx: None,
        }];
        let error = client::Error::Refused { status: 422, detail: String::new(), fields, retry_after: None };
        let message = CommandError::from(error).message.to_string();
        assert!(message.contains("Publish or delete a draft"), "{message}");
    }

    #[test]
    fn this_computer_is_not_sought_in_the_network() {
        let error = CommandError::from(client::Error::Unreachable(client::Cause::NoSocket));
        let said = error.message.to_string();
        assert!(said.contains("this computer") && !said.contains("connected"), "{said}");
    }
}
