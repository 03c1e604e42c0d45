//! The one error of the handlers, and what a client is told of it.

use std::fmt::Display;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use hearth_api::{Detail, ErrorBody, Invalid};

use crate::database::is_broken;

/// Why a request is not answered as asked.
#[derive(Debug, Clone)]
pub(crate) enum Error {
    /// 422: what was sent does not validate.
    Invalid(Vec<Invalid>),
    /// 401: who is asking cannot be told.
    Unauthenticated(&'static str),
    /// 403.
    Forbidden(&'static str),
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
    /// 503: the database is away; it may be back in a moment.
    Unavailable,
    /// 507: the database's disk is full.
    StorageFull,
    /// 500: logged here, told to nobody.
    Internal,
}

pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The bearer's token is malformed, forged, over, or of a user who is no more.
    pub(crate) const BAD_TOKEN: Self = Self::Unauthenticated("Could not validate credentials");

    /// What only a post's owner may do.
    pub(crate) const NOT_YOURS: Self = Self::Forbidden("Not authorized to perform requested action");

    /// The password is not that of the account, or there is no such account.
    pub(crate) const BAD_CREDENTIALS: Self = Self::Forbidden("Invalid Credentials");

    /// An error that no client can cause: logged once, here.
    pub(crate) fn internal(error: impl Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::Internal
    }

    fn parts(self) -> (StatusCode, Detail) {
        let text = |text: &str| Detail::Text(text.to_owned());
        match self {
            Self::Invalid(places) => (StatusCode::UNPROCESSABLE_ENTITY, Detail::Invalid(places)),
            Self::Unauthenticated(why) => (StatusCode::UNAUTHORIZED, text(why)),
            Self::Forbidden(why) => (StatusCode::FORBIDDEN, text(why)),
            Self::NotFound(why) => (StatusCode::NOT_FOUND, Detail::Text(why)),
            Self::Conflict(why) => (StatusCode::CONFLICT, Detail::Text(why)),
            Self::Gone(why) => (StatusCode::GONE, text(why)),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, text("The request is larger than 1 MiB")),
            Self::TooMany { seconds } => {
                let why = format!("Too many attempts. Try again in {seconds} seconds.");
                (StatusCode::TOO_MANY_REQUESTS, Detail::Text(why))
            }
            Self::BadRequest(why) => (StatusCode::BAD_REQUEST, Detail::Text(why)),
            Self::Unavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, text("The database does not answer. Try again in a moment."))
            }
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
            Self::Unavailable => Some((header::RETRY_AFTER, HeaderValue::from(1))),
            Self::TooMany { seconds } => Some((header::RETRY_AFTER, HeaderValue::from(seconds))),
            _ => None,
        };
        let (status, detail) = self.parts();
        (status, AppendHeaders(header), Json(ErrorBody { detail })).into_response()
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        match (&error, code.as_deref()) {
            // Disk full; then too many connections, and a statement that took too long.
            (_, Some("53100")) => Self::StorageFull,
            (sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed, _) | (_, Some("53300" | "57014")) => {
                Self::unavailable(&error)
            }
            _ if is_broken(&error) => Self::unavailable(&error),
            _ => Self::internal(error),
        }
    }
}

impl Error {
    fn unavailable(error: &sqlx::Error) -> Self {
        tracing::warn!(%error, "the database does not answer");
        Self::Unavailable
    }
}
