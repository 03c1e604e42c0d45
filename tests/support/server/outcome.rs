//! Tells how a request ended.

use std::fmt;

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// An answer with this status; and whether it says when to try again.
    Answer {
        /// The HTTP status.
        status: u16,
        /// True where it has `Retry-After`.
        retry_after: bool,
    },
    /// No answer: the connection ended first.
    Broken,
}

impl Outcome {
    /// Reads the outcome from what a server has said on a connection.
    #[must_use]
    pub fn of(said: &[u8]) -> Self {
        let said = String::from_utf8_lossy(&said[..said.len().min(2048)]).to_ascii_lowercase();
        let status = said.strip_prefix("http/1.1 ").and_then(|rest| rest.get(..3)).and_then(|text| text.parse().ok());
        match status {
            Some(status) => Self::Answer { status, retry_after: said.contains("\r\nretry-after: ") },
            None => Self::Broken,
        }
    }

    /// Returns whether a server that holds may end a request so, whoever asked.
    #[must_use]
    pub fn is_sound(self) -> bool {
        match self {
            Self::Answer { status: 503 | 429, retry_after } => retry_after,
            Self::Answer { status, .. } => status < 500,
            Self::Broken => true,
        }
    }

    /// Returns whether it is what somebody wants who does nothing wrong.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::Answer { status: 200..300, .. })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer { status, retry_after: false } => write!(f, "{status}"),
            Self::Answer { status, retry_after: true } => write!(f, "{status} with Retry-After"),
            Self::Broken => write!(f, "no answer"),
        }
    }
}
