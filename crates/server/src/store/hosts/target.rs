//! Says what is asked of a host (`target_session_attrs` of libpq).

use std::{error::Error as StdError, io};

use sqlx::{Error, Result};

use super::Identity;

/// What a host has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetSession {
    /// Any that answers.
    Any,
    /// One that takes changes.
    ReadWrite,
    /// One that is no standby.
    Primary,
}

/// Error of a host that answers and is not what is asked for.
#[derive(Debug, thiserror::Error)]
pub(in crate::store) enum Unmet {
    /// One that takes no changes.
    #[error("the database takes no changes, and target_session_attrs asks for one that does")]
    ReadOnly,
    /// A standby.
    #[error("the database is a standby, and target_session_attrs asks for a primary")]
    Standby,
    /// A primary from before a promotion.
    #[error("the database was the primary before another one was promoted")]
    Outdated,
}

impl TargetSession {
    /// Parses the value of `target_session_attrs`. The other values of libpq are of programs that only read.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "any" => Some(Self::Any),
            "read-write" => Some(Self::ReadWrite),
            "primary" => Some(Self::Primary),
            _ => None,
        }
    }

    pub(super) fn check(self, identity: &Identity) -> Result<()> {
        match self {
            Self::ReadWrite if identity.read_only => Err(Unmet::ReadOnly.into()),
            Self::Primary if identity.in_recovery => Err(Unmet::Standby.into()),
            _ => Ok(()),
        }
    }
}

impl Unmet {
    /// Returns whether an error is one of these.
    pub(super) fn is(error: &Error) -> bool {
        Self::of(error).is_some()
    }

    /// Finds the one that an error is made of.
    pub(in crate::store) fn of(error: &Error) -> Option<&Self> {
        let Error::Io(error) = error else { return None };
        let source: &(dyn StdError + 'static) = error.get_ref()?;
        source.downcast_ref()
    }
}

impl From<Unmet> for Error {
    fn from(unmet: Unmet) -> Self {
        // The server is there, and not to be used.
        Self::Io(io::Error::new(io::ErrorKind::ConnectionAborted, unmet))
    }
}
