//! Describes how a call can fail, for a program to tell apart and for a person to read.

mod cause;
mod certificate;
mod foreign;

use std::time::Duration;

use hearth_api::{Detail, Invalid};
use url::Url;

use self::cause::{innermost, rejected_certificate};
pub use self::{
    cause::Cause,
    certificate::CertificateProblem,
    foreign::{ForeignAnswer, Incompatible},
};
use crate::{RejectedCertificate, text::plain};

/// The most characters of a server's words that are kept.
pub(crate) const WORDS_MAX: usize = 500;

/// The most fields of a refusal that are kept: no form has so many.
pub(crate) const FIELDS_MAX: usize = 100;

/// The result of a call.
pub type Result<T> = std::result::Result<T, Error>;

/// An error of a call.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Error of a call that nobody answers: the server is away, or the network is. What was asked for never left.
    #[error("The server does not answer: {0}")]
    Unreachable(Cause),
    /// Error of a certificate that does not prove that the server is the server. What was asked for never left.
    #[error("The server does not answer: {0}")]
    Certificate(Box<RejectedCertificate>),
    /// Error of a connection that broke before the answer was there. Whether the server did what was asked is not
    /// known.
    #[error("The connection to the server broke: {0}")]
    Lost(String),
    /// Error of an answer that took too long. Whether the server did what was asked is not known.
    #[error("The server took too long to answer")]
    TimedOut,
    /// Error of an answer that began and did not come to its end in time.
    #[error("The server began to answer, and did not finish")]
    Stalled,
    /// Refusal by the server (4xx).
    #[error("The server refused ({status}): {detail}")]
    Refused {
        /// The HTTP status, 4xx.
        status: u16,
        /// The server's words.
        detail: String,
        /// The server's messages about single fields (422).
        fields: Vec<Invalid>,
        /// The time after which it may be tried again, where the server tells it (429).
        retry_after: Option<Duration>,
    },
    /// Failure of the server (5xx).
    #[error("The server failed ({status}): {detail}")]
    Failed {
        /// The HTTP status.
        status: u16,
        /// The server's words.
        detail: String,
        /// The id by which the server's log names the request.
        request_id: Option<String>,
    },
    /// Redirection to another server, which is not asked: it might be anybody's. Nothing was done.
    #[error("The server sends on to {0}")]
    Redirected(Url),
    /// Answer of a network that wants its user to sign in first, in place of the server.
    #[error("The network wants a sign-in first")]
    CaptivePortal,
    /// Error of another program that answers at the address of a server.
    #[error("Another program answers: {0}")]
    Foreign(Box<ForeignAnswer>),
    /// Error of a server that speaks another version of this API.
    #[error("The server speaks another version of this API: {0}")]
    Incompatible(Incompatible),
    /// Error of an answer that is not of this API.
    #[error("What answered does not speak this API: {0}")]
    NotTheApi(String),
}

impl Error {
    /// Returns whether the server is away for now: the same call may well work later.
    #[must_use]
    pub fn is_away(&self) -> bool {
        match self {
            // The gate of a foreign network sends everybody to its own page.
            Self::Unreachable(_)
            | Self::Certificate(_)
            | Self::Lost(_)
            | Self::TimedOut
            | Self::Stalled
            | Self::Redirected(_)
            | Self::CaptivePortal => true,
            // Of a proxy before the server, or of a server without its database.
            Self::Failed { status, .. } => matches!(status, 502..=504),
            Self::Refused { .. } | Self::NotTheApi(_) | Self::Foreign(_) | Self::Incompatible(_) => false,
        }
    }

    /// Returns whether the server may have done what was asked all the same.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Self::Lost(_) | Self::TimedOut | Self::Stalled | Self::Failed { .. } | Self::NotTheApi(_) => true,
            Self::Refused { status, .. } => *status == 408,
            Self::Unreachable(_)
            | Self::Certificate(_)
            | Self::Redirected(_)
            | Self::CaptivePortal
            | Self::Foreign(_)
            | Self::Incompatible(_) => false,
        }
    }

    /// Returns the HTTP status, where there was a response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::Failed { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Returns the time after which the server asks to try again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Builds the error of a response that is no success.
    pub(crate) fn from_answer(
        status: u16,
        detail: Option<Detail>,
        retry_after: Option<Duration>,
        request_id: Option<String>,
    ) -> Self {
        let (detail, fields) = match detail {
            Some(Detail::Text(text)) => (brief(&text), Vec::new()),
            Some(Detail::Invalid(mut fields)) => {
                fields.truncate(FIELDS_MAX);
                for field in &mut fields {
                    field.msg = brief(&field.msg);
                }
                let words: Vec<_> = fields.iter().map(|field| field.msg.as_str()).collect();
                (brief(&words.join(". ")), fields)
            }
            // A proxy in between, or something else altogether.
            None if (400..500).contains(&status) && !matches!(status, 413 | 429) => {
                return Self::NotTheApi(format!("it answered with status {status}"));
            }
            None => (String::new(), Vec::new()),
        };
        if status >= 500 {
            Self::Failed { status, detail, request_id }
        } else {
            Self::Refused { status, detail, fields, retry_after }
        }
    }
}

/// Cuts a server's words to as much as anybody reads.
fn brief(words: &str) -> String {
    plain(words, WORDS_MAX)
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() && !error.is_connect() {
            return Self::TimedOut;
        }
        let connecting = error.is_connect() || error.is_builder();
        let error = error.without_url();
        if !connecting {
            return Self::Lost(innermost(&error));
        }
        if let Some(rejected) = rejected_certificate(&error) {
            return Self::Certificate(Box::new(rejected.clone()));
        }
        let cause = Cause::of(&error);
        tracing::debug!(%cause, why = innermost(&error), "no connection");
        Self::Unreachable(cause)
    }
}

impl From<url::ParseError> for Error {
    fn from(error: url::ParseError) -> Self {
        tracing::debug!(%error, "no address");
        Self::Unreachable(Cause::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Client;

    async fn cause_of(address: &str) -> Cause {
        match Client::remote(address).unwrap().ping().await {
            Err(Error::Unreachable(cause)) => cause,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn the_usual_causes_have_names() {
        assert_eq!(cause_of("http://127.0.0.1:1").await, Cause::ConnectionRefused);
        assert_eq!(cause_of("http://nowhere.invalid").await, Cause::DnsFailure);
        match Client::unix("/nowhere/at/all".as_ref()).ping().await {
            Err(Error::Unreachable(cause)) => assert_eq!(cause, Cause::NoSocket),
            other => panic!("{other:?}"),
        }
    }
}
