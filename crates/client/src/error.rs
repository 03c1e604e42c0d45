//! How a call can fail, for a program to tell apart and for a person to read.

use std::{
    io::{self, ErrorKind},
    iter,
};

use hearth_api::{Detail, Invalid};

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody answers: the server is away, or the network is. What was asked for never left.
    #[error("The server does not answer: {0}")]
    Unreachable(Cause),
    /// The connection broke before the answer was there. Whether the server did what was asked is not known.
    #[error("The connection to the server broke: {0}")]
    Lost(String),
    /// The answer took too long. Whether the server did what was asked is not known.
    #[error("The server took too long to answer")]
    TimedOut,
    /// The server answered that it will not.
    #[error("The server refused ({status}): {detail}")]
    Refused {
        /// The HTTP status, 4xx.
        status: u16,
        /// The server's words.
        detail: String,
        /// What it says about single fields (422).
        fields: Vec<Invalid>,
    },
    /// The server answered that it cannot (5xx).
    #[error("The server failed ({status}): {detail}")]
    Failed {
        /// The HTTP status.
        status: u16,
        /// The server's words.
        detail: String,
    },
    /// What answered does not speak this API.
    #[error("What answered does not speak this API: {0}")]
    NotTheApi(String),
}

/// Why nobody answers, where it is one of the usual things.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// The computer is there, but nobody listens.
    #[error("nobody listens there")]
    NobodyListens,
    /// The name stands for no computer, or nobody is there to ask.
    #[error("its name is not known")]
    UnknownName,
    /// No way leads to the computer.
    #[error("no way leads there")]
    NoWay,
    /// Anything else, in the words of whoever noticed it.
    #[error("{0}")]
    Other(String),
}

impl Cause {
    fn of(error: &reqwest::Error) -> Self {
        let chain = || iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
        let kinds = || chain().filter_map(|error| error.downcast_ref::<io::Error>()).map(io::Error::kind);
        if chain().any(|error| error.to_string() == "dns error") {
            return Self::UnknownName;
        }
        if kinds().any(|kind| matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::NotFound)) {
            return Self::NobodyListens;
        }
        if kinds().any(|kind| matches!(kind, ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable)) {
            return Self::NoWay;
        }
        Self::Other(innermost(error))
    }
}

/// What a person can act on: "certificate expired".
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

impl Error {
    /// Nobody is there for now who could do what was asked: the same may well work later.
    #[must_use]
    pub fn is_away(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Lost(_) | Self::TimedOut => true,
            // Of a proxy before the server, or of a server without its database.
            Self::Failed { status, .. } => matches!(status, 502..=504),
            Self::Refused { .. } | Self::NotTheApi(_) => false,
        }
    }

    /// The server may have done what was asked all the same.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        match self {
            Self::Lost(_) | Self::TimedOut | Self::Failed { .. } | Self::NotTheApi(_) => true,
            Self::Refused { status, .. } => *status == 408,
            Self::Unreachable(_) => false,
        }
    }

    /// The HTTP status, where there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::Failed { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// From an answer that is no success.
    pub(crate) fn from_answer(status: u16, detail: Option<Detail>) -> Self {
        let (detail, fields) = match detail {
            Some(Detail::Text(text)) => (text, Vec::new()),
            Some(Detail::Invalid(fields)) => {
                let words: Vec<_> = fields.iter().map(|field| field.msg.as_str()).collect();
                (words.join(". "), fields)
            }
            // A proxy in between, or something else altogether.
            None if (400..500).contains(&status) && !matches!(status, 413 | 429) => {
                return Self::NotTheApi(format!("it answered with status {status}"));
            }
            None => (String::new(), Vec::new()),
        };
        if status >= 500 { Self::Failed { status, detail } } else { Self::Refused { status, detail, fields } }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() && !error.is_connect() {
            return Self::TimedOut;
        }
        let connecting = error.is_connect() || error.is_builder();
        let error = error.without_url();
        if connecting { Self::Unreachable(Cause::of(&error)) } else { Self::Lost(innermost(&error)) }
    }
}

impl From<url::ParseError> for Error {
    fn from(error: url::ParseError) -> Self {
        Self::Unreachable(Cause::Other(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Client;

    async fn cause_of(address: &str) -> Cause {
        match Client::remote(address).unwrap().welcome().await {
            Err(Error::Unreachable(cause)) => cause,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn the_usual_causes_have_names() {
        assert_eq!(cause_of("http://127.0.0.1:1").await, Cause::NobodyListens);
        assert_eq!(cause_of("http://nowhere.invalid").await, Cause::UnknownName);
        match Client::unix("/nowhere/at/all".as_ref()).welcome().await {
            Err(Error::Unreachable(cause)) => assert_eq!(cause, Cause::NobodyListens),
            other => panic!("{other:?}"),
        }
    }
}
