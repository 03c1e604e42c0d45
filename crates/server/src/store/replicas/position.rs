//! Defines a position in the write-ahead log of a primary, as it travels with a client.

use std::{fmt, str::FromStr};

/// The pages of the log, and the headers with which a page begins. Where the last record ends with a page, a primary tells the
/// end of the next header, and a standby the end of the page.
const PAGE_BYTES: i64 = 8192;
const HEADER_BYTES: [i64; 2] = [24, 40];

/// The most positions that are read of a client.
const POSITIONS_MAX: usize = 32;

/// A position in the log of one history: all that was committed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WalPosition {
    /// The identity of the data.
    system: i64,
    /// How often a standby was promoted since they were made.
    timeline: i32,
    lsn: i64,
}

/// What a client has seen and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All that is before a position.
    Before(WalPosition),
    /// Something that only the primary is sure to have.
    Unknown,
}

impl WalPosition {
    pub(super) fn new(system: i64, timeline: i32, lsn: i64) -> Self {
        let in_page = lsn.rem_euclid(PAGE_BYTES);
        let lsn = if HEADER_BYTES.contains(&in_page) { lsn - in_page } else { lsn };
        Self { system, timeline, lsn }
    }

    /// Returns whether all that is before the other is before this one, too.
    pub(super) fn covers(self, other: Self) -> bool {
        self.is_of_the_history_of(other) && self.lsn >= other.lsn
    }

    /// Returns whether both are in the log of one history.
    pub(super) fn is_of_the_history_of(self, other: Self) -> bool {
        (self.system, self.timeline) == (other.system, other.timeline)
    }

    /// Returns the later one of two; none where they cannot be compared.
    fn later(self, other: Self) -> Option<Self> {
        if self.covers(other) { Some(self) } else { Some(other).filter(|other| other.covers(self)) }
    }
}

impl Wanted {
    /// Parses the positions that a client sends. Whatever cannot be used leads to the primary.
    pub(crate) fn parse<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut positions = lines.flat_map(|line| line.split(',')).map(|text| text.trim().parse::<WalPosition>().ok());
        let Some(Some(first)) = positions.next() else { return Self::Unknown };
        let mut last = Some(first);
        for (index, position) in positions.enumerate() {
            last = last.zip(position).filter(|_| index < POSITIONS_MAX).and_then(|(last, next)| last.later(next));
        }
        last.map_or(Self::Unknown, Self::Before)
    }
}

/// Writes it as it travels.
impl fmt::Display for WalPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{:x}-{:x}", self.system, self.timeline, self.lsn)
    }
}

impl FromStr for WalPosition {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-').map(|part| {
            let is_hexadecimal = part.bytes().all(|byte| byte.is_ascii_hexdigit());
            u64::from_str_radix(part, 16).ok().filter(|_| is_hexadecimal && part.len() <= 16)
        });
        let mut next = || parts.next().flatten().ok_or(());
        let (system, timeline, lsn) = (next()?.cast_signed(), next()?, next()?);
        Ok(Self { system, timeline: timeline.try_into().map_err(drop)?, lsn: lsn.try_into().map_err(drop)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(timeline: i32, lsn: i64) -> WalPosition {
        WalPosition::new(-7, timeline, lsn)
    }

    #[test]
    fn parses_what_it_wrote() {
        for position in [at(1, 0x5_0001), WalPosition::new(i64::MAX, 9, i64::MAX)] {
            assert_eq!(position.to_string().parse(), Ok(position));
        }
        for text in
            ["", "primary", "1", "1-1", "1-1-", "1-1-+1", "1-ffffffff-1", "1-1-ffffffffffffffff", "1-1-1-1", "-1-1-1"]
        {
            assert_eq!(text.parse::<WalPosition>(), Err(()), "{text}");
        }
    }

    #[test]
    fn takes_the_end_of_a_page_for_the_begin_of_the_next() {
        assert_eq!(at(1, 8192 + 24), at(1, 8192));
        assert_eq!(at(1, 40), at(1, 0));
        assert_ne!(at(1, 48), at(1, 0));
    }

    #[test]
    fn wants_the_last_of_several_positions() {
        let wanted = |text: &str| Wanted::parse([text].into_iter());
        let (early, late, other) = (at(1, 0x100), at(1, 0x200), at(2, 0x300));
        assert_eq!(wanted(&format!("{late}, {early}")), Wanted::Before(late));
        assert_eq!(wanted(&format!("{early},{late},{early}")), Wanted::Before(late));
        assert_eq!(
            Wanted::parse([late.to_string(), early.to_string()].iter().map(|text| &**text)),
            Wanted::Before(late)
        );
        let many = vec![early.to_string(); POSITIONS_MAX + 2].join(",");
        for unclear in ["primary", "", &format!("{early},{other}"), &format!("{early},"), &format!("{early},x"), &many]
        {
            assert_eq!(wanted(unclear), Wanted::Unknown, "{unclear}");
        }
    }
}
