//! Defines the lines of an export. docs/export.md describes them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Names the format, and its version: readers refuse a later one.
pub(super) const FORMAT: &str = "hearth-export";
pub(super) const VERSION: u32 = 1;

/// How many there are of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transferred {
    /// People.
    pub people: u64,
    /// Posts and drafts.
    pub posts: u64,
    /// Votes.
    pub votes: u64,
}

/// What becomes of people whose address has an account already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accounts {
    /// It is an error.
    New,
    /// Their posts and votes go to that account.
    Match,
}

/// A line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Record {
    /// The first one.
    Header {
        format: String,
        version: u32,
        exported_at: DateTime<Utc>,
        /// Whether the hashes of passwords are there.
        passwords: bool,
    },
    Person(Person),
    Post(Post),
    Vote(Vote),
    /// The last one: without it a part is missing.
    End(Transferred),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Person {
    pub(super) id: i32,
    pub(super) email: String,
    #[serde(default)]
    pub(super) display_name: Option<String>,
    #[serde(default)]
    pub(super) phone_number: Option<String>,
    pub(super) created_at: DateTime<Utc>,
    /// The hash, of bcrypt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) password: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Post {
    pub(super) id: i32,
    /// The person who wrote it.
    pub(super) person: i32,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) published: bool,
    pub(super) created_at: DateTime<Utc>,
    #[serde(default)]
    pub(super) edited_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Vote {
    pub(super) person: i32,
    pub(super) post: i32,
}
