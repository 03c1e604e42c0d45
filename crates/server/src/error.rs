//! Defines the error of the handlers and its response.

pub(crate) mod echo;

use std::{borrow::Cow, fmt::Display};

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use hearth_api::{Detail, ErrorBody, Invalid, Segment};
use serde_json::Value;

use crate::sqlstate::{self, Meaning};

/// Error of a request.
#[derive(Debug, Clone)]
pub(crate) enum Error {
    /// 422: what was sent does not validate.
    Invalid(Vec<Invalid>),
    /// 422: the encoding of the database lacks letters of what was sent.
    Encoding,
    /// 401: who is asking cannot be told.
    Unauthenticated(&'static str),
    /// 403.
    Forbidden(Cow<'static, str>),
    /// 404.
    NotFound(String),
    /// 409: it is so already.
    Conflict(String),
    /// 410: it was there, and is no more.
    Gone(&'static str),
    /// 413.
    TooLarge,
    /// 429: tried too often; it may be tried again in so many seconds.
    TooMany { seconds: u64 },
    /// 400: the request broke off, or its body cannot be read.
    BadRequest(String),
    /// 503: the database cannot do it now; it may in a moment.
    Unavailable(&'static str),
    /// 507: the database's disk is full.
    StorageFull,
    /// 500: logged here, told to nobody.
    Internal,
}

/// The message about what a rule of the database's owner refuses; the rule is named in the log.
pub(crate) const REFUSED: &str = "Value error, a rule of the server's database refuses this";

/// The message about letters that a database which is not in UTF-8 cannot hold.
const NO_SUCH_LETTERS: &str = "Value error, the server's database has no such letters: its encoding is not UTF-8";

/// Describes one place of a request that does not validate, as FastAPI does. What is repeated of a long `input` is cut.
pub(crate) fn invalid<'a>(
    kind: &str,
    loc: impl IntoIterator<Item = &'a str>,
    msg: impl Into<String>,
    input: Option<Value>,
) -> Invalid {
    Invalid {
        r#type: kind.to_owned(),
        loc: loc.into_iter().map(|name| Segment::Field(name.to_owned())).collect(),
        msg: msg.into(),
        input: input.map(echo::cut),
        ctx: None,
    }
}

pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The error of a token that is malformed, forged, expired, or of a user who is no more.
    pub(crate) const BAD_TOKEN: Self = Self::Unauthenticated("Could not validate credentials");

    /// The error of an action that only the post's owner may take.
    pub(crate) const NOT_YOURS: Self = Self::Forbidden(Cow::Borrowed("Not authorized to perform requested action"));

    /// The error of a wrong password, and of an address without an account.
    pub(crate) const BAD_CREDENTIALS: Self = Self::Forbidden(Cow::Borrowed("Invalid Credentials"));

    /// The error of a database that is away, or has too much to do.
    pub(crate) const AWAY: Self = Self::Unavailable("The database does not answer. Try again in a moment.");

    /// The error of a change after which the connection to the database broke.
    pub(crate) const OUTCOME_UNKNOWN: Self = Self::Unavailable(
        "The database went away meanwhile. It is not known whether this was saved. Look, or try again in a moment.",
    );

    /// The error of a server that is about to stop.
    pub(crate) const STOPPING: Self = Self::Unavailable("The server is about to stop.");

    /// The error of a password that would wait too long for its turn.
    pub(crate) const BUSY: Self = Self::Unavailable("Too many people sign in at the moment. Try again in a moment.");

    /// The error of a response for which there is no room beside those that others have not taken yet.
    pub(crate) const OVERLOADED: Self =
        Self::Unavailable("The server has too many large responses to send. Try again in a moment.");

    /// The message about a row that another one conflicts with.
    const CONFLICT: &str = "This is at odds with something that the server's database holds";

    /// Returns the error of a value that breaks a rule; `msg` is a sentence for people.
    pub(crate) fn broken<'a>(loc: impl IntoIterator<Item = &'a str>, msg: &str) -> Self {
        Self::Invalid(vec![invalid("value_error", loc, msg, None)])
    }

    /// Returns this error with the field that it is about, where it does not name one yet.
    pub(crate) fn at(self, place: &str, field: &str) -> Self {
        match self {
            Self::Encoding => Self::broken([place, field], NO_SUCH_LETTERS),
            other => other,
        }
    }

    /// Returns an error that no client can cause, and logs it.
    pub(crate) fn internal(error: impl Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::Internal
    }

    fn parts(self) -> (StatusCode, Detail) {
        let text = |text: &str| Detail::Text(text.to_owned());
        match self {
            Self::Invalid(places) => (StatusCode::UNPROCESSABLE_ENTITY, Detail::Invalid(places)),
            Self::Encoding => Self::broken(["body"], NO_SUCH_LETTERS).parts(),
            Self::Unauthenticated(why) => (StatusCode::UNAUTHORIZED, text(why)),
            Self::Forbidden(why) => (StatusCode::FORBIDDEN, Detail::Text(why.into_owned())),
            Self::NotFound(why) => (StatusCode::NOT_FOUND, Detail::Text(why)),
            Self::Conflict(why) => (StatusCode::CONFLICT, Detail::Text(why)),
            Self::Gone(why) => (StatusCode::GONE, text(why)),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, text("The request is too large")),
            Self::TooMany { seconds } => {
                let why = format!("Too many attempts. Try again in {seconds} seconds.");
                (StatusCode::TOO_MANY_REQUESTS, Detail::Text(why))
            }
            Self::BadRequest(why) => (StatusCode::BAD_REQUEST, Detail::Text(why)),
            Self::Unavailable(why) => (StatusCode::SERVICE_UNAVAILABLE, text(why)),
            Self::StorageFull => {
                (StatusCode::INSUFFICIENT_STORAGE, text("The server's disk is full. Nothing was saved."))
            }
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, text("Internal Server Error")),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let header = match self {
            Self::Unauthenticated(_) => Some((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
            Self::Unavailable(_) => Some((header::RETRY_AFTER, HeaderValue::from(1))),
            Self::TooMany { seconds } => Some((header::RETRY_AFTER, HeaderValue::from(seconds))),
            _ => None,
        };
        let (status, detail) = self.parts();
        (status, AppendHeaders(header), Json(ErrorBody { detail })).into_response()
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match sqlstate::meaning(&error) {
            Meaning::Refused => {
                tracing::warn!(%error, "the database refuses what was sent");
                Self::broken(["body"], REFUSED)
            }
            Meaning::Encoding => Self::Encoding,
            Meaning::Conflict => {
                tracing::warn!(%error, "the database refuses a change for the sake of another row");
                Self::Conflict(Self::CONFLICT.to_owned())
            }
            Meaning::Unavailable => {
                tracing::warn!(%error, "the database does not answer");
                Self::AWAY
            }
            Meaning::OutcomeUnknown => {
                tracing::warn!(%error, "the database does not answer");
                Self::OUTCOME_UNKNOWN
            }
            Meaning::ReadOnly => {
                tracing::warn!(%error, "the database takes no changes");
                Self::Unavailable("The database takes no changes for now. Try again in a moment.")
            }
            Meaning::Setup => {
                tracing::error!(%error, "the database is not set up as it was: its owner has to look");
                Self::Unavailable("The database cannot do this for now. Whoever runs the server has to look.")
            }
            Meaning::StorageFull => Self::StorageFull,
            Meaning::Bug => Self::internal(error),
        }
    }
}
