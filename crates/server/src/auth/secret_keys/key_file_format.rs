//! Defines the format of the file that keeps the keys of a database of our own. Its first line is the current key. Each
//! other line is a previous one: `previous KEY`, or `previous KEY until TIME` once its time has begun.

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use chrono::{DateTime, SecondsFormat, Utc};

use super::key::{PreviousKey, SecretKey, SecretKeys};

/// The content of the file.
pub(super) struct KeyFile {
    pub(super) current: String,
    pub(super) previous: Vec<ReplacedKey>,
}

/// A key that was replaced.
pub(super) struct ReplacedKey {
    pub(super) key: String,
    /// The time at which the key stops verifying; none until the key that replaced it is first loaded.
    pub(super) until: Option<DateTime<Utc>>,
}

impl KeyFile {
    pub(super) fn new(current: String) -> Self {
        Self { current, previous: Vec::new() }
    }

    /// Puts a new key in the place of the current one.
    pub(super) fn rotate(&mut self, new: String) {
        let key = std::mem::replace(&mut self.current, new);
        self.previous.insert(0, ReplacedKey { key, until: None });
    }

    /// Returns whether the content can stay as it is: each previous key has an end, and that is to come.
    pub(super) fn is_current(&self, now: DateTime<Utc>) -> bool {
        self.previous.iter().all(|old| old.until.is_some_and(|until| now < until))
    }

    /// Starts the time of previous keys, and drops those whose time is over.
    pub(super) fn advance(&mut self, now: DateTime<Utc>, end: DateTime<Utc>) {
        self.previous.retain_mut(|old| now < *old.until.get_or_insert(end));
    }
}

/// Error of parsing the file of keys.
pub(super) enum Unusable {
    /// The number of a line that cannot be read.
    Line(usize),
    /// A current key that was not made at random.
    Damaged,
}

impl FromStr for KeyFile {
    type Err = Unusable;

    fn from_str(text: &str) -> Result<Self, Unusable> {
        let mut lines = text.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty());
        let (current, _) = lines.next().ok_or(Unusable::Line(1))?;
        let previous = lines.map(|(line, number)| line.parse().map_err(|NotReplacedKey| Unusable::Line(number)));
        let previous = previous.collect::<Result<_, _>>()?;
        if SecretKey::new(current).is_damaged() {
            return Err(Unusable::Damaged);
        }
        Ok(Self { current: current.to_owned(), previous })
    }
}

/// Error of parsing a line that holds no replaced key.
pub(super) struct NotReplacedKey;

impl FromStr for ReplacedKey {
    type Err = NotReplacedKey;

    fn from_str(line: &str) -> Result<Self, NotReplacedKey> {
        let old = line.strip_prefix("previous ").ok_or(NotReplacedKey)?;
        let (key, until) = old.rsplit_once(" until ").map_or((old, None), |(key, until)| (key, Some(until)));
        // It would still verify what anybody signs with it.
        if SecretKey::new(key).is_damaged() {
            return Err(NotReplacedKey);
        }
        let until = until.map(DateTime::parse_from_rfc3339).transpose().map_err(|_| NotReplacedKey)?;
        Ok(Self { key: key.to_owned(), until: until.map(|until| until.to_utc()) })
    }
}

impl Display for KeyFile {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.current)?;
        for ReplacedKey { key, until } in &self.previous {
            write!(f, "\nprevious {key}")?;
            if let Some(until) = until {
                write!(f, " until {}", until.to_rfc3339_opts(SecondsFormat::Secs, true))?;
            }
        }
        Ok(())
    }
}

impl From<KeyFile> for SecretKeys {
    fn from(file: KeyFile) -> Self {
        let previous = |old: ReplacedKey| PreviousKey { key: SecretKey::new(old.key), until: old.until };
        Self { current: SecretKey::new(file.current), previous: file.previous.into_iter().map(previous).collect() }
    }
}
