//! Orders of posts, and places in them.

use chrono::{DateTime, Utc};

use crate::{extract::Query, routes::row::PostRow};

/// An order of posts. Where two are equal in it, the newer id comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The newest first.
    New,
    /// Those with the most votes first.
    Top,
    /// Votes weighed against age.
    Hot,
}

impl Sort {
    pub(super) const NAMES: [&str; 3] = ["new", "top", "hot"];

    pub(super) fn read(query: &mut Query) -> Self {
        match query.one_of("sort", &Self::NAMES) {
            Some("top") => Self::Top,
            Some("hot") => Self::Hot,
            _ => Self::New,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Top => "top",
            Self::Hot => "hot",
        }
    }
}

/// A place in an order, wherever its post stands by now: the page begins behind it, so that posts which come and go
/// meanwhile make it neither repeat nor skip. Opaque to clients.
#[derive(Clone, Copy)]
pub(super) enum Cursor {
    New(DateTime<Utc>, i32),
    Top(i64, i32),
    Hot(f64, i32),
}

impl Cursor {
    /// Before every post.
    pub(super) fn start(sort: Sort) -> Self {
        match sort {
            Sort::New => Self::New(DateTime::<Utc>::MAX_UTC, i32::MAX),
            Sort::Top => Self::Top(i64::MAX, i32::MAX),
            Sort::Hot => Self::Hot(f64::INFINITY, i32::MAX),
        }
    }

    pub(super) fn behind(sort: Sort, row: &PostRow) -> Self {
        match sort {
            Sort::New => Self::New(row.created_at, row.id),
            Sort::Top => Self::Top(row.votes, row.id),
            Sort::Hot => Self::Hot(row.hot, row.id),
        }
    }

    /// None where this is no cursor, or one of another order.
    pub(super) fn read(sort: Sort, text: &str) -> Option<Self> {
        let (key, id) = text.strip_prefix(sort.name())?.strip_prefix('-')?.split_once('-')?;
        let (key, id) = (u64::from_str_radix(key, 16).ok()?, id.parse().ok()?);
        Some(match sort {
            Sort::New => Self::New(DateTime::from_timestamp_micros(key.cast_signed())?, id),
            Sort::Top => Self::Top(key.cast_signed(), id),
            Sort::Hot => Self::Hot(f64::from_bits(key), id),
        })
    }

    pub(super) fn write(self) -> String {
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
    fn what_was_written_is_read() {
        let before_1970 = DateTime::from_timestamp_micros(-1).unwrap();
        for (sort, cursor) in [
            (Sort::New, Cursor::New(before_1970, 7)),
            (Sort::Top, Cursor::Top(12, -3)),
            (Sort::Hot, Cursor::Hot(38_123.25, 9)),
        ] {
            let text = cursor.write();
            assert_eq!(Cursor::read(sort, &text).unwrap().write(), text);
        }
    }

    #[test]
    fn another_orders_cursor_is_none() {
        let cursor = Cursor::Top(12, 3).write();
        assert!(Cursor::read(Sort::Hot, &cursor).is_none());
        for text in ["", "new", "new-", "new-1", "new-x-1", "new-1-x", "new--1-1", "new-ffffffffffffffffff-1"] {
            assert!(Cursor::read(Sort::New, text).is_none(), "{text}");
        }
    }
}
