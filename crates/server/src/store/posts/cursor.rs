//! Defines the orders of posts, and cursors in them.

use chrono::{DateTime, Utc};

use super::PostRow;

/// The order of posts. Where two are equal in it, the newer id comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The newest first.
    New,
    /// The most votes first.
    Top,
    /// The highest score of votes weighed against age first.
    Hot,
}

impl Sort {
    pub(crate) const NAMES: [&str; 3] = ["new", "top", "hot"];

    /// Finds the order of a name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::New, Self::Top, Self::Hot].into_iter().find(|sort| sort.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Top => "top",
            Self::Hot => "hot",
        }
    }
}

/// A position in an order, wherever its post stands by now: the page begins behind it, so that posts which come and go
/// meanwhile make it neither repeat nor skip. Opaque to clients.
#[derive(Clone, Copy)]
pub(crate) enum Cursor {
    New(DateTime<Utc>, i32),
    Top(i64, i32),
    Hot(f64, i32),
}

impl Cursor {
    /// Returns the cursor before every post.
    pub(crate) fn start(sort: Sort) -> Self {
        match sort {
            Sort::New => Self::New(DateTime::<Utc>::MAX_UTC, i32::MAX),
            Sort::Top => Self::Top(i64::MAX, i32::MAX),
            Sort::Hot => Self::Hot(f64::INFINITY, i32::MAX),
        }
    }

    /// Returns the cursor behind a post.
    pub(crate) fn behind(sort: Sort, row: &PostRow) -> Self {
        match sort {
            Sort::New => Self::New(row.created_at, row.id),
            Sort::Top => Self::Top(row.votes, row.id),
            Sort::Hot => Self::Hot(row.hot, row.id),
        }
    }

    /// Parses a cursor; none where it is none, or one of another order.
    pub(crate) fn parse(sort: Sort, text: &str) -> Option<Self> {
        let (key, id) = text.strip_prefix(sort.name())?.strip_prefix('-')?.split_once('-')?;
        let (key, id) = (u64::from_str_radix(key, 16).ok()?, id.parse().ok()?);
        Some(match sort {
            Sort::New => Self::New(DateTime::from_timestamp_micros(key.cast_signed())?, id),
            Sort::Top => Self::Top(key.cast_signed(), id),
            Sort::Hot => Self::Hot(f64::from_bits(key), id),
        })
    }

    /// Writes a cursor for a client.
    pub(crate) fn write(self) -> String {
        let (sort, key, id) = match self {
            Self::New(created_at, id) => (Sort::New, created_at.timestamp_micros().cast_unsigned(), id),
            Self::Top(votes, id) => (Sort::Top, votes.cast_unsigned(), id),
            Self::Hot(hot, id) => (Sort::Hot, hot.to_bits(), id),
        };
        format!("{}-{key:x}-{id}", sort.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_it_wrote() {
        let before_1970 = DateTime::from_timestamp_micros(-1).unwrap();
        for (sort, cursor) in [
            (Sort::New, Cursor::New(before_1970, 7)),
            (Sort::Top, Cursor::Top(12, -3)),
            (Sort::Hot, Cursor::Hot(38_123.25, 9)),
        ] {
            let text = cursor.write();
            assert_eq!(Cursor::parse(sort, &text).unwrap().write(), text);
        }
    }

    #[test]
    fn refuses_the_cursor_of_another_order() {
        let cursor = Cursor::Top(12, 3).write();
        assert!(Cursor::parse(Sort::Hot, &cursor).is_none());
        for text in ["", "new", "new-", "new-1", "new-x-1", "new-1-x", "new--1-1", "new-ffffffffffffffffff-1"] {
            assert!(Cursor::parse(Sort::New, text).is_none(), "{text}");
        }
    }
}
