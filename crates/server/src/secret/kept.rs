//! The text that keeps the keys of a database of our own. Its first line is the current key. Each other line is a
//! previous one: `previous KEY`, or `previous KEY until TIME` once its time has begun.

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use chrono::{DateTime, SecondsFormat, Utc};

use super::{PreviousKey, SecretKey, SecretKeys};

/// What the text says.
pub(super) struct Kept {
    pub(super) current: String,
    pub(super) previous: Vec<Old>,
}

/// A key that was replaced.
pub(super) struct Old {
    pub(super) key: String,
    /// None while nobody has taken up the key that replaced it.
    pub(super) until: Option<DateTime<Utc>>,
}

impl Kept {
    pub(super) fn new(current: String) -> Self {
        Self { current, previous: Vec::new() }
    }

    pub(super) fn rotate(&mut self, new: String) {
        let key = std::mem::replace(&mut self.current, new);
        self.previous.insert(0, Old { key, until: None });
    }

    /// Whether everything holds as it is written: each previous key has an end, and that is to come.
    pub(super) fn is_settled(&self, now: DateTime<Utc>) -> bool {
        self.previous.iter().all(|old| old.until.is_some_and(|until| now < until))
    }

    /// Lets the time of previous keys begin, and drops those whose time is over.
    pub(super) fn settle(&mut self, now: DateTime<Utc>, end: DateTime<Utc>) {
        self.previous.retain_mut(|old| now < *old.until.get_or_insert(end));
    }
}

/// The number of a line that cannot be read.
pub(super) struct BadLine(pub(super) usize);

impl FromStr for Kept {
    type Err = BadLine;

    fn from_str(text: &str) -> Result<Self, BadLine> {
        let mut lines = text.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty());
        let (current, _) = lines.next().ok_or(BadLine(1))?;
        let previous = lines.map(|(line, number)| line.parse().map_err(|NotOld| BadLine(number)));
        Ok(Self { current: current.to_owned(), previous: previous.collect::<Result<_, _>>()? })
    }
}

pub(super) struct NotOld;

impl FromStr for Old {
    type Err = NotOld;

    fn from_str(line: &str) -> Result<Self, NotOld> {
        let old = line.strip_prefix("previous ").ok_or(NotOld)?;
        let Some((key, until)) = old.rsplit_once(" until ") else {
            return Ok(Self { key: old.to_owned(), until: None });
        };
        let until = DateTime::parse_from_rfc3339(until).map_err(|_| NotOld)?.to_utc();
        Ok(Self { key: key.to_owned(), until: Some(until) })
    }
}

impl Display for Kept {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.current)?;
        for Old { key, until } in &self.previous {
            write!(f, "\nprevious {key}")?;
            if let Some(until) = until {
                write!(f, " until {}", until.to_rfc3339_opts(SecondsFormat::Secs, true))?;
            }
        }
        Ok(())
    }
}

impl From<Kept> for SecretKeys {
    fn from(kept: Kept) -> Self {
        let old = |old: Old| PreviousKey { key: SecretKey::new(old.key), until: old.until };
        Self { current: SecretKey::new(kept.current), previous: kept.previous.into_iter().map(old).collect() }
    }
}
