//! Represents the position of a page as an opaque text.

use std::{fmt, str::FromStr};

use crate::{Error, Result};

/// The position at which a page begins. Its text is opaque; [`FromStr`] parses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub(super) Position);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Position {
    /// The link of the server, relative to its address.
    Link(String),
    /// The query of a link that leads elsewhere.
    Query(String),
    /// The number of posts to skip.
    Skip(usize),
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Position::Link(link) => write!(f, "link:{link}"),
            Position::Query(query) => write!(f, "query:{query}"),
            Position::Skip(skip) => write!(f, "skip:{skip}"),
        }
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unreadable = || Error::NotTheApi(format!("{text} is not where a page begins"));
        match text.split_once(':').ok_or_else(unreadable)? {
            ("link", link) => Ok(Self(Position::Link(link.to_owned()))),
            ("query", query) => Ok(Self(Position::Query(query.to_owned()))),
            ("skip", skip) => skip.parse().map(|skip| Self(Position::Skip(skip))).map_err(|_| unreadable()),
            _ => Err(unreadable()),
        }
    }
}
