//! Defines the position of a reader in the log of events, and the id that tells it to a client.
//!
//! Transactions become visible in another order than they began in, so a number up to which a reader has read would miss
//! what is committed late. A reader keeps which transactions still ran below that number, and looks for them again. Nobody
//! waits for them: neither for those of other databases in the cluster, nor for one that is forgotten for days.

use std::{fmt, str::FromStr};

use sqlx::Result;

/// Bounds how many transactions that ran at once are taken from a client.
const RUNNING_MAX: usize = 1000;

/// A snapshot of the log, the transactions that could be seen at one moment: those up to `newest`, without those that still
/// ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LogSnapshot {
    pub(crate) newest: u64,
    pub(crate) running: Vec<u64>,
}

impl LogSnapshot {
    /// Parses what PostgreSQL writes (`pg_current_snapshot`): oldest, next, and those that run, as `10:20:10,14`. None of
    /// the log is later than `newest`.
    pub(super) fn parse(newest: u64, text: &str) -> Result<Self> {
        let running = text.rsplit(':').next().unwrap_or_default();
        let numbers = running.split(',').filter(|number| !number.is_empty()).map(parse_txid);
        let running: Vec<u64> = numbers.collect::<Result<_>>()?;
        Ok(Self { newest, running: running.into_iter().filter(|running| *running <= newest).collect() })
    }

    /// Returns whether a transaction could be seen.
    pub(crate) fn has(&self, txid: u64) -> bool {
        txid <= self.newest && !self.running.contains(&txid)
    }

    /// Returns whether this was earlier than the other, or the same.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.newest <= other.newest && !other.running.iter().any(|running| self.has(*running))
    }
}

/// Parses the number of a transaction.
pub(super) fn parse_txid(text: &str) -> Result<u64> {
    text.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// Writes the number of the newest, and how far below it those that run are.
impl fmt::Display for LogSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.newest)?;
        self.running.iter().try_for_each(|running| write!(f, ".{}", self.newest - running))
    }
}

impl FromStr for LogSnapshot {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = text.split('.').map(|number| number.parse::<u64>().map_err(drop));
        let newest = numbers.next().ok_or(())??;
        let running = numbers.map(|below| newest.checked_sub(below?).ok_or(()));
        let running: Vec<u64> = running.take(RUNNING_MAX + 1).collect::<Result<_, ()>>()?;
        if running.len() > RUNNING_MAX { Err(()) } else { Ok(Self { newest, running }) }
    }
}

/// The position of a client: behind all of a snapshot, and of a later one behind the events up to a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) behind: LogSnapshot,
    pub(crate) part: Option<(LogSnapshot, i64)>,
}

impl Position {
    /// Returns whether the client has an event that is not in the snapshot `behind`.
    pub(crate) fn has(&self, txid: u64, id: i64) -> bool {
        self.part.as_ref().is_some_and(|(snapshot, last)| id <= *last && snapshot.has(txid))
    }
}

impl From<LogSnapshot> for Position {
    fn from(behind: LogSnapshot) -> Self {
        Self { behind, part: None }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            None => write!(f, "{}", self.behind),
            Some((snapshot, last)) => write!(f, "{}-{snapshot}-{last}", self.behind),
        }
    }
}

impl FromStr for Position {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.splitn(3, '-').collect();
        match parts[..] {
            [behind] => Ok(Self::from(behind.parse::<LogSnapshot>()?)),
            [behind, snapshot, last] => {
                Ok(Self { behind: behind.parse()?, part: Some((snapshot.parse()?, last.parse().map_err(drop)?)) })
            }
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_it_wrote() {
        let early = LogSnapshot::parse(18, "10:20:10,14,19").unwrap();
        assert_eq!(early, LogSnapshot { newest: 18, running: vec![10, 14] });
        let late = LogSnapshot::parse(30, "14:31:14").unwrap();
        for (position, text) in [
            (Position::from(LogSnapshot { newest: 7, running: Vec::new() }), "7"),
            (Position::from(early.clone()), "18.8.4"),
            (Position { behind: early, part: Some((late, 77)) }, "18.8.4-30.16-77"),
        ] {
            assert_eq!(position.to_string(), text);
            assert_eq!(text.parse(), Ok(position));
        }
    }

    #[test]
    fn refuses_what_is_no_position() {
        let many = format!("5000{}", ".1".repeat(RUNNING_MAX + 1));
        for text in ["", "-", "never", "1-1", "1.2", "1.", "1-1-", "1-1-1-1", "18446744073709551616", &many] {
            assert_eq!(text.parse::<Position>(), Err(()), "{text}");
        }
    }

    #[test]
    fn a_later_snapshot_contains_an_earlier_one() {
        let early = LogSnapshot { newest: 18, running: vec![10, 14] };
        for (late, running) in [(18, vec![10, 14]), (18, vec![14]), (18, vec![]), (25, vec![10, 20]), (25, vec![])] {
            let late = LogSnapshot { newest: late, running };
            assert!(early.is_within(&late), "{late}");
            assert!(late == early || !late.is_within(&early), "{late}");
        }
        assert!(early.has(9) && early.has(11) && !early.has(10) && !early.has(19));
    }
}
